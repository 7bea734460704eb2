"""Which documents took the place of others, so that citations of these can tell."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from .database import Database


@dataclass(frozen=True, slots=True)
class Replacement:
    """The document that took the place of another: its id and title; ``at`` is a UTC time."""

    id: str
    title: str
    at: str


def replacement(database: Database, document_id: str) -> Replacement | None:
    """Return what took the place of a document that is gone, None where nothing did."""
    rows = database.rows(
        "SELECT documents.id, ifnull(edits.title, documents.title), replaced_at FROM replaced "
        "JOIN documents ON documents.number = replaced.document "
        "LEFT JOIN edits ON edits.document = documents.number WHERE replaced.id = ?",
        [document_id],
    )
    return Replacement(*rows[0]) if rows else None


def replaced_by(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[tuple[str, str]]:
    """Return the ids of the documents whose place some documents took, and when."""
    marks = ",".join("?" * len(numbers))
    rows = connection.execute(
        f"SELECT id, replaced_at FROM replaced WHERE document IN ({marks})", list(numbers)
    )
    return [(row["id"], row["replaced_at"]) for row in rows]


def keep_replaced(
    connection: sqlite3.Connection, number: int, replaced: Sequence[tuple[str, str]]
) -> None:
    """Remember which documents, and when, the one that has a number took the place of."""
    connection.executemany(
        "INSERT OR REPLACE INTO replaced SELECT ?1, ?2, ?3 WHERE NOT EXISTS "
        "(SELECT 1 FROM documents WHERE id = ?1)",
        [(id, number, at) for id, at in replaced],
    )
