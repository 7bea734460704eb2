"""Which briefs of the starter library a library still needs."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from index import Store
from sources import document_id, read_bytes
from sources.starter import proposed_questions, starter_briefs

from .opening import Content, Item

_OFFERED = "starter"
_DECLINED = "declined"


class Starter:
    """The starter library, as far as a library has taken it over.

    What was offered once and is no longer there was removed by its user, and stays away.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._briefs = {f"starter library/{path.name}": path for path in starter_briefs()}

    def missing(self) -> list[Item]:
        """Return the briefs that are new or have changed since they were last offered."""
        offered = self._offered()
        if offered is None:
            return []
        return [
            Item(source, partial(_read, source, path))
            for source, path in self._briefs.items()
            if offered.get(source) != _hash(path)
            and (source not in offered or self._store.id_of_source(source))
        ]

    def outdated(self) -> list[str]:
        """Return the ids of briefs that were offered once and are no part of this version."""
        gone = (self._offered() or {}).keys() - self._briefs.keys()
        ids = (self._store.id_of_source(source) for source in sorted(gone))
        return [id for id in ids if id]

    def questions(self) -> dict[str, tuple[str, ...]]:
        """Return the questions that each brief in the library answers, by its id, in order."""
        found = ((self._store.id_of_source(source), path) for source, path in self._briefs.items())
        return {id: proposed_questions(path) for id, path in found if id}

    def decline(self) -> None:
        """Leave the starter library out of a library that is new, now and later."""
        if self._store.writable and self._store.meta(_OFFERED) is None:
            self._store.set_meta(_OFFERED, json.dumps(_DECLINED))

    def remember(self, skipped: Sequence[str]) -> None:
        """Keep in mind that the briefs of this version were offered, but for those skipped."""
        hashes = {
            source: _hash(path) for source, path in self._briefs.items() if source not in skipped
        }
        self._store.set_meta(_OFFERED, json.dumps({**(self._offered() or {}), **hashes}))

    def _offered(self) -> dict[str, str] | None:
        """Return the hashes of the briefs offered so far by their source, None if declined.

        Where the library is read-only, nothing is offered.
        """
        if not self._store.writable:
            return None
        offered: dict[str, str] | str = json.loads(self._store.meta(_OFFERED) or "{}")
        return None if isinstance(offered, str) else offered


def _read(source: str, path: Path) -> Content:
    return Content(read_bytes(path), path.name, source)


def _hash(path: Path) -> str:
    return document_id(path.read_bytes())
