"""Say how far a long measurement is, and how much time it has left."""

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

T = TypeVar("T")


class Tracker:
    """Passes items on with a progress bar on the error stream, so that output stays clean."""

    def __init__(self, doing: str) -> None:
        self._doing = doing

    def __call__(self, items: Sequence[T]) -> Iterable[T]:
        """The items, one by one; the bar goes away when they are through."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=32),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
        )
        console = Console(file=sys.stderr)
        with Progress(*columns, console=console, transient=True) as progress:
            yield from progress.track(items, description=self._doing)
