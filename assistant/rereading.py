"""Has the best of what was found read again, together with the question."""

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np

from index import Found, Hit, Reader, Reading, Window, scaled, windows_of
from sources.errors import ModelUnavailable

from .question import Question
from .question_kinds import Form
from .ranking import ScoredSentence, rank_sentences

_log = logging.getLogger(__name__)

# Windows read for a question: each takes about ten milliseconds.
_WINDOWS = 8
# What the logit of a passage counts beside the score of its search, scaled to run from 0 to 1. On
# questions of SQuAD the right passage then comes first for 87 in a hundred, else for 82.
_PASSAGE = 0.2


class Rereader:
    """Reads again, with a reader, what the first ranking found best; without one, nothing.

    A reader that is not ``needed`` and cannot be loaded is done without, and a warning logged.
    """

    def __init__(self, reader: Reader | None = None, needed: bool = True) -> None:
        self._reader = reader
        self._needed = needed
        self._prepared = reader is None

    def prepare(self) -> None:
        """Begin to load the reader beside; what keeps it from loading, `rank` will tell."""
        if not self._prepared:
            self._prepared = True
            threading.Thread(target=self._load, name="loading the reader").start()

    def _load(self) -> None:
        with suppress(ModelUnavailable):
            _ = self._reader and self._reader.window_words

    def rank(self, question: Question, found: Found) -> tuple[Found, list[ScoredSentence]]:
        """Return what was found, read and scored again, and its sentences, best first.

        Read are the windows with the best sentences. What is not read gets the lowest logits that
        were given. Raises ModelUnavailable.
        """
        ranked = rank_sentences(question, found)
        read = self._read(question, ranked)
        if not read:
            return found, ranked
        hits = [replace(hit, reading=_said(hit, read)) for hit in found.hits]
        # It was trained on questions after facts: others are ranked as without it, and only how
        # sure an answer is depends on what it says.
        found = replace(found, hits=_rescored(hits) if question.form is Form.FACT else hits)
        return found, rank_sentences(question, found)

    def _read(
        self, question: Question, ranked: Sequence[ScoredSentence]
    ) -> list[tuple[Window, Reading]]:
        if self._reader is None:
            return []
        try:
            windows = _windows(ranked, self._reader.window_words)
            readings = self._reader.read(question.text, windows)
        except ModelUnavailable as error:
            if self._needed:
                raise
            _log.warning("Questions are answered without a reader. %s", error)
            self._reader = None
            return []
        return list(zip(windows, readings, strict=True))


def _windows(ranked: Sequence[ScoredSentence], words: int) -> list[Window]:
    """Return the windows with the best of some ranked sentences."""
    chosen: list[Window] = []
    for sentence in ranked:
        passage, number = sentence.hit.passage, sentence.number
        if any(each.passage is passage and each.first <= number < each.last for each in chosen):
            continue
        if len(chosen) == _WINDOWS:
            break
        chosen += [each for each in windows_of(passage, words) if each.first <= number < each.last]
    return chosen


def _rescored(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits with scores that their readings count for too, best first."""
    rescored = [
        replace(hit, score=float(score) + _PASSAGE * (hit.reading.passage if hit.reading else 0.0))
        for hit, score in zip(hits, scaled([hit.score for hit in hits]), strict=True)
    ]
    return sorted(rescored, key=lambda hit: -hit.score)


def _said(hit: Hit, read: Sequence[tuple[Window, Reading]]) -> Reading:
    """Return what was said of a hit's passage, whose windows were read or not."""
    own = [(window, reading) for window, reading in read if window.passage is hit.passage]
    lowest = min(float(reading.sentences.min()) for _, reading in read)
    sentences = np.full(len(hit.passage.sentences), lowest, np.float32)
    for window, reading in own:
        sentences[window.first : window.last] = reading.sentences
    passages = [reading.passage for _, reading in own or read]
    return Reading(max(passages) if own else min(passages), sentences)
