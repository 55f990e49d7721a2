"""The seam for readers: a question and passages in, scored spans out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class ScoredSpan(NamedTuple):
    """Characters `[start, end)` of a passage, as an answer to a question.

    `score` is the span's start logit plus end logit, minus the no-answer score of the window it was
    read in. It is comparable across passages: above 0, the model favours the span over silence.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one passage: spans best first, none only where there is no word."""

    spans: tuple[ScoredSpan, ...]

    @property
    def score(self) -> float:
        """The best span's score: how strongly the passage seems to answer the question."""
        return self.spans[0].score if self.spans else float("-inf")


class Reader(Protocol):
    """Finds the words of a passage that answer a question."""

    @property
    def identity(self) -> str:
        """Names the model and its exact weights."""

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """One reading for each passage, in the order given. A passage may be of any length."""
