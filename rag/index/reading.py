"""Which files of a folder changed since they were read, and the articles in them."""

import hashlib
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rag.articles.article import Article
from rag.articles.folder import (
    ArticleFile,
    Content,
    article_files,
    articles,
    articles_in,
    expected_articles,
    read_whole,
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
class Moved:
    """A file that has another path now, its bytes unchanged."""

    before: str
    file: ArticleFile
    record: FileRecord


@dataclass(frozen=True, slots=True)
class Listing:
    """What there is to do for a folder."""

    known: Mapping[str, FileRecord]
    changed: tuple[ArticleFile, ...]
    moved: tuple[Moved, ...]
    gone: tuple[str, ...]

    @property
    def expected(self) -> int:
        """About how many articles there are to read."""
        return sum(map(expected_articles, self.changed))

    def read(self, also: Sequence[ArticleFile] = ()) -> Iterator[Event]:
        """The articles of the changed files and others, after each file's last one its end."""
        for file in (*self.changed, *also):
            yield from read_file(file, self.known.get(file.id))


def listing(folder: Path, known: Mapping[str, FileRecord]) -> Listing:
    """Compare a folder with what is known of its files.

    What is known of the files in a folder that cannot be listed stays.

    Raises:
        NoArticles: The folder is missing.
    """
    files = article_files(folder)
    closed = tuple(f"{file.id}/" for file in files if file.closed)
    gone = set(known.keys() - {file.id for file in files})
    if closed:
        gone = {path for path in gone if not path.startswith(closed)}
    changed = [file for file in files if may_have_changed(file, known.get(file.id))]
    moved = tuple(moves((file for file in changed if file.id not in known), known, gone))
    elsewhere = {move.file for move in moved}
    return Listing(
        known=known,
        changed=tuple(file for file in changed if file not in elsewhere),
        moved=moved,
        gone=tuple(sorted(gone - {move.before for move in moved})),
    )


def moves(
    new: Iterable[ArticleFile], known: Mapping[str, FileRecord], gone: Collection[str]
) -> Iterator[Moved]:
    """The new files that have the bytes of one that is gone, each taken once."""
    sizes = {known[path].size for path in gone}
    by_content = {(known[path].sha256, known[path].read_by): path for path in sorted(gone)}
    for file in new if gone else ():
        try:
            if file.closed or file.path.stat().st_size not in sizes:
                continue
            content = read_whole(file)
        except OSError:
            continue  # reading it as a changed file will say why
        record = record_of(file, content)
        before = by_content.pop((record.sha256, record.read_by), None)
        if before and not known[before].refused:
            yield Moved(before, file, record)


def may_have_changed(file: ArticleFile, known: FileRecord | None) -> bool:
    """Whether the file must be read: what was refused is tried again each time."""
    if known is None or known.refused or known.mtime_ns is None or known.read_by != file.read_by:
        return True
    try:
        now = file.path.stat()
    except OSError:
        return True
    return (now.st_size, now.st_mtime_ns) != (known.size, known.mtime_ns)


def read_file(file: ArticleFile, known: FileRecord | None) -> Iterator[Event]:
    """The articles of one file, then its end; no article if its bytes are those known.

    One article that was refused is tried again all the same; of many, good and bad are known.
    """
    try:
        content = read_whole(file)
    except OSError as error:
        refused = (str(unreadable(file, error)),)
        yield Finished(FileRecord(file.id, 0, None, "", refused, file.read_by), ids=None)
        return
    settled = known and (not known.refused or file.format.many)
    record = record_of(file, content, known.refused if known and settled else ())
    if known and settled and (known.sha256, known.read_by) == (record.sha256, record.read_by):
        yield Finished(record, ids=None)
        return
    ids, refused_articles = [], []
    for article in articles_in(file, content.data):
        if isinstance(article, UnreadableArticle):
            refused_articles.append(str(article))
        else:
            ids.append(article.id)
            yield Found(article, file.id)
    yield Finished(replace(record, refused=tuple(refused_articles)), frozenset(ids))


def record_of(file: ArticleFile, content: Content, refused: Iterable[str] = ()) -> FileRecord:
    """What is remembered of a file with this content."""
    fresh = time.time_ns() - content.mtime_ns < FRESH_NS
    return FileRecord(
        path=file.id,
        size=len(content.data),
        mtime_ns=None if fresh else content.mtime_ns,
        sha256=hashlib.sha256(content.data).hexdigest(),
        refused=tuple(refused),
        read_by=file.read_by,
    )


def read_articles(folder: Path, ids: Collection[str]) -> dict[str, Article]:
    """Those of the articles with these ids that can be read now, by id.

    Raises:
        NoArticles: The folder is missing.
    """
    files = article_files(folder)
    own = [file for file in files if file.id in ids and not file.format.many]
    rest = set(ids) - {file.id for file in own}
    collections = [file for file in files if file.format.many] if rest else []
    return {
        article.id: article
        for file in (*own, *collections)
        for article in articles(file)
        if isinstance(article, Article) and article.id in ids
    }
