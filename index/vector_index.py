"""Dense search: a FAISS index in memory, kept as files that the database can always replace.

A file is named by the number of the last change it holds. Beside it lies its checksum and the
random token which the database drew for that change, so that a damaged file, or one that belongs
to changes the database has lost, is not taken.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import faiss
import numpy as np
from numpy.typing import NDArray

from .embedder import Vector
from .files import drop_unfinished, write_whole

_log = logging.getLogger(__name__)
_KEPT_GENERATIONS = 2
_SURELY_LEFT_BEHIND = 3600.0
# More threads than one make a single query slower on a busy machine.
faiss.omp_set_num_threads(1)


class Generation(NamedTuple):
    """A state of the database: the number of its last change and that change's token."""

    change: int
    token: str


class VectorIndex:
    """Unit vectors by passage id, searched exactly by inner product.

    Not safe for use by several threads at once: the store guards it.
    """

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> "VectorIndex":
        """Return an index without vectors."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int], vectors: Vector) -> None:
        """Add vectors of shape (n, d) under ids that are not in the index yet."""
        if len(ids):
            self._index.add_with_ids(
                np.ascontiguousarray(vectors, np.float32), np.asarray(ids, np.int64)
            )

    def remove(self, ids: Iterable[int]) -> None:
        """Remove vectors; ids that are not there are no error."""
        self._index.remove_ids(faiss.IDSelectorBatch(np.fromiter(ids, np.int64)))

    def search(
        self, vector: Vector, limit: int, among: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to ``limit`` (passage id, similarity), best first, of all or of some ids."""
        parameters = faiss.SearchParameters()
        if among is not None:
            selector = faiss.IDSelectorBatch(among)
            parameters.sel = selector
        scores, ids = self._index.search(
            vector[None, :], min(limit, max(1, len(self))), params=parameters
        )
        return [
            (int(id), float(score)) for id, score in zip(ids[0], scores[0], strict=True) if id >= 0
        ]

    def save(self, folder: Path, generation: Generation) -> None:
        """Write the index to a folder as the file of a generation, and drop files far older.

        A crash at any instant leaves the files before or after, never a part.
        """
        data = faiss.serialize_index(self._index).tobytes()
        path = folder / f"vectors-{generation.change:012d}.faiss"
        seal = {
            "change": generation.change,
            "token": generation.token,
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        drop_unfinished(folder, _SURELY_LEFT_BEHIND)
        write_whole(path, data)
        write_whole(path.with_suffix(".json"), json.dumps(seal).encode())
        for old in _saved(folder)[_KEPT_GENERATIONS:]:
            old.unlink(missing_ok=True)
            old.with_suffix(".json").unlink(missing_ok=True)


TokenOf = Callable[[int], str | None]


def load_newest(folder: Path, dimension: int, token_of: TokenOf) -> tuple[VectorIndex, int]:
    """Return the newest sound index file and the change it was made at, else an empty index and 0.

    ``token_of`` returns the token that the database drew for a change, None if it has no such.
    """
    for path in _saved(folder):
        index, change = _load(path, dimension, token_of)
        if index is not None:
            return index, change
        _log.warning("The index file %s is damaged; it is made from the database.", path.name)
    return VectorIndex.empty(dimension), 0


def newest_saved(folder: Path) -> int:
    """Return the change that the newest index file was made at, going by its name, else 0."""
    names = [path.stem.removeprefix("vectors-") for path in _saved(folder)]
    return next((int(name) for name in names if name.isdecimal()), 0)


def _saved(folder: Path) -> list[Path]:
    return sorted(folder.glob("vectors-*.faiss"), reverse=True)


def _load(path: Path, dimension: int, token_of: TokenOf) -> tuple[VectorIndex | None, int]:
    try:
        data = path.read_bytes()
        seal = json.loads(path.with_suffix(".json").read_bytes())
        change = int(seal["change"])
        sound = token_of(change) == str(seal["token"])
        if not sound or hashlib.sha256(data).hexdigest() != seal["sha256"]:
            return None, 0
        stored = faiss.deserialize_index(np.frombuffer(data, np.uint8))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None, 0
    if not isinstance(stored, faiss.IndexIDMap2) or stored.d != dimension:
        return None, 0
    return VectorIndex(stored), change
