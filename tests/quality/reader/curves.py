"""Draws the log of a training as two charts, in SVG."""

from collections.abc import Sequence
from pathlib import Path

_WIDTH, _HEIGHT, _LEFT, _TOP, _KEY = 560, 260, 50, 34, 190
_COLOURS = ("#1f5fa8", "#c2571a", "#2e7d4f", "#8b3f9e", "#a8323e", "#5b6770")
_CHARTS = (
    ("Loss, mean since the last measurement", ("loss",)),
    (
        "Held-out pairs",
        (
            "sentence",
            "made sentence",
            "passage",
            "against wrong name",
            "against mined",
            "against opposite",
        ),
    ),
)


def write_curves(log: Sequence[dict[str, float]], path: Path) -> None:
    """Write a picture of a log, whose lines hold "pairs" and the figures then measured."""
    height = len(_CHARTS) * (_HEIGHT + 80)
    charts = [
        f'<g transform="translate(0,{number * (_HEIGHT + 80)})">{_chart(log, title, names)}</g>'
        for number, (title, names) in enumerate(_CHARTS)
    ]
    width = _LEFT + _WIDTH + _KEY
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(charts)
        + "\n</svg>\n",
        encoding="utf-8",
    )


def _chart(log: Sequence[dict[str, float]], title: str, names: Sequence[str]) -> str:
    drawn = [name for name in names if any(name in line for line in log)]
    values = [line[name] for line in log for name in drawn if name in line]
    low, high = min(values), max(values)
    room = (high - low) * 0.05 or 0.05
    low, high = low - room, high + room
    most = max(line["pairs"] for line in log) or 1
    parts = [f'<text x="{_LEFT}" y="20" font-weight="bold">{title}</text>', *_axes(low, high, most)]
    for number, name in enumerate(drawn):
        points = [
            (
                _LEFT + line["pairs"] / most * _WIDTH,
                _TOP + (high - line[name]) / (high - low) * _HEIGHT,
            )
            for line in log
            if name in line
        ]
        parts += _curve(points, name, _COLOURS[number], _TOP + 12 + 20 * number)
    return "\n".join(parts)


def _axes(low: float, high: float, most: float) -> list[str]:
    parts = []
    for fifth in range(6):
        y = _TOP + fifth / 5 * _HEIGHT
        x = _LEFT + fifth / 5 * _WIDTH
        value = high - fifth / 5 * (high - low)
        parts += [
            f'<path d="M{_LEFT} {y:.1f}h{_WIDTH}" stroke="#ddd"/>',
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:.2f}</text>',
            f'<text x="{x:.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">'
            f"{most * fifth / 5 / 1000:.0f},000</text>",
        ]
    middle = _LEFT + _WIDTH / 2
    label = f'<text x="{middle}" y="{_TOP + _HEIGHT + 36}" text-anchor="middle">pairs</text>'
    return [*parts, label]


def _curve(points: Sequence[tuple[float, float]], name: str, colour: str, key: float) -> list[str]:
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    right = _LEFT + _WIDTH + 14
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    return [
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *dots,
        f'<path d="M{right} {key}h18" stroke="{colour}" stroke-width="3"/>',
        f'<text x="{right + 24}" y="{key + 4}">{name}</text>',
    ]
