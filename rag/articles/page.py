"""The parts of a page: what stands above the article, the article, what follows, the comments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.articles.article import Range
from rag.articles.furniture import (
    is_bulleted,
    is_comment_heading,
    is_furniture,
    is_prose,
    is_related_heading,
)
from rag.articles.layout import paragraphs

DATELINE_START = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]+,?[ /]){0,5}"
    r"(?:[A-ZÀ-Þ]{3,}|[A-Z][\w.]+ \d{1,2}|\d{1,2} [A-Z]\w+)?,?\s?"
    r"(?:[(/][A-Z][\w .&-]{1,40}[)/]\.?\s*[-–—:]{0,2}|\s[-–—]{1,2})\s"
)
MAX_TITLE_CHARS = 200
MIN_ARTICLE_CHARS = 600  # of prose above a comment heading, for it to end the article for sure
MAX_TEASER_CHARS = 250
MIN_SHARE_KEPT = 0.25  # of the text; below it the page was misread, and all prose is kept


@dataclass(frozen=True, slots=True)
class Page:
    """A text cut into paragraphs, and where its article starts and ends among them.

    Attributes:
        text: The whole text.
        paragraphs: Their ranges, in order.
        kinds: For each, a letter: "p" prose, "h" like a headline, "f" furniture.
        first, last: The article is `paragraphs[first:last]`; above it are title and byline.
        comments: Readers' comments are `paragraphs[comments:]`.
    """

    text: str
    paragraphs: tuple[Range, ...]
    kinds: str
    first: int
    last: int
    comments: int

    def words(self, i: int) -> str:
        """Paragraph `i`, verbatim."""
        start, end = self.paragraphs[i]
        return self.text[start:end]


def lay_out(text: str) -> Page:
    """Find the article on the page. A page with no prose is all article."""
    spans = paragraphs(text)
    kinds = "".join(_kind(text[start:end]) for start, end in spans)
    sizes = [(end - start) * (kind == "p") for (start, end), kind in zip(spans, kinds, strict=True)]
    comments = _comments(text, spans, kinds, sizes)
    first = _first(text, spans, kinds, comments)
    last = _last(text, spans, kinds, sizes, first, comments)
    if sum(sizes[first:last]) < MIN_SHARE_KEPT * sum(
        end - start for start, end in spans[:comments]
    ):
        first, last = 0, comments
    return Page(text, spans, kinds, first, last, comments)


def _kind(paragraph: str) -> str:
    if is_furniture(paragraph):
        return "f"
    return "p" if is_prose(paragraph) and not is_related_heading(paragraph) else "h"


def _comments(text: str, spans: Sequence[Range], kinds: str, sizes: Sequence[int]) -> int:
    """The index of the first comment heading that has the article above it."""
    headings = [
        i
        for i, (start, end) in enumerate(spans)
        if kinds[i] == "f" and is_comment_heading(text[start:end])
    ]
    for n, i in enumerate(headings):
        above, below = sum(sizes[:i]), sum(sizes[i:])
        next_heading = headings[n + 1] if n + 1 < len(headings) else None
        if above == 0 or (above < MIN_ARTICLE_CHARS and below > 2 * above):
            continue
        if next_heading and sum(sizes[i:next_heading]) > above:
            continue  # a counter above the article
        return i
    return len(spans)


def _first(text: str, spans: Sequence[Range], kinds: str, comments: int) -> int:
    """The index of the first paragraph of prose that is no title."""
    for i in range(comments):
        if kinds[i] == "p" and not is_title_sentence(text, spans, kinds, i):
            return i
    return 0


def is_title_sentence(text: str, spans: Sequence[Range], kinds: str, i: int) -> bool:
    """Whether paragraph `i`, though it ends like a sentence, is the headline.

    It is when nothing but furniture is above it and a byline, a date or a dateline follows, or when
    most of its words are capitalised.
    """
    start, end = spans[i]
    if end - start > MAX_TITLE_CHARS or i + 1 >= len(spans) or "p" in kinds[:i] or "h" in kinds[:i]:
        return False
    title = text[start:end]
    if (title[0] in "\"“'‘" and title[-1] in "\"”'’") or "\n" in title:
        return False
    if len(re.findall(r"[.!?]\s+[A-Z]", title)) > 1:
        return False
    below = next((j for j in range(i + 1, len(spans)) if kinds[j] == "p"), None)
    if below is None:
        return False
    headed = DATELINE_START.match(text, *spans[below]) is not None
    return (headed and not DATELINE_START.match(title)) or _is_title_case(title)


def _is_title_case(title: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]{4,}", title)]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _last(
    text: str,
    spans: Sequence[Range],
    kinds: str,
    sizes: Sequence[int],
    first: int,
    comments: int,
) -> int:
    """The index after the last paragraph of the article."""
    last = comments
    related = next(
        (
            i
            for i in range(first + 1, comments)
            if kinds[i] != "p"
            and is_related_heading(text[slice(*spans[i])])
            and max(sizes[i:comments], default=0) <= MAX_TEASER_CHARS
            and sum(sizes[i:comments]) < 0.3 * sum(sizes[first:i])
        ),
        None,
    )
    if related is not None:
        last = related
    while last > first + 1 and _is_tail(text, spans, kinds, last - 1, comments):
        last -= 1
    return last


def _is_tail(text: str, spans: Sequence[Range], kinds: str, i: int, comments: int) -> bool:
    start, end = spans[i]
    paragraph = text[start:end]
    if kinds[i] == "f":
        return True
    if is_bulleted(paragraph):
        return end - start < MAX_TEASER_CHARS and not paragraph.endswith((".", ".”", '."'))
    return kinds[i] == "h" and not _is_cut_off(paragraph, kinds[i - 1 : i], i + 1 == comments)


def _is_cut_off(paragraph: str, above: str, at_end: bool) -> bool:
    """Whether it is the article's last sentence, cut off by a limit on length."""
    function_words = re.findall(
        r"\b(?:the|an?|was|were|is|are|has|have|had|said|says|that|which|who|it|he|she|they)\b",
        paragraph,
    )
    return at_end and above == "p" and len(set(function_words)) > 1 and len(paragraph) > 40
