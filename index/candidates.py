"""How near a question some passages are: all that ranks them, read without their texts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .database import Database
from .embedder import Vector
from .records import vector_from

_VECTORS = (
    "SELECT p.id, d.id AS document_id, p.start, p.vector, p.sentence_vectors "
    "FROM passages p JOIN documents d ON d.number = p.document "
    "WHERE p.id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may matter to a question, by its number and its place in a document.

    ``dense`` is the cosine similarity of passage and question, ``sentence`` that of its sentence
    nearest to the question.
    """

    number: int
    document_id: str
    start: int
    dense: float
    sentence: float


def candidates(database: Database, numbers: Sequence[int], question: Vector) -> list[Candidate]:
    """Return passages compared with a question, a vector of shape (d,), in the order given.

    Those that are gone are left out.
    """
    rows = {row["id"]: row for row in database.rows(_VECTORS, (json.dumps(list(numbers)),))}
    found = [rows[number] for number in numbers if number in rows]
    if not found:
        return []
    passages = _similarities([row["vector"] for row in found], question)
    sentences = _similarities([row["sentence_vectors"] for row in found], question)
    size = 2 * len(question)
    counts = [len(row["sentence_vectors"]) // size for row in found]
    best = np.maximum.reduceat(sentences, np.cumsum([0, *counts[:-1]]))
    return [
        Candidate(row["id"], row["document_id"], row["start"], float(dense), float(sentence))
        for row, dense, sentence in zip(found, passages, best, strict=True)
    ]


def _similarities(blobs: Sequence[bytes], question: Vector) -> Vector:
    # A product of matrices would round equal rows differently, by where they stand.
    vectors = vector_from(b"".join(blobs)).reshape(-1, len(question))
    similarities: Vector = np.einsum("ij,j->i", vectors, question)
    return similarities
