"""Which passages hold a word: read from the full-text index, and kept for the next question."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence

import numpy as np

from .database import Database
from .vector_index import Ids

# Ids of passages that are kept of all words together, eight bytes each.
_MOST_KEPT = 16_000_000


class Postings:
    """The passages of each term; safe for use by several threads.

    The ids of passages only rise, and none is changed under its id. What was read therefore stays
    right until a passage is removed, and only what was added since must be read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._last = self._removals = 0
        self._passages: int | None = None
        self._frequencies: dict[str, int] = {}
        self._kept: OrderedDict[str, tuple[int, Ids]] = OrderedDict()
        self._size = 0

    def passages(self) -> int:
        """Return the number of passages."""
        return self.counts([])[1]

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return for each term the number of passages that have it, 0 for unknown ones."""
        return self.counts(terms)[0]

    def counts(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """Return the frequencies of terms, and the number of all passages."""
        with self._lock:
            self._forget_what_is_wrong()
            if new := [term for term in terms if term not in self._frequencies]:
                marks = ",".join("?" * len(new))
                rows = self._database.rows(
                    f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", new
                )
                self._frequencies.update(dict.fromkeys(new, 0))
                self._frequencies.update((row["term"], row["doc"]) for row in rows)
            return {term: self._frequencies[term] for term in terms}, self._counted()

    def holding(self, terms: Iterable[str]) -> tuple[dict[str, Ids], int]:
        """Return for each term the ids of its passages, rising, and the number of all passages."""
        with self._lock:
            self._forget_what_is_wrong()
            return {term: self._of(term) for term in terms}, self._counted()

    def _counted(self) -> int:
        # SQLite counts them one by one.
        if self._passages is None:
            self._passages = int(self._database.rows("SELECT count(*) FROM passages")[0][0])
        return self._passages

    def _forget_what_is_wrong(self) -> None:
        last, removals = self._database.rows(
            "SELECT (SELECT ifnull(max(id), 0) FROM passages), "
            "(SELECT ifnull(max(change), 0) FROM removed)"
        )[0]
        if (last, removals) != (self._last, self._removals):
            self._frequencies.clear()
            self._passages = None
        if removals != self._removals:
            self._kept.clear()
            self._size = 0
        self._last, self._removals = last, removals

    def _of(self, term: str) -> Ids:
        seen, ids = self._kept.pop(term, (0, np.empty(0, np.int64)))
        self._size -= len(ids)
        if seen < self._last:
            ids = np.concatenate([ids, self._read(term, seen, self._last)])
        self._kept[term] = self._last, ids
        self._size += len(ids)
        while self._size > _MOST_KEPT:
            self._size -= len(self._kept.popitem(last=False)[1][1])
        return ids

    def _read(self, term: str, after: int, last: int) -> Ids:
        listed = self._database.rows(
            "SELECT group_concat(rowid) FROM words WHERE words MATCH ? AND rowid > ? "
            "AND rowid <= ?",
            (quoted(term), after, last),
        )[0][0]
        return _ids_in(listed)


def quoted(term: str) -> str:
    """Return a term as a string of the query language, so that nothing in it is syntax."""
    return '"' + term.replace('"', '""') + '"'


def ids_of(database: Database, documents: Sequence[str]) -> Ids:
    """Return the ids of the passages of documents, rising."""
    marks = ",".join("?" * len(documents))
    listed = database.rows(
        "SELECT group_concat(p.id) FROM passages p JOIN documents d ON d.number = p.document "
        f"WHERE d.id IN ({marks})",
        list(documents),
    )[0][0]
    return np.sort(_ids_in(listed))


def _ids_in(listed: str | None) -> Ids:
    """Return the ids of one text, which SQLite gives in a third of the time of as many rows."""
    return np.fromstring(listed or "", np.int64, sep=",")
