"""Reading a library's database where it cannot be written: on read-only media, in others' folders.

SQLite shares a database in WAL mode by files beside it, which cannot be made there. Where its owner
has left them, it is read with them; else as a file that does not change ("immutable"), and what was
read while it changed all the same is read again. See https://www.sqlite.org/wal.html#readonly
"""

import os
import sqlite3
from pathlib import Path

# What tells one state of the file from another.
State = tuple[object, ...]
_SHARED: State = ("shared",)


def may_write(path: Path) -> bool:
    """Tell whether a database may be written, with the files that SQLite puts beside it."""
    return not path.exists() or all(os.access(each, os.W_OK) for each in (path, path.parent))


def state_of(path: Path) -> State:
    """Return what differs after each change of a database that SQLite does not watch for us."""
    if _is_shared(path):
        return _SHARED
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a database that may not be written."""
    mode = "mode=ro" if _is_shared(path) else "immutable=1"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


def _is_shared(path: Path) -> bool:
    """Tell whether some of a database's changes may lie in the journal beside it."""
    journal, shared = Path(f"{path}-wal"), Path(f"{path}-shm")
    return journal.exists() and (shared.exists() or journal.stat().st_size > 0)
