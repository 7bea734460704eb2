"""A map of the library: its documents, and quotes from them, laid out by meaning."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index import Embedder, Entry, Points, Store, Vector, grouped, laid_out, placed_among

from .answer import Citation
from .reference import Reference

# More documents than this cannot be told apart on a screen.
MOST = 400
_GROUPS = 6
_DOCUMENTS_A_GROUP = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document lies, from 0 to 1 each way, and its group's number."""

    entry: Entry
    x: float
    y: float
    group: int


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a quote lies, from 0 to 1 each way."""

    title: str
    quote: str
    reference: Reference
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DocumentMap:
    """Documents that are near in meaning lie near each other.

    ``groups`` are titles, each of the document in the midst of a group. ``left_out`` counts the
    documents that there was no room for.
    """

    places: tuple[Place, ...]
    groups: tuple[str, ...]
    pins: tuple[Pin, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What was laid out at a change of the library."""

    change: int
    entries: list[Entry]
    vectors: Vector
    points: Points
    groups: list[int]


class Mapper:
    """Draws maps of a library; keeps the last until the library changes."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._lock = threading.Lock()
        self._drawn: _Drawn | None = None

    def draw(self, citations: Sequence[Citation]) -> DocumentMap:
        """Return the map of the library, with quotes of it."""
        with self._lock:
            if self._drawn is None or self._drawn.change != self._store.newest_change():
                self._drawn = self._lay_out()
            drawn = self._drawn
        if not drawn.entries:
            return DocumentMap((), (), ())
        pins = [(each, self._pinned(drawn, each)) for each in _distinct(citations)]
        low, size = drawn.points.min(axis=0), np.maximum(np.ptp(drawn.points, axis=0), 1e-6)
        shown = (drawn.points - low) / size
        return DocumentMap(
            places=tuple(
                Place(entry, float(x), float(y), group)
                for entry, (x, y), group in zip(drawn.entries, shown, drawn.groups, strict=True)
            ),
            groups=_names(drawn),
            pins=tuple(_pin(each, np.clip((at - low) / size, 0, 1)) for each, at in pins),
            left_out=len(self._store.entries()) - len(drawn.entries),
        )

    def _lay_out(self) -> _Drawn:
        # First the number: what changes in between is then drawn again, not missed.
        change = self._store.newest_change()
        found = [(each, self._store.document_vector(each.id)) for each in self._store.entries()]
        known = [(entry, vector) for entry, vector in found if vector is not None][:MOST]
        entries = [entry for entry, _ in known]
        if not entries:
            return _Drawn(change, [], np.zeros((0, 0), np.float32), np.zeros((0, 2)), [])
        vectors = np.stack([vector for _, vector in known])
        count = max(1, min(_GROUPS, len(entries) // _DOCUMENTS_A_GROUP))
        groups = [int(each) for each in grouped(vectors, count)]
        return _Drawn(change, entries, vectors, laid_out(vectors), groups)

    def _pinned(self, drawn: _Drawn, citation: Citation) -> Points:
        vector = self._embedder.embed_question(citation.quote)
        return placed_among(vector, drawn.vectors, drawn.points)


def _pin(citation: Citation, at: Points) -> Pin:
    x, y = map(float, at)
    return Pin(citation.title, citation.quote, Reference.to(citation), x, y)


def _distinct(citations: Sequence[Citation]) -> list[Citation]:
    return list({(each.document_id, each.start, each.end): each for each in citations}.values())


def _names(drawn: _Drawn) -> tuple[str, ...]:
    """Return for each group the title of the document that lies in its midst."""
    names = []
    numbers = np.array(drawn.groups)
    for group in range(max(drawn.groups) + 1):
        members = np.flatnonzero(numbers == group)
        if not len(members):
            names.append("")
            continue
        centre = drawn.vectors[members].mean(axis=0)
        middle = members[int((drawn.vectors[members] @ centre).argmax())]
        names.append(drawn.entries[int(middle)].title)
    return tuple(names)
