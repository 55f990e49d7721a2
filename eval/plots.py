"""Plots of a report as SVG that takes the colours and the typeface of the page it stands in.

matplotlib draws in the placeholder colours below; each becomes a CSS variable, so that one drawing
is right in light and in dark.
"""

import io
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import MaxNLocator, PercentFormatter

from eval.confidence import reliability as bins_of
from eval.confidence import risk_coverage
from eval.report import Report

INK, MUTED, LINE = "#101112", "#808182", "#d0d1d2"
GOOD, BAD, NONE, ACCENT = "#208140", "#c04030", "#c09020", "#2050c0"
VARIABLES = {
    INK: "--ink",
    MUTED: "--muted",
    LINE: "--line",
    GOOD: "--good",
    BAD: "--bad",
    NONE: "--none",
    ACCENT: "--accent",
}
STYLE: Any = {  # matplotlib names its settings in a type of hundreds of literals
    "svg.fonttype": "none",  # text stays text: sharp, and it can be selected
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": LINE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}
SQUARE = (4.6, 3.9)  # inches: two stand side by side on a desktop page
FONT = re.compile(r"font: ((?:\w+ )?[\d.]+px) [^;\"]*")


def reliability(report: Report) -> str:
    """Accuracy against confidence, with the number of questions under it."""
    confidence, right = _sure_and_right(report)
    bins = bins_of(confidence, right)
    with rc_context(STYLE):
        canvas = Canvas(figsize=SQUARE, layout="constrained")
        above, below = canvas.subplots(2, 1, sharex=True, height_ratios=(4, 1))
        above.plot([0, 1], [0, 1], color=MUTED, linewidth=1, linestyle=(0, (4, 4)))
        for b in bins:
            above.plot([b.confidence] * 2, [b.confidence, b.accuracy], color=BAD, linewidth=2)
        sizes = [20 + 200 * b.count / len(confidence) for b in bins]
        above.scatter(
            [b.confidence for b in bins],
            [b.accuracy for b in bins],
            s=sizes,
            color=ACCENT,
            zorder=3,
        )
        above.set(ylabel="share right", xlim=(0, 1), ylim=(-0.03, 1.03))
        above.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        below.bar([(b.low + b.high) / 2 for b in bins], [b.count for b in bins], 0.08, color=MUTED)
        below.set(xlabel="confidence", ylabel="questions")
        below.grid(visible=False)
        return _svg(canvas, "reliability", "Share of right answers against confidence")


def risk(report: Report) -> str:
    """The share of wrong answers, if only the surest share of the questions is answered."""
    confidence, right = _sure_and_right(report)
    coverage, wrong = risk_coverage(confidence, right)
    answered = sum(o.answered for o in report.outcomes) / max(len(report.outcomes), 1)
    with rc_context(STYLE):
        canvas = Canvas(figsize=SQUARE, layout="constrained")
        axes = canvas.subplots()
        axes.fill_between(coverage, wrong, color=ACCENT, alpha=0.12, linewidth=0)
        axes.plot(coverage, wrong, color=ACCENT, linewidth=2)
        axes.axvline(answered, color=INK, linewidth=1, linestyle=(0, (4, 4)))
        axes.set(xlabel="share of questions answered", ylabel="share of answers wrong")
        axes.set(xlim=(0, 1), ylim=(0, max(0.05, float(wrong.max(initial=0)) * 1.1)))
        place = ("right", -6) if answered > 0.5 else ("left", 6)  # noqa: PLR2004 - where room is
        axes.annotate(
            "answered now",
            (answered, axes.get_ylim()[1]),
            xytext=(place[1], -4),
            textcoords="offset points",
            ha=place[0],
            va="top",
            color=INK,
        )
        _percent(axes)
        return _svg(canvas, "risk", "Risk against coverage")


def confidences(report: Report) -> str:
    """How sure it was of right guesses, of wrong ones, and where there was nothing to find."""
    groups = (
        ("right", GOOD, [o for o in report.outcomes if o.guess_right]),
        ("wrong", BAD, [o for o in report.outcomes if o.answerable and not o.guess_right]),
        ("has no answer", NONE, [o for o in report.outcomes if not o.answerable]),
    )
    found = [(name, color, [o.confidence for o in group]) for name, color, group in groups if group]
    with rc_context(STYLE):
        canvas = Canvas(figsize=SQUARE, layout="constrained")
        axes = canvas.subplots()
        values = [[_shown(report, c) for c in group] for _, _, group in found]
        axes.hist(
            values,
            bins=_edges(report, values),
            stacked=True,
            color=[color for _, color, _ in found],
            label=[name for name, _, _ in found],
            rwidth=0.88,
        )
        if report.threshold is not None or report.kind == "reader":
            axes.axvline(report.threshold or 0.0, color=INK, linewidth=1, linestyle=(0, (4, 4)))
        reading = report.kind == "reader"
        axes.set(xlabel="score" if reading else "confidence", ylabel="questions")
        axes.grid(visible=False, axis="x")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, handlelength=0.8)
        return _svg(canvas, "confidences", "Confidence of right and wrong guesses")


