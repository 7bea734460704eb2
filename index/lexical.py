"""Search by words: in the database for passages, and among the sentences of those found."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from .database import Database

# A word's cost is the number of passages that have it: SQLite scores every match, so the rarest
# words are taken first until this many matches are paid for.
_MATCHES_PAID_FOR = 100_000
# Title and section weigh less than the passage's own words.
_WEIGHTS = (0.5, 1.0)
# The usual constants of BM25 (Robertson and Zaragoza, 2009), and a usual sentence's length.
_SATURATION, _LENGTH_NORM, _SENTENCE_TERMS = 1.2, 0.75, 20


class TermWeights:
    """A question's terms, each with its inverse document frequency in the library."""

    def __init__(self, frequencies: dict[str, int], passages: int) -> None:
        self._weights = {
            term: math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
            for term, frequency in frequencies.items()
        }
        self._total = sum(self._weights.values())

    def score(self, sentence: Sequence[str]) -> float:
        """Return the BM25 score of a sentence, given as its terms, in parts of the weights' sum."""
        norm = 1 - _LENGTH_NORM + _LENGTH_NORM * len(sentence) / _SENTENCE_TERMS
        score = sum(
            self._weights.get(term, 0.0) * count * (_SATURATION + 1) / (count + _SATURATION * norm)
            for term, count in Counter(sentence).items()
        )
        return score / self._total if self._total else 0.0

    def shares(self) -> list[tuple[str, float]]:
        """Return the question's terms with their shares of its weight, the heaviest first."""
        pairs = ((term, self.share([term])) for term in self._weights)
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def coverage(self, text: Iterable[str]) -> float:
        """Return which share of the question's weight the terms of a text hold, 0 to 1."""
        return self.share(self._weights.keys() & set(text))

    def share(self, terms: Iterable[str]) -> float:
        """Return which share of the question's weight some of its terms have, 0 to 1."""
        weight = sum(self._weights.get(term, 0.0) for term in terms)
        return weight / self._total if self._total else 0.0


def document_frequencies(database: Database, terms: Sequence[str]) -> dict[str, int]:
    """Return for each term the number of passages that have it, 0 for unknown ones."""
    marks = ",".join("?" * len(terms))
    rows = database.rows(f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", list(terms))
    return {**dict.fromkeys(terms, 0), **{row["term"]: row["doc"] for row in rows}}


def search_words(
    database: Database,
    terms: Sequence[str],
    limit: int,
    documents: Sequence[str] | None = None,
) -> list[tuple[int, float]]:
    """Return up to ``limit`` (passage id, BM25 score), best first, for any of some index terms.

    ``documents`` restricts the search to the documents with these ids.
    """
    chosen = _affordable(document_frequencies(database, sorted(set(terms))))
    query = " OR ".join(map(_quoted, chosen))
    return _matches(database, query, limit, documents) if chosen else []


def search_places(
    database: Database,
    terms: Sequence[str],
    limit: int,
    documents: Sequence[str] | None = None,
) -> list[int]:
    """Return up to ``limit`` ids of passages whose title and section have all of some terms."""
    frequencies = document_frequencies(database, sorted(set(terms)))
    if not frequencies or not all(frequencies.values()):
        return []
    query = "context : (" + " AND ".join(map(_quoted, frequencies)) + ")"
    return [id for id, _ in _matches(database, query, limit, documents)]


def _quoted(term: str) -> str:
    """Return a term as a string of the query language, so that nothing in it is syntax."""
    return '"' + term.replace('"', '""') + '"'


def _matches(
    database: Database, query: str, limit: int, documents: Sequence[str] | None
) -> list[tuple[int, float]]:
    scope, values = "", list[object]([query])
    if documents is not None:
        marks = ",".join("?" * len(documents))
        # The plus keeps SQLite from scoring all matches anew for each passage of the documents.
        scope = (
            "AND +rowid IN (SELECT p.id FROM passages p JOIN documents d ON d.number = p.document "
            f"WHERE d.id IN ({marks}))"
        )
        values += documents
    rows = database.rows(
        f"SELECT rowid, -bm25(words, {_WEIGHTS[0]}, {_WEIGHTS[1]}) AS score FROM words "
        f"WHERE words MATCH ? {scope} ORDER BY score DESC, rowid LIMIT ?",
        [*values, limit],
    )
    return [(row["rowid"], row["score"]) for row in rows]


def _affordable(frequencies: dict[str, int]) -> list[str]:
    """Return the terms that occur, rarest first, as long as their matches can be paid for."""
    chosen: list[str] = []
    paid = 0
    for term, frequency in sorted(frequencies.items(), key=lambda item: (item[1], item[0])):
        if frequency and (not chosen or paid + frequency <= _MATCHES_PAID_FOR):
            chosen.append(term)
            paid += frequency
    return chosen
