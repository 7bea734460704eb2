"""Misspelt words of a question: the words of the library that were probably meant."""

import re
from collections.abc import Callable

from rapidfuzz.distance import DamerauLevenshtein

from .database import Database
from .words import terms

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SHORTEST = 4
# From this length two letters may be wrong, below it one.
_LONG = 8


def corrected(
    database: Database, text: str, is_word: Callable[[str], bool]
) -> tuple[str, tuple[str, ...]]:
    """Return a text with its misspelt words replaced, and the words that took their place.

    A word is taken for misspelt when no passage has it, ``is_word`` does not know it, and a word of
    the library that begins with the same letter is close to it.
    """
    found: list[str] = []

    def replace(match: re.Match[str]) -> str:
        better = _correction(database, match[0], is_word)
        if better is None:
            return match[0]
        found.append(better)
        return better

    return _WORD.sub(replace, text), tuple(dict.fromkeys(found))


def _correction(database: Database, word: str, is_word: Callable[[str], bool]) -> str | None:
    own = terms(word)
    if len(word) < _SHORTEST or not own or _frequency(database, own[-1]) or is_word(word):
        return None
    near = _nearest(database, own[-1])
    return _as_written(database, near) if near else None


def _frequency(database: Database, term: str) -> int:
    rows = database.rows("SELECT doc FROM vocabulary WHERE term = ?", (term,))
    return int(rows[0]["doc"]) if rows else 0


def _nearest(database: Database, term: str) -> str | None:
    """Return the term closest to one that is unknown, of equals the most frequent; None if far."""
    most = 2 if len(term) >= _LONG else 1
    rows = database.rows(
        "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? "
        "AND length(term) BETWEEN ? AND ?",
        (term[0], chr(ord(term[0]) + 1), len(term) - most, len(term) + most),
    )
    near = [
        (distance, -row["doc"], row["term"])
        for row in rows
        if (distance := DamerauLevenshtein.distance(term, row["term"], score_cutoff=most)) <= most
    ]
    return min(near)[2] if near else None


def _as_written(database: Database, term: str) -> str | None:
    """Return a term as a passage writes it."""
    query = '"' + term.replace('"', '""') + '"'
    rows = database.rows(
        "SELECT p.text, p.context FROM words JOIN passages p ON p.id = words.rowid "
        "WHERE words MATCH ? LIMIT 1",
        (query,),
    )
    text = " ".join((rows[0]["text"], rows[0]["context"])) if rows else ""
    return next((each for each in _WORD.findall(text) if term in terms(each)), None)
