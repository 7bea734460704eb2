"""Which document of a library a person means by a name."""

import os

from index import Entry, Store
from sources.errors import UnknownDocument

_SHORTEST_ID = 6


def find(store: Store, name: str) -> Entry:
    """Return the document that an id, its beginning, a title, a path or an address means.

    Raises UnknownDocument when none or several are meant.
    """
    if entry := store.entry(name):
        return entry
    entries = store.entries()
    wanted = name.strip().casefold()
    exact = [each for each in entries if wanted == each.title.casefold()]
    started = [
        each for each in entries if len(wanted) >= _SHORTEST_ID and each.id.startswith(wanted)
    ]
    found = exact or started or _came_from(store, name)
    if len(found) == 1:
        return found[0]
    problem = "is not in the library" if not found else "stands for several documents"
    raise UnknownDocument(f"{name!r} {problem}. See the ids and titles with: alliance documents")


def _came_from(store: Store, source: str) -> list[Entry]:
    ids = map(store.id_of_source, (source, os.path.abspath(source)))
    entries = (store.entry(id) for id in ids if id)
    return [entry for entry in entries if entry][:1]
