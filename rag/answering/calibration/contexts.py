"""The texts that a file of questions is about, as the articles of a corpus."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

SMALL = 5  # articles of a small corpus, as many as come along


@dataclass(frozen=True, slots=True)
class Context:
    """A text that questions are about, as an article of a corpus."""

    id: str
    group: str
    context: str


def load(file: Path) -> list[dict[str, Any]]:
    """The records of a `.jsonl` or `.jsonl.gz` file."""
    data = file.read_bytes()
    lines = gzip.decompress(data) if file.suffix == ".gz" else data
    return [json.loads(line) for line in lines.splitlines()]


def contexts(records: Sequence[dict[str, Any]]) -> Iterator[Context]:
    """The distinct contexts in order of appearance, neighbours in groups of `SMALL`."""
    for number, text in enumerate(dict.fromkeys(record["context"] for record in records)):
        yield Context(f"c{number}", f"group {number // SMALL}", text)


def write(articles: Iterable[Context]) -> Path:
    """The contexts as a corpus in the user's cache, so that it is indexed only once.

    A group goes by the name of an outlet, which a question can be confined to.
    """
    lines = "".join(
        json.dumps({"id": article.id, "outlet": article.group, "text": article.context}) + "\n"
        for article in articles
    )
    digest = hashlib.sha256(lines.encode()).hexdigest()
    corpus = user_cache_path("citespan", ensure_exists=True) / f"contexts-{digest[:16]}.jsonl"
    if not corpus.exists():
        corpus.write_text(lines, encoding="utf-8")
    return corpus
