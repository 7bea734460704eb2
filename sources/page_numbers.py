"""Numbers of pages in words."""

from collections.abc import Sequence
from itertools import groupby


def named_pages(numbers: Sequence[int]) -> str:
    """Return the numbers of pages, runs of them as ranges: "pages 3, 5–9"."""
    # In a run of numbers each differs from its place by the same.
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0])
    ]
    named = ", ".join(f"{run[0]}–{run[-1]}" if run[1:] else str(run[0]) for run in runs)
    return f"page{'' if len(numbers) == 1 else 's'} {named}"
