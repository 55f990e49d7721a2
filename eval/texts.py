"""The articles' texts by id, read anew where that is simple, to check quotes against."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from rag.articles.article import Article


def texts_of(corpus: Path, articles: Sequence[Article]) -> dict[str, str]:
    """What the corpus itself holds for each article.

    A UTF-8 text file and a line of a JSON-lines corpus are read again, past everything that `rag`
    does; other files (PDF, other encodings) are taken as `rag` extracted them.
    """
    if corpus.is_file():
        return {a.id: a.text for a in articles} | _lines(corpus)
    return {article.id: _file(corpus / article.id) or article.text for article in articles}


def _lines(corpus: Path) -> dict[str, str]:
    raw = corpus.read_bytes()
    text = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
    found = {}
    for line in text.decode("utf-8-sig", errors="replace").split("\n"):
        try:
            record = json.loads(line)
            found[str(record["id"])] = str(record["text"])
        except (ValueError, KeyError, TypeError):
            continue  # `rag` has told about it
    return found


def _file(path: Path) -> str | None:
    if path.suffix not in (".txt", ".md"):
        return None
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
