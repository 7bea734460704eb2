"""A FAISS index together with the change of the database up to which it holds its vectors."""

import json
from collections.abc import Callable

import numpy as np

from .database import Database
from .embedder import Vector
from .records import vector_from
from .vector_index import Ids, StoredVectors, VectorIndex

# Vectors that are read at a time: a million of them in single precision are 1.5 GB.
_READ_TOGETHER = 10_000
# Vectors of a library that tell what the others are like.
_SAMPLE = 20_000


class Mirror:
    """An index that follows a database; ``unsaved`` counts what its file lacks."""

    def __init__(self, database: Database, index: VectorIndex, change: int = 0) -> None:
        self._database = database
        self.index = index
        self.change = change
        self.unsaved = 0

    def take_over(self, newest: int, stop: Callable[[], bool] = lambda: False) -> bool:
        """Take over what changed up to a change; tell whether it was not stopped midway.

        One that was stopped holds a part and is of no more use.
        """
        if newest <= self.change:
            return True
        gone = self._database.rows(
            "SELECT passage FROM removed WHERE change > ? AND change <= ?", (self.change, newest)
        )
        self.index.remove(row["passage"] for row in gone)
        self.unsaved += len(gone)
        change, passage = self.change, np.iinfo(np.int64).max
        while come := self._database.rows(
            "SELECT change, id, vector FROM passages WHERE (change, id) > (?, ?) AND change <= ? "
            "ORDER BY change, id LIMIT ?",
            (change, int(passage), newest, _READ_TOGETHER),
        ):
            if stop():
                return False
            self.index.add([row["id"] for row in come], _stacked([row["vector"] for row in come]))
            self.unsaved += len(come)
            change, passage = come[-1]["change"], come[-1]["id"]
        self.change = newest
        return True


def newest_change(database: Database) -> int:
    """Return the number of a database's last change, 0 where there was none."""
    return int(database.rows("SELECT ifnull(max(number), 0) FROM changes")[0][0])


def sample(database: Database) -> Ids:
    """Return the ids of passages spread over all of a library, twenty thousand at most."""
    last = database.rows("SELECT ifnull(max(id), 0) FROM passages")[0][0]
    # Ids are given out in turn; those of removed passages are lacking.
    rows = database.rows("SELECT id FROM passages WHERE id % ? = 0", (1 + last // _SAMPLE,))
    return np.array([row["id"] for row in rows], np.int64)


def stored_vectors(database: Database, dimension: int) -> StoredVectors:
    """Return what reads the vectors of passages from a database."""

    def read(ids: Ids) -> tuple[Ids, Vector]:
        rows = database.rows(
            "SELECT id, vector FROM passages WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids.tolist()),),
        )
        if not rows:
            return np.empty(0, np.int64), np.empty((0, dimension), np.float32)
        return np.array([row["id"] for row in rows], np.int64), _stacked(
            [row["vector"] for row in rows]
        )

    return read


def _stacked(blobs: list[bytes]) -> Vector:
    return vector_from(b"".join(blobs)).reshape(len(blobs), -1)
