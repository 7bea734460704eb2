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
from .projection import NONE_LEARNT, Projection

Ids = NDArray[np.int64]
Found = list[tuple[int, float]]
# Reads vectors from the database: those of some ids that are there, shape (n, d), and these ids.
StoredVectors = Callable[[Ids], tuple[Ids, Vector]]

# How many vectors near by their bytes are compared exactly: so many times as are asked for, and
# at least so many.
_TIMES, _CANDIDATES = 4, 200
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
    # How many vectors there were when it learnt from them; 0 where it learns nothing.
    learnt_of: int

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
    learnt_of = 0

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
    """Compares vectors whose numbers are rounded to a byte each: 384 bytes for 384, or fewer.

    Where a projection was learnt, the vectors are those that it gives. The vectors that are nearest
    are compared exactly, by what the database has.
    """

    kind = Kind.BYTES

    def __init__(self, whole: faiss.Index, stored: StoredVectors, learnt_of: int) -> None:
        self._whole = whole  # what is within is freed with it
        self._matrix, self._index = _apart(whole)
        self._stored = stored
        self.learnt_of = learnt_of
        # Bytes are whole numbers from -128 to 127.
        self._scale = np.float32(127 / min(1.0, _SPREAD / self._index.d**0.5))

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
        most = min(max(_TIMES * limit, _CANDIDATES), len(self))
        _, near = _nearest(self._index, self._rounded(vector), most, among)
        ids, vectors = self._stored(near[near >= 0])
        scores = vectors @ vector
        best = np.lexsort((ids, -scores))[:limit]
        return [(int(ids[place]), float(scores[place])) for place in best]

    def dump(self) -> bytes:
        """See `VectorIndex`."""
        return bytes(faiss.serialize_index(self._whole).tobytes())

    def _rounded(self, vectors: Vector) -> Vector:
        if self._matrix is not None:
            vectors = vectors @ self._matrix
        # FAISS itself cuts off fractions, and begins anew at the other end beyond the range.
        rounded: Vector = np.clip(np.rint(self._scale * vectors), -128, 127)
        return rounded


def empty_index(
    kind: Kind, dimension: int, stored: StoredVectors, projection: Projection = NONE_LEARNT
) -> VectorIndex:
    """Return an index of a kind without vectors; bytes are those that a projection gives."""
    if kind is Kind.EXACT:
        return ExactIndex(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))
    if projection.matrix is None:
        return ByteIndex(_of_bytes(dimension), stored, projection.learnt_of)
    transform: Any = faiss.LinearTransform(*projection.matrix.shape)
    faiss.copy_array_to_vector(projection.matrix.T.ravel(), transform.A)
    transform.is_trained = True
    whole = faiss.IndexPreTransform(transform, _of_bytes(transform.d_out))
    return ByteIndex(whole, stored, projection.learnt_of)


def _of_bytes(dimension: int) -> faiss.IndexIDMap2:
    rounded = faiss.IndexScalarQuantizer(dimension, _ROUNDED, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(rounded)


def read_index(
    kind: Kind, data: bytes, dimension: int, stored: StoredVectors, learnt_of: int = 0
) -> VectorIndex:
    """Return the index that `VectorIndex.dump` made the bytes of, which learnt of some vectors.

    Raises ValueError or RuntimeError where they are none of that kind and dimension.
    """
    read = faiss.deserialize_index(np.frombuffer(data, np.uint8))
    _, within = _apart(read)
    if read.d != dimension or _kind(within) is not kind:
        raise ValueError("it is an index of another kind or dimension")
    return ExactIndex(within) if kind is Kind.EXACT else ByteIndex(read, stored, learnt_of)


def _apart(whole: faiss.Index) -> tuple[Vector | None, Any]:
    """Return the matrix that vectors are projected by, if they are, and the index of them."""
    if not isinstance(whole, faiss.IndexPreTransform):
        return None, whole
    chain: Any = whole.chain
    transform: Any = faiss.downcast_VectorTransform(chain.at(0))
    matrix = faiss.vector_to_array(transform.A).reshape(transform.d_out, transform.d_in)
    return np.ascontiguousarray(matrix.T), faiss.downcast_index(whole.index)


def _kind(index: Any) -> Kind | None:
    inner = faiss.downcast_index(index.index) if isinstance(index, faiss.IndexIDMap2) else None
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
