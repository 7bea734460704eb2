"""The embedded store: documents, passages and vectors in SQLite, dense search by FAISS.

The database is the truth. The FAISS index follows it: before each search it takes over what has
changed, also by another process.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from sources import Document, Passage, Version
from sources.errors import ModelMismatch

from .candidates import Candidate, candidates
from .database import Database
from .dense import EXACT_UP_TO, DenseIndex
from .embedder import Embedder, PassageVectors, Vector
from .equivalents import Equivalent, equivalents, fill_abbreviations
from .lexical import LexicalIndex
from .mirror import newest_change
from .postings import ids_of
from .presence import adding_to
from .records import (
    ADDRESSES,
    DOCUMENTS,
    EDITS,
    ENTRIES,
    OF_ORIGIN,
    PASSAGE_TEXTS,
    PASSAGE_VECTORS,
    PASSAGES,
    Edit,
    Entry,
    Origin,
    StoredPassage,
    document_from,
    edit_from,
    entry_from,
    origin_from,
    origin_of,
    passage_from,
    stored_passage_from,
    unit_mean,
    vector_from,
)
from .replaced import Replacement, replacement
from .spelling import Speller
from .vector_index import Ids
from .writing import delete, keep_fetched, move, put, put_edit, replace_passages

_NUMBER = "SELECT number FROM documents WHERE id = ?"


class Store:
    """A library's documents, passages and vectors; safe for use by several threads.

    This is the whole interface: another engine would implement these methods. Dense search is exact
    up to about ``exact_up_to`` passages.
    """

    def __init__(self, folder: Path, exact_up_to: int = EXACT_UP_TO) -> None:
        self._folder = folder
        self._database = Database(folder / "library.db", fill_abbreviations)
        self._dense = DenseIndex(self._database, folder, self._refuse_other_model, exact_up_to)
        self._lexical = LexicalIndex(self._database)
        self._speller = Speller(self._database, self._lexical.frequencies)
        self._model: str | None = None

    @property
    def writable(self) -> bool:
        """Whether the library can be changed; where its folder is read-only, it can be read."""
        return self._database.writable

    def check_model(self, embedder: Embedder) -> None:
        """Remember the model of a new library; raises ModelMismatch for another of an old one."""
        self._model = _description(embedder)
        if self.writable and self.meta("model") is None:
            with self._database.change() as (connection, _):
                connection.execute("INSERT OR IGNORE INTO meta VALUES ('model', ?)", (self._model,))
        self._refuse_other_model()

    def _refuse_other_model(self) -> None:
        kept = self.meta("model")
        if self._model and kept not in (None, self._model):
            kept_name, name = (str(each).rsplit(" ", 2)[0] for each in (kept, self._model))
            raise ModelMismatch(
                f"The library was made with the embedding model {kept_name!r}, and this is "
                f"{name!r} (or another version of it). Start the program with that model, or make "
                "the library anew for this one with: alliance rebuild"
            )

    def meta(self, key: str) -> str | None:
        """Return a value kept with the library, None if there is none."""
        row = self._one("SELECT value FROM meta WHERE key = ?", key)
        return str(row["value"]) if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value with the library."""
        with self._database.change() as (connection, _):
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def adding(self) -> AbstractContextManager[bool]:
        """Tell other programs that this one adds documents; it holds whether no other does."""
        self._database.check_writable()
        return adding_to(self._folder)

    def add(
        self, document: Document, passages: Sequence[Passage], vectors: Sequence[PassageVectors]
    ) -> list[str]:
        """Add a document with its passages and their vectors, whole or not at all.

        It takes the place of documents with the same id, source or address; returns their ids.
        The document is as its file has it, its passages as it is shown (see `edited`). Raises
        ModelMismatch when the library was rebuilt for another model since `check_model`.
        """
        added_at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.change() as (connection, change):
            self._refuse_other_model()
            return put(connection, change, added_at, document, passages, vectors)

    def rebuild(
        self,
        embedder: Embedder,
        renewed: Iterable[tuple[Document, Sequence[Passage], Sequence[PassageVectors]]],
    ) -> None:
        """Put renewed documents in the place of the old, all of them or none, for a model.

        ``renewed`` is gone through while nobody else can change the library; what it raises
        leaves the library as it was.
        """
        model = _description(embedder)
        with self._database.change() as (connection, change):
            added_at = {entry.id: entry.added_at for entry in self.entries()}
            for document, passages, vectors in renewed:
                put(connection, change, added_at[document.id], document, passages, vectors)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('model', ?)", (model,))
        self._model = model
        self._dense.forget()

    def move(self, sources: Mapping[str, str]) -> None:
        """Give documents, by id, new sources; no other document may have one of these."""
        with self._database.change() as (connection, _):
            move(connection, sources)

    def remove(self, document_id: str) -> bool:
        """Remove a document; tell whether it was there."""
        with self._database.change() as (connection, change):
            row = connection.execute(_NUMBER, (document_id,)).fetchone()
            if row:
                delete(connection, change, row["number"])
        return row is not None

    def entries(self) -> list[Entry]:
        """Return the list of documents, by title."""
        rows = self._database.rows(f"{ENTRIES} ORDER BY title COLLATE NOCASE, id")
        return [entry_from(row) for row in rows]

    def ids(self) -> set[str]:
        """Return the ids of all documents."""
        return {str(row["id"]) for row in self._database.rows("SELECT id FROM documents")}

    def entry(self, document_id: str) -> Entry | None:
        """Return a document's line in the list, None if it is not in the library."""
        row = self._one(f"{ENTRIES} WHERE id = ?", document_id)
        return entry_from(row) if row else None

    def document(self, document_id: str) -> Document | None:
        """Return a document as it is shown, None if it is not in the library."""
        read = self.as_read(document_id)
        return read and read[1].applied(read[0])

    def replacement(self, document_id: str) -> Replacement | None:
        """Return what took the place of a document that is gone, None where nothing did."""
        return replacement(self._database, document_id)

    def as_read(self, document_id: str) -> tuple[Document, Edit] | None:
        """Return a document as its file has it, and what a person says of it."""
        row = self._one(f"{DOCUMENTS} WHERE id = ?", document_id)
        return (document_from(row), edit_from(row)) if row else None

    def edited(self, document: Document) -> Document:
        """Return a document that was read as it will be shown: with the edits kept for it."""
        rows = self._database.rows(EDITS, origin_of(document))
        return Edit(*rows[0]).applied(document) if rows else document

    def edit(
        self,
        document_id: str,
        edit: Edit,
        renewed: tuple[Sequence[Passage], Sequence[PassageVectors]] | None = None,
    ) -> bool:
        """Keep what a person says of a document; tell whether it was there.

        ``renewed`` are its passages and their vectors where the title, which is embedded with
        them, has changed.
        """
        with self._database.change() as (connection, change):
            row = connection.execute(_NUMBER, (document_id,)).fetchone()
            if row and renewed:
                self._refuse_other_model()
                replace_passages(connection, change, row["number"], *renewed)
            if row:
                put_edit(connection, row["number"], edit)
        return row is not None

    def origins(self) -> dict[str, Origin]:
        """Return where each document that was fetched came from, by the document's id."""
        return {row["id"]: origin_from(row) for row in self._database.rows(ADDRESSES)}

    def fetched_again(self, document_id: str, fetched_at: str, version: Version | None) -> None:
        """Keep when a document was found unchanged at its address: a UTC time in ISO 8601."""
        with self._database.change() as (connection, _):
            keep_fetched(connection, document_id, fetched_at, version or Version())

    def id_of_source(self, source: str) -> str | None:
        """Return the id of the document that came from a path or address, None if there is none."""
        origin = {"source": source, "address": source}
        row = self._one(f"SELECT id FROM documents WHERE {OF_ORIGIN}", **origin)
        return str(row["id"]) if row else None

    def dense_search(
        self, vector: Vector, limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to ``limit`` (passage number, cosine similarity), best first."""
        return self._dense.search(vector, limit, self._numbers(documents))

    def lexical_search(
        self, terms: Sequence[str], limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to ``limit`` (passage number, BM25 score), best first, for index terms."""
        return self._lexical.search(terms, limit, self._numbers(documents))

    def place_search(
        self, terms: Sequence[str], limit: int, documents: Sequence[str] | None = None
    ) -> list[int]:
        """Return up to ``limit`` numbers of passages whose title and section have all terms."""
        return self._lexical.places(terms, limit, self._numbers(documents))

    def document_frequencies(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """Return for each index term the number of passages that have it, and that of all."""
        return self._lexical.counts(terms)

    def equivalents(self, text: str) -> list[Equivalent]:
        """Return what means the same as words of a text, as the documents explain it."""
        return equivalents(self._database, text)

    def corrected(self, text: str, is_word: Callable[[str], bool]) -> tuple[str, tuple[str, ...]]:
        """Return a text with its misspelt words replaced by the library's, and these."""
        return self._speller.corrected(text, is_word)

    def candidates(self, numbers: Sequence[int], question: Vector) -> list[Candidate]:
        """Return how near passages, by number, are to a question, in the order given."""
        return candidates(self._database, numbers, question)

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """Return passages by number, in the order given; those that are gone are left out."""
        marks = ",".join("?" * len(numbers))
        rows = self._database.rows(f"{PASSAGES} WHERE p.id IN ({marks})", list(numbers))
        found = {row["id"]: stored_passage_from(row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def passages_of(self, document_id: str) -> list[Passage]:
        """Return the passages that a document was cut into, in order."""
        return [passage_from(row) for row in self._database.rows(PASSAGE_TEXTS, [document_id])]

    def document_vector(self, document_id: str) -> Vector | None:
        """Return the mean of a document's passages' vectors, of length 1; None without any."""
        rows = self._database.rows(PASSAGE_VECTORS, [document_id])
        return unit_mean([vector_from(row["vector"]) for row in rows]) if rows else None

    def newest_change(self) -> int:
        """Return the number of the latest change; it grows with each, by any program."""
        return newest_change(self._database)

    def passage_count(self) -> int:
        """Return the number of passages in the library."""
        return self._lexical.passages()

    def save(self, dimension: int) -> None:
        """Write the FAISS index to its file where that is worth the time."""
        self._dense.save(dimension)

    def close(self) -> None:
        """Close the database."""
        self._dense.close()
        self._database.close()

    def _numbers(self, documents: Sequence[str] | None) -> Ids | None:
        return None if documents is None else ids_of(self._database, documents)

    def _one(self, query: str, *values: object, **named: object) -> sqlite3.Row | None:
        return next(iter(self._database.rows(query, named or values)), None)


def _description(embedder: Embedder) -> str:
    return f"{embedder.name} {embedder.dimension} {embedder.fingerprint}"