def recall(report: Report) -> str:
    """The share of questions whose gold article is among the first k."""
    figures = [f for f in report.figures if f.name.startswith("recall@")]
    depths = [int(f.name.removeprefix("recall@")) for f in figures]
    with rc_context(STYLE):
        canvas = Canvas(figsize=SQUARE, layout="constrained")
        axes = canvas.subplots()
        low = [f.interval.low if f.interval else f.value for f in figures]
        high = [f.interval.high if f.interval else f.value for f in figures]
        axes.fill_between(depths, low, high, color=ACCENT, alpha=0.15, linewidth=0)
        axes.plot(depths, [f.value for f in figures], color=ACCENT, linewidth=2, marker="o")
        for depth, figure in zip(depths, figures, strict=True):
            axes.annotate(
                f"{figure.value:.3f}",
                (depth, figure.value),
                xytext=(0, -16),
                textcoords="offset points",
                ha="center",
                color=INK,
            )
        axes.set(xlabel="articles looked at", ylabel="recall", xscale="log", xticks=depths)
        axes.set(xticklabels=[str(d) for d in depths], ylim=(min([*low, 0.9]) - 0.08, 1.01))
        axes.minorticks_off()
        return _svg(canvas, "recall", "Recall of the gold article by rank")


def _sure_and_right(report: Report) -> tuple[list[float], list[bool]]:
    return [o.confidence for o in report.outcomes], [o.guess_right for o in report.outcomes]


def _shown(report: Report, confidence: float) -> float:
    """Where it is drawn: scores of a reader are cut where nothing more is to be told."""
    return float(np.clip(confidence, -20, 20)) if report.kind == "reader" else confidence


def _edges(report: Report, values: Sequence[Sequence[float]]) -> list[float]:
    if report.kind != "reader":
        return [float(edge) for edge in np.linspace(0, 1, 21)]
    drawn = [v for group in values for v in group] or [0.0]
    return [float(edge) for edge in np.linspace(min(drawn), max([*drawn, min(drawn) + 1]), 31)]


def _percent(axes: Axes) -> None:
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))


def _svg(canvas: Canvas, name: str, label: str) -> str:
    """The drawing as an element of a page; the same drawing gives the same text."""
    written = io.StringIO()
    with rc_context({"svg.hashsalt": name}):
        canvas.savefig(written, format="svg", metadata={"Date": None}, transparent=True)
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :]
    for color, variable in VARIABLES.items():
        svg = svg.replace(color, f"var({variable})")
    svg = FONT.sub(r"font: \1 var(--sans)", svg)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' width="[\d.]+pt" height="[\d.]+pt"', "", svg, count=1)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
