"""List the article files of a folder, and read each, whatever its format.

A format is one file and one line in `READERS`.
"""

import gzip
import os
import stat
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePath
from pkgutil import resolve_name
from typing import NamedTuple, TypeAlias

from rag.articles.article import Article
from rag.errors import NoArticles, UnreadableArticle

Reader: TypeAlias = Callable[[str, bytes], Article]
"""(id, the file's bytes) -> its article; raises `UnreadableArticle`."""
ReaderOfMany: TypeAlias = Callable[[str, bytes], Iterator[Article | UnreadableArticle]]
"""(id, the file's bytes) -> its articles, and a refusal in place of each that cannot be read."""


@dataclass(frozen=True, slots=True)
class Format:
    """How files with a suffix are read. Its reader is loaded when the first one is met."""

    reader: str
    packages: tuple[str, ...] = ()
    """Those that decide which text is extracted: another version may extract another one."""
    many: bool = False
    """Whether a file holds many articles, each with an id of its own."""


TEXT = Format("rag.articles.parse:parse")
HTML = Format("rag.articles.html_file:read", ("trafilatura", "htmldate", "lxml"))
READERS = {
    ".txt": TEXT,
    ".md": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".pdf": Format("rag.articles.pdf_file:read", ("pypdf",)),
    ".docx": Format("rag.articles.docx_file:read", ("python-docx",)),
    ".eml": Format("rag.articles.eml_file:read", ("trafilatura", "lxml")),
    ".jsonl": Format("rag.articles.json_lines:read", many=True),
    ".jsonl.gz": Format("rag.articles.json_lines:read_gzip", many=True),
}
SUFFIXES = tuple(sorted(READERS, key=len, reverse=True))
PAGES = (".html", ".htm")
RESOURCES = "_files"  # of PAGE.html, as browsers save them: its pictures and frames, no articles
READ_TRIES = 3
READ_PAUSE_S = 0.05


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file that may hold articles. `id` is its path inside the folder, with `/` separators."""

    id: str
    path: Path
    closed: str = ""
    """Why it, a folder, cannot be listed: what it holds is not known."""

    @property
    def format(self) -> Format:
        return READERS[suffix_of(self.path.name) or ".txt"]

    @property
    def read_by(self) -> str:
        """What reads it, with versions; another one may give another text. "" for plain text."""
        return _with_versions(self.format.packages)


@cache
def _with_versions(packages: tuple[str, ...]) -> str:
    return ", ".join(f"{package} {version(package)}" for package in packages)


def article_files(folder: Path) -> tuple[ArticleFile, ...]:
    """The files under `folder` with a known suffix, ordered by id; hidden ones are skipped.

    Links are followed, each folder once, so that loops end. In names that are not UTF-8 the odd
    bytes are written as `\\xe9`. A folder that may not be entered is listed too, so that reading it
    tells why nothing came of it.

    `folder` may also be one file with such a suffix: then it is the only one, its name the id.

    Raises:
        NoArticles: `folder` is missing, cannot be listed, or is a file with another suffix.
    """
    if folder.is_file() and suffix_of(folder.name):
        return (ArticleFile(printable(folder.name), folder),)
    if not folder.is_dir():
        fact = "is not a folder" if folder.exists() else "does not exist"
        raise NoArticles(f"{folder} {fact}; name a folder with {', '.join(READERS)} files")
    found = tuple(sorted(_walk(folder, "", set()), key=_by_id))
    if not folder.is_dir():  # or all that was not listed any more would count as removed
        raise NoArticles(f"{folder} vanished while it was listed; bring it back, or name another")
    return found


def articles(file: ArticleFile) -> Iterator[Article | UnreadableArticle]:
    """The articles of one file, and a refusal in place of each that cannot be read."""
    try:
        data = read_whole(file).data
    except OSError as error:
        yield unreadable(file, error)
        return
    yield from articles_in(file, data)


class Content(NamedTuple):
    """What a file held at one moment."""

    data: bytes
    mtime_ns: int


def read_whole(file: ArticleFile) -> Content:
    """The bytes of a file; one that is written meanwhile is read anew, so that they fit together.

    Raises:
        OSError: It cannot be read, or it is written all the time.
    """
    if file.closed:
        raise OSError(0, file.closed)
    for _ in range(READ_TRIES):
        if not stat.S_ISREG(file.path.stat().st_mode):  # opening a pipe would wait for its writer
            raise OSError(0, "it is no regular file")
        with file.path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            data = stream.read()
            after = os.fstat(stream.fileno())
        seen = (before.st_size, before.st_mtime_ns)
        if seen == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size:
            return Content(data, after.st_mtime_ns)
        time.sleep(READ_PAUSE_S)
    raise OSError(0, "it changes while it is read")


def articles_in(file: ArticleFile, data: bytes) -> Iterator[Article | UnreadableArticle]:
    """The articles of the bytes that a file holds, and a refusal in place of each bad one."""
    reader = resolve_name(file.format.reader)
    if file.format.many:
        read_many: ReaderOfMany = reader
        yield from read_many(file.id, data)
        return
    read: Reader = reader
    try:
        yield read(file.id, data)
    except UnreadableArticle as refusal:
        yield refusal


def expected_articles(file: ArticleFile) -> int:
    """About how many articles the file holds, found without parsing it; for progress bars."""
    suffix = suffix_of(file.path.name)
    try:
        if suffix == ".jsonl":
            with file.path.open("rb") as lines:
                return sum(1 for _ in lines)
        if suffix == ".jsonl.gz":
            with gzip.open(file.path) as lines:
                return sum(1 for _ in lines)
    except (OSError, EOFError, zlib.error):
        pass  # reading it will say why
    return 1


def unreadable(file: ArticleFile, error: OSError) -> UnreadableArticle:
    """The refusal of a file that the system does not let us read."""
    return UnreadableArticle(
        f"{file.id}: {_reason(error)}; check that it exists and may be read, it is tried again"
    )


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _by_id(file: ArticleFile) -> str:
    return file.id


def _walk(folder: Path, prefix: str, visited: set[tuple[int, int]]) -> Iterator[ArticleFile]:
    """The files of a folder, whose ids begin with `prefix`; only the top one has none.

    Real folders come before linked ones, so that what a link leads back to is listed in its place.
    """
    try:
        identity = folder.stat()
        if (identity.st_dev, identity.st_ino) in visited:
            return
        visited.add((identity.st_dev, identity.st_ino))
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: (entry.is_symlink(), entry.name))
    except OSError as error:
        if not prefix:
            raise NoArticles(
                f"{folder} cannot be listed: {_reason(error)}; check that it may be read"
            ) from error
        if not isinstance(error, FileNotFoundError):  # that one has just been removed
            yield ArticleFile(prefix.removesuffix("/"), folder, closed=_reason(error))
        return
    pages = {PurePath(e.name).stem for e in entries if e.name.lower().endswith(PAGES)}
    for entry in entries:
        if entry.name.startswith(".") or entry.name.removesuffix(RESOURCES) in pages - {entry.name}:
            continue
        id = prefix + printable(entry.name)
        if _is_dir(entry):
            yield from _walk(folder / entry.name, id + "/", visited)
        elif suffix_of(entry.name):
            yield ArticleFile(id, folder / entry.name)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link in a circle: reading it tells so


def suffix_of(name: str) -> str | None:
    """The longest suffix of a file's name that `READERS` knows, whatever its case."""
    return next((suffix for suffix in SUFFIXES if name.lower().endswith(suffix)), None)


def printable(name: str) -> str:
    """The name, and where it is not UTF-8 its odd bytes as `\\xe9`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
