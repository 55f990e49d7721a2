"""Make an article of text extracted from a file that is not plain text."""

import hashlib
import re
from dataclasses import replace

from rag.articles.article import Article, Range, Stated
from rag.articles.page import lay_out
from rag.articles.parse import Given, article_of
from rag.errors import UnreadableArticle

BLANK_CHARS = " \t\r\n\v\f\u00a0\u200b\ufeff"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
TITLE_CHARS = 2_000  # of the text, in which its title stands


def extracted(id: str, data: bytes, text: str, given: Given) -> Article:
    """The article whose file has the bytes `data` and the extracted `text`.

    A given title that is a line near the top of the text is among what the text states.

    Raises:
        UnreadableArticle: The text has no word; the message names `id`.
    """
    text = CONTROL.sub(" ", text)
    if not text.strip(BLANK_CHARS):
        raise UnreadableArticle(f"{id}: no text was found in it; save its text as plain text")
    article = article_of(id, text, hashlib.sha256(data).hexdigest(), given)
    place = line_of(text, given.title) if given.title else None
    if place is None:
        return article
    return replace(article, stated=(Stated("title", *place), *article.stated))


def has_prose(text: str) -> bool:
    """Whether some paragraph is prose: menus and lists of links have none."""
    return "p" in lay_out(text).kinds


def titled(title: str | None, text: str) -> str:
    """The text with the title above it, unless it is there already."""
    return text if title is None or line_of(text, title) else f"{title}\n\n{text}"


def line_of(text: str, words: str) -> Range | None:
    """Where a line near the top says these words and no others; letter case and spaces aside."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.compile(rf"^[ \t]*({pattern})[ \t]*$", re.IGNORECASE | re.MULTILINE)
    match = found.search(text[: TITLE_CHARS + len(words)]) if pattern else None
    return match.span(1) if match else None


def one_line(words: str | None) -> str | None:
    """The words with single spaces between them; None where there are none."""
    return " ".join((words or "").split()) or None
