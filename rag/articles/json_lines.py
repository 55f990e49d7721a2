"""Read a corpus of JSON lines, one article each; a bad line never hides the others."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator

from rag.articles.article import Article
from rag.articles.decode import decode
from rag.articles.parse import from_record
from rag.errors import UnreadableArticle


def read(id: str, data: bytes) -> Iterator[Article | UnreadableArticle]:
    """The articles of a `.jsonl` file, in order, and a refusal in place of each bad line."""
    yield from _records(id, io.BytesIO(data))


def read_gzip(id: str, data: bytes) -> Iterator[Article | UnreadableArticle]:
    """The same of a `.jsonl.gz` file; where the archive is damaged, what comes before is kept."""
    with gzip.open(io.BytesIO(data)) as lines:
        yield from _records(id, lines)


def _records(
    id: str, lines: io.BufferedIOBase | gzip.GzipFile
) -> Iterator[Article | UnreadableArticle]:
    number = 0
    try:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _article(line, f"{id}:{number}")
    except (OSError, EOFError, zlib.error) as error:
        yield UnreadableArticle(
            f"{id}: the gzip archive is damaged after line {number} ({error}); make it again"
        )


def _article(line: bytes, where: str) -> Article | UnreadableArticle:
    try:
        record = json.loads(decode(where, line))
    except UnreadableArticle as refusal:
        return refusal
    except (ValueError, RecursionError) as error:
        return UnreadableArticle(f"{where}: it is not JSON ({error}); write one record a line")
    if not isinstance(record, dict):
        return UnreadableArticle(f"{where}: it is not a record; write one JSON object a line")
    try:
        return from_record(record, where=where)
    except UnreadableArticle as refusal:
        return refusal
