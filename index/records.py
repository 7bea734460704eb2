"""Between the dataclasses and the rows of the database."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any

import numpy as np

from sources import Document, Heading, Note, Passage, Report, Span, Version

from .embedder import Vector


@dataclass(frozen=True, slots=True)
class Entry:
    """A document's line in the list of the library."""

    id: str
    title: str
    source: str
    media_type: str
    pages: int | None
    passages: int
    characters: int
    added_at: str
    issuer: str | None
    date: str | None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person says of a document; None where what its file says is left as it is."""

    title: str | None = None
    issuer: str | None = None
    date: str | None = None
    language: str | None = None

    def applied(self, document: Document) -> Document:
        """Return a document as it is shown."""
        said = {name: value for name, value in asdict(self).items() if value is not None}
        return replace(document, **said)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage in the store, with its unit vector, shape (d,), and its sentences', (n, d).

    ``page_label`` is what its file calls its page, None where that is its number.
    """

    number: int
    document_id: str
    passage: Passage
    vector: Vector
    sentence_vectors: Vector
    page_label: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document was fetched: the address asked, where that led, its version there."""

    address: str
    location: str
    version: Version | None


_KEPT_APART = (
    "documents LEFT JOIN provenance ON provenance.document = number "
    "LEFT JOIN edits ON edits.document = number"
)
# A version before provenance was kept knew the last address only.
ADDRESSES = (
    "SELECT id, ifnull(address, source) AS address, source, etag, modified FROM documents "
    "LEFT JOIN provenance "
    "ON document = number WHERE address IS NOT NULL OR source LIKE 'http://%' "
    "OR source LIKE 'https://%' ORDER BY title COLLATE NOCASE, id"
)
PASSAGES = (
    "SELECT p.*, d.id AS document_id, "
    "nullif(json_extract(page_labels, '$[' || (p.page - 1) || ']'), '') AS page_label "
    "FROM passages p JOIN documents d ON d.number = p.document "
    "LEFT JOIN provenance ON provenance.document = d.number"
)
PASSAGE_TEXTS = (
    'SELECT p.text, p.start, p."end", p.section, p.page, p.context, p.sentences '
    "FROM passages p JOIN documents d ON d.number = p.document WHERE d.id = ? ORDER BY p.id"
)
PASSAGE_VECTORS = (
    "SELECT vector FROM passages p JOIN documents d ON d.number = p.document WHERE d.id = ?"
)
# Which documents came from a source or were fetched from an address, these being :source, :address.
OF_ORIGIN = (
    "(source = :source OR number IN (SELECT document FROM provenance WHERE address = :address))"
)
EDITS = (
    "SELECT edits.title, edits.issuer, edits.date, edits.language FROM edits JOIN documents "
    f"ON number = edits.document WHERE id = :id OR {OF_ORIGIN} ORDER BY number DESC"
)
ENTRIES = (
    "SELECT id, ifnull(edits.title, documents.title) AS title, source, media_type, pages, "
    "passages, characters, added_at, ifnull(edits.issuer, documents.issuer) AS issuer, "
    "ifnull(edits.date, documents.date) AS date, "
    f"ifnull(edits.language, provenance.language) AS language FROM {_KEPT_APART}"
)
DOCUMENTS = (
    "SELECT documents.*, provenance.language, address, fetched_at, report, page_labels, etag, "
    "modified, "
    "edits.title AS edited_title, edits.issuer AS edited_issuer, edits.date AS edited_date, "
    f"edits.language AS edited_language FROM {_KEPT_APART}"
)


def document_row(document: Document, added_at: str, passages: int) -> dict[str, object]:
    """Return the columns of a document's row."""
    return {
        "id": document.id,
        "source": document.source,
        "title": document.title,
        "media_type": document.media_type,
        "issuer": document.issuer,
        "date": document.date,
        "added_at": added_at,
        "pages": len(document.page_starts) or None,
        "passages": passages,
        "characters": len(document.text),
        "page_starts": json.dumps(document.page_starts),
        "headings": json.dumps([astuple(heading) for heading in document.headings]),
        "notes": json.dumps([astuple(note) for note in document.notes]),
        "text": document.text,
    }


