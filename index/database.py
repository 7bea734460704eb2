"""The SQLite file that holds the library: connections, transactions, schema, and its failures."""

import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sources.errors import LibraryDamaged, LibraryError, LibraryInUse

_SCHEMA_VERSION = 2
_WAIT_SECONDS = 30.0
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE changes (number INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    media_type TEXT NOT NULL,
    issuer TEXT,
    date TEXT,
    added_at TEXT NOT NULL,
    pages INTEGER,
    passages INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    -- The large columns come last: what stands behind them is reached by reading through them.
    page_starts TEXT NOT NULL,
    headings TEXT NOT NULL,
    notes TEXT NOT NULL,
    text TEXT NOT NULL
);
-- AUTOINCREMENT: a reused id would point an old vector at new text.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    change INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    section TEXT,
    page INTEGER,
    context TEXT NOT NULL,
    text TEXT NOT NULL,
    sentences TEXT NOT NULL,
    vector BLOB NOT NULL,
    sentence_vectors BLOB NOT NULL
);
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_change ON passages (change);
CREATE TABLE removed (passage INTEGER PRIMARY KEY, change INTEGER NOT NULL);
CREATE INDEX removed_by_change ON removed (change);
CREATE VIRTUAL TABLE words USING fts5 (context, body, tokenize = "unicode61", detail = "column");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""
# Since version 2: the index terms of an abbreviation, of its long form and the first of these.
_ABBREVIATIONS = """
CREATE TABLE abbreviations (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    short TEXT NOT NULL,
    first TEXT NOT NULL,
    long TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX abbreviations_by_document ON abbreviations (document);
CREATE INDEX abbreviations_by_short ON abbreviations (short);
CREATE INDEX abbreviations_by_first ON abbreviations (first);
"""


# Fills what a new version keeps and an older library lacks; runs within the migration.
Upgrade = Callable[[sqlite3.Connection], None]


class Database:
    """One SQLite file in WAL mode: a connection a thread, writes one transaction at a time.

    Raises LibraryError when the folder cannot be written, LibraryDamaged when the file is not a
    sound database, LibraryInUse when another program kept it locked.
    """

    def __init__(self, path: Path, upgrade: Upgrade = lambda connection: None) -> None:
        self._path = path
        self._upgrade = upgrade
        self._local = threading.local()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._guard = threading.Lock()
        try:
            with self._explained():
                path.parent.mkdir(parents=True, exist_ok=True)
                self._prepare(self.connection)
        except BaseException:
            self.close()
            raise

    def rows(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return what a query reads."""
        with self._explained():
            return self.connection.execute(query, values).fetchall()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        existing: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if existing is None:
            with self._explained():
                existing = self._connect()
            self._local.connection = existing
        return existing

    @contextmanager
    def change(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """Run a block as one transaction; yields the connection and the change's number.

        The transaction is undone when the block raises.
        """
        connection = self.connection
        with self._explained():
            connection.execute("BEGIN IMMEDIATE")
            try:
                number = connection.execute(
                    "INSERT INTO changes (token) VALUES (?)", (secrets.token_hex(8),)
                ).lastrowid
                yield connection, int(number or 0)
                connection.execute("COMMIT")
            except BaseException:
                _undo(connection)
                raise

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        )
        with self._guard:
            # Servers end threads that are idle and start new ones; open files are limited.
            for thread in [each for each in self._connections if not each.is_alive()]:
                self._connections.pop(thread).close()
            self._connections[threading.current_thread()] = connection
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        # A library that is there already is opened without waiting for who is changing it.
        if _version(connection) < _SCHEMA_VERSION:
            _make_tables(connection, self._upgrade)
        if _version(connection) > _SCHEMA_VERSION:
            raise LibraryError(
                f"The library in {self._path.parent} was made by a newer version of the program. "
                "Install that version, or use another folder with --home."
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite and the file system raise into the library's own errors."""
        folder = self._path.parent
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise LibraryInUse(
                    f"Another program has kept the library in {folder} locked for "
                    f"{_WAIT_SECONDS:.0f} seconds. Try again when it has finished."
                ) from error
            raise LibraryError(
                f"The library in {folder} cannot be used ({error}). Check that the folder can be "
                "written and the disk is not full, or choose another folder with --home."
            ) from error
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(
                f"The library file {self._path} is damaged ({error}). Move it away and add the "
                "documents again; the originals lie beside it."
            ) from error
        except OSError as error:
            raise LibraryError(
                f"The library's folder {folder} cannot be made or written ({error.strerror}). "
                "Choose another folder with --home or ALLIANCE_HOME."
            ) from error


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_tables(connection: sqlite3.Connection, upgrade: Upgrade) -> None:
    """Make the tables of a new library, or those that one made by an older version lacks."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have made them by now.
        version = _version(connection)
        statements = [_SCHEMA] * (version < 1) + [_ABBREVIATIONS] * (version < 2)
        for statement in "".join(statements).split(";\n"):
            connection.execute(statement)
        if 0 < version < _SCHEMA_VERSION:
            upgrade(connection)
        connection.execute(f"PRAGMA user_version = {max(version, _SCHEMA_VERSION)}")
        connection.execute("COMMIT")
    except BaseException:
        _undo(connection)
        raise


def _undo(connection: sqlite3.Connection) -> None:
    # A full disk makes SQLite undo a transaction by itself.
    if connection.in_transaction:
        connection.execute("ROLLBACK")
