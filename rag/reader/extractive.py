"""Read with a transformer that scores each token as the start or the end of the answer."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, final

import numpy as np
import torch
import transformers
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from embeddings.precision import best_dtype
from rag.errors import ModelUnusable
from rag.reader.checksum import SHIPPED, check_sha256
from rag.reader.reader import Reading, ScoredSpan
from rag.reader.spans import WindowLogits, best_spans

WINDOW_TOKENS = 384  # question and passage together: the length of public SQuAD recipes
STRIDE_TOKENS = 128  # shared by neighbouring windows, so that an answer on a seam is whole in one
MAX_ANSWER_TOKENS = 30  # the convention of SQuAD evaluation
MAX_QUESTION_TOKENS = 96  # a longer question would leave the passage no room in the window
SPANS_PER_PASSAGE = 3
BATCH_TOKENS = 4096  # padded tokens computed at once: bounds memory, long enough to fill the cores


@final
class ExtractiveReader:
    """A question-answering transformer, Hugging Face form, on the CPU.

    Passages longer than a window are read in windows with a stride. Windows go through the model in
    batches of like length, so that little is padded. Where the processor computes bfloat16 itself,
    the model runs in it.
    """

    def __init__(self, model: str | Path = SHIPPED) -> None:
        """Load a model: a folder, or a hub name where a hub can be reached.

        Raises:
            ModelUnusable: It is missing, altered, or no question-answering model.
        """
        if Path(model) == SHIPPED:
            check_sha256(SHIPPED)
        transformers.utils.logging.disable_progress_bar()
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(str(model))
            network: Any = AutoModelForQuestionAnswering.from_pretrained(
                str(model), dtype=torch.float32
            )
        except (OSError, ValueError) as error:
            raise ModelUnusable(
                f"no question-answering model at {model}: {error}; "
                "name a folder in Hugging Face form, or a model of a hub that can be reached"
            ) from error
        self.identity = f"{Path(model).name} sha256:{weights_sha256(network)}"
        self._network = network.to(best_dtype()).eval()
        if hasattr(network, "qa_outputs"):  # bfloat16 would round scores into ties
            network.qa_outputs.float()
            network.qa_outputs.register_forward_pre_hook(lambda _, inputs: (inputs[0].float(),))

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """One reading for each passage, in the order given."""
        found: list[list[ScoredSpan]] = [[] for _ in passages]
        for passage, window in self._windows(question, passages):
            found[passage] += best_spans(
                window, passages[passage], count=SPANS_PER_PASSAGE, max_tokens=MAX_ANSWER_TOKENS
            )
        return [Reading(distinct(spans)[:SPANS_PER_PASSAGE]) for spans in found]

    def _windows(
        self, question: str, passages: Sequence[str]
    ) -> Iterator[tuple[int, WindowLogits]]:
        """The logits of every window, each with the number of the passage that it is part of."""
        if not passages:
            return
        # 1. tokenise into windows
        encoded = self._tokenizer(
            [self._shortened(question)] * len(passages),
            list(passages),
            truncation="only_second",
            max_length=WINDOW_TOKENS,
            stride=STRIDE_TOKENS,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        of_passage = encoded.pop("overflow_to_sample_mapping")
        offsets = encoded.pop("offset_mapping")
        lengths = [len(ids) for ids in encoded["input_ids"]]
        # 2. compute batches of like length
        for batch in batches(lengths):
            inputs = self._tokenizer.pad(
                {name: [values[i] for i in batch] for name, values in encoded.items()},
                return_tensors="pt",
            )
            with torch.inference_mode():
                output = self._network(**inputs)
            starts = output.start_logits.float().numpy()  # (windows, tokens)
            ends = output.end_logits.float().numpy()
            # 3. hand out each window's share, padding cut off
            for row, i in enumerate(batch):
                n = lengths[i]
                yield (
                    of_passage[i],
                    WindowLogits(
                        start=starts[row, :n],
                        end=ends[row, :n],
                        offsets=np.asarray(offsets[i], dtype=np.int64),
                        in_passage=np.array([s == 1 for s in encoded.sequence_ids(i)]),
                        null=float(starts[row, 0] + ends[row, 0]),
                    ),
                )

    def _shortened(self, question: str) -> str:
        """The question's first `MAX_QUESTION_TOKENS` tokens, as text."""
        tokens = self._tokenizer(
            question, add_special_tokens=False, return_offsets_mapping=True, verbose=False
        )
        offsets = tokens["offset_mapping"][:MAX_QUESTION_TOKENS]
        return question[: offsets[-1][1]] if offsets else question


def distinct(spans: list[ScoredSpan]) -> tuple[ScoredSpan, ...]:
    """The spans best first, without those that share characters with a better one."""
    kept: list[ScoredSpan] = []
    for span in sorted(spans, key=lambda span: (-span.score, span.start)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return tuple(kept)


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers 0..n-1 in batches of like length, at most `BATCH_TOKENS` padded tokens each."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (len(batch) + 1) * lengths[i] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def weights_sha256(network: torch.nn.Module) -> str:
    """A hash of all parameters, by name and value."""
    digest = hashlib.sha256()
    for name, tensor in sorted(network.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.contiguous().numpy().tobytes())
    return digest.hexdigest()
