"""Read with a question-answering transformer the plain way: one padded batch, torch, float32."""

from collections.abc import Sequence
from typing import Any, final

import torch
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

MAX_TOKENS = 384  # question and passage together; a longer passage is cut
MAX_ANSWER_TOKENS = 30


@final
class SpanReader:
    """For those that have no extractive reader of their own."""

    name = "span reader, torch float32"

    def __init__(self, folder: str) -> None:
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        network: Any = AutoModelForQuestionAnswering.from_pretrained(folder, dtype=torch.float32)
        self._network = network.eval()

    def read(self, question: str, texts: Sequence[str]) -> str:
        """The best span of all texts: the one that most outscores "no answer" in its text."""
        if not texts:
            return ""
        encoded = self._tokenizer(
            [question] * len(texts),
            list(texts),
            truncation="only_second",
            max_length=MAX_TOKENS,
            padding=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = encoded.pop("offset_mapping")
        with torch.inference_mode():
            output = self._network(**encoded)
        # 1. starts and ends in the text, in this order, not too far apart
        rows = range(len(texts))
        inside = torch.tensor([[part == 1 for part in encoded.sequence_ids(row)] for row in rows])
        starts = output.start_logits.masked_fill(~inside, -torch.inf)  # (texts, tokens)
        ends = output.end_logits.masked_fill(~inside, -torch.inf)
        spans = starts[:, :, None] + ends[:, None, :]  # (texts, tokens, tokens)
        allowed = torch.ones(spans.shape[1:], dtype=torch.bool).triu().tril(MAX_ANSWER_TOKENS - 1)
        spans = spans.masked_fill(~allowed, -torch.inf)
        # 2. the best of each text, then of all
        best, place = spans.flatten(1).max(dim=1)
        row = int((best - output.start_logits[:, 0] - output.end_logits[:, 0]).argmax())
        first, last = divmod(int(place[row]), spans.shape[2])
        return texts[row][int(offsets[row, first, 0]) : int(offsets[row, last, 1])]
