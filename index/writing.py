"""Documents written and deleted, with their passages, within a change that the caller began."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import astuple

from sources import Document, Passage, Version

from .embedder import PassageVectors
from .equivalents import keep_abbreviations
from .records import (
    EDITS,
    OF_ORIGIN,
    Edit,
    blob,
    document_row,
    origin_of,
    provenance_row,
    sentences_json,
)
from .replaced import keep_replaced, replaced_by
from .words import terms


def put(
    connection: sqlite3.Connection,
    change: int,
    added_at: str,
    document: Document,
    passages: Sequence[Passage],
    vectors: Sequence[PassageVectors],
) -> list[str]:
    """Write a document and return the ids of those whose place it took.

    These have the same id, the same source, or were fetched from the same address; their edits
    are kept for it. ``change`` is the number of the change, ``added_at`` a UTC time in ISO 8601.
    """
    origin = origin_of(document)
    edit = connection.execute(EDITS, origin).fetchone()
    old = connection.execute(
        f"SELECT number, id FROM documents WHERE id = :id OR {OF_ORIGIN}", origin
    ).fetchall()
    gone = replaced_by(connection, [each["number"] for each in old])
    gone += [(each["id"], added_at) for each in old]
    for each in old:
        delete(connection, change, each["number"])
    number = _insert(connection, "documents", document_row(document, added_at, len(passages)))
    _insert(connection, "provenance", provenance_row(document, number))
    put_edit(connection, number, Edit(*edit) if edit else Edit())
    keep_abbreviations(connection, number, document.text)
    keep_replaced(connection, number, gone)
    connection.execute("DELETE FROM replaced WHERE id = ?", (document.id,))
    _put_passages(connection, change, number, passages, vectors)
    return [each["id"] for each in old]


def put_edit(connection: sqlite3.Connection, number: int, edit: Edit) -> None:
    """Write what a person says of the document that has a number."""
    connection.execute("DELETE FROM edits WHERE document = ?", (number,))
    if edit != Edit():
        connection.execute("INSERT INTO edits VALUES (?, ?, ?, ?, ?)", (number, *astuple(edit)))


def replace_passages(
    connection: sqlite3.Connection,
    change: int,
    number: int,
    passages: Sequence[Passage],
    vectors: Sequence[PassageVectors],
) -> None:
    """Write the passages of the document that has a number in the place of those it has."""
    _delete_passages(connection, change, number)
    _put_passages(connection, change, number, passages, vectors)
    connection.execute(
        "UPDATE documents SET passages = ? WHERE number = ?", (len(passages), number)
    )


def _put_passages(
    connection: sqlite3.Connection,
    change: int,
    number: int,
    passages: Sequence[Passage],
    vectors: Sequence[PassageVectors],
) -> None:
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


def keep_fetched(
    connection: sqlite3.Connection, document_id: str, fetched_at: str, version: Version
) -> None:
    """Keep when a document was found unchanged at its address, and its version there."""
    connection.execute(
        "UPDATE provenance SET fetched_at = ?, etag = ?, modified = ? WHERE document = "
        "(SELECT number FROM documents WHERE id = ?) AND address IS NOT NULL",
        (fetched_at, version.etag, version.modified, document_id),
    )


def move(connection: sqlite3.Connection, sources: Mapping[str, str]) -> None:
    """Give documents, by id, new sources, which may be each other's."""
    # Two steps, because no two documents may have the same source even for a moment.
    for values in ([(id, id) for id in sources], [(to, id) for id, to in sources.items()]):
        connection.executemany("UPDATE documents SET source = ? WHERE id = ?", values)


def delete(connection: sqlite3.Connection, change: int, number: int) -> None:
    """Delete the document that has a number."""
    _delete_passages(connection, change, number)
    connection.execute("DELETE FROM documents WHERE number = ?", (number,))


def _delete_passages(connection: sqlite3.Connection, change: int, number: int) -> None:
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
