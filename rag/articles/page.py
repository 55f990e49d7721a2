"""The parts of a page: what stands above the article, the article, what follows, the comments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from rag.articles.article import Range
from rag.articles.dateline import DATELINE
from rag.articles.furniture import (
    NO_WORD,
    is_bulleted,
    is_comment_heading,
    is_furniture,
    is_prose,
    is_related_heading,
)
from rag.articles.layout import paragraphs

MAX_TITLE_CHARS = 200
MAX_QUESTION_CHARS = 100  # of a headline that asks; longer ones are an essay's first sentence
MIN_PARAGRAPHS = 3  # below such a headline there is more than one paragraph
MIN_ARTICLE_CHARS = 600  # of prose above a comment heading, for it to end the article for sure
MAX_TEASER_CHARS = 250
MAX_TEASERS_SHARE = 0.25  # of the page's prose
MIN_SHARE_KEPT = 0.25  # of the text; below it the page was misread, and all prose is kept

INNER_END = re.compile(r"[a-z)\"”’][.!?]\s+[\"“‘(]?[A-Z]|\n")
_JOINING = "about after against amid before between during from into over than that this under with"
JOINING_WORDS = frozenset(_JOINING.split())


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
    prose = [0, *accumulate(sizes)]  # characters above each paragraph
    for i, following in zip_longest(headings, headings[1:]):
        above, below = prose[i], prose[-1] - prose[i]
        if above == 0 or (above < MIN_ARTICLE_CHARS and below > 2 * above):
            continue
        if following and prose[following] - prose[i] > above:
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

    It may be one when nothing but furniture is above it and prose is below. It is one when a
    dateline opens that prose or a byline is between, when all its longer words are capitalised, and
    when it is a short question or breaks off.
    """
    title, below = text[slice(*spans[i])], kinds.find("p", i + 1)
    if below < 0 or set(kinds[:i]) - {"f"} or not _is_one_sentence(title):
        return False
    if DATELINE.match(title):
        return False
    headed = kinds[i + 1] == "f" or DATELINE.match(text, *spans[below])
    if headed or _is_title_case(title):
        return True
    asks = title.endswith(("?", "...", "…"))
    return asks and len(title) <= MAX_QUESTION_CHARS and len(spans) - i >= MIN_PARAGRAPHS


def _is_one_sentence(title: str) -> bool:
    quoted = title[0] in "\"“'‘" and title[-1] in "\"”'’"
    return len(title) <= MAX_TITLE_CHARS and not quoted and not INNER_END.search(title)


def _is_title_case(title: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]{4,}", title) if word not in JOINING_WORDS]
    return len(words) > 2 and all(word[0].isupper() for word in words)  # noqa: PLR2004


def _last(
    text: str,
    spans: Sequence[Range],
    kinds: str,
    sizes: Sequence[int],
    first: int,
    comments: int,
) -> int:
    """The index after the last paragraph of the article."""
    last = _sidebar(text, spans, kinds, sizes, first, comments)
    end = last
    while end > first + 1 and _may_be_tail(text, spans, kinds, end - 1):
        end -= 1
    page_goes_on = last < len(spans) or any(
        (kinds[i] == "f" and not NO_WORD.match(text, *spans[i]))
        or is_related_heading(text[slice(*spans[i])])
        for i in range(end, last)
    )
    return end if page_goes_on else last


def _sidebar(
    text: str, spans: Sequence[Range], kinds: str, sizes: Sequence[int], first: int, comments: int
) -> int:
    """The index of the heading of other stories below the article: only teasers are under it."""
    found, below = comments, 0
    prose = sum(sizes[first:comments])
    for i in range(comments - 1, first, -1):
        below += sizes[i]
        if sizes[i] > MAX_TEASER_CHARS or below > MAX_TEASERS_SHARE * prose:
            break
        if kinds[i] != "p" and is_related_heading(text[slice(*spans[i])]):
            found = i
    return found


def _may_be_tail(text: str, spans: Sequence[Range], kinds: str, i: int) -> bool:
    """Whether paragraph `i` may stand below the article: it is no prose, or a teaser in a list."""
    paragraph = text[slice(*spans[i])]
    if kinds[i] != "p":
        return True
    teaser = is_bulleted(paragraph) and len(paragraph) < MAX_TEASER_CHARS
    return teaser and not paragraph.rstrip('"”').endswith(".")
