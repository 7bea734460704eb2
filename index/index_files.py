"""The files of a FAISS index, which the database can always replace.

A file is named by the number of the last change it holds. Beside it lies its checksum and the
random token which the database drew for that change, so that a damaged file, or one that belongs
to changes the database has lost, is not taken.
"""

import hashlib
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from .files import drop_unfinished, write_whole
from .vector_index import Kind, StoredVectors, VectorIndex, read_index

_log = logging.getLogger(__name__)
_KEPT_GENERATIONS = 2
_SURELY_LEFT_BEHIND = 3600.0


class Generation(NamedTuple):
    """A state of the database: the number of its last change and that change's token."""

    change: int
    token: str


def save(folder: Path, index: VectorIndex, generation: Generation) -> None:
    """Write an index to a folder as the file of a generation, and drop files far older.

    A crash at any instant leaves the files before or after, never a part.
    """
    data = index.dump()
    path = folder / f"vectors-{generation.change:012d}.faiss"
    seal = {
        "change": generation.change,
        "token": generation.token,
        "kind": index.kind,
        "learnt_of": index.learnt_of,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    drop_unfinished(folder, _SURELY_LEFT_BEHIND)
    write_whole(path, data)
    write_whole(path.with_suffix(".json"), json.dumps(seal).encode())
    for old in _saved(folder)[_KEPT_GENERATIONS:]:
        old.unlink(missing_ok=True)
        old.with_suffix(".json").unlink(missing_ok=True)


TokenOf = Callable[[int], str | None]


def load_newest(
    folder: Path, dimension: int, token_of: TokenOf, stored: StoredVectors
) -> tuple[VectorIndex, int] | None:
    """Return the newest sound index file and the change it was made at, None if there is none.

    ``token_of`` returns the token that the database drew for a change, None if it has no such.
    """
    for path in _saved(folder):
        try:
            return _load(path, dimension, token_of, stored)
        except _NotTaken as reason:
            _log.warning("The index file %s %s; it is made from the database.", path.name, reason)
    return None


def newest_saved(folder: Path) -> int:
    """Return the change that the newest index file was made at, going by its name, else 0."""
    names = [path.stem.removeprefix("vectors-") for path in _saved(folder)]
    return next((int(name) for name in names if name.isdecimal()), 0)


def _saved(folder: Path) -> list[Path]:
    return sorted(folder.glob("vectors-*.faiss"), reverse=True)


class _NotTaken(Exception):
    """Why a file is not taken, in words that go on from its name."""


def _load(
    path: Path, dimension: int, token_of: TokenOf, stored: StoredVectors
) -> tuple[VectorIndex, int]:
    try:
        data = path.read_bytes()
        seal = json.loads(path.with_suffix(".json").read_bytes())
        change, token = int(seal["change"]), str(seal["token"])
        whole = hashlib.sha256(data).hexdigest() == seal["sha256"]
        learnt_of = int(seal.get("learnt_of", 0))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _NotTaken("is damaged, or what tells of it is") from error
    if not whole:
        raise _NotTaken("is damaged")
    if token_of(change) != token:
        raise _NotTaken("is of changes that the database does not have")
    try:
        # An earlier version of the program knew the exact kind only, and told none.
        kind = Kind(seal.get("kind", Kind.EXACT))
    except ValueError as error:
        raise _NotTaken("is of a kind that only another version of the program knows") from error
    try:
        return read_index(kind, data, dimension, stored, learnt_of), change
    except (ValueError, TypeError, RuntimeError) as error:
        raise _NotTaken("is of another kind or size of vectors") from error
