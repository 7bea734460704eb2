"""Draws curves over sizes, both scales logarithmic, as an SVG picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 640, 420, 60, 20, 50
_PLOT = 380  # the plot's width; the names of the curves stand to its right
_COLOURS = ("#1b6ca8", "#c0392b", "#27864a", "#8e44ad", "#b9770e", "#34495e")


@dataclass(frozen=True, slots=True)
class Curve:
    """A name and values at sizes."""

    name: str
    sizes: Sequence[float]
    values: Sequence[float]


def draw(axis: str, curves: Sequence[Curve]) -> str:
    """Return a picture of curves over sizes, which ``axis`` names."""
    across = _Scale([size for curve in curves for size in curve.sizes], _LEFT, _LEFT + _PLOT)
    values = [value for curve in curves for value in curve.values if value > 0]
    up = _Scale(values, _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for power in across.powers():
        x = across.at(10.0**power)
        parts.append(_line(x, _TOP, x, _HEIGHT - _BOTTOM))
        parts.append(_text(x, _HEIGHT - _BOTTOM + 18, f"{10**power:,}", "middle"))
    for power in up.powers():
        y = up.at(10.0**power)
        parts.append(_line(_LEFT, y, _LEFT + _PLOT, y))
        parts.append(_text(_LEFT - 6, y + 4, f"{10.0**power:,.12g}", "end"))
    parts.append(_text(_LEFT + _PLOT / 2, _HEIGHT - 10, axis, "middle"))
    for number, curve in enumerate(curves):
        parts.append(_curve(curve, across, up, _COLOURS[number % len(_COLOURS)], number))
    return "\n".join([*parts, "</svg>\n"])


class _Scale:
    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values)))
        self._high = max(self._low + 1, math.ceil(math.log10(max(values))))
        self._start, self._end = start, end

    def powers(self) -> range:
        return range(self._low, self._high + 1)

    def at(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return round(self._start + share * (self._end - self._start), 1)


def _curve(curve: Curve, across: _Scale, up: _Scale, colour: str, number: int) -> str:
    there = [(s, v) for s, v in zip(curve.sizes, curve.values, strict=True) if v > 0]
    points = " ".join(f"{across.at(size)},{up.at(value)}" for size, value in there)
    dots = "".join(
        f'<circle cx="{across.at(s)}" cy="{up.at(v)}" r="3" fill="{colour}"/>' for s, v in there
    )
    x, y = _LEFT + _PLOT + 20, _TOP + 20 + 20 * number
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
        f'<rect x="{x}" y="{y - 9}" width="10" height="10" fill="{colour}"/>'
        + _text(x + 16, y, curve.name, "start")
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#ddd"/>'


def _text(x: float, y: float, said: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(said)}</text>'
