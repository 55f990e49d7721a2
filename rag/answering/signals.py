"""What is known of each candidate answer, before one is chosen and weighed."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from rag.answering.candidates import Candidate
from rag.answering.form import fits
from rag.answering.overlap import content_words, names, share_found


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a candidate; more is better in all but `echo`."""

    span_score: float
    """Logits by which the reader prefers the span to silence."""
    share: float
    """Log of the span's part in the softmax over all candidates' scores and silence."""
    retrieval: float
    """The passage's fused retrieval score, in [0, 1]."""
    similarity: float
    """Cosine between the question and the passage."""
    words: float
    """The share of the question's content words in the sentence of the span."""
    names: float
    """The share of the question's names and numbers in the sentence of the span."""
    fits: float
    """1 if the span has the form that the question asks for: a name, a number, a date; else 0."""
    echo: float
    """The share of the span's own words that the question holds already."""

    def values(self) -> tuple[float, ...]:
        """The figures in the order of `SIGNALS`."""
        return astuple(self)


SIGNALS = tuple(field.name for field in fields(Signals))


def signals(question: str, found: Sequence[Candidate]) -> list[Signals]:
    """The signals of each candidate, in the order given."""
    top = max((candidate.citation.score for candidate in found), default=0.0)
    top = max(0.0, top)
    silence = math.exp(-top)
    total = silence + sum(math.exp(candidate.citation.score - top) for candidate in found)
    asked, named = content_words(question), names(question)
    return [
        Signals(
            span_score=candidate.citation.score,
            share=candidate.citation.score - top - math.log(total),
            retrieval=candidate.hit.score,
            similarity=candidate.hit.similarity,
            words=share_found(asked, candidate.citation.sentence),
            names=share_found(named, candidate.citation.sentence),
            fits=float(fits(question, candidate.citation.quote)),
            echo=share_found(content_words(candidate.citation.quote), question),
        )
        for candidate in found
    ]
