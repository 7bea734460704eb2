"""Points on a plane for vectors: near where they are alike, and the same each time."""

import numpy as np

from index import grouped, laid_out, placed_among
from index.plane import unlike

# Two kinds of things, three of each, at small angles to one another.
ANGLES = np.radians([0, 4, 8, 90, 94, 98])
VECTORS = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1).astype(np.float32)


def test_the_unlikeness_of_vectors_is_none_for_the_same_and_one_at_a_right_angle() -> None:
    apart = unlike(VECTORS, VECTORS)
    assert apart[0, 0] < 1e-3
    assert np.isclose(apart[0, 3], 1.0)


def test_points_lie_apart_as_their_vectors_differ() -> None:
    points = laid_out(VECTORS)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    assert np.abs(apart - unlike(VECTORS, VECTORS)).max() < 0.05
    assert (points == laid_out(VECTORS)).all()


def test_one_more_point_lies_with_its_like() -> None:
    points = laid_out(VECTORS)
    at = placed_among(VECTORS[5], VECTORS, points)
    assert int(np.linalg.norm(points - at, axis=1).argmin()) == 5


def test_likes_are_grouped() -> None:
    groups = grouped(VECTORS, 2)
    assert len(set(groups[:3])) == len(set(groups[3:])) == 1
    assert groups[0] != groups[3]


def test_one_and_two_and_equal_vectors_have_places_too() -> None:
    assert laid_out(VECTORS[:1]).shape == (1, 2)
    assert np.isfinite(laid_out(VECTORS[:2])).all()
    same = np.repeat(VECTORS[:1], 4, axis=0)
    assert np.isfinite(laid_out(same)).all()
    assert set(grouped(same, 3)) == {0}
