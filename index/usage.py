"""Who uses a thing at the moment, so that nobody closes it under their hands."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sources.errors import LibraryError


class Usage:
    """Counts the uses of a thing by all threads, and waits for them at its end."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0
        self._over = False

    @contextmanager
    def use(self) -> Iterator[None]:
        """Use the thing in a block. Raises LibraryError once its end has come."""
        with self._changed:
            if self._over:
                raise LibraryError("The library has been closed.")
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def end(self) -> None:
        """Let no further use begin, and wait until those that have begun are over."""
        with self._changed:
            self._over = True
            self._changed.wait_for(lambda: not self._count)
