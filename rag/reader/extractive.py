"""Read with a transformer that scores each token as the start or the end of the answer."""

from collections.abc import Sequence
from pathlib import Path
from typing import final

import numpy as np

from embeddings.network import Loaded, Outputs, prepared
from rag.reader.checksum import SHIPPED, check_sha256
from rag.reader.reader import Reading
from rag.reader.spans import WindowLogits, best_spans
from rag.reader.window_tokenizer import Window, WindowTokenizer

MAX_ANSWER_TOKENS = 30  # the convention of SQuAD evaluation
SPANS_PER_PASSAGE = 3


@final
class ExtractiveReader:
    """A question-answering transformer, Hugging Face form, on the engine that is fastest here.

    Passages longer than a window are read in windows with a stride. PyTorch is loaded only when a
    model is met for the first time on a machine (`embeddings.network`).
    """

    def __init__(self, model: str | Path = SHIPPED) -> None:
        """Load a model: a folder, or a hub name where a hub can be reached.

        Raises:
            ModelUnusable: It is missing, altered, or no question-answering model.
        """
        if Path(model) == SHIPPED:
            check_sha256(SHIPPED)
        ready = prepared(str(model), "reader", lambda: loaded(str(model)))
        self.identity: str = ready.facts["identity"]
        self.form = ready.network.form
        self._network = ready.network
        self._tokens = WindowTokenizer(ready.tokenizer)

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """One reading for each passage, in the order given."""
        told: list[list[WindowLogits]] = [[] for _ in passages]
        windows = list(self._tokens.windows(question, passages))
        outputs = self._network.run([window.tokens for window in windows])
        for window, output in zip(windows, outputs, strict=True):
            told[window.passage].append(logits(window, output))
        return [
            Reading(best_spans(of, text, count=SPANS_PER_PASSAGE, max_tokens=MAX_ANSWER_TOKENS))
            for of, text in zip(told, passages, strict=True)
        ]


def loaded(model: str) -> Loaded:
    """The model as PyTorch has it."""
    from rag.reader.qa_model import load  # noqa: PLC0415 - takes seconds

    return load(model)


def logits(window: Window, told: Outputs) -> WindowLogits:
    """What the model tells of a window, without the padding."""
    n = len(window.tokens.ids)
    start, end = (output[:n] for output in told)
    return WindowLogits(
        start=start,
        end=end,
        offsets=np.array(window.offsets, dtype=np.int64),
        in_passage=np.array(window.in_passage),
        null=float(start[0] + end[0]),
    )
