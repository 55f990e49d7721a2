"""Does confidence mean something: separation, calibration, and risk against coverage.

Everywhere, `right` says of each question whether the best answer found was right (never so where
there is none to find), and `confidence` how sure the answerer was of it, given or withheld.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

BINS = 10


def auroc(confidence: ArrayLike, right: ArrayLike) -> float | None:
    """The chance that a right answer has a higher confidence than a wrong one; a tie counts half.

    None where all are right or all are wrong: there is nothing to separate. (Mann-Whitney U.)
    """
    is_right = np.asarray(right, dtype=bool)
    n_right = int(is_right.sum())
    n_wrong = len(is_right) - n_right
    if not n_right or not n_wrong:
        return None
    ranks = rankdata(np.asarray(confidence, dtype=float))
    u = ranks[is_right].sum() - n_right * (n_right + 1) / 2
    return float(u / (n_right * n_wrong))


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence: how many, how sure on average, and what share was right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(confidence: ArrayLike, right: ArrayLike, bins: int = BINS) -> tuple[Bin, ...]:
    """The bins of a reliability diagram, of equal width over [0, 1]; empty ones are left out."""
    sure = np.asarray(confidence, dtype=float)
    is_right = np.asarray(right, dtype=float)
    number = np.clip((sure * bins).astype(int), 0, bins - 1)  # 1.0 belongs to the last
    return tuple(
        Bin(
            low=b / bins,
            high=(b + 1) / bins,
            count=int((number == b).sum()),
            confidence=float(sure[number == b].mean()),
            accuracy=float(is_right[number == b].mean()),
        )
        for b in range(bins)
        if (number == b).any()
    )


def calibration_error(confidence: ArrayLike, right: ArrayLike, bins: int = BINS) -> float | None:
    """Expected calibration error: the mean gap between confidence and accuracy, over the bins.

    (Guo et al. 2017, "On Calibration of Modern Neural Networks".) None for no questions.
    """
    kept = reliability(confidence, right, bins)
    count = sum(b.count for b in kept)
    return sum(b.count * abs(b.accuracy - b.confidence) for b in kept) / count if count else None


def risk_coverage(
    confidence: ArrayLike, right: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """If only the surest share of the questions is answered, what share of those is wrong?

    Returns:
        coverage, risk: One point for each distinct confidence, surest first; questions of the same
        confidence are answered together. (El-Yaniv & Wiener 2010.)
    """
    sure = np.asarray(confidence, dtype=float)
    order = np.argsort(-sure, kind="stable")
    wrong = np.cumsum(~np.asarray(right, dtype=bool)[order])
    answered = np.arange(1, len(order) + 1)
    last = np.append(np.diff(sure[order]) != 0, True) if len(order) else np.zeros(0, bool)
    return answered[last] / max(len(order), 1), wrong[last] / answered[last]


def area_under_risk(confidence: ArrayLike, right: ArrayLike) -> float | None:
    """The mean risk over all coverages (AURC), 0 at best; None for no questions."""
    coverage, risk = risk_coverage(confidence, right)
    if not len(coverage):
        return None
    return float(np.sum(risk * np.diff(coverage, prepend=0.0)))
