"""Figures of several contenders as a table of ratios, with one of them as 1."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What something took in one round, and what the bare encode took right before.

    Costs are compared as parts of what was beside them, so that a round on a busy machine counts no
    more than one on a quiet machine.
    """

    value: float
    beside: float = 1.0


@dataclass(frozen=True)
class Row:
    """What something costs each contender, once for each round; ``show`` writes a cost."""

    name: str
    show: Callable[[float], str]
    costs: Mapping[str, Sequence[Cost]]

    def figure(self, contender: str) -> str:
        """Return a contender's usual cost as it is shown."""
        return self.show(statistics.median(cost.value for cost in self.costs[contender]))

    def ratio(self, contender: str, one: str) -> float:
        """Return how many times what ``one`` pays a contender pays."""
        return self._relative(contender) / self._relative(one)

    def _relative(self, contender: str) -> float:
        return statistics.median(cost.value / cost.beside for cost in self.costs[contender])


def table(rows: Sequence[Row], contenders: Sequence[str], one: str) -> str:
    """Return a Markdown table of ratios with the figures behind them, ``one`` as 1."""
    lines = [["what it takes", *contenders], ["---"] * (len(contenders) + 1)]
    lines += [[row.name, *(_cell(row, each, one) for each in contenders)] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(row: Row, contender: str, one: str) -> str:
    if contender not in row.costs:
        return "–"
    if contender == one:
        return f"1 ({row.figure(contender)})"
    return f"{_significant(row.ratio(contender, one))} ({row.figure(contender)})"


def per_second(count: int) -> Callable[[float], str]:
    """Return what writes the seconds that some number took as how many that is a second."""
    return lambda seconds: f"{_significant(count / seconds)}/s"


def in_seconds(seconds: float) -> str:
    """Write seconds."""
    return f"{_significant(seconds)} s"


def in_milliseconds(seconds: float) -> str:
    """Write seconds as milliseconds."""
    return f"{_significant(1e3 * seconds)} ms"


def in_megabytes(megabytes: float) -> str:
    """Write megabytes."""
    return f"{_significant(megabytes)} MB"


def _significant(number: float) -> str:
    """Write a number with two digits, or with all before the point."""
    return f"{number:.0f}" if abs(number) >= 10 else f"{number:.2g}"


def percentile(values: Sequence[float], part: float) -> float:
    """Return the smallest value that a part of all do not exceed, such as 0.95 of them."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]
