"""Whether another program is adding documents to the same library at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def adding_to(folder: Path) -> Iterator[bool]:
    """Let other programs know, for the time of a block, that this one adds documents.

    Yields whether it is the only one. Nothing is kept from happening: each document is a
    transaction of its own, so that several programs can add at once.
    """
    lock = FileLock(folder / "adding.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
