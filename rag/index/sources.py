"""Find which articles are copies of one text, and give them one source.

An article without a source has not been compared yet. Where an article is removed, the copies it
leaves lose theirs and are compared anew, since it may have been what held them together: sources
are those that a new index would have. Killed at any moment, the next call goes on from there.
"""

import sqlite3
from collections.abc import Sequence

from rag.articles.article import Article
from rag.articles.syndication import Form, are_copies, form, marks
from rag.index.records import ARTICLE, to_article
from rag.index.store import Store

BATCH_ARTICLES = 200  # compared in one transaction: under a second
MAX_ALIKE = 50  # articles compared of those that share a mark: more only repeat the same template


def find_sources(store: Store) -> None:
    """Give each article that has not been compared yet its source."""
    while True:
        with store.reading() as snapshot:
            numbers = snapshot.without_source(BATCH_ARTICLES)
        if not numbers:
            return
        with store.writing() as changes:
            for number in numbers:
                compare(changes.connection, number)


def compare(connection: sqlite3.Connection, number: int) -> None:
    """Put an article with its copies among those that have a source, or let it be its own."""
    article = _article(connection, number)
    mine = form(article)
    joined = set()
    for other, source in _alike(connection, number, _marks(connection, number, mine)):
        if source not in joined and are_copies(mine, form(_article(connection, other))):
            joined.add(source)
    first = min([number, *joined])
    for source in joined - {first}:
        connection.execute("UPDATE article SET source = ? WHERE source = ?", [first, source])
    connection.execute("UPDATE article SET source = ? WHERE number = ?", [first, number])


def _article(connection: sqlite3.Connection, number: int) -> Article:
    row = connection.execute(f"SELECT {ARTICLE} FROM article WHERE number = ?", [number]).fetchone()
    return to_article(row)


def _marks(connection: sqlite3.Connection, number: int, mine: Form) -> list[int]:
    """The marks of an article, made and kept the first time."""
    rows = connection.execute("SELECT value FROM mark WHERE article = ?", [number]).fetchall()
    if rows:
        return [row[0] for row in rows]
    made = sorted(set(marks(mine)))
    connection.executemany("INSERT INTO mark VALUES (?, ?)", [(value, number) for value in made])
    return made


def _alike(
    connection: sqlite3.Connection, number: int, values: Sequence[int]
) -> list[tuple[int, int]]:
    """Articles with a source that share a mark with this one, by number: number and source."""
    found: dict[int, int] = {}
    for value in _shared(connection, number, values):
        found.update(
            connection.execute(
                "SELECT number, source FROM mark JOIN article ON number = article "
                "WHERE value = ? AND source IS NOT NULL ORDER BY article LIMIT ?",
                [value, MAX_ALIKE],
            ).fetchall()
        )
    return sorted(found.items())


def _shared(connection: sqlite3.Connection, number: int, values: Sequence[int]) -> list[int]:
    """Those of an article's marks that another one has too: mostly none, and told at once."""
    places = ", ".join("?" * len(values))
    rows = connection.execute(
        f"SELECT DISTINCT value FROM mark WHERE value IN ({places}) AND article <> ?",
        [*values, number],
    )
    return [row[0] for row in rows]
