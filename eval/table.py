"""Show a report in a terminal."""

import re
from collections.abc import Mapping

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from eval.causes import cause, causes, why
from eval.comparison import Comparison
from eval.outcome import Outcome
from eval.report import Figure, Report

BY_CATEGORY = ("served", "retrieved", "EM", "F1")
SHOWN_WORST = 5
EXPLAINED_WIDTH = 120  # columns of the terminal from which explanations fit
SHA256 = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
SMALLEST_P = 0.001


def show(report: Report, console: Console) -> None:
    """Print the figures, the categories, and the worst examples in short."""
    console.print(f"\n [bold]{escape(title(report))}[/bold]\n")
    console.print(overall(report, explained=console.width >= EXPLAINED_WIDTH))
    if len(report.categories) > 1:
        console.print(by_category(report))
    if found := causes(report.outcomes):
        console.print(failures(found))
    console.print(ground(report))
    if report.worst:
        console.print(worst(report, SHOWN_WORST))


def overall(report: Report, explained: bool) -> Table:
    """All figures with their intervals, each explained if there is room."""
    table = Table(box=None)
    table.add_column("", no_wrap=True)
    for heading in ("value", "95 % interval", "n"):
        table.add_column(heading, justify="right")
    if explained:
        table.add_column("what it says", style="dim")
    for figure in report.figures:
        value = number(figure.value)
        if figure.threshold is not None:
            value += f" at {figure.threshold:.2f}"
        why = [figure.about] if explained else []
        bold = Text(value, style="bold")
        table.add_row(figure.name, bold, around(figure), str(figure.count), *why)
    return table


def by_category(report: Report) -> Table:
    """One line a category, with the figures that apply to most."""
    table = Table(title="By category", title_justify="left", title_style="bold", box=None)
    table.add_column("", no_wrap=True)
    table.add_column("n", justify="right")
    names = [name for name in BY_CATEGORY if any(f.name == name for f in report.figures)]
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    sizes = {c: sum(o.category == c for o in report.outcomes) for c in report.categories}
    for category, figures in report.categories.items():
        found = {figure.name: figure for figure in figures}
        cells = [cell(found.get(name), name == names[0]) for name in names]
        table.add_row(category, str(sizes[category]), *cells)
    return table


def failures(found: Mapping[str, int]) -> Table:
    """What went wrong how often."""
    table = Table(title="Where it fails", title_justify="left", title_style="bold", box=None)
    table.add_column("", justify="right")
    table.add_column("", justify="left")
    for name, count in found.items():
        table.add_row(str(count), name)
    return table


def ground(report: Report) -> RenderableType:
    """What the figures stand on: counts that must be 0, time, settings."""
    seconds = report.latency_s
    lines = [
        f"quotes not verbatim: {report.not_verbatim}   failed questions: {report.failed}",
        f"a question took {ms(seconds['p50'])} (median), {ms(seconds['p95'])} (p95), "
        f"{ms(seconds['p99'])} (p99)",
        *(f"{name}: {brief(value)}" for name, value in report.about.items()),
        f"questions sha256 {report.questions_sha256[:16] or '-'}, seed {report.seed}",
    ]
    bad = report.not_verbatim or report.failed
    return Text("\n" + "\n".join(lines) + "\n", style="red" if bad else "dim")


def worst(report: Report, count: int) -> RenderableType:
    """The first of the worst examples, in short; the HTML report shows them whole."""
    shown = [
        Text.assemble((o.question, "bold"), f"\n  {expected(o)}\n  {said(o)}\n  ", (reason, "dim"))
        for o in report.worst[:count]
        for reason in [why(o, report.threshold) or cause(o) or ""]
    ]
    heading = f"Worst {len(shown)} of {len(report.worst)} shown in the report (--html)"
    return Panel(Group(*shown), title=heading, title_align="left", border_style="dim")


def compared(comparison: Comparison, a: str, b: str) -> Table:
    """Every figure of both reports, and whether they differ."""
    heading = f"{comparison.a.questions}: A is {a}, B is {b}"
    table = Table(title=heading, title_justify="left", title_style="bold", box=None)
    table.add_column("")
    for name in ("A", "B", "B - A", "95 % interval", "p", "n"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("")
    for row in comparison.rows:
        value, low, high, _ = row.difference
        table.add_row(
            row.name,
            number(row.a),
            number(row.b),
            f"{value:+.3f}",
            f"{low:+.3f} to {high:+.3f}",
            f"{row.p:.3f}" if row.p >= SMALLEST_P else f"< {SMALLEST_P}",
            str(row.count),
            Text("real", style="bold green" if value > 0 else "bold red") if row.real else "",
        )
    return table


def title(report: Report) -> str:
    """What was measured, in a line."""
    done = {"run": "answers to", "open": "open-domain answers to", "reader": "reading alone,"}
    return f"{report.questions}: {done[report.kind]} {len(report.outcomes)} questions"


def expected(outcome: Outcome) -> str:
    """The gold answers in words."""
    if not outcome.answerable:
        return "expected: no answer"
    texts = list(dict.fromkeys(gold.text for gold in outcome.golds))
    return "expected: " + " | ".join(texts[:4])


def said(outcome: Outcome) -> str:
    """What came back, in words."""
    if outcome.error is not None:
        return f"failed:   {outcome.error}"
    sure = f"(confidence {outcome.confidence:.2f})"
    if outcome.declined:
        return f"declined {sure}" + (f"; would have said: {outcome.guess}" if outcome.guess else "")
    return f"said:     {outcome.guess} {sure}"


def brief(value: str) -> str:
    """With sha256 sums cut to 12 digits; the JSON has them whole."""
    return SHA256.sub(r"\1", value)


def number(value: float) -> str:
    """Three decimals: finer than any interval here."""
    return f"{value:.3f}"


def around(figure: Figure) -> str:
    """The interval of a figure."""
    return f"{figure.interval.low:.3f} to {figure.interval.high:.3f}" if figure.interval else "-"


def cell(figure: Figure | None, wide: bool) -> str:
    """A figure, with its interval if there is room."""
    if figure is None:
        return "-"
    if figure.interval is None or not wide:
        return f"{figure.value:.2f}"
    low, high = figure.interval
    return f"{figure.value:.2f} [{low:.2f}-{high:.2f}]"


def ms(seconds: float) -> str:
    """Milliseconds, or seconds from one on."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
