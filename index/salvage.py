"""Saving what can be read of a damaged database, row by row."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from sources import Document
from sources.errors import LibraryError, LibraryInUse

from .database import Database
from .embedder import PassageVectors, Vector
from .files import flush_folder
from .presence import adding_to
from .records import Edit, StoredPassage, document_from, stored_passage_from
from .writing import put, put_edit

# Where the files wait whose documents the database has lost; there, no sweep takes them away.
RESCUED = "rescued"
_MOST_ROWS = 10_000_000
_PROVENANCE = (
    "language", "address", "fetched_at", "report", "page_labels", "etag", "modified",
)  # fmt: skip
_UNREADABLE = (sqlite3.Error, ValueError, KeyError, TypeError, IndexError)


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved and what was not.

    ``saved`` are titles; ``lost`` the titles of documents, by id, that are not whole any more;
    ``sources`` where these came from; ``aside`` where the damaged file is kept, None where the
    database was sound or was not there.
    """

    saved: tuple[str, ...] = ()
    lost: dict[str, str] | None = None
    sources: dict[str, str] | None = None
    aside: Path | None = None


@dataclass(frozen=True, slots=True)
class _Whole:
    added_at: str
    document: Document
    edit: Edit
    passages: Sequence[StoredPassage]


def salvage(home: Path) -> Salvage:
    """Make a new database of what can be read of a damaged one, which is put aside.

    The original files of documents that it lost are moved to the folder `RESCUED`. A sound
    database is left as it is. Raises LibraryInUse, or LibraryError where there is no library or no
    room.
    """
    if not home.is_dir():
        raise LibraryError(f"There is no library in {home}. Choose its folder with --home.")
    work = home / f".repairing-{secrets.token_hex(4)}"
    try:
        with adding_to(home) as alone:
            if not alone:
                raise LibraryInUse(f"Another program is adding to {home}. End it and try again.")
            work.mkdir()
            return _salvage(home, work)
    except OSError as error:
        raise LibraryError(
            f"The library in {home} cannot be repaired ({error.strerror}). Check that the "
            "folder can be written and the disk has room for the library once more."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _salvage(home: Path, work: Path) -> Salvage:
    path = home / "library.db"
    for ending in ("", "-wal"):
        if Path(f"{path}{ending}").exists():
            shutil.copy2(f"{path}{ending}", work / f"damaged.db{ending}")
    with closing(_Remains(work / "damaged.db")) as remains:
        if path.exists() and remains.sound():
            return Salvage()
        saved, lost, sources = _write_anew(remains, work / "library.db")
    _rescue(home, set(saved))
    aside = _put_in_place(work / "library.db", path)
    return Salvage(tuple(sorted(saved.values())), lost, sources, aside)


class _Remains:
    """A damaged database, read as far as it can be."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row

    def close(self) -> None:
        self._connection.close()

    def sound(self) -> bool:
        """Tell whether nothing is wrong with it."""
        version = self.one("PRAGMA user_version")
        checked = self.rows("PRAGMA integrity_check")
        return [tuple(row) for row in checked] == [("ok",)] and bool(version and version[0])

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Return the rows that come before the first that cannot be read."""
        found = []
        try:
            for row in self._connection.execute(query, values):
                found.append(row)
        except sqlite3.Error:
            pass
        return found

    def one(self, query: str, *values: object) -> sqlite3.Row | None:
        return next(iter(self.rows(query, *values)), None)

    def numbers(self, table: str, column: str, *more: str) -> list[sqlite3.Row]:
        """Return a row of each number that can be reached, through damaged pages too."""
        query = f"SELECT {', '.join((column, *more))} FROM {table} NOT INDEXED"
        found = {row[0]: row for row in self.rows(f"{query} ORDER BY {column}")}
        found |= {row[0]: row for row in self.rows(f"{query} ORDER BY {column} DESC")}
        counted = self.one("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
        last = max([int(counted[0]) if counted else 0, *found])
        for number in range(1, min(last, _MOST_ROWS) + 1):
            if number not in found and (row := self.one(f"{query} WHERE {column} = ?", number)):
                found[number] = row
        return [found[number] for number in sorted(found)]


def _write_anew(
    remains: _Remains, target: Path
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Write what is whole to a new database; return titles saved and lost, sources lost, by id."""
    meta = {row["key"]: row["value"] for row in remains.rows("SELECT * FROM meta NOT INDEXED")}
    passages: dict[int, list[int]] = {}
    for row in remains.numbers("passages", "id", "document"):
        passages.setdefault(row["document"], []).append(row["id"])
    saved, lost, sources = dict[str, str](), dict[str, str](), dict[str, str]()
    with closing(Database(target)) as database, database.change() as (connection, change):
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        for row in remains.numbers("documents", "number", "id", "title", "source"):
            number, id, title, source = tuple(row)
            try:
                dimension = int(str(meta["model"]).rsplit(" ", 2)[1])
                whole = _whole(remains, number, passages.get(number, []), dimension)
            except _UNREADABLE:
                lost[str(id)], sources[str(id)] = str(title), str(source)
                continue
            _write(connection, change, whole)
            saved[whole.document.id] = whole.edit.title or whole.document.title
    return saved, lost, sources


def _write(connection: sqlite3.Connection, change: int, whole: _Whole) -> None:
    vectors = [PassageVectors(each.vector, each.sentence_vectors) for each in whole.passages]
    passages = [each.passage for each in whole.passages]
    put(connection, change, whole.added_at, whole.document, passages, vectors)
    row = connection.execute("SELECT number FROM documents WHERE id = ?", (whole.document.id,))
    put_edit(connection, row.fetchone()["number"], whole.edit)


def _whole(remains: _Remains, number: int, ids: Sequence[int], dimension: int) -> _Whole:
    """Return a document with all that belongs to it; raise ValueError where a part is damaged."""
    row: dict[str, Any] = dict.fromkeys(_PROVENANCE)
    for table, column in (("documents", "number"), ("provenance", "document")):
        query = f"SELECT * FROM {table} NOT INDEXED WHERE {column} = ?"
        row |= dict(remains.one(query, number) or {})
    document = document_from(row)  # type: ignore[arg-type]
    edits = remains.one(
        "SELECT title, issuer, date, language FROM edits WHERE document = ?", number
    )
    query = "SELECT *, '' AS document_id, NULL AS page_label FROM passages NOT INDEXED WHERE id = ?"
    found = [stored_passage_from(one) for id in ids if (one := remains.one(query, id))]
    if len(found) != row["passages"] or len(document.text) != row["characters"]:
        raise ValueError("parts are missing")
    if "\0" in document.text or not all(_fits(each, document, dimension) for each in found):
        raise ValueError("parts are damaged")
    return _Whole(row["added_at"], document, Edit(*edits) if edits else Edit(), found)


def _fits(stored: StoredPassage, document: Document, dimension: int) -> bool:
    passage = stored.passage
    vectors = (stored.vector[None, :], stored.sentence_vectors)
    same = document.text[passage.start : passage.end] == passage.text
    return same and all(_is_unit(each, dimension) for each in vectors)


def _is_unit(vectors: Vector, dimension: int) -> bool:
    """Tell whether vectors have length 1, or 0 as those of texts without a known word."""
    with np.errstate(all="ignore"):  # damaged ones may hold what is no number
        lengths = np.linalg.norm(vectors, axis=1)
        near = (np.abs(lengths - 1) < 0.01) | (lengths == 0)
    return vectors.shape[1] == dimension and bool(near.all())


def _rescue(home: Path, saved: set[str]) -> None:
    originals, rescued = home / "originals", home / RESCUED
    for path in sorted(originals.glob("[!.]*")):
        if path.name.split(".")[0] not in saved:
            rescued.mkdir(exist_ok=True)
            path.replace(rescued / path.name)
    for folder in (originals, rescued, home):
        if folder.exists():
            flush_folder(folder)


def _put_in_place(new: Path, path: Path) -> Path | None:
    aside = None
    if path.exists():
        aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        shutil.copy2(path, aside)
        if Path(f"{path}-wal").exists():
            shutil.copy2(f"{path}-wal", f"{aside}-wal")
    # A journal of the damaged file would be played into the new one.
    for left in (f"{path}-wal", f"{path}-shm"):
        Path(left).unlink(missing_ok=True)
    os.replace(new, path)
    flush_folder(path.parent)
    return aside
