"""List the article files of a folder, and read each, whatever its format.

A format is one file and one line in `READERS`.
"""

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from pkgutil import resolve_name
from typing import TypeAlias

from rag.articles.article import Article
from rag.errors import NoArticles, UnreadableArticle

Reader: TypeAlias = Callable[[str, bytes], Iterator[Article | UnreadableArticle]]
"""(id, the file's bytes) -> its articles, and a refusal in place of each that cannot be read."""

READERS = {
    ".txt": "rag.articles.text_file:read",
    ".md": "rag.articles.text_file:read",
    ".jsonl": "rag.articles.json_lines:read",
    ".jsonl.gz": "rag.articles.json_lines:read_gzip",
}


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file that may hold articles. `id` is its path inside the folder, with `/` separators."""

    id: str
    path: Path


def article_files(folder: Path) -> tuple[ArticleFile, ...]:
    """The files under `folder` with a known suffix, ordered by id; hidden ones are skipped.

    Links are followed, each folder once, so that loops end. In names that are not UTF-8 the odd
    bytes are written as `\\xe9`. A folder that may not be entered is listed too, so that reading it
    tells why nothing came of it.

    `folder` may also be one file with such a suffix: then it is the only one, its name the id.

    Raises:
        NoArticles: `folder` is missing, or a file with another suffix.
    """
    if folder.is_file() and _suffix(folder):
        return (ArticleFile(_id(folder, folder.parent), folder),)
    if not folder.is_dir():
        fact = "is not a folder" if folder.exists() else "does not exist"
        raise NoArticles(f"{folder} {fact}; name a folder with {', '.join(READERS)} files")
    found = _walk(folder, set())
    return tuple(sorted((ArticleFile(_id(path, folder), path) for path in found), key=_by_id))


def articles(file: ArticleFile) -> Iterator[Article | UnreadableArticle]:
    """The articles of one file, and a refusal in place of each that cannot be read."""
    try:
        data = file.path.read_bytes()
    except OSError as error:
        yield unreadable(file, error)
        return
    yield from articles_in(file, data)


def articles_in(file: ArticleFile, data: bytes) -> Iterator[Article | UnreadableArticle]:
    """The articles of the bytes that a file holds, and a refusal in place of each bad one."""
    suffix = _suffix(file.path)
    assert suffix is not None, file
    reader: Reader = resolve_name(READERS[suffix])
    yield from reader(file.id, data)


def expected_articles(file: ArticleFile) -> int:
    """About how many articles the file holds, found without parsing it; for progress bars."""
    suffix = _suffix(file.path)
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
    reason = error.strerror or type(error).__name__
    return UnreadableArticle(f"{file.id}: {reason}; check that it exists and may be read")


def _by_id(file: ArticleFile) -> str:
    return file.id


def _walk(folder: Path, visited: set[tuple[int, int]]) -> Iterator[Path]:
    """Real folders before linked ones, so that what a link leads back to is listed in its place."""
    identity = folder.stat()
    if (identity.st_dev, identity.st_ino) in visited:
        return
    visited.add((identity.st_dev, identity.st_ino))
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.is_symlink(), entry.name))
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_dir(entry):
            yield from _walk(Path(entry.path), visited)
        elif _suffix(PurePath(entry.name)):
            yield Path(entry.path)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link in a circle: reading it tells so


def _suffix(path: PurePath) -> str | None:
    """The longest known suffix of the name, whatever its case."""
    name = path.name.lower()
    return max((suffix for suffix in READERS if name.endswith(suffix)), key=len, default=None)


def _id(path: Path, folder: Path) -> str:
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")
