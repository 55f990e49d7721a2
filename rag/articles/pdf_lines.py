"""Put the fragments of text that a PDF draws together: to lines, paragraphs and pages.

A PDF has no paragraphs, only glyphs at places. Here a line begins a paragraph where the gap above
it, its size or its indent says so. Running heads and page numbers are left out. English hyphenation
is undone where the whole word stands elsewhere in the same file; all else is as drawn.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

SAME_SIZE = 0.12  # relative
WIDE_GAP = 1.25  # times the usual leading of the page
LOOSE_GAP = 2.6  # times the size of the letters: wider is a gap whatever is usual
INDENT = 0.8  # times the size of the letters
SHORT_LINE = 0.75  # of the page's usual length: the last line of a paragraph
TINY_LINE = 0.5  # the same of one that does not end like a sentence, above a capital: a list
EDGE_LINES = 2  # at the top and bottom of a page may be running heads
HEAD_SHARE = 0.5  # of the pages of a short file have a running head
HEAD_PAGES = 3  # of a long one, whose chapters have their own

SENTENCE_END = re.compile(r"[.!?…:][\"”’')\]]*\Z")
BULLET = re.compile(r"[•·▪●◦‣■□►*–—-]\s|\d{1,2}[.)]\s")
LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
LETTERS = str.maketrans({**LIGATURES, "\f": " ", "\v": " ", "\x00": " "})
DIGITS = re.compile(r"\d+")
HYPHENATED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]\Z")
WORD = re.compile(r"[^\W\d_]+")


class Fragment(NamedTuple):
    """Text that a page draws in one go; x to the right and y upwards, in points, and its size."""

    text: str
    x: float
    y: float
    size: float


class Line(NamedTuple):
    """A line of a page: its text, and where and how large it begins."""

    text: str
    x: float
    y: float
    size: float


def lines_of(fragments: Sequence[Fragment]) -> list[Line]:
    """The lines that the fragments make up; pypdf has put the line ends into their text."""
    lines: list[Line] = []
    words, first = "", None
    for fragment in fragments:
        *ended, rest = fragment.text.translate(LETTERS).split("\n")
        for piece in ended:
            first = first or (fragment if piece.strip() else None)
            if first:
                lines.append(_line(words + piece, first))
            words, first = "", None
        words += rest
        first = first or (fragment if rest.strip() else None)
    if first:
        lines.append(_line(words, first))
    return lines


def page_texts(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """The text of each page, a blank line between paragraphs and a form feed at the end.

    A form feed that stands directly behind a word is in the middle of a paragraph.
    """
    kept = _without_running_heads(pages)
    known = Counter(word.lower() for page in kept for line in page for word in _whole_words(line))
    for number, page in enumerate(kept):
        text = "\n\n".join(_joined(paragraph, known) for paragraph in _paragraphs(page))
        following = kept[number + 1] if number + 1 < len(kept) else ()
        goes_on = page and following and _goes_on(page[-1], following[0])
        yield text + ("\f" if goes_on or not text else "\n\f")


def _line(words: str, first: Fragment) -> Line:
    return Line(" ".join(words.split(" ")).strip(), first.x, first.y, first.size)


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without the lines at their edges that other pages have too, numbers aside."""
    edges = [_edges(page) for page in pages]
    forms = Counter(form for page in edges for form in {_form(line) for line in page})
    least = max(2, min(HEAD_PAGES, HEAD_SHARE * len(pages)))
    return [
        [line for line in page if not (line in edge and forms[_form(line)] >= least)]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: Sequence[Line]) -> list[Line]:
    """The lines at the top and at the bottom of a page."""
    by_height = sorted(page, key=lambda line: line.y)
    return by_height[:EDGE_LINES] + by_height[-EDGE_LINES:]


def _form(line: Line) -> tuple[str, int]:
    """What a running head has the same on each page: its words without numbers, its height."""
    return DIGITS.sub("#", line.text), round(line.y / 4)


def _paragraphs(page: Sequence[Line]) -> Iterator[list[Line]]:
    if not page:
        return
    leading = _leading(page)
    chars = sorted(len(line.text) for line in page)[len(page) * 9 // 10]
    paragraph = [page[0]]
    for before, line in pairwise(page):
        if _begins(before, line, leading, chars):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _leading(page: Sequence[Line]) -> float:
    """The usual distance between two lines of a paragraph: the median of the lower half."""
    gaps = sorted(
        before.y - line.y
        for before, line in pairwise(page)
        if before.y > line.y and _same_size(before, line)
    )
    return median(gaps[: (len(gaps) + 1) // 2]) if gaps else 0.0


def _begins(before: Line, line: Line, leading: float, chars: int) -> bool:
    """Whether `line`, below the line `before`, begins a paragraph.

    `leading` and `chars` are the distance and the length of lines that are usual on the page.
    """
    if not _same_size(before, line) or BULLET.match(line.text):
        return True
    ended = SENTENCE_END.search(before.text) is not None
    gap = before.y - line.y
    if gap < 0:
        return ended  # the next column
    if gap > WIDE_GAP * leading or gap > LOOSE_GAP * line.size:
        return True
    if not ended:
        return len(before.text) < TINY_LINE * chars and not line.text[0].islower()
    indented = line.x - before.x > INDENT * line.size
    return indented or len(before.text) < SHORT_LINE * chars


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= SAME_SIZE * max(one.size, other.size)


def _goes_on(last: Line, first: Line) -> bool:
    """Whether a paragraph goes on from the last line of a page to the first of the next."""
    return _same_size(last, first) and not SENTENCE_END.search(last.text)


def _whole_words(line: Line) -> list[str]:
    """The words of a line without the first and the last, which may be halves."""
    return WORD.findall(line.text)[1:-1]


def _joined(paragraph: Sequence[Line], known: Counter[str]) -> str:
    """The lines of a paragraph on one."""
    text = ""
    for line in paragraph:
        half = HYPHENATED.search(text)
        if half is None or not line.text[:1].islower():
            text += (" " if text else "") + line.text
        elif text[-1] == "\u00ad" or known[_rejoined(half[1], line.text)]:
            text = text[:-1] + line.text
        else:
            text += line.text
    return text


def _rejoined(half: str, rest: str) -> str:
    match = WORD.match(rest)
    return (half + (match[0] if match else "")).lower()
