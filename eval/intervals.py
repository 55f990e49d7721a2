"""How far a figure can be trusted: bootstrap intervals, and tests of paired differences.

Questions are taken as independent draws. The turns of one conversation, or questions on one
article, are not quite that, so that intervals are somewhat too narrow there. Where all questions
came out the same the interval has no width, however few they are: look at their number.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

RESAMPLES = 2000
LEVEL = 0.95
BATCH = 200  # resamples held in memory at once: 10 MB for 6,000 questions


class Interval(NamedTuple):
    """The middle 95 % of what the figure might have been with other questions of this kind."""

    low: float
    high: float


def mean_interval(values: Sequence[float], seed: int) -> Interval | None:
    """A percentile bootstrap interval of the mean; None for fewer than two values."""
    if len(values) < 2:  # noqa: PLR2004 - one value has no spread
        return None
    found = stats.bootstrap(
        (np.asarray(values, dtype=float),),
        np.mean,
        n_resamples=RESAMPLES,
        batch=BATCH,
        confidence_level=LEVEL,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return Interval(float(found.low), float(found.high))


def interval(
    figure: Callable[[NDArray[np.intp]], float | None], count: int, seed: int, resamples: int = 400
) -> Interval | None:
    """A percentile bootstrap interval of any figure of `count` questions.

    Args:
        figure: Computes it from the numbers of the questions drawn; None where it is undefined,
            and such draws are left out.
    """
    rng = np.random.default_rng(seed)
    drawn = (figure(rng.integers(0, count, count)) for _ in range(resamples if count > 1 else 0))
    values = [value for value in drawn if value is not None]
    if not values:
        return None
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))


class Difference(NamedTuple):
    """The mean of B minus the mean of A on the same questions, and whether chance explains it."""

    value: float
    low: float
    high: float
    p: float


def paired_difference(a: Sequence[float], b: Sequence[float], seed: int) -> Difference:
    """Compare two answerers question by question; both sequences are in the order of questions.

    The p-value is that of a two-sided paired permutation test: how often swapping the two answerers
    at random, question by question, gives at least as large a difference. The interval is a
    bootstrap one over the questions.
    """
    gaps = np.asarray(b, dtype=float) - np.asarray(a, dtype=float)
    value = float(gaps.mean())
    around = mean_interval(gaps.tolist(), seed) or Interval(float("nan"), float("nan"))
    if np.count_nonzero(gaps) < 2:  # noqa: PLR2004 - either sign is as likely
        return Difference(value, around.low, around.high, 1.0)
    test = stats.permutation_test(
        (gaps[gaps != 0],),  # swapping equals changes nothing
        np.sum,
        permutation_type="samples",
        n_resamples=9999,
        batch=BATCH,
        vectorized=True,
        rng=np.random.default_rng(seed),
    )
    return Difference(value, around.low, around.high, float(test.pvalue))


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values, made larger for testing several at once (Holm 1979), in the same order."""
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, i in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[i]))
        adjusted[i] = highest
    return adjusted
