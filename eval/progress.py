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
        with _bar() as progress:
            yield from progress.track(items, description=self._doing)


class Counter:
    """A progress bar for work that reports itself how much of how many is done."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._bar: Progress | None = None

    def __call__(self, done: int, total: int, /) -> None:
        """Show it; the bar goes away when all is done."""
        if self._bar is None:
            self._bar = _bar()
            self._bar.add_task(self._doing, total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)
        if done >= total:
            self._bar.stop()
            self._bar = None


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=32),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
