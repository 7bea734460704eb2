"""What reads a question together with a text and tells which of its sentences answer, if any.

A reader knows nothing of search: it is given windows, runs of whole sentences that it can take in
at once, and gives logits, the logarithms of odds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sources import Passage, Span

from .embedder import Vector

DEFAULT_READER, NO_READER = "default", "none"


@dataclass(frozen=True, slots=True)
class Window:
    """The sentences of a passage from ``first`` to before ``last``."""

    passage: Passage
    first: int
    last: int

    @property
    def text(self) -> str:
        """The window's words, with title and section in front."""
        body = self.passage.text[slice(*self._span)]
        return f"{self.passage.context}: {body}" if self.passage.context else body

    @property
    def sentences(self) -> list[Span]:
        """Where its sentences stand in its text."""
        start, end = self._span
        shift = len(self.text) - (end - start) - start - self.passage.start
        return [
            Span(first + shift, last + shift)
            for first, last in self.passage.sentences[self.first : self.last]
        ]

    @property
    def _span(self) -> Span:
        """The characters of its sentences in the passage."""
        spans, offset = self.passage.sentences, self.passage.start
        return Span(spans[self.first].start - offset, spans[self.last - 1].end - offset)


@dataclass(frozen=True, slots=True)
class Reading:
    """The logits that a text answers a question, and that each of its sentences does."""

    passage: float
    sentences: Vector


class Reader(Protocol):
    """What reads a question and a text together."""

    @property
    def name(self) -> str:
        """The reader's name, known before it is loaded."""

    @property
    def window_words(self) -> int:
        """How many words, about, it reads best at once. Raises ModelUnavailable."""

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Return the readings of some windows, in their order. Raises ModelUnavailable."""


def windows_of(passage: Passage, words: int) -> list[Window]:
    """Return a passage as windows of whole sentences of about equal length, near some words."""
    offset = passage.start
    lengths = [len(passage.text[a - offset : b - offset].split()) for a, b in passage.sentences]
    # A sentence belongs where its middle lies when the passage is cut into even parts.
    middles = np.cumsum(lengths) - np.array(lengths) / 2
    parts = max(1, round(sum(lengths) / words))
    part = np.minimum(middles * parts / max(1, sum(lengths)), parts - 1).astype(int)
    bounds = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(lengths)]
    return [Window(passage, a, b) for a, b in pairwise(bounds)]


def means_over(logits: Vector, offsets: NDArray[np.int64], spans: Sequence[Span]) -> Vector:
    """Return the mean logit of the tokens of each span, shape (spans,).

    ``logits`` has shape (tokens,), ``offsets`` (tokens, 2) in characters. A span without tokens,
    which was cut off, gets the lowest logit of the tokens.
    """
    real = offsets[:, 1] > offsets[:, 0]
    inside = [real & (offsets[:, 0] >= a) & (offsets[:, 1] <= b) for a, b in spans]
    lowest = logits[real].min(initial=0.0)
    return np.array([logits[each].mean() if each.any() else lowest for each in inside], np.float32)
