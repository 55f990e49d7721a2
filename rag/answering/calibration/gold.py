"""Gold answers, and whether a candidate says what one says."""

from collections.abc import Sequence
from typing import NamedTuple

from rag.answering.agreement import words
from rag.answering.answer import Citation
from rag.answering.answerer import whole
from rag.answering.candidates import Candidate

RIGHT_F1 = 0.5  # as eval counts an answer right: 87 % of the SQuAD annotators agree so far


class Gold(NamedTuple):
    """A gold answer, and where it stands."""

    text: str
    article: str
    start: int


def is_right(question: str, candidate: Candidate, golds: Sequence[Gold]) -> bool:
    """Whether the candidate, or what it is widened to, says what a gold answer says."""
    said = candidate.citation
    shown = whole(question, candidate).citation
    return any(
        max(f1(said.quote, gold.text), f1(shown.quote, gold.text)) >= RIGHT_F1
        or (shown != said and holds(shown, gold))
        for gold in golds
    )


def holds(citation: Citation, gold: Gold) -> bool:
    """Whether the gold answer stands within the quotation."""
    return citation.article.id == gold.article and (
        citation.start <= gold.start and gold.start + len(gold.text) <= citation.end
    )


def f1(one: str, other: str) -> float:
    """The harmonic mean of the shares of words that two texts share."""
    first, second = words(one), words(other)
    return 2 * (first & second).total() / max(1, first.total() + second.total())
