"""Read a plain-text file: one article."""

from collections.abc import Iterator

from rag.articles.article import Article
from rag.articles.parse import parse
from rag.errors import UnreadableArticle


def read(id: str, data: bytes) -> Iterator[Article | UnreadableArticle]:
    """The one article of the file, or the reason why there is none."""
    try:
        yield parse(id, data)
    except UnreadableArticle as refusal:
        yield refusal