def origin_of(document: Document) -> dict[str, object]:
    """Return the values by which EDITS and OF_ORIGIN find earlier versions of a document."""
    return {"id": document.id, "source": document.source, "address": document.address}


def provenance_row(document: Document, number: int) -> dict[str, object]:
    """Return the columns of what is known of a document besides what is searched."""
    return {
        "document": number,
        "language": document.language,
        "address": document.address,
        "fetched_at": document.fetched_at,
        "report": json.dumps(asdict(document.report)),
        "page_labels": json.dumps(document.page_labels),
        "etag": document.version and document.version.etag,
        "modified": document.version and document.version.modified,
    }


def document_from(row: sqlite3.Row) -> Document:
    """Return the document of a row of DOCUMENTS as its file has it.

    One that an earlier version added has no provenance.
    """
    return Document(
        id=row["id"],
        title=row["title"],
        source=row["source"],
        media_type=row["media_type"],
        text=row["text"],
        page_starts=tuple(json.loads(row["page_starts"])),
        headings=tuple(Heading(*values) for values in json.loads(row["headings"])),
        notes=tuple(
            Note(label, text, address, tuple(at))
            for label, text, address, at in json.loads(row["notes"])
        ),
        issuer=row["issuer"],
        date=row["date"],
        language=row["language"],
        address=row["address"],
        fetched_at=row["fetched_at"],
        report=_report(json.loads(row["report"] or "{}")),
        page_labels=tuple(json.loads(row["page_labels"] or "[]")),
        version=_version(row),
    )


def origin_from(row: sqlite3.Row) -> Origin:
    """Return where the document of a row of ADDRESSES was fetched."""
    return Origin(row["address"], row["source"], _version(row))


def _version(row: sqlite3.Row) -> Version | None:
    etag, modified = row["etag"], row["modified"]
    return Version(etag, modified) if etag or modified else None


def edit_from(row: sqlite3.Row) -> Edit:
    """Return what a row of DOCUMENTS keeps of edits."""
    return Edit(
        row["edited_title"], row["edited_issuer"], row["edited_date"], row["edited_language"]
    )


def _report(kept: dict[str, Any]) -> Report:
    return Report(
        reader=kept.get("reader", ""),
        dropped=tuple(kept.get("dropped", ())),
        recognised=tuple(kept.get("recognised", ())),
    )


def entry_from(row: sqlite3.Row) -> Entry:
    """Return the list entry that a row of ENTRIES holds."""
    return Entry(**dict(row))


def passage_from(row: sqlite3.Row) -> Passage:
    """Return the passage that a row holds, without its vectors."""
    return Passage(
        text=row["text"],
        start=row["start"],
        end=row["end"],
        section=row["section"],
        page=row["page"],
        context=row["context"],
        sentences=tuple(Span(*values) for values in json.loads(row["sentences"])),
    )


def stored_passage_from(row: sqlite3.Row) -> StoredPassage:
    """Return the passage that a row of PASSAGES holds."""
    passage = passage_from(row)
    vectors = vector_from(row["sentence_vectors"]).reshape(len(passage.sentences), -1)
    vector = vector_from(row["vector"])
    label = row["page_label"]
    return StoredPassage(row["id"], row["document_id"], passage, vector, vectors, label)


def sentences_json(spans: Sequence[Span]) -> str:
    """Return the column that keeps a passage's sentence spans."""
    return json.dumps(spans)


def blob(vectors: Vector) -> bytes:
    """Return vectors as they are stored: half precision, which changes no ranking seen so far."""
    return vectors.astype("<f2").tobytes()


def vector_from(data: bytes) -> Vector:
    """Return the stored numbers of a blob as single precision, shape (n,)."""
    return np.frombuffer(data, "<f2").astype(np.float32)


def unit_mean(vectors: Sequence[Vector]) -> Vector:
    """Return the mean of vectors, of length 1 unless it is nothing."""
    mean: Vector = np.mean(vectors, axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean
