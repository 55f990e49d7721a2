"""The figures of a report: what each one asks of an outcome.

A `Measure` is the mean over questions of something one outcome earns; where it does not apply
(`of` returns None) the question is left out. What cannot be said of a single question (separation,
calibration, a best threshold) is a `SetMeasure` or a `BestMeasure`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from numpy.typing import ArrayLike

from eval.confidence import area_under_risk, auroc, calibration_error
from eval.outcome import Outcome
from eval.squad import best_threshold


@dataclass(frozen=True, slots=True)
class Measure:
    """A mean over questions. `better` is +1 where higher is better, -1 where lower is."""

    name: str
    about: str
    of: Callable[[Outcome], float | None]
    better: int = 1


@dataclass(frozen=True, slots=True)
class SetMeasure:
    """A figure of a whole set: from the confidence in each guess, and whether it was right."""

    name: str
    about: str
    of: Callable[[ArrayLike, ArrayLike], float | None]
    better: int = 1


@dataclass(frozen=True, slots=True)
class BestMeasure:
    """The best mean of what guesses earn that some threshold on their confidence gives.

    It has no interval: the threshold was chosen on the very questions that it is measured on.
    """

    name: str
    about: str
    earns: Callable[[Outcome], float]
    better: int = 1

    def of(self, outcomes: Sequence[Outcome]) -> tuple[float, float]:
        """The mean, and the threshold it is reached at."""
        return best_threshold(
            [o.confidence if o.guess else float("-inf") for o in outcomes],
            [self.earns(o) for o in outcomes],
            [o.answerable for o in outcomes],
        )


def _among(
    applies: Callable[[Outcome], bool], value: Callable[[Outcome], float]
) -> Callable[[Outcome], float | None]:
    return lambda outcome: float(value(outcome)) if applies(outcome) else None


def _answerable(outcome: Outcome) -> bool:
    return outcome.answerable


def _citation_precision(outcome: Outcome) -> float:
    """The share of the citations that support the answer; a wrong answer's support nothing."""
    return sum(c.supports for c in outcome.citations) / len(outcome.citations)


RIGHT_AND_CITED = Measure(
    "right and cited",
    "answerable questions: the answer is right, and its first citation overlaps a gold span",
    _among(_answerable, lambda o: o.right_and_cited),
)
SERVED = Measure(
    "served",
    "all questions: right and cited, or rightly declined",
    lambda o: float(o.right_and_cited),
)
EM = Measure(
    "EM", "exact match (SQuAD 2.0), all questions; rightly declining earns 1", lambda o: o.em
)
F1 = Measure(
    "F1", "token overlap (SQuAD 2.0), all questions; rightly declining earns 1", lambda o: o.f1
)
EM_ANSWERABLE = Measure(
    "EM, never declining",
    "exact match over answerable questions, the best guess counted even where it was withheld",
    _among(_answerable, lambda o: o.guess_exact),
)
F1_ANSWERABLE = Measure(
    "F1, never declining",
    "token overlap over answerable questions, the best guess counted even where it was withheld",
    _among(_answerable, lambda o: o.guess_f1),
)
RETRIEVED = Measure(
    "retrieved",
    "answerable questions: a passage that states the answer was retrieved and read",
    _among(lambda o: o.answerable and bool(o.passages), lambda o: o.retrieved),
)
CITATION_PRECISION = Measure(
    "citation precision",
    "given answers: the share of the citations that overlap a gold span (after ALCE)",
    _among(lambda o: o.answered and bool(o.citations), _citation_precision),
)
CITATION_RECALL = Measure(
    "citation recall",
    "answerable questions: some citation of the answer overlaps a gold span (after ALCE)",
    _among(_answerable, lambda o: o.answered and any(c.supports for c in o.citations)),
)
SOURCES_FOUND = Measure(
    "sources found",
    "answerable questions: the share of the articles that state the answer which are cited",
    _among(
        lambda o: any(g.article for g in o.golds),
        lambda o: (
            o.answered
            and len({c.article for c in o.citations if c.supports})
            / len({g.article for g in o.golds})
        ),
    ),
)
ABSTENTION_PRECISION = Measure(
    "abstention precision",
    "declined questions: the share that has no answer",
    _among(lambda o: o.declined, lambda o: not o.answerable),
)
ABSTENTION_RECALL = Measure(
    "abstention recall",
    "questions without an answer: the share that was declined",
    _among(lambda o: not o.answerable, lambda o: o.declined),
)


AUROC = SetMeasure(
    "AUROC", "the chance that a right guess has a higher confidence than a wrong one", auroc
)
AURC = SetMeasure(
    "AURC",
    "the share of wrong answers among the given ones, mean over all coverages; lower is better",
    area_under_risk,
    better=-1,
)
ECE = SetMeasure(
    "ECE",
    "expected calibration error: the mean gap between confidence and accuracy; lower is better",
    calibration_error,
    better=-1,
)
BEST_EM = BestMeasure(
    "best EM",
    "EM over all questions at the threshold that is best for it (the official best_exact)",
    lambda o: o.guess_exact,
)
BEST_F1 = BestMeasure(
    "best F1",
    "F1 over all questions at the threshold that is best for it (the official best_f1)",
    lambda o: o.guess_f1,
)

ANSWERING = (
    SERVED,
    RIGHT_AND_CITED,
    RETRIEVED,
    EM,
    F1,
    EM_ANSWERABLE,
    F1_ANSWERABLE,
    CITATION_PRECISION,
    CITATION_RECALL,
    SOURCES_FOUND,
    ABSTENTION_PRECISION,
    ABSTENTION_RECALL,
)
READING = (EM_ANSWERABLE, F1_ANSWERABLE, EM, F1, ABSTENTION_PRECISION, ABSTENTION_RECALL)
CONFIDENCE = (AUROC, AURC, ECE)
READING_BEST = (BEST_EM, BEST_F1)
READING_CONFIDENCE = (AUROC, AURC)
