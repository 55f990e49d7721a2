"""What the tables hold, as values: files, articles, and which state of the index they are of."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, NamedTuple

from embeddings import Vectors
from rag.articles.article import Article, Passage, Stated


class State(NamedTuple):
    """Which state of which index: vectors of one state never answer for another."""

    lineage: str
    generation: int
    stamp: int
    """Drawn for this generation: a database that was put back to an earlier state, and went another
    way from there, is told from what it was."""


class StoredPassage(NamedTuple):
    """A passage and its vector, shape (dimension,)."""

    passage: Passage
    vector: Vectors
    source: int
    """The same for passages of articles that are copies of one text."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the corpus folder as it was read."""

    path: str
    size: int
    mtime_ns: int | None
    """None: so fresh when it was read that it may have changed since without showing."""
    sha256: str
    refused: tuple[str, ...]
    """Why articles of this file could not be read, in words."""
    read_by: str
    """What extracted its text, with versions; "" for plain text."""


def digest(text: str) -> bytes:
    """By which a text is found again: 16 bytes of its sha256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


ARTICLE = "id, sha256, text, title, outlet, published, url, body, stated, author"


def to_row(article: Article) -> list[str | None]:
    """The columns `ARTICLE` of an article."""
    return [
        article.id,
        article.sha256,
        article.text,
        article.title,
        article.outlet,
        article.published.isoformat() if article.published else None,
        article.url,
        json.dumps(article.body),
        json.dumps([astuple(stated) for stated in article.stated]),
        article.author,
    ]


def to_article(row: Sequence[Any]) -> Article:
    """The article of the columns `ARTICLE`."""
    id, sha256, text, title, outlet, published, url, body, stated, author = row
    return Article(
        id=id,
        sha256=sha256,
        text=text,
        title=title,
        outlet=outlet,
        published=date.fromisoformat(published) if published else None,
        url=url,
        body=tuple((start, end) for start, end in json.loads(body)),
        stated=tuple(Stated(*values) for values in json.loads(stated)),
        author=author,
    )
