"""Conversations that survive a restart, with the very articles they cite, in one SQLite file."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol, final

from rag.answering.answer import Answer, Citation, Hit
from rag.articles.article import Article, Passage
from ui.conversation import Conversation, Turn
from ui.render_answer import NEAREST_SHOWN
from ui.scope import Scope

BUSY_TIMEOUT_S = 20
NAME_CHARS = 120
SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL,
    started TEXT NOT NULL, changed TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS turn (
    conversation TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE,
    place INTEGER NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (conversation, place)
) STRICT;
CREATE TABLE IF NOT EXISTS article (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS cited (
    conversation TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE,
    article TEXT NOT NULL REFERENCES article,
    PRIMARY KEY (conversation, article)
) STRICT;
"""


class Visitor(Protocol):
    """What `gr.Request` tells of a visitor."""

    @property
    def username(self) -> str | None:
        """The name they logged in with."""


def owner_of(visitor: Visitor) -> str:
    """Whose history it is: the name they logged in with; without a login, this machine's."""
    return visitor.username or ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A conversation in a list of them."""

    id: str
    name: str
    changed: datetime
    turns: int


@final
class History:
    """Keeps the conversations of each owner; nobody sees another's.

    An article is kept as it was when it was cited, so that every quotation can be checked even
    when the corpus has moved on.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            OSError: Its folder cannot be made.
            sqlite3.Error: The file is not ours, or cannot be written.
        """
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.executescript(SCHEMA)

    def save(self, conversation: Conversation, owner: str) -> None:
        """Keep the answered turns; a new conversation is named by its first question."""
        if not conversation.turns:
            return
        now = datetime.now(UTC).isoformat()
        name = conversation.turns[0].answer.question[:NAME_CHARS]
        with self._open() as database:
            database.execute(
                "INSERT INTO conversation VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET changed = excluded.changed "
                "WHERE owner = excluded.owner",
                (conversation.id, owner, name, now, now),
            )
            if not _owns(database, conversation.id, owner):
                return
            for place, turn in enumerate(conversation.turns):
                _write_turn(database, conversation.id, place, turn)

    def entries(self, owner: str) -> tuple[Entry, ...]:
        """The owner's conversations, the one changed last first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT id, name, changed, (SELECT count(*) FROM turn WHERE conversation = id) "
                "FROM conversation WHERE owner = ? ORDER BY changed DESC, id",
                (owner,),
            ).fetchall()
        return tuple(Entry(id, name, datetime.fromisoformat(at), n) for id, name, at, n in rows)

    def load(self, id: str, owner: str) -> Conversation | None:
        """The conversation as it was; None where the owner has none of this id."""
        with self._open() as database:
            if not _owns(database, id, owner):
                return None
            rows = database.execute(
                "SELECT record FROM turn WHERE conversation = ? ORDER BY place", (id,)
            ).fetchall()
            articles = {
                key: _to_article(json.loads(record))
                for key, record in database.execute(
                    "SELECT key, record FROM article JOIN cited ON article = key "
                    "WHERE conversation = ?",
                    (id,),
                )
            }
        return Conversation(tuple(_to_turn(json.loads(r), articles) for (r,) in rows), id=id)

    def rename(self, id: str, owner: str, name: str) -> None:
        """Give the owner's conversation another name; a blank one changes nothing."""
        if name.strip():
            with self._open() as database:
                database.execute(
                    "UPDATE conversation SET name = ? WHERE id = ? AND owner = ?",
                    (name.strip()[:NAME_CHARS], id, owner),
                )

    def delete(self, id: str, owner: str) -> None:
        """Forget the owner's conversation, and the articles that no other one cites."""
        with self._open() as database:
            database.execute("DELETE FROM conversation WHERE id = ? AND owner = ?", (id, owner))
            database.execute("DELETE FROM article WHERE key NOT IN (SELECT article FROM cited)")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction: kept as a whole, or not at all."""
        database = sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S)
        try:
            database.execute("PRAGMA foreign_keys = ON")
            with database:
                yield database
        finally:
            database.close()


def _owns(database: sqlite3.Connection, id: str, owner: str) -> bool:
    found = database.execute("SELECT 1 FROM conversation WHERE id = ? AND owner = ?", (id, owner))
    return found.fetchone() is not None


def _write_turn(database: sqlite3.Connection, id: str, place: int, turn: Turn) -> None:
    answer = turn.answer
    nearest = () if answer else answer.passages[:NEAREST_SHOWN]
    cited = [article for c in answer.citations for article in (c.article, *c.also_in)]
    for article in cited + [h.passage.article for h in nearest]:
        record = _from_article(article)
        database.execute("INSERT OR IGNORE INTO article VALUES (?, ?)", (_key(record), record))
        database.execute("INSERT OR IGNORE INTO cited VALUES (?, ?)", (id, _key(record)))
    database.execute(
        "INSERT OR REPLACE INTO turn VALUES (?, ?, ?)",
        (id, place, json.dumps(_from_turn(turn, nearest))),
    )


def _from_turn(turn: Turn, nearest: tuple[Hit, ...]) -> dict[str, Any]:
    answer, scope = turn.answer, turn.scope
    return {
        "question": answer.question,
        "resolved": answer.resolved,
        "confidence": answer.confidence,
        "citations": [
            [_key(_from_article(c.article)), c.start, c.end, c.score, *map(_key, copies)]
            for c in answer.citations
            for copies in [map(_from_article, c.also_in)]
        ],
        "passages": [
            [_key(_from_article(p.article)), p.start, p.end, hit.score, hit.similarity]
            for hit in nearest
            for p in [hit.passage]
        ],
        "since": scope.since.isoformat() if scope.since else None,
        "until": scope.until.isoformat() if scope.until else None,
        "outlets": list(scope.outlets),
        "verdict": turn.verdict,
        "note": turn.note,
    }


def _to_turn(record: dict[str, Any], articles: dict[str, Article]) -> Turn:
    answer = Answer(
        question=record["question"],
        resolved=record["resolved"],
        citations=tuple(
            Citation(articles[key], start, end, score, tuple(articles[copy] for copy in copies))
            for key, start, end, score, *copies in record["citations"]
        ),
        confidence=record["confidence"],
        passages=tuple(
            Hit(Passage(articles[key], start, end), score, similarity)
            for key, start, end, score, similarity in record["passages"]
        ),
    )
    scope = Scope(_to_day(record["since"]), _to_day(record["until"]), tuple(record["outlets"]))
    return Turn(answer, scope, record["verdict"], record["note"])


def _from_article(article: Article) -> str:
    return json.dumps(
        {
            "id": article.id,
            "text": article.text,
            "sha256": article.sha256,
            "title": article.title,
            "outlet": article.outlet,
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "body": article.body,
            "author": article.author,
        }
    )


def _to_article(record: dict[str, Any]) -> Article:
    body = tuple((start, end) for start, end in record["body"])
    return Article(**{**record, "published": _to_day(record["published"]), "body": body})


def _key(record: str) -> str:
    return hashlib.sha256(record.encode()).hexdigest()


def _to_day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
