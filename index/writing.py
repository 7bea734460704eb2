"""Documents written and deleted, with their passages, within a change that the caller began."""

import sqlite3
from collections.abc import Sequence

from sources import Document, Passage

from .embedder import PassageVectors
from .equivalents import keep_abbreviations
from .records import blob, document_row, provenance_row, sentences_json
from .words import terms


def put(
    connection: sqlite3.Connection,
    change: int,
    added_at: str,
    document: Document,
    passages: Sequence[Passage],
    vectors: Sequence[PassageVectors],
) -> None:
    """Write a document in the place of those with the same id or source.

    ``change`` is the number of the change, ``added_at`` a UTC time in ISO 8601.
    """
    row = document_row(document, added_at, len(passages))
    for old in connection.execute(
        "SELECT number FROM documents WHERE id = :id OR source = :source", row
    ).fetchall():
        delete(connection, change, old["number"])
    number = _insert(connection, "documents", row)
    _insert(connection, "provenance", provenance_row(document, number))
    keep_abbreviations(connection, number, document.text)
    put_passages(connection, change, number, passages, vectors)


def put_passages(
    connection: sqlite3.Connection,
    change: int,
    number: int,
    passages: Sequence[Passage],
    vectors: Sequence[PassageVectors],
) -> None:
    """Write the passages of the document that has a number."""
    for passage, found in zip(passages, vectors, strict=True):
        id = connection.execute(
            "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                change,
                passage.start,
                passage.end,
                passage.section,
                passage.page,
                passage.context,
                passage.text,
                sentences_json(passage.sentences),
                blob(found.passage),
                blob(found.sentences),
            ),
        ).lastrowid
        connection.execute(
            "INSERT INTO words (rowid, context, body) VALUES (?, ?, ?)",
            (id, " ".join(terms(passage.context)), " ".join(terms(passage.text))),
        )


def delete(connection: sqlite3.Connection, change: int, number: int) -> None:
    """Delete the document that has a number."""
    delete_passages(connection, change, number)
    connection.execute("DELETE FROM documents WHERE number = ?", (number,))


def delete_passages(connection: sqlite3.Connection, change: int, number: int) -> None:
    """Delete the passages of the document that has a number."""
    theirs = "(SELECT id FROM passages WHERE document = ?)"
    connection.execute(f"DELETE FROM words WHERE rowid IN {theirs}", (number,))
    connection.execute(
        "INSERT INTO removed SELECT id, ? FROM passages WHERE document = ?", (change, number)
    )
    connection.execute("DELETE FROM passages WHERE document = ?", (number,))


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> int:
    """Insert a row of columns by name and return its number."""
    columns = f"({', '.join(row)}) VALUES (:{', :'.join(row)})"
    return int(connection.execute(f"INSERT INTO {table} {columns}", row).lastrowid or 0)
