"""The map of the library as a picture (SVG).

Built with ``Markup.format`` only, like everything in `render`.
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from assistant import DocumentMap
from assistant.document_map import Pin, Place

from .phrases import phrase, say
from .render import NEW_TAB, document_address
from .wording import count

_WIDTH, _HEIGHT, _EDGE = 1000, 620, 60
_LETTER, _LINE = 6.6, 15
_LONGEST_LABEL = 34
_LONGEST_QUOTE = 160
_ABOUT = phrase(
    "Documents that are near in meaning lie near each other; the larger, the more passages. "
    "A circle opens its document."
)


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def map_html(drawn: DocumentMap) -> Markup:
    """Return the map with its legend, and what of the conversation is pinned to it."""
    if not drawn.places:
        empty = say("There are no documents to draw yet.")
        return Markup('<p class="empty">{}</p>').format(empty)
    cited = Counter(each.reference.document_id for each in drawn.pins)
    circles = Markup().join(_circle(place, cited[place.entry.id]) for place in drawn.places)
    picture = Markup('<svg viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}{}</svg>').format(
        _WIDTH,
        _HEIGHT,
        say("Map of the library"),
        circles,
        Markup().join(map(_pin, drawn.pins)),
        _labels(drawn.places),
    )
    return Markup(
        '<p>{}</p><figure><div class="picture">{}</div><figcaption>{}</figcaption></figure>'
    ).format(say(_ABOUT), picture, _legend(drawn))


def _at(x: float, y: float) -> tuple[float, float]:
    across, down = _WIDTH - 2 * _EDGE, _HEIGHT - 2 * _EDGE
    return round(_EDGE + x * across, 1), round(_EDGE + y * down, 1)


def _radius(place: Place) -> float:
    return round(min(22.0, 4 + 1.3 * math.sqrt(place.entry.passages)), 1)


def _circle(place: Place, cited: int) -> Markup:
    x, y = _at(place.x, place.y)
    said = place.entry.title
    if cited:
        quotes = count(cited, "quote")
        said = say("{title} ({quotes} in this conversation)", title=said, quotes=quotes)
    return Markup(
        '<a href="{}" {} aria-label="{}"><circle class="group-{}{}" cx="{}" cy="{}" r="{}">'
        "<title>{}</title></circle></a>"
    ).format(
        document_address(place.entry.id),
        NEW_TAB,
        said,
        place.group,
        " cited" if cited else "",
        x,
        y,
        _radius(place),
        said,
    )


def _pin(pin: Pin) -> Markup:
    x, y = _at(pin.x, pin.y)
    quote = pin.quote if len(pin.quote) <= _LONGEST_QUOTE else pin.quote[:_LONGEST_QUOTE] + " …"
    return Markup(
        '<a href="{}#quote" {} aria-label="{}"><path class="pin" d="M{} {}l5 9h-10z">'
        "<title>{}</title></path></a>"
    ).format(
        document_address(pin.reference.document_id, pin.reference),
        NEW_TAB,
        say("Quote from {title}", title=pin.title),
        x,
        y,
        say("“{quote}” ({title})", quote=quote, title=pin.title),
    )


def _labels(places: Sequence[Place]) -> Markup:
    """Return the titles of the largest documents, as many as there is room for."""
    taken = [_box_of(place) for place in places]
    labels = []
    for place in sorted(places, key=lambda each: (-each.entry.passages, each.entry.id)):
        (x, y), radius, title = _at(place.x, place.y), _radius(place), _short(place.entry.title)
        half, top = _LETTER * len(title) / 2, y + radius + 2
        x = min(max(x, half), _WIDTH - half)
        box = _Box(x - half, top, x + half, top + _LINE)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            label = Markup('<text x="{}" y="{}" aria-hidden="true">{}</text>')
            labels.append(label.format(round(x, 1), round(top + _LINE - 3, 1), title))
    return Markup().join(labels)


def _box_of(place: Place) -> _Box:
    (x, y), radius = _at(place.x, place.y), _radius(place)
    return _Box(x - radius, y - radius, x + radius, y + radius)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_LABEL else title[: _LONGEST_LABEL - 2].rstrip() + " …"


def _legend(drawn: DocumentMap) -> Markup:
    sizes = Counter(place.group for place in drawn.places)
    items = [
        Markup('<li><span class="group-{}"></span>{}</li>').format(
            number, _around(title, sizes[number])
        )
        for number, title in enumerate(drawn.groups)
        if sizes[number]
    ]
    if drawn.pins:
        pins = Markup('<li><span class="pin">▲</span>{}</li>')
        quotes = count(len(drawn.pins), "quote")
        items.append(pins.format(say("{quotes} of this conversation", quotes=quotes)))
    if drawn.left_out:
        left_out = say("{documents} not drawn", documents=count(drawn.left_out, "document"))
        items.append(Markup("<li>{}</li>").format(left_out))
    return Markup('<ul class="legend">{}</ul>').format(Markup().join(items))


def _around(title: str, size: int) -> str:
    documents = count(size, "document")
    return say("Around “{title}” ({documents})", title=title, documents=documents)
