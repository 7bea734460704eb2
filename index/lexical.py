"""Search by words: in the database for passages, and among the sentences of those found."""

import json
import math
from collections.abc import Iterable, Sequence

import numpy as np

from .database import Database
from .postings import Postings, quoted
from .vector_index import Ids

# A word's cost is the number of passages that have it, which are all counted: the rarest words are
# taken first until this many are paid for.
_MATCHES_PAID_FOR = 1_000_000
# Passages that are compared by all that BM25 counts.
_COMPARED = 200
# Title and section weigh less than the passage's own words; no word weighs nothing.
_CONTEXT_WEIGHT, _LEAST_WEIGHT = 0.5, 1e-6
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
        known = [term for term in sentence if term in self._weights]
        score = 0.0
        for term in dict.fromkeys(known):
            count = known.count(term)
            score += self._weights[term] * count * (_SATURATION + 1) / (count + _SATURATION * norm)
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


class LexicalIndex:
    """The words of a database's passages; safe for use by several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._postings = Postings(database)

    def passages(self) -> int:
        """Return the number of passages."""
        return self._postings.passages()

    def counts(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """Return the frequencies of terms, and the number of all passages."""
        return self._postings.counts(terms)

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return for each term the number of passages that have it, 0 for unknown ones."""
        return self._postings.frequencies(terms)

    def search(
        self, terms: Iterable[str], limit: int, among: Ids | None = None
    ) -> list[tuple[int, float]]:
        """Return up to ``limit`` (passage id, BM25 score), best first, for any of some index terms.

        ``among`` restricts the search to passages with these ids. Of many passages, those that
        hold the most of the terms' weight are compared.
        """
        chosen = _affordable(self.frequencies(sorted(set(terms))))
        if not chosen:
            return []
        holding, passages = self._postings.holding(chosen)
        weights = _inverse_frequencies(chosen, passages)
        holders = [holding[term] for term in weights]
        near = _holding_most(holders, list(weights.values()), among, max(limit, _COMPARED))
        rows = self._database.rows(
            "SELECT rowid, context, body FROM words "
            "WHERE rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(near.tolist()),),
        )
        texts = [(row["context"].split(), row["body"].split()) for row in rows]
        ids = np.array([row["rowid"] for row in rows], np.int64)
        held = [_among(ids, each) for each in holders]
        scored = zip(ids.tolist(), _scores(texts, weights, held), strict=True)
        return sorted(scored, key=lambda each: (-each[1], each[0]))[:limit]

    def places(self, terms: Iterable[str], limit: int, among: Ids | None = None) -> list[int]:
        """Return up to ``limit`` ids of passages whose title and section have all of some terms."""
        frequencies = self.frequencies(sorted(set(terms)))
        if not frequencies or not all(frequencies.values()):
            return []
        query = "context : (" + " AND ".join(map(quoted, frequencies)) + ")"
        within = [] if among is None else among.tolist()
        scope = "" if among is None else "AND +rowid IN (SELECT value FROM json_each(:among))"
        rows = self._database.rows(
            f"SELECT rowid FROM words WHERE words MATCH :query {scope} ORDER BY rowid LIMIT :limit",
            {"query": query, "limit": limit, "among": json.dumps(within)},
        )
        return [row["rowid"] for row in rows]


def _affordable(frequencies: dict[str, int]) -> dict[str, int]:
    """Return the terms that occur, rarest first, as long as their matches can be paid for."""
    chosen: dict[str, int] = {}
    paid = 0
    for term, frequency in sorted(frequencies.items(), key=lambda item: (item[1], item[0])):
        if frequency and (not chosen or paid + frequency <= _MATCHES_PAID_FOR):
            chosen[term] = frequency
            paid += frequency
    return chosen


def _inverse_frequencies(frequencies: dict[str, int], passages: int) -> dict[str, float]:
    return {
        term: max(_LEAST_WEIGHT, math.log((passages - frequency + 0.5) / (frequency + 0.5)))
        for term, frequency in frequencies.items()
        if frequency <= passages
    }


def _holding_most(
    holders: Sequence[Ids], weights: Sequence[float], among: Ids | None, most: int
) -> Ids:
    """Return the ids of the passages whose terms weigh most, of equals the lowest ids."""
    last = max((int(ids[-1]) for ids in holders if len(ids)), default=0)
    sums = np.zeros(last + 1, np.float32)
    for ids, weight in zip(holders, weights, strict=True):
        sums[ids] += weight
    if among is not None:
        within = among[among <= last]
        chosen = np.zeros_like(sums)
        chosen[within] = sums[within]
        sums = chosen
    # What a term weighs that enough passages hold is reached by as many: few are to be compared.
    enough = [weight for ids, weight in zip(holders, weights, strict=True) if len(ids) >= most]
    if enough and among is None:
        near = np.flatnonzero(sums >= np.float32(max(enough)))
    else:
        near = np.flatnonzero(sums)
    if len(near) <= most:
        return near
    own = sums[near]
    least = np.partition(own, -most)[-most]
    more = near[own > least]
    return np.concatenate([more, near[own == least][: most - len(more)]])


def _among(ids: Ids, others: Ids) -> list[int]:
    """Return the places of the ids that are among others, which rise."""
    places = np.minimum(np.searchsorted(others, ids), max(0, len(others) - 1))
    there: list[int] = np.flatnonzero(others[places] == ids).tolist() if len(others) else []
    return there


def _scores(
    passages: Sequence[tuple[list[str], list[str]]],
    weights: dict[str, float],
    held: Sequence[Sequence[int]],
) -> list[float]:
    """Return the BM25 score of each passage, given as the terms of its context and of its text.

    ``held`` tells for each weighed term which passages have it.
    """
    lengths = np.array([len(context) + len(body) for context, body in passages])
    usual = max(1.0, float(lengths.sum()) / max(1, len(lengths)))
    norms = _SATURATION * (1 - _LENGTH_NORM + _LENGTH_NORM * lengths / usual)
    scores = np.zeros(len(passages))
    for (term, weight), places in zip(weights.items(), held, strict=True):
        texts = (passages[place] for place in places)
        counts = np.array([_CONTEXT_WEIGHT * c.count(term) + b.count(term) for c, b in texts])
        scores[places] += weight * counts * (_SATURATION + 1) / (counts + norms[places])
    best: list[float] = scores.tolist()
    return best
