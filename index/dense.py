"""Dense search over a library: the FAISS index, kept up with what changes in the database."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sources.errors import DiskFull

from .database import Database
from .embedder import Vector
from .records import vector_from
from .vector_index import Generation, VectorIndex, load_newest, newest_saved

_log = logging.getLogger(__name__)
# Below this many changed passages it is quicker to take them over at the next opening than to
# write the whole index file again.
_WORTH_SAVING = 1000


class DenseIndex:
    """The vectors of a database's passages, searched by FAISS; safe for use by several threads.

    Before each search it takes over what has changed in the database, also by another process.
    ``check_model`` is called before that, and raises when the vectors are another model's.
    """

    def __init__(self, database: Database, folder: Path, check_model: Callable[[], None]) -> None:
        self._database = database
        self._folder = folder
        self._check_model = check_model
        self._lock = threading.RLock()
        self._index: VectorIndex | None = None
        self._change = 0
        self._unsaved = 0

    def search(
        self, vector: Vector, limit: int, among: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to ``limit`` (passage number, similarity), best first, of all or of some."""
        with self._lock:
            first = self._index is None
            index = self._current(len(vector))
            if first and self._unsaved >= _WORTH_SAVING and self._database.writable:
                if not newest_saved(self._folder):
                    _log.warning("The index file is missing; it was made from the database.")
                self._write(index)  # so that the next start need not make it again
            return index.search(vector, limit, among)

    def save(self, dimension: int) -> None:
        """Write the index to its file where that is worth the time and there is room for it."""
        with self._lock:
            if self._index is None and not self._is_worth_saving():
                return  # reading all vectors for a small change takes longer than the change
            index = self._current(dimension)
            if self._unsaved >= _WORTH_SAVING:
                self._write(index)

    def _write(self, index: VectorIndex) -> None:
        token = self._token_of(self._change)
        if not token:
            return
        try:
            index.save(self._folder, Generation(self._change, token))
        except (OSError, DiskFull) as error:
            _log.warning("The index is made again at the next start: %s", error)
            return
        self._unsaved = 0

    def forget(self) -> None:
        """Begin anew from the files and the database."""
        with self._lock:
            self._index = None

    def _is_worth_saving(self) -> bool:
        """Tell whether much has changed since the newest file, without reading that file."""
        since = newest_saved(self._folder)
        changed = self._database.rows(
            "SELECT count(*) FROM (SELECT 1 FROM passages WHERE change > ? "
            "UNION ALL SELECT 1 FROM removed WHERE change > ? LIMIT ?)",
            (since, since, _WORTH_SAVING),
        )
        return bool(changed[0][0] >= _WORTH_SAVING)

    def _current(self, dimension: int) -> VectorIndex:
        """Return the index with all that has changed in the database taken over."""
        newest = int(self._database.rows("SELECT ifnull(max(number), 0) FROM changes")[0][0])
        self._check_model()
        if self._index is None:
            self._index, self._change = load_newest(self._folder, dimension, self._token_of)
        if newest > self._change:
            self._take_over(self._index, newest)
        return self._index

    def _take_over(self, index: VectorIndex, newest: int) -> None:
        span = (self._change, newest)
        within = "change > ? AND change <= ?"
        gone = self._database.rows(f"SELECT passage FROM removed WHERE {within}", span)
        come = self._database.rows(
            f"SELECT id, vector FROM passages WHERE {within} ORDER BY id", span
        )
        index.remove(row["passage"] for row in gone)
        if come:
            index.add(
                [row["id"] for row in come], np.stack([vector_from(row["vector"]) for row in come])
            )
        self._change = newest
        self._unsaved += len(gone) + len(come)

    def _token_of(self, change: int) -> str | None:
        rows = self._database.rows("SELECT token FROM changes WHERE number = ?", (change,))
        return str(rows[0]["token"]) if rows else None
