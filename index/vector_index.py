"""Dense search in memory, by FAISS: exact while a library is small, by bytes when it is large.

`tests/benchmarks/RESULTS.md` has the measurements that the choice follows.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from .embedder import Vector

Ids = NDArray[np.int64]
Found = list[tuple[int, float]]
# Reads vectors from the database: those of some ids that are there, shape (n, d), and these ids.
StoredVectors = Callable[[Ids], tuple[Ids, Vector]]

# How many vectors near by their bytes are compared exactly.
_CANDIDATES = 100
# What a number of a unit vector may be, times the root of the dimension, to be told from greater
# ones by its byte. They spread by 1 on this scale; in some models a few are far greater.
_SPREAD = 8.0
_ROUNDED = faiss.ScalarQuantizer.QT_8bit_direct_signed


class Kind(StrEnum):
    """How vectors are kept and compared."""

    EXACT = "exact"
    BYTES = "bytes"


class VectorIndex(Protocol):
    """Unit vectors by passage id, searched by inner product.

    Not safe for use by several threads at once: its owner guards it.
    """

    kind: Kind

    def __len__(self) -> int: ...

    def add(self, ids: Sequence[int], vectors: Vector) -> None:
        """Add vectors of shape (n, d) under ids that are not in the index yet."""

    def remove(self, ids: Iterable[int]) -> None:
        """Remove vectors; ids that are not there are no error."""

    def search(self, vector: Vector, limit: int, among: Ids | None = None) -> Found:
        """Return up to ``limit`` (passage id, similarity), best first, of all or of some ids."""

    def dump(self) -> bytes:
        """Return the index as the bytes of a file."""


class ExactIndex:
    """Compares a question with each vector, kept in single precision: 1,536 bytes for 384."""

    kind = Kind.EXACT

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int], vectors: Vector) -> None:
        """See `VectorIndex`."""
        if len(ids):
            self._index.add_with_ids(
                np.ascontiguousarray(vectors, np.float32), np.asarray(ids, np.int64)
            )

    def remove(self, ids: Iterable[int]) -> None:
        """See `VectorIndex`."""
        self._index.remove_ids(faiss.IDSelectorBatch(np.fromiter(ids, np.int64)))

    def search(self, vector: Vector, limit: int, among: Ids | None = None) -> Found:
        """See `VectorIndex`."""
        scores, ids = _nearest(self._index, vector, min(limit, len(self)), among)
        return [(int(id), float(score)) for id, score in zip(ids, scores, strict=True) if id >= 0]

    def dump(self) -> bytes:
        """See `VectorIndex`."""
        return bytes(faiss.serialize_index(self._index).tobytes())


class ByteIndex:
    """Compares vectors whose numbers are rounded to a byte each: 384 bytes for 384.

    Those that are nearest are compared exactly, by the vectors that the database has.
    """

    kind = Kind.BYTES

    def __init__(self, index: faiss.IndexIDMap2, stored: StoredVectors) -> None:
        self._index = index
        self._stored = stored
        # Bytes are whole numbers from -128 to 127.
        self._scale = np.float32(127 / min(1.0, _SPREAD / index.d**0.5))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int], vectors: Vector) -> None:
        """See `VectorIndex`."""
        if len(ids):
            self._index.add_with_ids(self._rounded(vectors), np.asarray(ids, np.int64))

    def remove(self, ids: Iterable[int]) -> None:
        """See `VectorIndex`."""
        self._index.remove_ids(faiss.IDSelectorBatch(np.fromiter(ids, np.int64)))

    def search(self, vector: Vector, limit: int, among: Ids | None = None) -> Found:
        """See `VectorIndex`; of vectors that are all but equally near, one may be missed."""
        most = min(max(2 * limit, _CANDIDATES), len(self))
        _, near = _nearest(self._index, self._rounded(vector), most, among)
        ids, vectors = self._stored(near[near >= 0])
        scores = vectors @ vector
        best = np.lexsort((ids, -scores))[:limit]
        return [(int(ids[place]), float(scores[place])) for place in best]

    def dump(self) -> bytes:
        """See `VectorIndex`."""
        return bytes(faiss.serialize_index(self._index).tobytes())

    def _rounded(self, vectors: Vector) -> Vector:
        # FAISS itself cuts off fractions, and begins anew at the other end beyond the range.
        rounded: Vector = np.clip(np.rint(self._scale * vectors), -128, 127)
        return rounded


def empty_index(kind: Kind, dimension: int, stored: StoredVectors) -> VectorIndex:
    """Return an index of a kind without vectors."""
    if kind is Kind.EXACT:
        return ExactIndex(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))
    rounded = faiss.IndexScalarQuantizer(dimension, _ROUNDED, faiss.METRIC_INNER_PRODUCT)
    return ByteIndex(faiss.IndexIDMap2(rounded), stored)


def read_index(kind: Kind, data: bytes, dimension: int, stored: StoredVectors) -> VectorIndex:
    """Return the index that `VectorIndex.dump` made the bytes of.

    Raises ValueError or RuntimeError where they are none of that kind and dimension.
    """
    read = faiss.deserialize_index(np.frombuffer(data, np.uint8))
    if isinstance(read, faiss.IndexIDMap2) and read.d == dimension and _kind(read) is kind:
        return ExactIndex(read) if kind is Kind.EXACT else ByteIndex(read, stored)
    raise ValueError("it is an index of another kind or dimension")


def _kind(index: faiss.IndexIDMap2) -> Kind | None:
    inner = faiss.downcast_index(index.index)
    if isinstance(inner, faiss.IndexFlatIP):
        return Kind.EXACT
    rounded = isinstance(inner, faiss.IndexScalarQuantizer) and inner.sq.qtype == _ROUNDED
    return Kind.BYTES if rounded else None


def _nearest(index: Any, row: NDArray[Any], limit: int, among: Ids | None) -> tuple[Vector, Ids]:
    """Return scores and ids of what is nearest; an id of -1 is none."""
    # A single query is searched by one thread; others would wait for it, spinning. FAISS keeps this
    # number for each thread that calls it.
    faiss.omp_set_num_threads(1)
    parameters = faiss.SearchParameters()
    if among is not None:
        selector = faiss.IDSelectorBatch(among)
        parameters.sel = selector
    scores, ids = index.search(row[None, :], max(1, limit), params=parameters)
    return scores[0], ids[0]
