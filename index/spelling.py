"""Misspelt words of a question: the words of the library that were probably meant."""

import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from .database import Database
from .mirror import newest_change
from .words import terms

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_PART = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"[’']s?$")
_SHORTEST = 5
# From this length two letters may be wrong, below it one.
_LONG = 9
# A wrong letter may keep an ending from being taken off: "interoperabillity".
_LONGEST_ENDING = 6
_ENDINGS = re.compile(r"(?:i[sz](?:e[ds]?|ing)|s|es|d|ed|n|ns|ing|ly|er|ers|or|ors|al|ally|y|ies)$")
# Terms whose written forms are looked at, and passages in which they are looked for.
_MOST_TERMS = 8
_MOST_PASSAGES = 20


Frequencies = Callable[[Sequence[str]], dict[str, int]]


class Speller:
    """Corrects words by those of a library; safe for use by several threads.

    ``frequencies`` tells of index terms in how many passages each occurs.
    """

    def __init__(self, database: Database, frequencies: Frequencies) -> None:
        self._database = database
        self._frequencies = frequencies
        self._lock = threading.Lock()
        self._change = 0
        self._kept: dict[str, dict[int, list[str]]] = {}

    def corrected(self, text: str, is_word: Callable[[str], bool]) -> tuple[str, tuple[str, ...]]:
        """Return a text with its misspelt words replaced, and the words that took their place.

        A word is taken for misspelt when no passage has it, ``is_word`` knows neither it nor what
        is left without its ending, and a word that the library writes with the same first letter is
        close to it, and not another form of it. A name within the text becomes a name only.
        """
        found: list[str] = []

        def replace(match: re.Match[str]) -> str:
            word = _POSSESSIVE.sub("", match[0])
            begins = not text[: match.start()].strip()
            better = self._correction(word, is_word, name=word[0].isupper() and not begins)
            if better is None:
                return match[0]
            found.append(better)
            return better + match[0][len(word) :]

        return _WORD.sub(replace, text), tuple(dict.fromkeys(found))

    def _correction(self, word: str, is_word: Callable[[str], bool], *, name: bool) -> str | None:
        own = terms(word)
        if len(word) < _SHORTEST or not own or self._frequencies(own[-1:])[own[-1]]:
            return None
        if any(is_word(each) for each in _without_ending(word)):
            return None
        most = _most_wrong(word)
        near = [
            (distance, order, form[0].isupper() != word[0].isupper(), form)
            for order, term in enumerate(self._near_terms(word.lower(), own[-1]))
            for form in sorted(_forms(self._database, term))
            if form[0].isupper() or not name
            if (distance := _distance(word, form, most)) <= most and not _same_stem(word, form)
        ]
        return min(near)[-1] if near else None

    def _near_terms(self, word: str, term: str) -> list[str]:
        """Return the terms closest to an unknown one, of equals the more frequent first."""
        most = _most_wrong(word)
        near = _near(word, term, most, self._terms(term[0]))
        frequencies = self._frequencies(sorted(near))
        ordered = sorted((near[each], -frequencies[each], each) for each in near)
        return [each[2] for each in ordered[:_MOST_TERMS]]

    def _terms(self, first: str) -> dict[int, list[str]]:
        """Return the library's terms with a first letter, by length."""
        newest = newest_change(self._database)
        with self._lock:
            if newest != self._change:
                self._change, self._kept = newest, {}
            if first not in self._kept:
                listed = self._database.rows(
                    "SELECT group_concat(term, ' ') FROM vocabulary WHERE term >= ? AND term < ?",
                    (first, chr(ord(first) + 1)),
                )[0][0]
                by_length = defaultdict[int, list[str]](list)
                for term in (listed or "").split():
                    by_length[len(term)].append(term)
                self._kept[first] = by_length
            return self._kept[first]


def _near(word: str, term: str, most: int, by_length: dict[int, list[str]]) -> dict[str, int]:
    """Return the terms near to one, or that the word begins nearly like, with their distances."""
    found: dict[str, int] = {}
    for length in range(len(term) - most - _LONGEST_ENDING, len(term) + most + 1):
        others = by_length.get(length, [])
        found |= _within(term, others, most)
        if length >= _LONGEST_ENDING:
            found = _within(word[:length], others, most) | found
    return found


def _within(term: str, others: Sequence[str], most: int) -> dict[str, int]:
    near = process.extract(
        term, others, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=None
    )
    return {other: int(distance) for other, distance, _ in near}


def _most_wrong(word: str) -> int:
    return 2 if len(word) >= _LONG else 1


def _distance(one: str, other: str, most: int) -> int:
    return DamerauLevenshtein.distance(one.lower(), other.lower(), score_cutoff=most)


def _without_ending(word: str) -> Iterator[str]:
    yield word
    shorter = _ENDINGS.sub("", word)
    if len(shorter) >= 3:
        yield shorter
        yield from (shorter + "e", shorter + "y")


def _same_stem(one: str, other: str) -> bool:
    """Tell whether two words differ by their ending only: "Indian" and "India"."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return long.startswith(short) and bool(_ENDINGS.fullmatch(long[len(short) :]))


def _forms(database: Database, term: str) -> set[str]:
    """Return how passages write a term; of a compound the part that it is, and the whole."""
    query = '"' + term.replace('"', '""') + '"'
    rows = database.rows(
        "SELECT p.text, p.context FROM words JOIN passages p ON p.id = words.rowid "
        "WHERE words MATCH ? LIMIT ?",
        (query, _MOST_PASSAGES),
    )
    written = {word for row in rows for word in _WORD.findall(row["text"] + " " + row["context"])}
    parts = {part for word in written for part in (word, *_PART.findall(word))}
    return {_POSSESSIVE.sub("", part) for part in parts if term in terms(part)}
