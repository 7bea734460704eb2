"""Numbers that say how good answers and refusals are. Pure functions over plain values."""

from collections.abc import Sequence
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean F1, each from 0 to 1, None where undefined."""

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions of like confidence: how many, their mean confidence, the share answerable."""

    count: int
    confidence: float
    share: float


def rates(right: float, given: float, wanted: float) -> Rates:
    """Return the rates for ``right`` among those ``given`` and those ``wanted``."""
    return Rates(right / given if given else None, right / wanted if wanted else None)


def mean(values: Sequence[float]) -> float | None:
    """Return the mean of some values, None where there are none."""
    return sum(values) / len(values) if values else None


def share_within(ranks: Sequence[int | None], most: int) -> float | None:
    """Return the share of ranks, counted from 1, that are at most a number; None is no rank."""
    return mean([float(rank is not None and rank <= most) for rank in ranks])


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float | None:
    """Return the mean of 1/rank, 0 for what has none (Voorhees, TREC-8, 1999)."""
    return mean([1 / rank if rank else 0.0 for rank in ranks])


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the probability that a positive scores above a negative, equal scores counting half.

    That is the area under the receiver operating characteristic (Hanley and McNeil, "The meaning
    and use of the area under a receiver operating characteristic curve", Radiology 1982).
    """
    wins = sum((one > other) + 0.5 * (one == other) for one in positive for other in negative)
    pairs = len(positive) * len(negative)
    return wins / pairs if pairs else None


def reliability(confidences: Sequence[float], answerable: Sequence[bool]) -> list[Bin]:
    """Return ten bins of equal width over the confidence, those without questions left out."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for pair in zip(confidences, answerable, strict=True):
        bins[min(int(pair[0] * _BINS), _BINS - 1)].append(pair)
    return [
        Bin(len(each), sum(c for c, _ in each) / len(each), sum(a for _, a in each) / len(each))
        for each in bins
        if each
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error of some bins, None where there are none.

    It is the mean gap between confidence and share, weighted by the bins' counts (Guo et al., "On
    calibration of modern neural networks", ICML 2017).
    """
    total = sum(each.count for each in bins)
    gaps = (each.count * abs(each.confidence - each.share) for each in bins)
    return sum(gaps) / total if total else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that a share of the values does not exceed, None for no values."""
    if not values:
        return None
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]
