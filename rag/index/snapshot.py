"""Read one consistent state of an index."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, final

import numpy as np

from embeddings import Ids, Vectors
from rag.articles.article import Article, Passage
from rag.index.filter import Filter
from rag.index.function_words import FUNCTION_WORDS
from rag.index.records import ARTICLE, FileRecord, State, StoredPassage, digest, to_article

WORD = re.compile(r"\w+")
MAX_WORDS = 64  # of a question, for full-text search: more only slows it


@final
class Snapshot:
    """One state of the index, to read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def state(self) -> State:
        generation = int(self.meta("generation"))
        row = self._one("SELECT stamp FROM past WHERE generation = ?", generation)
        return State(self.meta("lineage"), generation, row[0] if row else 0)

    def follows(self, state: State) -> bool:
        """Whether this one came of that state, as far as is remembered."""
        return state.lineage == self.meta("lineage") and bool(
            self._one(
                "SELECT 1 FROM past WHERE generation = ? AND stamp = ?",
                state.generation,
                state.stamp,
            )
        )

    def meta(self, key: str) -> str:
        """What `meta` holds under the key, "" if nothing."""
        row = self._one("SELECT value FROM meta WHERE key = ?", key)
        return str(row[0]) if row else ""

    def files(self) -> dict[str, FileRecord]:
        """The files read so far, by path."""
        rows = self._connection.execute(
            "SELECT path, size, mtime_ns, sha256, refused, read_by FROM file"
        )
        return {
            path: FileRecord(path, size, mtime_ns, sha256, tuple(json.loads(refused)), read_by)
            for path, size, mtime_ns, sha256, refused, read_by in rows
        }

    def articles(self) -> Iterator[Article]:
        """All articles, in the order of their ids."""
        for row in self._connection.execute(f"SELECT {ARTICLE} FROM article ORDER BY id"):
            yield to_article(row)

    def article(self, id: str) -> Article | None:
        """The article of this id, None if there is none."""
        row = self._one(f"SELECT {ARTICLE} FROM article WHERE id = ?", id)
        return to_article(row) if row else None

    def ids_of(self, file: str) -> set[str]:
        """The ids of the articles read from a file."""
        rows = self._connection.execute("SELECT id FROM article WHERE file = ?", [file])
        return {row[0] for row in rows}

    def file_of(self, id: str) -> str | None:
        """The file that an article was read from, None if there is no such article."""
        row = self._one("SELECT file FROM article WHERE id = ?", id)
        return str(row[0]) if row else None

    def without_source(self, limit: int) -> list[int]:
        """Numbers of articles that have not been compared with others yet, the first ones."""
        rows = self._connection.execute(
            "SELECT number FROM article WHERE source IS NULL ORDER BY number LIMIT ?", [limit]
        )
        return [row[0] for row in rows]

    def count(self) -> tuple[int, int]:
        """How many articles and passages there are."""
        row = self._one("SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM passage)")
        return row[0], row[1]

    def passages(self, numbers: Iterable[int]) -> Iterator[StoredPassage]:
        """The passages of these numbers, in this order, each read when it is asked for."""
        articles: dict[int, tuple[Article, int]] = {}
        for number in numbers:
            of, start, end, vector = self._one(
                'SELECT article, start, "end", vector FROM passage WHERE number = ?', number
            )
            if of not in articles:
                *row, source = self._one(
                    f"SELECT {ARTICLE}, coalesce(source, number) FROM article WHERE number = ?", of
                )
                articles[of] = (to_article(row), source)
            article, source = articles[of]
            vector = np.frombuffer(vector, dtype="<f4")
            yield StoredPassage(Passage(article, start, end), vector, source)

    def copies(self, of: StoredPassage, limit: int, keep: Filter) -> tuple[Article, ...]:
        """The other articles of a passage's source that the filter keeps, the earliest first."""
        condition, parameters = keep.sql()
        rows = self._connection.execute(
            f"SELECT {ARTICLE} FROM article WHERE source = ? AND id <> ? AND {condition} "
            "ORDER BY published IS NULL, published, id LIMIT ?",
            [of.source, of.passage.article.id, *parameters, limit],
        )
        return tuple(to_article(row) for row in rows)

    def vectors_of(self, texts: Iterable[str]) -> dict[str, Vectors]:
        """The vectors of those texts that are passages already, each of shape (dimension,)."""
        found = {}
        for text in texts:
            row = self._one("SELECT vector FROM passage WHERE digest = ? LIMIT 1", digest(text))
            if row:
                found[text] = np.frombuffer(row[0], dtype="<f4")
        return found

    def vectors(self, dimension: int) -> Iterator[tuple[Ids, Vectors]]:
        """Numbers and vectors of all passages, some thousands at a time."""
        cursor = self._connection.execute("SELECT number, vector FROM passage ORDER BY number")
        while rows := cursor.fetchmany(4096):
            vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4")
            yield (
                np.array([row[0] for row in rows], dtype=np.int64),
                vectors.reshape(len(rows), dimension),
            )

    def numbers(self) -> Ids:
        """The numbers of all passages, ascending."""
        rows = self._connection.execute("SELECT number FROM passage ORDER BY number")
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def vectors_at(self, numbers: Ids, dimension: int) -> Vectors:
        """The vectors of the passages of these numbers, shape (numbers, dimension)."""
        found = np.empty((len(numbers), dimension), np.float32)
        for place, number in enumerate(numbers.tolist()):
            row = self._one("SELECT vector FROM passage WHERE number = ?", number)
            found[place] = np.frombuffer(row[0], dtype="<f4")
        return found

    def numbers_within(self, keep: Filter) -> Ids:
        """The numbers of the passages whose article the filter keeps."""
        condition, parameters = keep.sql()
        rows = self._connection.execute(
            "SELECT passage.number FROM passage JOIN article ON article.number = passage.article "
            f"WHERE {condition}",
            parameters,
        )
        return np.array([row[0] for row in rows], dtype=np.int64)

    def search_words(self, question: str, k: int, keep: Filter) -> list[tuple[int, float]]:
        """The k passages with the highest BM25 for the question's words: number and score.

        SQLite FTS5's bm25() with k1 = 1.2, b = 0.75, Porter-stemmed; a passage needs one word only.
        """
        words = telling(WORD.findall(question.lower()))
        if not words:
            return []
        condition, parameters = keep.sql()
        within = (
            "AND words.rowid IN (SELECT passage.number FROM passage "
            f"JOIN article ON article.number = passage.article WHERE {condition}) "
            if keep
            else ""
        )
        rows = self._connection.execute(
            f"SELECT rowid, -rank FROM words WHERE words MATCH ? {within}ORDER BY rank LIMIT ?",
            [" OR ".join(f'"{word}"' for word in words), *(parameters if keep else []), k],
        )
        return [(number, score) for number, score in rows]

    def has_word(self, word: str) -> bool:
        """Whether some passage holds the word or another form of it."""
        return bool(self._one("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", f'"{word}"'))

    def _one(self, sql: str, *parameters: object) -> Any:
        return self._connection.execute(sql, parameters).fetchone()


def telling(words: Sequence[str]) -> list[str]:
    """The words to look for, each once: without function words, unless there are no others.

    Nearly every passage holds those: ranking them all takes most of the time, and changes little.
    """
    distinct = dict.fromkeys(words)
    return ([word for word in distinct if word not in FUNCTION_WORDS] or list(distinct))[:MAX_WORDS]
