"""What is in the library: its documents listed, found, shown, and compared with quotes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

from index import Entry, Originals, Replacement, Store
from sources import Document, Passage, document_id, read_bytes
from sources.errors import LibraryReadOnly, UnknownDocument

from .account import Account
from .answer import Check, Citation
from .finding import find
from .reference import Excerpt, Reference, digest
from .scope import Scope, Scoped
from .starter import Starter


class Library:
    """The documents of a store, and the files that they were read from, for reading."""

    def __init__(self, store: Store, originals: Originals) -> None:
        self._store = store
        self._originals = originals
        self._kept = False

    @property
    def writable(self) -> bool:
        """Whether documents can be added, removed and edited."""
        return self._store.writable and not self._kept

    def keep_documents(self) -> None:
        """Refuse from now on to add, remove or edit documents, as in a folder that is read-only."""
        self._kept = True

    def _check_changeable(self) -> None:
        if self._kept:
            raise LibraryReadOnly(
                "The documents of this server are read-only. Change them with the command line "
                "where it runs, or start it without --read-only."
            )

    def documents(self) -> list[Entry]:
        """Return the list of documents, by title."""
        return self._store.entries()

    def languages(self, citations: Iterable[Citation]) -> dict[str, str]:
        """Return the languages of the documents of some citations, by id, where they are known."""
        entries = map(self._store.entry, {each.document_id for each in citations})
        return {each.id: each.language for each in entries if each and each.language}

    def proposed_questions(self) -> dict[str, tuple[str, ...]]:
        """Return the questions that each starter brief in the library answers, by its id."""
        return Starter(self._store).questions()

    def document(self, name: str) -> Document:
        """Return the document of an id or title. Raises UnknownDocument."""
        document = self._store.document(self.find(name).id)
        if document is None:
            raise UnknownDocument(f"{name} was removed just now.")
        return document

    def account_of(self, document: Document) -> Account:
        """Return how a document of the library was read."""
        pages = [passage.page for passage in self._store.passages_of(document.id)]
        return Account.of(document, pages)

    def passages(self, document_id: str) -> list[Passage]:
        """Return the passages that a document was cut into, in order."""
        return self._store.passages_of(document_id)

    def newest_change(self) -> int:
        """Return the number of the latest change of the library, by this program or another."""
        return self._store.newest_change()

    def clash(self, name: str, path: Path) -> Entry | None:
        """Return the document of the same name that adding a file would replace, None without one.

        A document with the very same content is left alone, and is no clash. Raises
        UnreadableDocument when the file cannot be read.
        """
        id = self._store.id_of_source(name)
        if id is None or document_id(read_bytes(path)) == id:
            return None
        return self._store.entry(id)

    def free_name(self, name: str) -> str:
        """Return a name like the given one that no document has: "report (2).pdf"."""
        stem, dot, ending = name.rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (name, "")
        names = (f"{stem} ({number}){ending}" for number in count(2))
        return next(each for each in names if self._store.id_of_source(each) is None)

    def original(self, document_id: str) -> Path | None:
        """Return where the file of a document lies as it was added, None if it was not kept."""
        return self._originals.path(document_id)

    def sizes(self) -> dict[str, int]:
        """Return the number of bytes of each document's file as it was added, by id."""
        return self._originals.sizes()

    def find(self, name: str) -> Entry:
        """Return the document that an id, its beginning, a title, a path or an address means.

        Raises UnknownDocument when none or several are meant.
        """
        return find(self._store, name)

    def scoped(self, scope: Scope) -> Scoped:
        """Return what a scope takes in of the documents."""
        return scope.among(self.documents())

    def _ids(self, documents: Sequence[str] | None, scoped: Scoped | None) -> list[str] | None:
        """Return the ids of the documents named that a scope takes in, None where all are meant."""
        named = None if documents is None else [self.find(name).id for name in documents]
        if scoped is None:
            return named
        return [id for id in scoped.documents if named is None or id in named]

    def replacement(self, document_id: str) -> Replacement | None:
        """Return what took the place of a document that is gone, None where nothing did."""
        return self._store.replacement(document_id)

    def forms(self, document_id: str) -> list[Document]:
        """Return a document as it is shown, and as its file has it; nothing of one that is gone."""
        shown, kept = self._store.document(document_id), self._store.as_read(document_id)
        return [shown, kept[0]] if shown and kept else []

    def verify(self, citation: Citation) -> Check:
        """Compare a citation's quote with the library's text, character by character."""
        return self.verify_all([citation])[0]

    def verify_all(self, citations: Iterable[Citation]) -> list[Check]:
        """Compare the quotes of citations with the library's text, reading each document once."""
        read = cache(self._store.document)
        references = map(Reference.to, citations)
        return [_excerpt(each, read(each.document_id)).check for each in references]

    def look_up(self, reference: Reference) -> Excerpt:
        """Return what a reference points at, and whether it is still what was quoted."""
        excerpt = _excerpt(reference, self._store.document(reference.document_id))
        if excerpt.document:
            return excerpt
        return replace(excerpt, replacement=self.replacement(reference.document_id))


def _excerpt(reference: Reference, document: Document | None) -> Excerpt:
    if not document:
        return Excerpt(Check.REMOVED, None, reference.span)
    quoted = document.text[reference.start : reference.end]
    check = Check.MATCHES if reference.digest == digest(quoted) else Check.CHANGED
    return Excerpt(check, document, reference.span)
