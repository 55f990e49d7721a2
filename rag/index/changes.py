"""Change an index within one transaction."""

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import astuple
from typing import final

from embeddings import Vectors
from rag.articles.article import Article, Passage
from rag.index.records import ARTICLE, FileRecord, digest, to_article, to_row
from rag.index.snapshot import Snapshot

PAST = 100_000  # generations remembered: 2 MB


@final
class Changes:
    """One state of the index, to change; others see the next one once it is whole."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.now = Snapshot(connection)
        """The index with the changes so far."""
        self._is_next = False  # the generation is that of what is changed here

    def put(
        self, article: Article, file: str, passages: Sequence[Passage], vectors: Vectors
    ) -> None:
        """Add an article, in the place of the one that had its id; vectors one for each passage."""
        self.remove(article.id)
        cursor = self.connection.execute(
            f"INSERT INTO article ({ARTICLE}, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*to_row(article), file],
        )
        number = cursor.lastrowid
        for passage, vector in zip(passages, vectors, strict=True):
            cursor = self.connection.execute(
                'INSERT INTO passage (article, start, "end", digest, vector) '
                "VALUES (?, ?, ?, ?, ?)",
                [
                    number,
                    passage.start,
                    passage.end,
                    digest(passage.text),
                    vector.astype("<f4").tobytes(),
                ],
            )
            self.connection.execute(
                "INSERT INTO words (rowid, text) VALUES (?, ?)", [cursor.lastrowid, passage.text]
            )
        self._next_generation()

    def remove(self, id: str) -> None:
        """Remove an article and all that came of it; an unknown one is no matter."""
        row = self.connection.execute(
            f"SELECT number, source, {ARTICLE} FROM article WHERE id = ?", [id]
        ).fetchone()
        if not row:
            return
        article = to_article(row[2:])
        passages = self.connection.execute(
            'SELECT number, start, "end" FROM passage WHERE article = ?', [row[0]]
        ).fetchall()
        self.connection.executemany(  # FTS5 without a copy of the text needs it again to forget it
            "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
            [(number, article.text[start:end]) for number, start, end in passages],
        )
        self.connection.execute("DELETE FROM passage WHERE article = ?", [row[0]])
        self.connection.execute("DELETE FROM mark WHERE article = ?", [row[0]])
        self.connection.execute("UPDATE article SET source = NULL WHERE source = ?", [row[1]])
        self.connection.execute("DELETE FROM article WHERE number = ?", [row[0]])
        self._next_generation()

    def put_file(self, record: FileRecord) -> None:
        """Remember a file as it was read."""
        self.connection.execute(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)",
            [*astuple(record)[:4], json.dumps(record.refused), record.read_by],
        )

    def move_file(self, before: str, record: FileRecord) -> bool:
        """Give a file's articles to the file that it is now; if an id is taken, change none: False.

        An article whose id was the file's path has the new path as its id; its passages and
        vectors stay.
        """
        if before in self.now.ids_of(before):
            if self.now.file_of(record.path) is not None:
                return False
            self.connection.execute("UPDATE article SET id = ? WHERE id = ?", [record.path, before])
        self.connection.execute("UPDATE article SET file = ? WHERE file = ?", [record.path, before])
        self.connection.execute("DELETE FROM file WHERE path = ?", [before])
        self.put_file(record)
        self._next_generation()
        return True

    def remove_file(self, path: str) -> int:
        """Forget a file and remove its articles; how many there were."""
        ids = self.now.ids_of(path)
        for id in ids:
            self.remove(id)
        self.connection.execute("DELETE FROM file WHERE path = ?", [path])
        return len(ids)

    def clear(self, settings: dict[str, str]) -> None:
        """Remove everything, and remember the settings under which all will be made anew."""
        self.connection.execute("DELETE FROM passage")
        self.connection.execute("DELETE FROM mark")
        self.connection.execute("DELETE FROM article")
        self.connection.execute("DELETE FROM file")
        self.connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        for key, value in settings.items():
            self._put_meta(key, value)
        self._next_generation()

    def _next_generation(self) -> None:
        if self._is_next:
            return
        self._is_next = True
        generation = self.now.state.generation + 1
        self._put_meta("generation", str(generation))
        self.connection.execute(
            "INSERT INTO past VALUES (?, ?)", [generation, secrets.randbits(63)]
        )
        self.connection.execute("DELETE FROM past WHERE generation <= ?", [generation - PAST])

    def _put_meta(self, key: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])
