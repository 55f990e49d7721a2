"""Lines and paragraphs of a text, hard-wrapped or not, as ranges.

A paragraph ends at a blank line, and at a line end unless the text runs on: either the next line
goes on in lower case, or the whole text is hard-wrapped and the line is full. Widths are counted in
characters, so hard-wrapped text in scripts without spaces keeps one paragraph a line.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.articles.article import Range

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
BULLET = re.compile(r"[•·▪●◦‣■□►▶➤★✓*»›][ \t\u00a0]*\S|[-–—+][ \t\u00a0]+\S|\d{1,2}[.)]\s")
UNFINISHED = re.compile(r"[\w,;\-–—&/(]\Z")
ADDRESS = re.compile(r"https?:|www\.|\S+@\S")

MIN_WIDTH = 40  # narrower lines are menus and verse
MAX_WIDTH = 120  # wider lines are whole paragraphs
WIDTH_SAMPLE_CHARS = 50_000
MIN_RUN_ON = 20  # shorter lines in lower case are menus: "home / news / sport"


def paragraphs(text: str, start: int = 0, end: int | None = None) -> tuple[Range, ...]:
    """The paragraphs within `[start, end)`, trimmed of outer whitespace, in order.

    Every character there that is not whitespace lies in exactly one of them.
    """
    end = len(text) if end is None else end
    width = wrap_width(text[:WIDTH_SAMPLE_CHARS])
    found: list[Range] = []
    previous: Range | None = None
    for line in lines(text, start, end):
        if previous and runs_on(text, previous, line, width):
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
        previous = line
    return tuple(found)


def lines(text: str, start: int, end: int) -> Iterator[Range]:
    """The lines within `[start, end)` that hold more than whitespace, trimmed of it."""
    for match in LINE.finditer(text, start, end):
        line = trim(text, match.start(), match.end())
        if line[0] < line[1]:
            yield line


def trim(text: str, start: int, end: int) -> Range:
    """`[start, end)` without the whitespace at its ends; empty if there is nothing else."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + max(left, len(piece.rstrip())))


@lru_cache(maxsize=4)
def wrap_width(text: str) -> int | None:
    """The width in characters at which the lines were hard-wrapped; None where they were not.

    The evidence is lines of a likely width that stop in mid-sentence and go on in lower case below.
    """
    wrapped, unwrapped = [], 0
    previous: Range | None = None
    for line in lines(text, 0, len(text)):
        chars = line[1] - line[0]
        unwrapped += chars > MAX_WIDTH
        if previous and _goes_on(text, previous, line):
            previous_chars = previous[1] - previous[0]
            if MIN_WIDTH <= previous_chars <= MAX_WIDTH:
                wrapped.append(previous_chars)
        previous = line
    return max(wrapped) if len(wrapped) > max(1, unwrapped) else None


def runs_on(text: str, line: Range, following: Range, width: int | None) -> bool:
    """Whether the paragraph of `line` goes on in the line `following` it.

    A form feed directly behind a word is a page's end in the middle of a paragraph.
    """
    if text[line[1] : following[0]] == "\f" and text[line[1] - 1] not in ".!?…:":
        return True
    if _blank_between(text, line[1], following[0]) or BULLET.match(text, *following):
        return False
    if _goes_on(text, line, following):
        return line[1] - line[0] >= MIN_RUN_ON
    if width is None or _indent(text, following) > _indent(text, line):
        return False
    chars = line[1] - line[0]
    first_word = text[following[0] : min(following[1], following[0] + MAX_WIDTH)].split(maxsplit=1)[
        0
    ]
    return chars <= width < chars + 1 + len(first_word)


def _goes_on(text: str, line: Range, following: Range) -> bool:
    """Whether a sentence stops in the middle of one line and goes on in lower case on the next."""
    return (
        text[following[0]].islower()
        and not ADDRESS.match(text, *following)
        and UNFINISHED.match(text, line[1] - 1, line[1]) is not None
        and not _blank_between(text, line[1], following[0])
    )


def _blank_between(text: str, start: int, end: int) -> bool:
    gap = text[start:end].replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in "\n\r\u2028\u2029\f\x85") > 1


def _indent(text: str, line: Range) -> int:
    """Columns before the line's first character."""
    start = line[0]
    while start and text[start - 1] in " \t\u00a0":
        start -= 1
    return line[0] - start
