"""The index file: one SQLite database, read and written in transactions."""

import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import final

from filelock import FileLock

from rag.errors import IndexUnusable
from rag.index.changes import Changes
from rag.index.schema import FORMAT, TABLES
from rag.index.snapshot import Snapshot

WAIT_S = 60.0  # for another process's transaction; one takes milliseconds


@final
class Store:
    """An index file. Threads share a `Store`: no two of them share a connection."""

    def __init__(self, path: Path) -> None:
        """Open the index at `path`, made if it is not there.

        Raises:
            IndexUnusable: The file is not ours, damaged, from a newer version, or not writable.
        """
        self.path = path
        self._shared = threading.local()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._connection() as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                make_tables(connection, path)
        except (OSError, sqlite3.DatabaseError) as error:
            raise IndexUnusable(
                f"the index {path} cannot be opened: {error}; "
                "delete it, since the articles give it again, or name another place with --index"
            ) from error

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """One consistent state: what others write meanwhile does not show.

        Raises:
            IndexUnusable: The file is damaged or gone.
        """
        try:
            with self._connection() as connection:
                connection.execute("BEGIN")
                yield Snapshot(connection)
        except sqlite3.DatabaseError as error:
            raise IndexUnusable(
                f"the index {self.path} cannot be read: {error}; "
                "delete it, since the articles give it again"
            ) from error

    @contextmanager
    def writing(self) -> Iterator[Changes]:
        """One transaction: all of it is kept, or nothing if it raises or the process dies.

        Raises:
            IndexUnusable: The disk is full or the file cannot be written; nothing was changed.
        """
        try:
            with self._connection() as connection:
                connection.execute("BEGIN IMMEDIATE")
                yield Changes(connection)
                connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise IndexUnusable(
                f"the index {self.path} cannot be written: {error}; "
                "free disk space or name another place with --index; what was kept before is whole"
            ) from error

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Have the index alone, others wait; many transactions in this thread share a connection.

        Opening one takes 1 ms. Closing the last one takes 10: the write-ahead log is folded in.

        Raises:
            IndexUnusable: The folder of the index cannot be written.
        """
        lock = FileLock(self.path.with_name("lock"))
        try:
            lock.acquire()
        except OSError as error:
            raise IndexUnusable(
                f"the index {self.path} cannot be locked: {error.strerror}; "
                "free disk space, or name another place with --index"
            ) from error
        with lock, self._connection() as connection:
            self._shared.connection = connection
            try:
                yield
            finally:
                del self._shared.connection

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        shared: sqlite3.Connection | None = getattr(self._shared, "connection", None)
        if shared is not None and not shared.in_transaction:
            try:
                yield shared
            finally:
                if shared.in_transaction:
                    shared.rollback()
            return
        connection = sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            yield connection
        finally:
            connection.close()  # rolls back what is not committed


def make_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables where there are none or older ones, all or nothing; refuse newer ones.

    What an older index held comes from the articles again.
    """
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found == FORMAT:
        return
    if found > FORMAT:
        raise IndexUnusable(
            f"the index {path} has format {found}, this version of citespan knows {FORMAT}; "
            "update citespan, or name another place with --index"
        )
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT:  # made by another process
        connection.execute("ROLLBACK")
        return
    if is_ours(connection):
        drop_tables(connection)
    elif connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
    ).fetchone()[0]:
        raise IndexUnusable(
            f"{path} is a database, but not an index of citespan; name another place"
        )
    for statement in statements(TABLES):
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('lineage', ?)", [uuid.uuid4().hex])
    connection.execute("INSERT INTO meta VALUES ('generation', '0')")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the tables are those of an index, of whatever format."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    return {"meta", "file", "article", "passage", "words"} <= names and bool(
        connection.execute("SELECT 1 FROM meta WHERE key = 'lineage'").fetchone()
    )


def drop_tables(connection: sqlite3.Connection) -> None:
    """Remove all tables of an index, full-text search first, since it has tables of its own."""
    connection.execute("DROP TABLE words")
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (name,) in rows:
        connection.execute(f'DROP TABLE "{name}"')


def statements(script: str) -> list[str]:
    """The single statements of a script, since `executescript` would commit before each."""
    return [statement for statement in script.split(";\n") if statement.strip()]
