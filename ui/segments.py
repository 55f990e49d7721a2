"""Cut a text into runs of characters that are to look the same."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rag.articles.article import Range


class Segment(NamedTuple):
    """Characters `[start, end)` that look the same: inside these marks, in or out of the body."""

    start: int
    end: int
    marks: tuple[int, ...]
    """Which of the marks cover it, by their place in the list given."""
    in_body: bool


def segments(length: int, body: Sequence[Range], marks: Sequence[Range]) -> list[Segment]:
    """Segments that cover `[0, length)` without gap or overlap; marks may overlap each other."""
    cuts = {0, length}
    for start, end in (*body, *marks):
        cuts |= {min(start, length), min(end, length)}
    edges = sorted(cuts)
    return [
        Segment(
            start,
            end,
            tuple(i for i, mark in enumerate(marks) if _covers(mark, start)),
            any(_covers(range_, start) for range_ in body),
        )
        for start, end in pairwise(edges)
    ]


def _covers(range_: Range, place: int) -> bool:
    return range_[0] <= place < range_[1]
