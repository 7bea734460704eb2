"""Keeping the library equal to a folder: what is new, changed, moved or gone there."""

import os
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from index import Entry, Originals, Store
from sources import AssistantError, document_id, read_bytes
from sources.errors import SyncRefused

from .adding import Adder, Addition, OnProgress, Outcome
from .gathering import visible_files
from .opening import at_path, shown_path

Signature = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """What makes the library equal to a folder.

    ``added`` are the files that are new or have changed, ``moved`` the new source of documents by
    their id, ``removed`` the documents whose file is gone, ``unchanged`` the number of files whose
    content is there, ``skipped`` the reason for each file that cannot be read, and for each folder.
    """

    added: tuple[str, ...]
    moved: Mapping[str, str]
    removed: tuple[Entry, ...]
    unchanged: int
    skipped: Mapping[str, str]


class Syncer:
    """Makes the documents that came from one folder those that lie in it; leaves all others."""

    def __init__(self, folder: str, store: Store, originals: Originals, adder: Adder) -> None:
        self._folder = Path(os.path.abspath(os.path.expanduser(folder)))
        self._store = store
        self._originals = originals
        self._adder = adder
        self._hashed: dict[str, tuple[Signature, str]] = {}

    def look(self) -> dict[str, Signature]:
        """Return the files of the folder by source, with what changes when they are written."""
        found = {}
        for path in visible_files(self._folder)[0]:
            try:
                stat = path.stat()
            except OSError:
                continue
            found[shown_path(path)] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        return found

    def plan(self, *, remove_all: bool = False, leave: Set[str] = frozenset()) -> Plan:
        """Return what there is to do; ``leave`` are sources to pass over for now.

        Raises SyncRefused where the folder is not there, or where all its documents would be
        removed and ``remove_all`` is not set: a disk may just not be connected.
        """
        if not self._folder.is_dir():
            raise SyncRefused(
                f"There is no folder {shown_path(self._folder)}, so nothing is removed. Check its "
                "name, and that its disk is connected."
            )
        paths, closed = visible_files(self._folder)
        theirs = self._theirs()
        ids, skipped = self._hashes(paths, leave)
        moved = _moved(theirs, ids, leave)
        gone = [each for each in theirs.values() if self._is_gone(each.source, closed, leave)]
        taken = set(moved.values())
        removed = tuple(
            each
            for each in theirs.values()
            if each.id not in moved and (each in gone or each.source in taken)
        )
        known = {entry.id for entry in self._store.entries()} - {each.id for each in removed}
        # Of several files with the same content, the first.
        first = {id: source for source, id in reversed(ids.items()) if id not in known}
        added = tuple(sorted(first.values()))
        if removed and len(removed) == len(theirs) and not added and not remove_all:
            raise SyncRefused(
                f"None of the {len(theirs)} documents from {shown_path(self._folder)} is there any "
                "more, so nothing is removed. Check that its disk is connected, or remove them "
                "with --remove-all."
            )
        skipped |= dict.fromkeys(closed, "The folder may not be opened.")
        unchanged = len(ids) - len(added) - len(moved)
        return Plan(added, moved, removed, unchanged, skipped)

    def carry_out(
        self, plan: Plan, on_progress: OnProgress, password: str | None = None
    ) -> list[Addition]:
        """Do what a plan says, and return what became of the files that were to be added.

        ``password`` is tried on those that need one, and not kept.
        """
        for entry in plan.removed:
            self._store.remove(entry.id)
            self._originals.drop(entry.id)
        if plan.moved:
            self._store.move(plan.moved)
        if not plan.added:
            return []
        by_source = {shown_path(path): path for path in visible_files(self._folder)[0]}
        paths = [by_source[source] for source in plan.added if source in by_source]
        items = [item for path in paths for item in at_path(path, self._adder.reader)]
        return self._adder.add(items, on_progress, password)

    def _theirs(self) -> dict[str, Entry]:
        inside = shown_path(self._folder).rstrip(os.sep) + os.sep
        entries = self._store.entries()
        return {each.source: each for each in entries if each.source.startswith(inside)}

    def _hashes(self, paths: list[Path], leave: Set[str]) -> tuple[dict[str, str], dict[str, str]]:
        """Return the id of each file that can be read, and why the others cannot."""
        ids, skipped = dict[str, str](), dict[str, str]()
        for path in paths:
            source = shown_path(path)
            if source in leave:
                continue
            try:
                ids[source] = self._hash(path, source)
            except AssistantError as error:
                skipped[source] = str(error)
            except OSError as error:
                skipped[source] = f"The file cannot be read ({error.strerror})."
        return ids, skipped

    def _hash(self, path: Path, source: str) -> str:
        stat = path.stat()
        signature = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        if self._hashed.get(source, (None, ""))[0] != signature:
            self._hashed[source] = signature, document_id(read_bytes(path))
        return self._hashed[source][1]

    def _is_gone(self, source: str, closed: list[str], leave: Set[str]) -> bool:
        hidden = any(source.startswith(folder + os.sep) for folder in closed)
        # What was added from an archive stays while that is there: archives are not kept equal.
        archived = any(map(os.path.isfile, Path(source).parents))
        return not (hidden or archived or source in leave or os.path.lexists(source))


def _moved(theirs: Mapping[str, Entry], ids: Mapping[str, str], leave: Set[str]) -> dict[str, str]:
    """Return the new source of each document whose content lies elsewhere in the folder now."""
    moved = {}
    for source, entry in theirs.items():
        if source in leave or ids.get(source) == entry.id:
            continue
        found = next((place for place, id in ids.items() if id == entry.id), None)
        if found is not None:
            moved[entry.id] = found
    return moved


def outcome_counts(plan: Plan, additions: list[Addition]) -> dict[str, int]:
    """Return how many documents came to what, for the line that sums up."""
    outcomes = [each.outcome for each in additions]
    return {
        "added": outcomes.count(Outcome.ADDED),
        "replaced": outcomes.count(Outcome.REPLACED),
        "moved": len(plan.moved),
        "removed": len(plan.removed),
        "unchanged": plan.unchanged + outcomes.count(Outcome.UNCHANGED),
        "skipped": len(plan.skipped) + outcomes.count(Outcome.SKIPPED),
    }
