"""Which directions tell the vectors of a library apart: the rest need not be compared at first."""

from dataclasses import dataclass

import numpy as np

from .embedder import Vector

# Which share of their variance the directions hold, and how many numbers a processor multiplies
# at once. See the table in tests/benchmarks/RESULTS.md.
_KEPT, _AT_ONCE = 0.95, 32


@dataclass(frozen=True, slots=True)
class Projection:
    """Takes vectors of d numbers to fewer; products of vectors stay about what they are.

    ``matrix`` is of shape (d, fewer), None where all are kept. The library had ``learnt_of``
    passages when it was learnt, 0 where it was not.
    """

    matrix: Vector | None
    learnt_of: int


NONE_LEARNT = Projection(None, 0)


def learnt(vectors: Vector, of: int) -> Projection:
    """Return the projection learnt of a sample of a library's vectors, shape (n, d).

    The library has ``of`` passages. Principal components, turned at random so that each of the
    numbers tells as much as another (Jegou et al., "Aggregating local descriptors into a compact
    image representation", 2010), for all are rounded alike. The mean is not taken off: it changes
    all products with a question by the same.
    """
    if not len(vectors):
        return Projection(None, of)
    centred = vectors - vectors.mean(axis=0)
    variances, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    told = np.cumsum(variances[::-1])
    enough = 1 + int(np.searchsorted(told, _KEPT * told[-1]))
    size = -(-enough // _AT_ONCE) * _AT_ONCE
    if size >= len(directions):
        return Projection(None, of)
    turn, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(size, size)))
    matrix = directions[:, ::-1][:, :size] @ turn
    return Projection(np.ascontiguousarray(matrix, np.float32), of)
