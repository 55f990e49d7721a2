"""Which files of a folder changed since they were read, and the articles in them."""

import hashlib
import os
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.articles.article import Article
from rag.articles.folder import (
    ArticleFile,
    article_files,
    articles,
    articles_in,
    expected_articles,
    unreadable,
)
from rag.errors import UnreadableArticle
from rag.index.records import FileRecord

FRESH_NS = 2_000_000_000  # coarsest file time in use (FAT): a later change may not show in it


@dataclass(frozen=True, slots=True)
class Found:
    """An article, read from a file that is new or changed."""

    article: Article
    file: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A file was read to its end."""

    record: FileRecord
    ids: frozenset[str] | None
    """The articles it holds now; None: those that it held before."""


Event = Found | Finished


@dataclass(frozen=True, slots=True)
class Listing:
    """What there is to do for a folder."""

    known: Mapping[str, FileRecord]
    changed: tuple[ArticleFile, ...]
    gone: tuple[str, ...]

    @property
    def expected(self) -> int:
        """About how many articles there are to read."""
        return sum(map(expected_articles, self.changed))

    def read(self) -> Iterator[Event]:
        """The articles of the changed files, and after each file's last one its end."""
        for file in self.changed:
            yield from read_file(file, self.known.get(file.id))


def listing(folder: Path, known: Mapping[str, FileRecord]) -> Listing:
    """Compare a folder with what is known of its files.

    Raises:
        NoArticles: The folder is missing.
    """
    files = article_files(folder)
    return Listing(
        known=known,
        changed=tuple(file for file in files if may_have_changed(file, known.get(file.id))),
        gone=tuple(sorted(known.keys() - {file.id for file in files})),
    )


def may_have_changed(file: ArticleFile, known: FileRecord | None) -> bool:
    """Whether the file must be read: what was refused is tried again each time."""
    if known is None or known.refused or known.mtime_ns is None:
        return True
    try:
        now = file.path.stat()
    except OSError:
        return True
    return (now.st_size, now.st_mtime_ns) != (known.size, known.mtime_ns)


def read_file(file: ArticleFile, known: FileRecord | None) -> Iterator[Event]:
    """The articles of one file, then its end; no article if its bytes are those known."""
    try:
        with file.path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            data = stream.read()
    except OSError as error:
        refused = (str(unreadable(file, error)),)
        yield Finished(FileRecord(file.id, 0, None, "", refused), ids=None)
        return
    digest = hashlib.sha256(data).hexdigest()
    fresh = time.time_ns() - status.st_mtime_ns < FRESH_NS
    mtime_ns = None if fresh else status.st_mtime_ns
    if known and known.sha256 == digest:
        yield Finished(FileRecord(file.id, len(data), mtime_ns, digest, known.refused), ids=None)
        return
    ids, refused_articles = [], []
    for article in articles_in(file, data):
        if isinstance(article, UnreadableArticle):
            refused_articles.append(str(article))
        else:
            ids.append(article.id)
            yield Found(article, file.id)
    record = FileRecord(file.id, len(data), mtime_ns, digest, tuple(refused_articles))
    yield Finished(record, frozenset(ids))


def read_articles(folder: Path, ids: Collection[str]) -> dict[str, Article]:
    """Those of the articles with these ids that can be read now, by id.

    Raises:
        NoArticles: The folder is missing.
    """
    wanted = set(ids)
    return {
        article.id: article
        for file in article_files(folder)
        for article in articles(file)
        if isinstance(article, Article) and article.id in wanted
    }
