"""Show the benchmark in a terminal: one table, figures down, contestants across."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Group
from rich.table import Table
from rich.text import Text

from eval.contest import OURS
from eval.peers.job import Result
from eval.standings import Standing

WHOLE = 100  # from here on, decimals say nothing


def bench_table(
    title: str,
    standings: Sequence[Standing],
    results: Mapping[str, Sequence[Result]],
    skipped: Mapping[str, str],
) -> Group:
    """The figures, and below them what a person should know to judge them."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    table.add_column("", no_wrap=True)
    for name in results:
        table.add_column(name, justify="right", no_wrap=True)
    for group, rows in groupby(standings, key=lambda row: row.group):
        table.add_row(Text(group, style="bold"))
        for row in rows:
            cells = (cell(row.medians[name], row.ratios[name], name == OURS) for name in results)
            table.add_row(f"  {label(row)}", *cells)
    return Group(table, Text("\n".join(remarks(results, skipped)), style="dim"))


def label(row: Standing) -> str:
    """What a row is about, with its unit."""
    between = ", " if row.unit and not row.unit.startswith("/") else ""
    return f"{row.name}{between}{row.unit}"


def cell(value: float | None, ratio: float | None, is_ours: bool) -> str:
    """A figure, and how many times this project's it is."""
    if value is None:
        return "-"
    told = f"{value:,.0f}" if value >= WHOLE else f"{value:.1f}"
    return told if is_ours or ratio is None else f"{told} ×{ratio:.2f}"


def remarks(results: Mapping[str, Sequence[Result]], skipped: Mapping[str, str]) -> Iterator[str]:
    """What the ratios are, what read, what is missing and why."""
    yield f"×: times {OURS}'s, the median over the rounds"
    readers = {name: rounds[0].reader for name, rounds in results.items()}
    for reader in dict.fromkeys(readers.values()):
        yield f"read by {reader}: {', '.join(name for name in readers if readers[name] == reader)}"
    for name, rounds in results.items():
        yield from dict.fromkeys(f"{name}: {note}" for one in rounds for note in one.notes)
    for name, reason in skipped.items():
        yield f"{name}: skipped, {reason}"
