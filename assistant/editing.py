"""What a person says of a document in the place of its file: title, issuer, date, language.

The title is embedded in front of each passage and searched by its words. Where it changes, the
passages are therefore made and embedded anew, and kept in one change together with the title: what
is shown, what is searched and what `alliance rebuild` would make never differ.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from index import Edit, Embedder, PassageVectors, Store
from sources import Document, Passage, split
from sources.errors import EditRefused, UnknownDocument
from sources.normalise import normalise, one_line
from sources.patterns import pattern

LONGEST = 300
_DATE = pattern(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_LANGUAGE = pattern(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.I | re.ASCII)


class Editor:
    """Keeps edits of a library's documents; ``get_ready`` is called before embedding."""

    def __init__(self, store: Store, embedder: Embedder, get_ready: Callable[[], None]) -> None:
        self._store = store
        self._embedder = embedder
        self._get_ready = get_ready

    def edit(self, document_id: str, changes: Mapping[str, str]) -> None:
        """Change some of title, issuer, date and language of a document.

        An empty value goes back to what the file says. Raises EditRefused, UnknownDocument,
        ModelUnavailable or ModelMismatch; then nothing has changed.
        """
        kept = self._store.as_read(document_id)
        values = {name: _checked(name, value) for name, value in changes.items()}
        if kept is None:
            raise _gone(document_id)
        document, before = kept
        said = {
            name: value if value and value != getattr(document, name) else None
            for name, value in values.items()
        }
        edit = replace(before, **said)
        if not self._store.edit(document_id, edit, self._renewed(document, before, edit)):
            raise _gone(document_id)

    def _renewed(
        self, document: Document, before: Edit, edit: Edit
    ) -> tuple[list[Passage], list[PassageVectors]] | None:
        """Return the passages of a document anew, with their vectors, if its title changes."""
        shown = edit.applied(document)
        if shown.title == before.applied(document).title:
            return None
        self._get_ready()
        passages = split(shown, self._embedder.token_counts, limit=self._embedder.limit)
        return passages, self._embedder.embed_passages(passages)


def _checked(name: str, value: str) -> str:
    """Return a value as it is kept, on one line and without characters that cannot be seen."""
    value = one_line(normalise(value))
    if len(value) > LONGEST:
        raise EditRefused(
            f"The {name} has {len(value):,} characters; the most that is kept is {LONGEST}. "
            "Give a shorter one."
        )
    if name == "date" and value and not _is_date(value):
        raise EditRefused(
            f"{value!r} is not a date. Give a year, a month or a day: 2024, 2024-05 or 2024-05-31."
        )
    if name == "language" and value and not _LANGUAGE.fullmatch(value):
        raise EditRefused(
            f"{value!r} is not the code of a language. Give one like en, fr or en-GB."
        )
    return value


def _is_date(value: str) -> bool:
    found = _DATE.fullmatch(value)
    try:
        return bool(found and dt.date(*(int(part or 1) for part in found.groups())))
    except ValueError:
        return False


def _gone(document_id: str) -> UnknownDocument:
    return UnknownDocument(f"{document_id[:12]} was removed just now.")
