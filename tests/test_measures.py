"""The numbers that say how good answers are, on examples to be worked out by hand."""

import pytest

from assistant.measures import (
    Bin,
    auroc,
    calibration_error,
    mean_reciprocal_rank,
    percentile,
    rates,
    reliability,
    share_within,
)


def test_precision_recall_and_their_mean() -> None:
    found = rates(right=2, given=4, wanted=8)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.25, pytest.approx(1 / 3))
    assert rates(0, 0, 0).f1 is None
    assert rates(0, 3, 3).f1 == 0


def test_ranks_count_from_one_and_none_is_no_rank() -> None:
    assert share_within([1, 2, None, 6], 5) == 0.5
    assert mean_reciprocal_rank([1, 2, None]) == 0.5
    assert share_within([], 1) is mean_reciprocal_rank([]) is None


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    assert auroc([0.9, 0.8], [0.1, 0.2]) == 1
    assert auroc([0.1], [0.9]) == 0
    assert auroc([0.5, 0.9], [0.5]) == 0.75
    assert auroc([], [0.5]) is None


def test_confidences_fall_into_ten_bins() -> None:
    bins = reliability([0.05, 0.95, 1.0], [False, True, False])
    assert bins == [Bin(1, 0.05, 0.0), Bin(2, pytest.approx(0.975), 0.5)]


def test_the_calibration_error_weighs_gaps_by_their_questions() -> None:
    assert calibration_error([Bin(1, 0.2, 0.0), Bin(3, 0.9, 1.0)]) == pytest.approx(0.125)
    assert calibration_error([]) is None


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([3, 1, 2, 4], 0.5) == 3
    assert percentile([1.0], 0.95) == 1.0
    assert percentile([], 0.5) is None
