"""Turn what the reader found in each passage into candidate citations, one place each."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.answer import Citation, Hit
from rag.reader import Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may answer the question, and the passage it was found in."""

    citation: Citation
    hit: Hit


def candidates(hits: Sequence[Hit], readings: Sequence[Reading]) -> list[Candidate]:
    """All spans of all readings, best first, in article characters.

    Passages overlap, so the same words may be read twice: of spans that share characters the best
    one stays. Ties go to the passage that retrieval put first.
    """
    found = [
        Candidate(
            Citation(
                hit.passage.article,
                hit.passage.start + span.start,
                hit.passage.start + span.end,
                span.score,
                hit.also_in,
            ),
            hit,
        )
        for hit, reading in zip(hits, readings, strict=True)
        for span in reading.spans
    ]
    found.sort(key=lambda candidate: -candidate.citation.score)
    kept: list[Candidate] = []
    for candidate in found:
        if not any(overlap(candidate.citation, other.citation) for other in kept):
            kept.append(candidate)
    return kept


def overlap(one: Citation, other: Citation) -> bool:
    """Whether the two share a character of the same article."""
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end
