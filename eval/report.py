"""A report: all outcomes, the figures that follow from them, and what it takes to compare later."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from eval.errors import UnusableReport
from eval.example import Gold
from eval.intervals import Interval, interval, mean_interval
from eval.measures import (
    ANSWERING,
    CONFIDENCE,
    READING,
    READING_BEST,
    READING_CONFIDENCE,
    BestMeasure,
    Measure,
    SetMeasure,
)
from eval.outcome import Outcome, Quotation, Retrieved
from eval.ranking import RANKING

FORMAT = 1
Kind = Literal["run", "open", "reader"]
VERSIONED = ("citespan", "torch", "transformers", "sentence-transformers", "faiss-cpu", "numpy")
WORST = 20


@dataclass(frozen=True, slots=True)
class Measures:
    """What a kind of report measures."""

    means: tuple[Measure, ...]
    best: tuple[BestMeasure, ...]
    of_set: tuple[SetMeasure, ...]


MEASURES: Mapping[Kind, Measures] = {
    "run": Measures(ANSWERING, (), CONFIDENCE),
    "open": Measures(RANKING + ANSWERING, (), CONFIDENCE),
    "reader": Measures(READING, READING_BEST, READING_CONFIDENCE),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A value over `count` questions with its 95 % interval, where one can be had."""

    name: str
    about: str
    value: float
    interval: Interval | None
    count: int
    threshold: float | None = None


@dataclass(frozen=True)
class Report:
    """What came of a set of questions. Figures are derived from the outcomes, never stored.

    Attributes:
        kind: "run" and "open" ask the product; "reader" reads each question's own context.
        questions: The name of the question set; `questions_sha256` is of its file's bytes.
        seed: Of sampling and resampling.
        threshold: Answers of a lower confidence were withheld; None: the answerer decided alone.
        about: What was measured, for people: corpus, model, settings.
        versions: Of Python and the libraries that answers depend on.
    """

    kind: Kind
    questions: str
    questions_sha256: str
    outcomes: tuple[Outcome, ...]
    seed: int = 0
    threshold: float | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    created: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of all outcomes."""
        measures = MEASURES[self.kind]
        means = (mean_figure(m, self.outcomes, self.seed) for m in measures.means)
        best = (best_figure(m, self.outcomes) for m in measures.best)
        sets = (set_figure(m, self.outcomes, self.seed) for m in measures.of_set)
        return tuple(figure for figure in (*means, *best, *sets) if figure is not None)

    @cached_property
    def categories(self) -> Mapping[str, tuple[Figure, ...]]:
        """The figures of each category that are means, categories in order of appearance."""
        return {
            category: tuple(
                figure
                for measure in MEASURES[self.kind].means
                if (figure := mean_figure(measure, outcomes, self.seed)) is not None
            )
            for category, outcomes in self._by_category().items()
        }

    @property
    def failed(self) -> int:
        """Questions that crashed; they count as wrong in every figure."""
        return sum(o.error is not None for o in self.outcomes)

    @property
    def not_verbatim(self) -> int:
        """Quotes that are not what their article says at that place; must be 0."""
        return sum(not c.verbatim for o in self.outcomes for c in o.citations)

    @property
    def latency_s(self) -> Mapping[str, float]:
        """Seconds a question, at the median and at the 95th and 99th percentile."""
        seconds = [o.seconds for o in self.outcomes] or [0.0]
        p50, p95, p99 = np.quantile(seconds, [0.5, 0.95, 0.99])
        return {"p50": float(p50), "p95": float(p95), "p99": float(p99)}

    @property
    def worst(self) -> tuple[Outcome, ...]:
        """At most 20 that did not serve the person who asked, the most telling first.

        Crashes, then the surest mistakes: what was wrongly said with confidence does most harm.
        """
        failed = [o for o in self.outcomes if not self.served(o)]
        return tuple(
            sorted(failed, key=lambda o: (o.error is None, o.declined, o.f1, -o.confidence))[:WORST]
        )

    def served(self, outcome: Outcome) -> bool:
        """Right, and cited where answers are cited."""
        return outcome.right if self.kind == "reader" else outcome.right_and_cited

    def figure(self, name: str) -> Figure:
        """The figure of that name. Raises: KeyError, if this kind of report has none."""
        for figure in self.figures:
            if figure.name == name:
                return figure
        raise KeyError(f"no figure {name!r}; there are: {[f.name for f in self.figures]}")

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: the outcomes, and the figures for those who read them elsewhere."""
        return {
            "format": FORMAT,
            "kind": self.kind,
            "questions": self.questions,
            "questions_sha256": self.questions_sha256,
            "count": len(self.outcomes),
            "seed": self.seed,
            "threshold": self.threshold,
            "about": dict(self.about),
            "versions": dict(self.versions),
            "created": self.created,
            "failed": self.failed,
            "not_verbatim": self.not_verbatim,
            "latency_s": dict(self.latency_s),
            "figures": {f.name: figure_dict(f) for f in self.figures},
            "categories": {
                name: {f.name: figure_dict(f) for f in figures}
                for name, figures in self.categories.items()
            },
            "outcomes": [outcome_dict(o) for o in self.outcomes],
        }

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")

    def _by_category(self) -> dict[str, list[Outcome]]:
        found: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            found.setdefault(outcome.category, []).append(outcome)
        return found


