"""Add articles to a folder, and remove what was added; all else in it stays untouched."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, final

from rag.articles.folder import READERS, ArticleFile, articles_in
from rag.errors import NoArticles, UnreadableArticle

ADDED = "added"
SUFFIXES = tuple(suffix for suffix, read in READERS.items() if not read.many)
MAX_BYTES = 10_000_000
NAME_CHARS = 100
Progress = Callable[[int, int], None]
"""Told how many articles are done, of how many."""


class Refreshed(Protocol):
    """What refreshing did."""

    @property
    def added(self) -> int: ...

    @property
    def changed(self) -> int: ...

    @property
    def removed(self) -> int: ...

    @property
    def renamed(self) -> int: ...

    @property
    def refused(self) -> tuple[str, ...]: ...


class Refreshing(Protocol):
    """What a shelf needs of a corpus; `rag.open(folder)` gives one."""

    def refresh(self, progress: Progress) -> Refreshed:
        """Bring the index up to date with the folder."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file that somebody wanted to add."""

    name: str
    added: bool
    said: str


@final
class Shelf:
    """Adds articles to a corpus folder, and removes again what was added; nothing else.

    Added files lie in the folder's subfolder `added`. A file of that name is never overwritten.
    """

    def __init__(self, folder: Path, corpus: Refreshing) -> None:
        self.place = folder / ADDED
        self.corpus = corpus

    def add(self, files: list[tuple[str, bytes]], progress: Progress) -> tuple[Outcome, ...]:
        """Add files, each a name and its bytes, then bring the index up to date.

        One bad file does not keep the others out.
        """
        outcomes = tuple(self._add(name, data) for name, data in files)
        if any(outcome.added for outcome in outcomes):
            self.corpus.refresh(progress)
        return outcomes

    def remove(self, id: str, progress: Progress) -> tuple[Outcome, ...]:
        """Remove an article that was added here, and no other.

        Raises:
            NoArticles: None is left; the file stays, and with it the article.
        """
        if not self.can_remove(id):
            return (Outcome(id, False, "not removed: it was not added from here"),)
        path = self.place / id.removeprefix(f"{ADDED}/")
        data = path.read_bytes()
        path.unlink()
        try:
            self.corpus.refresh(progress)
        except NoArticles:
            path.write_bytes(data)
            raise
        return (Outcome(id, True, "removed"),)

    def refresh(self, progress: Progress) -> tuple[Outcome, ...]:
        """Bring the index up to date with what changed in the folder."""
        done = self.corpus.refresh(progress)
        said = (
            f"{done.added:,} added, {done.changed:,} changed, {done.removed:,} removed, "
            f"{done.renamed:,} renamed"
        )
        refused = (Outcome("Not read", False, reason) for reason in done.refused)
        return (Outcome("The folder", True, said), *refused)

    def can_remove(self, id: str) -> bool:
        """Whether this is the id of a file that was added here."""
        folder, _, name = id.partition("/")
        return folder == ADDED and name == safe_name(name) and (self.place / name).is_file()

    def _add(self, name: str, data: bytes) -> Outcome:
        name = safe_name(name)
        if Path(name).suffix.lower() not in SUFFIXES:
            return Outcome(
                name, False, f"not added: its name does not end in {', '.join(SUFFIXES)}"
            )
        if len(data) > MAX_BYTES:
            return Outcome(name, False, f"not added: it has more than {MAX_BYTES:,} bytes")
        (article,) = articles_in(ArticleFile(name, Path(name)), data)
        if isinstance(article, UnreadableArticle):
            return Outcome(name, False, f"not added: {str(article).removeprefix(f'{name}: ')}")
        if not article.body:
            return Outcome(name, False, "not added: no article was found in it")
        return self._write(name, data)

    def _write(self, name: str, data: bytes) -> Outcome:
        path = self.place / name
        self.place.mkdir(exist_ok=True)
        try:
            with path.open("xb") as file:
                file.write(data)
        except FileExistsError:
            if path.read_bytes() == data:
                return Outcome(name, False, "was there already")
            return Outcome(name, False, "not added: another file has this name; rename one")
        return Outcome(name, True, "added")


def safe_name(name: str) -> str:
    """The last part of a path, without what a file's name should not have.

    Only letters, digits, space, `-`, `_` and `.` stay, and no `.` at the beginning.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = re.sub(r"[^\w .-]", "_", last).lstrip(". ") or "article"
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:NAME_CHARS]}{dot}{suffix[:10]}" if dot else kept[:NAME_CHARS]
