"""The SQLite file that holds the library: connections, transactions, schema, and its failures."""

import errno
import logging
import os
import secrets
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sources.errors import LibraryDamaged, LibraryError, LibraryInUse, LibraryReadOnly

from .files import disk_full
from .read_only import connect_to_read, may_write, state_of
from .schema import VERSION, Upgrade, bring_up_to_date, version
from .usage import Usage

_log = logging.getLogger(__name__)
_WAIT_SECONDS = 30.0
_SILENT_SECONDS = 1.5
_SECONDS_BETWEEN_TRIES = 0.02
_READINGS = 20
# Bytes; SQLite makes a file of this size beside a library that is opened.
_LEAST_ROOM = 32_768


class Database:
    """One SQLite file in WAL mode: a connection a thread, writes one transaction at a time.

    One that is there and may not be written can be read. Raises LibraryReadOnly when there is none
    and it cannot be made, LibraryDamaged when the file is not a sound database, LibraryInUse when
    another program kept it locked.
    """

    def __init__(self, path: Path, upgrade: Upgrade = lambda connection, version: None) -> None:
        self._path = path
        self._upgrade = upgrade
        self._local = threading.local()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._guard = threading.Lock()
        self._usage = Usage()
        self.writable = True
        try:
            with self._explained():
                path.parent.mkdir(parents=True, exist_ok=True)
                self.writable = may_write(path)
                _check_there(path)
                _check_length(path)
                self._prepare(self.connection)
        except BaseException:
            self.close()
            raise

    def rows(
        self, query: str, values: Sequence[object] | Mapping[str, object] = ()
    ) -> list[sqlite3.Row]:
        """Return what a query reads. Raises LibraryError once the database is closed."""
        with self._usage.use(), self._explained():
            if self.writable:
                return self.connection.execute(query, values).fetchall()
            return self._settled_rows(query, values)

    def _settled_rows(
        self, query: str, values: Sequence[object] | Mapping[str, object]
    ) -> list[sqlite3.Row]:
        """Read what may not be written; what its owner changes meanwhile is read again."""
        for _ in range(_READINGS):
            state = state_of(self._path)
            if getattr(self._local, "state", state) != state:
                self._local.connection = None
            self._local.state = state
            try:
                rows = self.connection.execute(query, values).fetchall()
            except sqlite3.Error:
                if state_of(self._path) == state:
                    raise
                continue
            if state_of(self._path) == state:
                return rows
        raise LibraryInUse(
            f"The library in {self._path.parent} is being changed too fast to be read. Try again."
        )

    def check_writable(self) -> None:
        """Raise LibraryReadOnly where nothing may be changed."""
        if not self.writable:
            raise LibraryReadOnly(
                f"The library's folder {self._path.parent} is read-only: it can be asked, searched "
                "and shown, and nothing in it can be changed. Make the folder writable for you, or "
                "choose another one with --home."
            )

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
        self.check_writable()
        with self._usage.use(), self._explained():
            connection = self.connection
            with _told_after(_SILENT_SECONDS):
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
        """Close the connections of all threads, once what they are doing is done."""
        self._usage.end()
        with self._guard:
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def _connect(self) -> sqlite3.Connection:
        connection = self._connect_to_write() if self.writable else connect_to_read(self._path)
        connection.row_factory = sqlite3.Row
        with self._guard:
            if earlier := self._connections.pop(threading.current_thread(), None):
                earlier.close()
            # Servers end threads that are idle and start new ones; open files are limited.
            for thread in [each for each in self._connections if not each.is_alive()]:
                self._connections.pop(thread).close()
            self._connections[threading.current_thread()] = connection
        return connection

    def _connect_to_write(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        _keep_journal(connection)
        connection.executescript("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        # A library that is there already is opened without waiting for who is changing it.
        if version(connection) < VERSION and not self.writable:
            raise LibraryReadOnly(
                f"The library in {self._path.parent} was made by an older version of the program, "
                "and its folder is read-only. Open it once where it can be written, for example a "
                "copy of the folder with --home."
            )
        if version(connection) < VERSION:
            _make_tables(connection, self._upgrade)
        if version(connection) > VERSION:
            raise LibraryError(
                f"The library in {self._path.parent} was made by a newer version of the program. "
                "Install that version, or use another folder with --home."
            )

    def _problem(self, error: sqlite3.OperationalError) -> LibraryError:
        folder, code = self._path.parent, error.sqlite_errorcode & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return LibraryInUse(
                f"Another program has kept the library in {folder} locked for "
                f"{_WAIT_SECONDS:.0f} seconds. Try again when it has finished."
            )
        if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _has_no_room(folder)):
            return disk_full(folder)
        if not self.writable and code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            return LibraryReadOnly(
                f"The library in {folder} was left in the midst of a change, and its folder is "
                "read-only, so that the change cannot be completed. Open it once where it can be "
                "written, for example a copy of the folder with --home."
            )
        if code == sqlite3.SQLITE_READONLY or not os.access(folder, os.W_OK):
            return LibraryReadOnly(_not_written(folder, str(error)))
        return LibraryError(
            f"The library in {folder} cannot be used ({error}). Check that the folder can be "
            "written, or choose another folder with --home."
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite and the file system raise into the library's own errors."""
        folder = self._path.parent
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self._problem(error) from error
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(
                f"The library file {self._path} is damaged ({error}). Save what can be saved "
                "with: alliance repair"
            ) from error
        except OSError as error:
            closed = error.errno in (errno.EACCES, errno.EROFS, errno.EPERM)
            kind = LibraryReadOnly if closed else LibraryError
            raise kind(_not_written(folder, str(error.strerror))) from error


def _keep_journal(connection: sqlite3.Connection) -> None:
    """Put a database in WAL mode, for which SQLite itself does not wait for other programs."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(_SECONDS_BETWEEN_TRIES)


@contextmanager
def _told_after(seconds: float) -> Iterator[None]:
    """Tell of a wait for another program that takes longer than some seconds."""
    waiting = "Another program is changing this library; waiting up to %.0f seconds for it."
    timer = threading.Timer(seconds, _log.warning, [waiting, _WAIT_SECONDS])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _has_no_room(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < _LEAST_ROOM


def _not_written(folder: Path, why: str) -> str:
    return (
        f"The library's folder {folder} cannot be made or written ({why}). Choose another folder "
        "with --home or ALLIANCE_HOME."
    )


def _check_there(path: Path) -> None:
    """Raise LibraryDamaged where files lie in a library whose database is gone."""
    if not path.exists() and any((path.parent / "originals").glob("[!.]*")):
        raise LibraryDamaged(
            f"The library file {path} is gone, and the documents' files are there. Read them anew "
            "with: alliance repair"
        )


def _check_length(path: Path) -> None:
    """Raise where the file is shorter than its header says, which SQLite finds out late.

    The header's fields: https://www.sqlite.org/fileformat.html#the_database_header
    """
    journal = Path(f"{path}-wal")
    if not path.exists() or (journal.exists() and journal.stat().st_size):
        return  # pages that the file lacks may be in the journal
    with path.open("rb") as file:
        header = file.read(32)
    page, pages = int.from_bytes(header[16:18]), int.from_bytes(header[28:32])
    if header and path.stat().st_size < (65_536 if page == 1 else page) * pages:
        raise sqlite3.DatabaseError("it is shorter than it was")


def _make_tables(connection: sqlite3.Connection, upgrade: Upgrade) -> None:
    """Make the tables of a new library, or those that one made by an older version lacks."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have made them by now: what is lacking is looked up within.
        bring_up_to_date(connection, upgrade)
        connection.execute("COMMIT")
    except BaseException:
        _undo(connection)
        raise


def _undo(connection: sqlite3.Connection) -> None:
    # A full disk makes SQLite undo a transaction by itself.
    if connection.in_transaction:
        connection.execute("ROLLBACK")