def load(path: Path) -> Report:
    """Reopen a saved report.

    Raises:
        UnusableReport: It is missing, or no report of a form known here.
    """
    remedy = "give a file that `python -m eval ... --json FILE` wrote"
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        if saved["format"] != FORMAT or saved["kind"] not in get_args(Kind):
            raise ValueError(f"it is of format {saved['format']!r}, kind {saved['kind']!r}")
        return from_dict(saved)
    except OSError as error:
        raise UnusableReport(f"{path}: {error.strerror}; {remedy}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableReport(f"{path} is no report ({error}); {remedy}") from error


def from_dict(saved: Mapping[str, Any]) -> Report:
    """The report that `to_dict` made this of."""
    return Report(
        kind=saved["kind"],
        questions=saved["questions"],
        questions_sha256=saved["questions_sha256"],
        outcomes=tuple(outcome_from(o) for o in saved["outcomes"]),
        seed=saved["seed"],
        threshold=saved["threshold"],
        about=saved["about"],
        versions=saved["versions"],
        created=saved["created"],
    )


def versions() -> dict[str, str]:
    """Of Python and of the installed libraries that answers depend on."""
    found = {"python": platform.python_version()}
    for name in VERSIONED:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def mean_figure(measure: Measure, outcomes: Sequence[Outcome], seed: int) -> Figure | None:
    """The measure's mean over the outcomes it applies to; None if there is none."""
    values = [value for o in outcomes if (value := measure.of(o)) is not None]
    if not values:
        return None
    around = mean_interval(values, seed)
    return Figure(measure.name, measure.about, sum(values) / len(values), around, len(values))


def best_figure(measure: BestMeasure, outcomes: Sequence[Outcome]) -> Figure | None:
    """The measure at its best threshold; None for no outcomes."""
    if not outcomes:
        return None
    value, threshold = measure.of(outcomes)
    return Figure(measure.name, measure.about, value, None, len(outcomes), threshold)


def set_figure(measure: SetMeasure, outcomes: Sequence[Outcome], seed: int) -> Figure | None:
    """The measure of all outcomes together; None where it is undefined."""
    sure = np.array([o.confidence for o in outcomes])
    right = np.array([o.guess_right for o in outcomes], dtype=bool)
    value = measure.of(sure, right)
    if value is None:
        return None
    around = interval(lambda drawn: measure.of(sure[drawn], right[drawn]), len(outcomes), seed)
    return Figure(measure.name, measure.about, value, around, len(outcomes))


def figure_dict(figure: Figure) -> dict[str, Any]:
    """JSON-ready; a threshold only where the figure has one."""
    low, high = figure.interval or (None, None)
    plain = {"value": figure.value, "low": low, "high": high, "count": figure.count}
    return plain if figure.threshold is None else {**plain, "threshold": figure.threshold}


def outcome_dict(outcome: Outcome) -> dict[str, Any]:
    """JSON-ready: what was observed, and how it was judged."""
    judged = {
        "em": outcome.em,
        "f1": outcome.f1,
        "right": outcome.right,
        "right_and_cited": outcome.right_and_cited,
    }
    return {**asdict(outcome), "judged": judged}


def outcome_from(saved: Mapping[str, Any]) -> Outcome:
    """The outcome that `outcome_dict` made this of; it is judged anew."""
    plain = {name: value for name, value in saved.items() if name != "judged"}
    return Outcome(
        **{
            **plain,
            "golds": tuple(Gold(**gold) for gold in saved["golds"]),
            "history": tuple(saved["history"]),
            "citations": tuple(Quotation(**c) for c in saved["citations"]),
            "passages": tuple(Retrieved(**p) for p in saved["passages"]),
        }
    )
