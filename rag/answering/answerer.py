"""From passages to an answer: read, choose, gather who else says so, weigh, answer or abstain."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.agreement import same_claim
from rag.answering.answer import Answer, Citation, Hit
from rag.answering.candidates import Candidate, candidates
from rag.answering.confidence import Calibrator, Signals
from rag.answering.explain import widened
from rag.reader import Reader

SUPPORT_MARGIN = (
    4.0  # logits: another article is cited if its span scores nearly as well as the best
)
RETRIEVAL_WEIGHT = 2.0  # logits that a passage's retrieval score (0 to 1) adds to its spans' scores


@dataclass(frozen=True, slots=True)
class Found:
    """The claim chosen as the answer, and what speaks for it."""

    citations: tuple[Citation, ...]
    signals: Signals


def answer(
    question: str,
    resolved: str,
    hits: Sequence[Hit],
    *,
    reader: Reader,
    calibrator: Calibrator,
    threshold: float,
) -> Answer:
    """Answer from these passages, or abstain where the probability is below the threshold."""
    found = find(resolved, hits, reader)
    confidence = calibrator.probability(found.signals) if found else 0.0
    return Answer(
        question=question,
        resolved=resolved,
        citations=found.citations if found and confidence >= threshold else (),
        confidence=confidence,
        passages=tuple(hits),
    )


def find(question: str, hits: Sequence[Hit], reader: Reader) -> Found | None:
    """The best claim in the passages, None where there are no words to quote."""
    readings = reader.read(question, [hit.passage.text for hit in hits])
    found = sorted(candidates(hits, readings), key=rank, reverse=True)
    if not found:
        return None
    citations = citations_of(found)
    return Found(
        citations=tuple(whole(question, citation) for citation in citations),
        signals=signals(found, len(citations)),
    )


def rank(candidate: Candidate) -> float:
    """What candidates are ordered by: the reader's word, and retrieval's."""
    return candidate.citation.score + RETRIEVAL_WEIGHT * candidate.hit.score


def citations_of(found: Sequence[Candidate]) -> list[Citation]:
    """The best candidate, and the best of each other article that makes the same claim."""
    best = found[0].citation
    chosen = [best]
    for candidate in found[1:]:
        citation = candidate.citation
        if (
            all(citation.article.id != other.article.id for other in chosen)
            and citation.score >= best.score - SUPPORT_MARGIN
            and same_claim(best.quote, citation.quote)
        ):
            chosen.append(citation)
    return chosen


def whole(question: str, citation: Citation) -> Citation:
    """The citation widened to what explains, where the question asks for an explanation."""
    start, end = widened(question, citation.article, citation.start, citation.end)
    return replace(citation, start=start, end=end)


def signals(found: Sequence[Candidate], articles: int) -> Signals:
    """What is known of the first candidate."""
    best = found[0]
    scores = [candidate.citation.score for candidate in found]
    top = max(0.0, *scores)
    total = math.exp(-top) + sum(math.exp(score - top) for score in scores)  # e^0 is silence
    return Signals(
        span_score=best.citation.score,
        share=best.citation.score - top - math.log(total),
        retrieval_score=best.hit.score,
        similarity=best.hit.similarity,
        articles=math.log(articles),
    )
