"""Conversations: what was asked and what came of it, in a file of their own beside the library.

Apart from the library, so that keeping an answer never waits for documents that are being added.
What an answer is, this module does not know: it keeps records, which the layer above reads.
"""

import logging
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sources.errors import LibraryError

from .files import disk_full
from .read_only import connect_to_read, may_write

_log = logging.getLogger(__name__)
CONVERSATIONS = "conversations.db"
CONVERSATIONS_VERSION = 1
_WAIT_SECONDS = 10.0
_ID_BYTES = 16
_TABLES = """
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
"""
_OWNED = "SELECT id FROM conversations WHERE id = :id AND owner = :owner"


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a list shows of a conversation; times are those of UTC in ISO form."""

    id: str
    name: str
    made_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class KeptExchange:
    """A question, the how-manyth of its conversation it is from 0, and the record of its answer."""

    number: int
    asked_at: str
    question: str
    record: str


class ConversationStore:
    """Keeps conversations, each for the one owner who may see it; safe for several threads.

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

    def conversations(self, owner: str, words: str = "") -> list[Conversation]:
        """Return an owner's conversations, the latest first: all, or those that hold some words."""
        sought = words.strip().casefold()
        return self._listed(
            "WHERE owner = :owner AND (instr(folded(name), :sought) OR EXISTS (SELECT 1 FROM "
            "exchanges WHERE conversation = id AND instr(folded(words), :sought)))"
            if sought
            else "WHERE owner = :owner",
            owner=owner,
            sought=sought,
        )

    def conversation(self, owner: str, id: str) -> Conversation | None:
        """Return a conversation, None where this owner has none with this id."""
        found = self._listed("WHERE id = :id AND owner = :owner", owner=owner, id=id)
        return found[0] if found else None

    def exchanges(
        self, owner: str, id: str, start: int = 0, stop: int | None = None
    ) -> list[KeptExchange]:
        """Return the exchanges of a conversation from one number to before another, in order."""
        return [
            KeptExchange(*row)
            for row in self._rows(
                f"SELECT number, asked_at, question, record FROM exchanges WHERE conversation = "
                f"({_OWNED}) AND number >= :start AND number < :stop ORDER BY number",
                owner=owner,
                id=id,
                start=start,
                stop=2**62 if stop is None else stop,
            )
        ]

    def questions(self, owner: str, id: str) -> list[str]:
        """Return the questions of a conversation, in order."""
        query = f"SELECT question FROM exchanges WHERE conversation = ({_OWNED}) ORDER BY number"
        return [row[0] for row in self._rows(query, owner=owner, id=id)]

    def begin(self, owner: str, name: str) -> str:
        """Make a conversation, and return its id."""
        id, now = secrets.token_hex(_ID_BYTES), _now()
        with self._change() as connection:
            values = (id, owner, name, now, now)
            connection.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, ?)", values)
        return id

    def put(
        self,
        owner: str,
        id: str,
        question: str,
        words: str,
        record: str,
        number: int | None = None,
        *,
        alone: bool = False,
    ) -> bool:
        """Keep an exchange at the end of a conversation, or in the place of one and all later ones.

        Of one ``alone``, the later ones stay. ``words`` are what a search looks through. Returns
        False where the owner has no such conversation.
        """
        now = _now()
        with self._change() as connection:
            if not connection.execute(_OWNED, {"id": id, "owner": owner}).fetchone():
                return False
            if number is not None:
                which = "number = ?" if alone else "number >= ?"
                old = f"DELETE FROM exchanges WHERE conversation = ? AND {which}"
                connection.execute(old, (id, number))
            connection.execute(
                "INSERT INTO exchanges SELECT ?1, coalesce(?2, max(number) + 1, 0), ?3, ?4, ?5, ?6 "
                "FROM exchanges WHERE conversation = ?1",
                (id, number, now, question, words, record),
            )
            connection.execute("UPDATE conversations SET changed_at = ? WHERE id = ?", (now, id))
        return True

    def rename(self, owner: str, id: str, name: str) -> None:
        """Give a conversation of an owner another name."""
        with self._change() as connection:
            connection.execute(
                "UPDATE conversations SET name = ? WHERE id = ? AND owner = ?", (name, id, owner)
            )

    def delete(self, owner: str, id: str) -> None:
        """Delete a conversation of an owner, and what was said in it."""
        with self._change() as connection:
            connection.execute("DELETE FROM conversations WHERE id = ? AND owner = ?", (id, owner))

    def _listed(self, condition: str, **values: object) -> list[Conversation]:
        return [
            Conversation(*row)
            for row in self._rows(
                f"SELECT id, name, made_at, changed_at FROM conversations {condition} "
                "ORDER BY changed_at DESC, rowid DESC",
                **values,
            )
        ]

    def _rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        with self._lock, self._explained():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
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
    if version == 0:
        for statement in _TABLES.split(";\n"):
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
