"""Compare two reports on the same questions: which differences are more than chance?"""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from eval.errors import UnusableReport
from eval.intervals import Difference, holm, paired_difference
from eval.report import MEASURES, Report

REAL = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of both reports, over the questions that it applies to in both.

    `p` is corrected for the number of figures compared (Holm); `real`: it is below 0.05.
    """

    name: str
    a: float
    b: float
    difference: Difference
    p: float
    count: int

    @property
    def real(self) -> bool:
        """The difference is more than chance explains."""
        return self.p < REAL


@dataclass(frozen=True)
class Comparison:
    """Two reports side by side; positive differences favour `b`.

    Raises:
        UnusableReport: They are of different kinds or on different questions.
    """

    a: Report
    b: Report
    seed: int = 0

    def __post_init__(self) -> None:
        if self.a.kind != self.b.kind:
            raise UnusableReport(
                f"one report is of {self.a.kind!r}, the other of {self.b.kind!r}; "
                "compare reports of one command"
            )
        if _asked(self.a) != _asked(self.b):
            raise UnusableReport(
                f"the reports are not on the same questions ({len(self.a.outcomes)} of "
                f"{self.a.questions}, {len(self.b.outcomes)} of {self.b.questions}); "
                "make both with the same --questions, --limit and --seed"
            )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """One for each mean that both reports have, in the reports' order."""
        of_b = {outcome.id: outcome for outcome in self.b.outcomes}
        found: list[tuple[str, list[float], list[float]]] = []
        for measure in MEASURES[self.a.kind].means:
            pairs = [
                (in_a, in_b)
                for outcome in self.a.outcomes
                if (in_a := measure.of(outcome)) is not None
                and (in_b := measure.of(of_b[outcome.id])) is not None
            ]
            if pairs:
                found.append((measure.name, [a for a, _ in pairs], [b for _, b in pairs]))
        differences = [paired_difference(a, b, self.seed) for _, a, b in found]
        corrected = holm([d.p for d in differences])
        return tuple(
            Row(name, sum(a) / len(a), sum(b) / len(b), difference, p, len(a))
            for (name, a, b), difference, p in zip(found, differences, corrected, strict=True)
        )

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        rows = [
            {**asdict(r), "difference": r.difference._asdict(), "real": r.real} for r in self.rows
        ]
        return {"questions": self.a.questions, "seed": self.seed, "rows": rows}

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")


def _asked(report: Report) -> set[tuple[str, str, tuple[str, ...], tuple[object, ...]]]:
    """What the questions were, whatever came of them."""
    return {(o.id, o.question, o.history, o.golds) for o in report.outcomes}
