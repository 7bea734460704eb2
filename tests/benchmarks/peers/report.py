"""Tells what was measured: the limit, the table of ratios, and how busy the machine was."""

import statistics
from collections.abc import Sequence

from .limit import Rates, Shape
from .match import BARE, CONVERTED, Match
from .table import Row, in_megabytes, in_milliseconds, in_seconds, per_second, table

PROGRAM = "this program"


def report(match: Match, contenders: Sequence[str], shape: Shape, lengths: Sequence[int]) -> str:
    """Return all that a match showed, as Markdown."""
    parts = [
        _limit(match, shape, lengths),
        table(_rows(match, len(lengths)), [*contenders, BARE, CONVERTED], PROGRAM),
        _answers(match),
        f"Load of the machine, this benchmark's own included: {min(match.loads):.1f} to "
        f"{max(match.loads):.1f}.",
    ]
    return "\n\n".join(parts)


def _limit(match: Match, shape: Shape, lengths: Sequence[int]) -> str:
    """Return what the machine could do, and how much of that each way of embedding reaches."""
    lines = ["| | float32, clock | float32, processor | bytes, clock | bytes, processor |"]
    lines.append("|---" * 5 + "|")
    best = [_best([each[number] for each in match.rates]) for number in (0, 1)]
    speeds = [f"{each / 1e9:.0f} G" for each in _by_kind(*((r.floats, r.bytes) for r in best))]
    limits = _by_kind(*(rates.passages(shape, lengths) for rates in best))
    lines.append(_line("operations a second", speeds))
    lines.append(_line("so that passages are at most", [f"{each:.0f}/s" for each in limits]))
    for name in (BARE, CONVERTED, PROGRAM):
        parts = [_rate(match, kind, name, len(lengths)) for kind in ("clock", "processor")] * 2
        reached = [f"{part / limit:.0%}" for part, limit in zip(parts, limits, strict=True)]
        lines.append(_line(f"reached by {name}", reached))
    return "\n".join(lines)


def _by_kind(clock: Sequence[float], processor: Sequence[float]) -> list[float]:
    """Return figures in float32 and with bytes in the order of the columns."""
    return [clock[0], processor[0], clock[1], processor[1]]


def _line(name: str, cells: Sequence[str]) -> str:
    return f"| {' | '.join([name, *cells])} |"


def _rate(match: Match, kind: str, name: str, passages: int) -> float:
    costs = match.costs[f"adding, {kind}"][name]
    return passages / statistics.median(cost.value for cost in costs)


def _best(rates: Sequence[Rates]) -> Rates:
    """Return the fastest of what was measured: at all other times something else ran too."""
    return Rates(max(each.floats for each in rates), max(each.bytes for each in rates))


def _rows(match: Match, passages: int) -> list[Row]:
    """Return the rows of the table, in the order of what a person waits for most often."""
    kinds = [
        ("adding, clock", "adding, by the clock", per_second(passages)),
        ("adding, processor", "adding, of the processor", per_second(passages)),
        ("adding process, clock", "adding with all loading, by the clock", in_seconds),
        ("adding process, processor", "the same, of the processor", in_seconds),
        ("memory", "peak memory of adding", in_megabytes),
        ("asking p50, clock", "asking, p50", in_milliseconds),
        ("asking p95, clock", "asking, p95", in_milliseconds),
        ("asking p50, processor", "asking, p50, of the processor", in_milliseconds),
        ("asking p95, processor", "asking, p95, of the processor", in_milliseconds),
        ("opening, clock", "opening cold, to the first answer", in_seconds),
        ("opening, processor", "the same, of the processor", in_seconds),
        ("opening again, clock", "opening warm, to the first answer", in_milliseconds),
        ("opening again, processor", "the same, of the processor", in_milliseconds),
        ("disk", "size on disk", in_megabytes),
    ]
    return [Row(name, show, match.costs[kind]) for kind, name, show in kinds]


def _answers(match: Match) -> str:
    """Return what a whole answer of this program takes, which has no counterpart elsewhere."""
    told = [
        f"{part} {in_milliseconds(statistics.median(cost.value for cost in costs[PROGRAM]))} {how}"
        for part in ("p50", "p95")
        for how, costs in (
            ("by the clock", match.costs[f"answers {part}, clock"]),
            ("of the processor", match.costs[f"answers {part}, processor"]),
        )
    ]
    return f"A whole answer of {PROGRAM}, with its quotes: {', '.join(told)}."
