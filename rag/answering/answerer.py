"""From passages to an answer: read, choose, gather who else says so, weigh, answer or abstain."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.agreement import same_claim
from rag.answering.answer import Answer, Citation, Hit
from rag.answering.candidates import Candidate
from rag.answering.confidence import Calibrator, Evidence
from rag.answering.explain import widened
from rag.answering.question import Question
from rag.answering.reading import read
from rag.answering.signals import Signals, signals
from rag.reader import Reader

SUPPORT_MARGIN = 5.0  # log-odds: another article is cited if its span ranks so near; at 4 fewer are
NO_RIVAL = 10.0  # the margin, in log-odds, where no other claim was found


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate, what is known of it, and its log-odds to be the best one."""

    candidate: Candidate
    signals: Signals
    rank: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said in answer to a question, where, and what speaks for it."""

    citations: tuple[Citation, ...]
    evidence: Evidence


def answer(
    question: Question,
    hits: Sequence[Hit],
    *,
    reader: Reader,
    calibrator: Calibrator,
    threshold: float,
) -> Answer:
    """Answer from these passages, or abstain where the probability is below the threshold."""
    claim = best_claim(ranked(question, hits, reader=reader, calibrator=calibrator))
    confidence = calibrator.probability(claim.evidence) if claim else 0.0
    return Answer(
        question=question.asked,
        resolved=question.resolved,
        citations=claim.citations if claim and confidence >= threshold else (),
        confidence=confidence,
        passages=tuple(hits),
    )


def ranked(
    question: Question, hits: Sequence[Hit], *, reader: Reader, calibrator: Calibrator
) -> list[Ranked]:
    """The candidates that the reader finds in the passages, best first."""
    found = read(question, hits, reader)
    known = signals(question, found)
    ranks = [calibrator.rank.log_odds(of_one.values()) for of_one in known]
    order = sorted(map(Ranked, found, known, ranks), key=lambda one: -one.rank)
    return [replace(one, candidate=whole(question.resolved, one.candidate)) for one in order]


def best_claim(found: Sequence[Ranked]) -> Claim | None:
    """The first candidate's claim, None where there are no words to quote."""
    if not found:
        return None
    citations, rivals = gather(found)
    evidence = Evidence(
        signals=found[0].signals,
        margin=min(NO_RIVAL, found[0].rank - max(rivals, default=-math.inf)),
        articles=math.log(len(citations)),
    )
    return Claim(tuple(citations), evidence)


def gather(found: Sequence[Ranked]) -> tuple[list[Citation], list[float]]:
    """The best candidate of each source with the first one's claim, and the ranks of rivals.

    Copies of one text are one source: an agency's words are not truer for being printed twice.
    """
    best = found[0]
    chosen = [best.candidate.citation]
    sources = {source(best.candidate)}
    rivals = []
    for other in found[1:]:
        citation = other.candidate.citation
        if not same_claim(chosen[0].quote, citation.quote):
            rivals.append(other.rank)
        elif other.rank >= best.rank - SUPPORT_MARGIN and source(other.candidate) not in sources:
            chosen.append(citation)
            sources.add(source(other.candidate))
    return chosen, rivals


def source(candidate: Candidate) -> int | str:
    """The same for candidates of one article, or of copies of one text."""
    hit = candidate.hit
    return hit.passage.article.id if hit.source is None else hit.source


def whole(question: str, candidate: Candidate) -> Candidate:
    """The candidate widened to what explains, where the question asks for an explanation."""
    citation = candidate.citation
    start, end = widened(question, citation.article, citation.start, citation.end)
    return replace(candidate, citation=replace(citation, start=start, end=end))
