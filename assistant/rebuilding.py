"""Making a library anew from the files it was made from, for another model or a better reader."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath

from index import Embedder, Originals, PassageVectors, Store
from sources import AssistantError, Document, DocumentReader, Passage, split
from sources.catalogue import Catalogue
from sources.errors import PasswordNeeded

from .adding import OnProgress, Progress


class Rebuilder:
    """Reads, splits and embeds the documents of a library again.

    ``password`` is tried on files that need one, and not kept.
    """

    def __init__(
        self,
        store: Store,
        originals: Originals,
        embedder: Embedder,
        reader: DocumentReader,
        catalogue: Catalogue,
        password: str | None = None,
    ) -> None:
        self._store = store
        self._originals = originals
        self._embedder = embedder
        self._reader = reader
        self._catalogue = catalogue
        self._password = password

    def rebuild(self, on_progress: OnProgress, on_locked: Callable[[str], None]) -> int:
        """Renew all documents in one transaction and return how many there are.

        ``on_locked`` is told the title of each that keeps its text because its file needs another
        password.
        """
        self._store.rebuild(self._embedder, self._renewed(on_progress, on_locked))
        self._store.save(self._embedder.dimension)
        return len(self._store.entries())

    def _renewed(
        self, on_progress: OnProgress, on_locked: Callable[[str], None]
    ) -> Iterator[tuple[Document, list[Passage], list[PassageVectors]]]:
        # Listed within the transaction, so that no document is added or removed meanwhile.
        ids = [entry.id for entry in self._store.entries()]
        passages_done = 0
        for number, id in enumerate(ids):
            document = self._read_again(id, on_locked)
            shown = self._store.edited(document)
            passages = split(shown, self._embedder.token_counts, limit=self._embedder.limit)
            on_progress(
                Progress(
                    number, len(ids), passages_done, passages_done + len(passages), shown.title
                )
            )
            yield document, passages, self._embedder.embed_passages(passages)
            passages_done += len(passages)

    def _read_again(self, id: str, on_locked: Callable[[str], None]) -> Document:
        """Return the document as it is read today, or as it was where its file is not the same."""
        kept = self._store.as_read(id)
        path = self._originals.path(id)
        if kept is None:
            raise LookupError(id)
        stored, _ = kept
        if path is None:
            return stored
        name = PurePath(stored.source).stem + path.suffix
        try:
            document = self._reader.read(
                path.read_bytes(), name, stored.source, password=self._password
            )
        except PasswordNeeded:
            on_locked(self._store.edited(stored).title)
            return stored
        except (AssistantError, OSError):
            return stored
        if document.id != id:
            return stored
        document = replace(
            document,
            address=stored.address,
            fetched_at=stored.fetched_at,
            version=stored.version,
        )
        return self._catalogue.described(document, name)
