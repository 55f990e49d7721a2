"""The figures of the benchmark: medians over the rounds, and how many times this project's.

The ratio is the median of the rounds' ratios: within a round both met the same machine.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from eval.contest import OURS
from eval.peers.job import Result

Of = Callable[[Result], float | None]

STEPS = ("retrieval", "reading", "answer")
QUANTILES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}


@dataclass(frozen=True, slots=True)
class Standing:
    """One figure of every contestant, by name; None where there is none.

    `group` and `unit` say what was measured, `ratios` are times this project's.
    """

    group: str
    name: str
    unit: str
    medians: Mapping[str, float | None]
    ratios: Mapping[str, float | None]


def standings(results: Mapping[str, Sequence[Result]], articles: int) -> tuple[Standing, ...]:
    """All figures; `articles` is how many the passages were cut from."""
    rows: list[tuple[str, str, str, Of]] = [
        ("indexing", "passages", "/s", lambda one: one.indexed / one.index_s),
        ("indexing", "articles", "/s", lambda one: articles / one.index_s),
        ("indexing", "CPU, a passage", "ms", lambda one: 1000 * one.index_cpu_s / one.indexed),
        ("memory", "models loaded", "MiB", lambda one: one.models_mib),
        ("memory", "peak, indexing", "MiB", lambda one: one.indexing_mib),
        ("memory", "peak, answering", "MiB", lambda one: one.peak_mib),
        *((step, *row) for step in STEPS for row in step_rows(step)),
        *callers_rows(results),
    ]
    return tuple(standing(*row, results) for row in rows)


def standing(
    group: str, name: str, unit: str, of: Of, results: Mapping[str, Sequence[Result]]
) -> Standing:
    """One figure: its median over the rounds, and the median of its ratios."""
    values = {who: [of(one) for one in rounds] for who, rounds in results.items()}
    ours = values.get(OURS, [])
    return Standing(
        group,
        name,
        unit,
        {who: middle(rounds) for who, rounds in values.items()},
        {
            who: middle([ratio(a, b) for a, b in zip(rounds, ours, strict=False)])
            for who, rounds in values.items()
        },
    )


def step_rows(step: str) -> list[tuple[str, str, Of]]:
    """How long a step takes, and how much work it is."""

    def quantile(q: float) -> Of:
        return lambda one: float(np.quantile(one.steps[step].ms, q))

    rows = [(name, "ms", quantile(q)) for name, q in QUANTILES.items()]
    return [*rows, ("CPU, mean", "ms", lambda one: one.steps[step].cpu_ms)]


def callers_rows(results: Mapping[str, Sequence[Result]]) -> list[tuple[str, str, str, Of]]:
    """Questions a second, for each number of callers."""

    def rate(callers: int) -> Of:
        return lambda one: one.questions_per_s.get(callers)

    asked = sorted(
        {n for rounds in results.values() for one in rounds for n in one.questions_per_s}
    )
    return [("questions/s", f"{n} caller{'s' if n > 1 else ''}", "", rate(n)) for n in asked]


def middle(values: Sequence[float | None]) -> float | None:
    """The median of what there is."""
    there = [value for value in values if value is not None]
    return float(median(there)) if there else None


def ratio(a: float | None, b: float | None) -> float | None:
    """How many times b is a; None where that says nothing."""
    return a / b if a is not None and b else None
