"""The file that keeps conversations: opened, made, brought to this version's form, put aside."""

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sources.errors import LibraryError

from .files import disk_full
from .read_only import connect_to_read, may_write

_log = logging.getLogger(__name__)
CONVERSATIONS = "conversations.db"
CONVERSATIONS_VERSION = 2
_WAIT_SECONDS = 10.0
# What each version added to the one before.
_ADDED = (
    """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
);
CREATE INDEX conversations_by_owner ON conversations (owner, changed_at);
CREATE TABLE exchanges (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    asked_at TEXT NOT NULL,
    question TEXT NOT NULL,
    -- What a search looks through.
    words TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (conversation, number)
);
""",
    """
CREATE TABLE feedback (
    conversation TEXT NOT NULL,
    number INTEGER NOT NULL,
    thumb TEXT NOT NULL CHECK (thumb IN ('up', 'down')),
    word TEXT NOT NULL,
    said_at TEXT NOT NULL,
    PRIMARY KEY (conversation, number),
    FOREIGN KEY (conversation, number) REFERENCES exchanges (conversation, number) ON DELETE CASCADE
);
""",
)


class ConversationFile:
    """The file and its one connection; safe for several threads.

    Without a folder, or in one that cannot be written, it lasts only as long as the program runs:
    `lasting` tells. Raises LibraryError where the file is of a newer version or cannot be used.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self.lasting = folder is not None and _can_keep(folder)
        with self._explained():
            self._connection = self._opened()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        with self._lock, self._explained():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for a change that is made as a whole or not at all."""
        with self._lock, self._explained(), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection

    def _opened(self) -> sqlite3.Connection:
        if not self._folder:
            return _connected(":memory:")
        path = self._folder / CONVERSATIONS
        try:
            return _connected(path) if self.lasting else _copied(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            if self.lasting:
                _put_aside(path, error)
                return _connected(path)
            return _connected(":memory:")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite raises into the library's own errors."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_FULL and self._folder:
                raise disk_full(self._folder) from error
            raise LibraryError(
                f"The conversations in {self._folder} cannot be kept or read ({error}). Check that "
                "the folder can be written, or choose another one with --home."
            ) from error


def _can_keep(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK) and may_write(folder / CONVERSATIONS)


def _connected(path: Path | str) -> sqlite3.Connection:
    """Open a database of conversations, with its tables made. Raises LibraryError for a newer."""
    connection = _plain(path)
    try:
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("its pages contradict each other")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            _make_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _plain(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.create_function("folded", 1, str.casefold, deterministic=True)
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > CONVERSATIONS_VERSION:
        raise LibraryError(
            "The conversations were kept by a newer version of the program. Install that version, "
            "or use another folder with --home."
        )
    for added in _ADDED[version:]:
        for statement in added.split(";\n"):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {CONVERSATIONS_VERSION}")


def _copied(path: Path) -> sqlite3.Connection:
    """Return conversations in memory: those of a file that may be read only, if there is one."""
    if not path.exists():
        return _connected(":memory:")
    memory = _plain(":memory:")
    with closing(connect_to_read(path)) as kept:
        kept.backup(memory)
    memory.execute("PRAGMA foreign_keys = ON")
    _make_tables(memory)
    return memory


def _put_aside(path: Path, error: sqlite3.DatabaseError) -> None:
    """Give a damaged file another name, so that conversations can be kept anew."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    for ending in ("", "-wal", "-shm"):
        left = Path(f"{path}{ending}")
        if left.exists():
            left.replace(f"{aside}{ending}")
    _log.warning("The conversations are damaged (%s). They are kept as %s; new ones begin.",
                 error, aside)  # fmt: skip
