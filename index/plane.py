"""Points on a plane that lie apart as vectors differ in meaning."""

import numpy as np
from numpy.typing import NDArray

from .embedder import Vector

Points = NDArray[np.float64]
# Stress hardly falls after so many rounds for some hundreds of points.
_ROUNDS = 120
_NEAR = 1e-9


def unlike(vectors: Vector, others: Vector) -> Points:
    """Return how unlike unit vectors are, shape (vectors, others): 0 for the same, up to √2."""
    likeness = vectors.astype(np.float64) @ others.T.astype(np.float64)
    distances: Points = np.sqrt(np.maximum(0.0, 1.0 - likeness))
    return distances


def laid_out(vectors: Vector) -> Points:
    """Return a point for each of some unit vectors, shape (n, 2).

    Distances on the plane are as near to the unlikeness of the vectors as can be: stress is
    majorised from the first two principal components on (SMACOF: de Leeuw, "Applications of convex
    analysis to multidimensional scaling", 1977). The same vectors give the same points.
    """
    wanted = unlike(vectors, vectors)
    points = _principal(vectors)
    for _ in range(_ROUNDS if len(vectors) > 1 else 0):
        apart = np.linalg.norm(points[:, None] - points[None], axis=2)
        ratio = np.where(apart > _NEAR, wanted / np.maximum(apart, _NEAR), 0.0)
        pull = np.diag(ratio.sum(axis=1)) - ratio
        points = pull @ points / len(points)
    return points


def placed_among(vector: Vector, vectors: Vector, points: Points) -> Points:
    """Return the point of one more unit vector among those laid out, shape (2,)."""
    wanted = unlike(vector[None], vectors)[0]
    point: Points = points[int(wanted.argmin())] + 1e-3
    for _ in range(_ROUNDS):
        away = point - points
        apart = np.maximum(np.linalg.norm(away, axis=1), _NEAR)
        point = np.mean(points + away * (wanted / apart)[:, None], axis=0)
    return point


def grouped(vectors: Vector, groups: int) -> NDArray[np.intp]:
    """Return the group of each unit vector, shape (n,).

    By spherical k-means (Dhillon and Modha, "Concept decompositions for large sparse text data",
    2001), begun from vectors that lie far apart: the same vectors give the same groups.
    """
    centres = vectors[[int((vectors @ vectors.mean(axis=0)).argmax())]]
    while len(centres) < min(groups, len(vectors)):
        farthest = int((vectors @ centres.T).max(axis=1).argmin())
        centres = np.vstack([centres, vectors[farthest]])
    nearest: NDArray[np.intp] = (vectors @ centres.T).argmax(axis=1)
    for _ in range(_ROUNDS):
        centres = np.stack([_centre(vectors[nearest == n], c) for n, c in enumerate(centres)])
        again = (vectors @ centres.T).argmax(axis=1)
        if (again == nearest).all():
            break
        nearest = again
    return nearest


def _centre(members: Vector, before: Vector) -> Vector:
    """Return the direction of the mean of some vectors, what it was before where there are none."""
    mean: Vector = members.mean(axis=0) if len(members) else before
    length = float(np.linalg.norm(mean))
    return mean / length if length else before


def _principal(vectors: Vector) -> Points:
    """Return the first two principal components of vectors, shape (n, 2)."""
    centred = (vectors - vectors.mean(axis=0)).astype(np.float64)
    left, sizes, right = np.linalg.svd(centred, full_matrices=False)
    # The sign of a component is arbitrary, and must not differ from machine to machine.
    largest = np.take_along_axis(right, np.abs(right).argmax(axis=1)[:, None], axis=1)[:, 0]
    sizes = np.where(largest < 0, -sizes, sizes)
    points = (left * sizes)[:, :2]
    return np.pad(points, ((0, 0), (0, 2 - points.shape[1])))
