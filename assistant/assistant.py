"""The assistant: documents in, questions asked, answers whose every sentence is a quote."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from index import (
    DEFAULT_READER,
    Embedder,
    Entry,
    Found,
    Hit,
    Originals,
    Retriever,
    Store,
    open_embedder,
    open_reader,
)
from sources import DocumentReader, ReadingHere, ReadingProcess
from sources.catalogue import Catalogue, official_documents
from sources.errors import UnknownDocument
from sources.fetch import Fetcher

from .adding import Adder, Addition, OnProgress
from .answer import Answer, Citation
from .asking import Asker
from .chronology import Dated, dated_statements
from .document_map import DocumentMap, Mapper
from .editing import Editor
from .fetching import at_address, fetched_again
from .gathering import gather
from .library import Library
from .opening import uploaded
from .question import LONGEST_QUESTION, Question, refuse_unaskable
from .rebuilding import Rebuilder
from .rereading import Rereader
from .scope import EVERYTHING, Scope
from .settings import Settings
from .starter import Starter
from .syncing import Syncer

# Passages in which dated statements are looked for.
_PASSAGES_DATED = 60


def _ignore(progress: object) -> None:
    """Report progress to nobody."""


class Assistant(Library):
    """Answers questions from a library of documents; safe for use by several threads.

    The only door to the lower layers: `open` puts the parts together, the constructor takes them.
    ``catalogue`` are documents that can be added by name.
    """

    def __init__(
        self,
        store: Store,
        originals: Originals,
        embedder: Embedder,
        fetcher: Fetcher,
        reader: DocumentReader | None = None,
        catalogue: Catalogue | None = None,
        rereader: Rereader | None = None,
    ) -> None:
        self.catalogue = official_documents() if catalogue is None else catalogue
        super().__init__(store, originals)
        self._embedder = embedder
        self._fetcher = fetcher
        self._reader = reader or ReadingHere()
        self._retriever = Retriever(store, embedder)
        self._asker = Asker(store, self._retriever, rereader or Rereader())
        self._adder = Adder(store, originals, embedder, self._reader, self.warm_up, self.catalogue)
        self._editor = Editor(store, embedder, self.warm_up)
        self._mapper = Mapper(store, embedder)
        self._checking = threading.Lock()
        self._model_checked = False

    @classmethod
    def open(cls, settings: Settings) -> "Assistant":
        """Open the library of some settings, making it where there is none.

        Nothing heavy is loaded until a question is asked or a document added. Raises LibraryError
        when the library cannot be made or read.
        """
        store = Store(settings.home)
        if not settings.starter:
            Starter(store).decline()
        originals = Originals(settings.home / "originals")
        embedder = open_embedder(settings.model, settings.home)
        rereader = Rereader(open_reader(settings.reader), settings.reader != DEFAULT_READER)
        return cls(store, originals, embedder, Fetcher(), ReadingProcess(), None, rereader)

    def close(self) -> None:
        """Close the library, and end the process that reads."""
        self._reader.close()
        self._store.close()

    def warm_up(self, to_answer: bool = False) -> None:
        """Load the embedding model, to answer a question the reader at the same time.

        Raises ModelUnavailable, or ModelMismatch when the library was made with another model.
        """
        if to_answer:
            self._asker.prepare()
        with self._checking:
            if not self._model_checked:
                self._store.check_model(self._embedder)
                self._model_checked = True

    def add_starter(self, on_progress: OnProgress = _ignore) -> list[Addition]:
        """Add the briefs of the starter library that are new, and return what became of each.

        Those that this version of the program has no more are removed. What a person removed stays
        away, and what a person added is left alone.
        """
        if not self.writable:
            return []
        starter = Starter(self._store)
        for id in starter.outdated():
            self.remove(id)
        items = starter.missing()
        if not items:
            return []
        additions = self._adder.add(items, on_progress)
        starter.remember(skipped=[each.path for each in additions if not each.document_id])
        return additions

    def add(
        self,
        paths: Sequence[str],
        on_progress: OnProgress = _ignore,
        password: str | None = None,
    ) -> list[Addition]:
        """Add files, folders and addresses, and return what became of each document.

        One that cannot be added is skipped with the reason. ``on_progress`` may raise `Stopped`;
        ``password`` is tried on each that needs one, and not kept. Raises ModelUnavailable or
        ModelMismatch before anything is added.
        """
        self._check_changeable()
        return self._adder.add(gather(paths, self._fetcher, self._reader), on_progress, password)

    def update(
        self,
        names: Sequence[str] = (),
        on_progress: OnProgress = _ignore,
        password: str | None = None,
    ) -> list[Addition]:
        """Fetch documents again from their addresses, all that have one where none is named.

        A document that has changed is replaced; one whose site says that it has not is not sent
        again; one whose address is gone stays. ``password`` as in `add`. Raises
        UnknownDocument also for a document that has no address, and what `add` raises.
        """
        self._check_changeable()
        origins = self._store.origins()
        ids = [self.find(name).id for name in names] if names else list(origins)
        if without := [id for id in ids if id not in origins]:
            raise UnknownDocument(
                f"{self.find(without[0]).title!r} was not fetched from an address. Add its file "
                "again instead: alliance add FILE"
            )
        items = fetched_again({id: origins[id] for id in ids}, self._fetcher, self._reader)
        return self._adder.add(items, on_progress, password) if items else []

    def add_address(
        self, address: str, on_progress: OnProgress = _ignore, password: str | None = None
    ) -> list[Addition]:
        """Add what an address, and no path, holds, as `add` does."""
        self._check_changeable()
        items = at_address(address, self._fetcher, self._reader)
        return self._adder.add(items, on_progress, password)

    def syncer(self, folder: str) -> Syncer:
        """Return what keeps the library equal to a folder."""
        self._check_changeable()
        return Syncer(folder, self._store, self._originals, self._adder)

    def add_file(
        self, name: str, path: Path, on_progress: OnProgress = _ignore, password: str | None = None
    ) -> list[Addition]:
        """Add a file under a name that is not its own, and return what became of it.

        Of an archive, what became of each of its members; of an e-mail, of text and attachments.
        ``password`` as in `add`.
        """
        self._check_changeable()
        return self._adder.add(uploaded(name, path, self._reader), on_progress, password)

    def rebuild(
        self,
        on_progress: OnProgress = _ignore,
        on_locked: Callable[[str], None] = _ignore,
        password: str | None = None,
    ) -> int:
        """Read and embed all documents anew, for the model that is set; return their number.

        The library stays as it was until all are done, and if ``on_progress`` raises `Stopped`.
        ``password`` is tried on files that need one; a document that it does not open keeps its
        text, and ``on_locked`` is told its title.
        """
        self._check_changeable()
        parts = self._store, self._originals, self._embedder, self._reader, self.catalogue
        count = Rebuilder(*parts, password).rebuild(on_progress, on_locked)
        self._model_checked = True
        return count

    def remove(self, name: str) -> Entry:
        """Remove the document of an id or title, and return what its line in the list was.

        Raises UnknownDocument.
        """
        self._check_changeable()
        entry = self.find(name)
        self._store.remove(entry.id)
        self._originals.drop(entry.id)
        return entry

    def edit(self, name: str, changes: Mapping[str, str]) -> Entry:
        """Change what is shown of a document, and return its line in the list.

        ``changes`` are new values of title, issuer, date or language; an empty one goes back to
        what the file says. Raises EditRefused, UnknownDocument, ModelUnavailable or ModelMismatch.
        """
        self._check_changeable()
        id = self.find(name).id
        self._editor.edit(id, changes)
        return self.find(id)

    def search(
        self,
        words: str,
        limit: int = 10,
        documents: Sequence[str] | None = None,
        scope: Scope = EVERYTHING,
    ) -> list[Hit]:
        """Return up to ``limit`` passages that matter to some words, best first.

        ``documents`` are ids or titles to search in, all where it is None; ``scope`` bounds them
        too. Raises QuestionRefused, UnknownDocument, ModelUnavailable or ModelMismatch.
        """
        refuse_unaskable(words)
        ids = self._ids(documents, self.scoped(scope) if scope.bounded else None)
        return self.look_for(Question.read(words), limit, ids).hits

    def timeline(self, words: str, documents: Sequence[str] | None = None) -> list[Dated]:
        """Return what the documents say of a subject and date, the earliest first.

        ``documents`` as in `search`; raises what that raises.
        """
        refuse_unaskable(words)
        question = Question.read(words)
        return dated_statements(question, self.look_for(question, _PASSAGES_DATED, documents))

    def map(self, citations: Sequence[Citation] = ()) -> DocumentMap:
        """Return the library laid out by meaning, with the quotes of some citations.

        Raises ModelUnavailable or ModelMismatch.
        """
        if citations:
            self.warm_up()
        return self._mapper.draw(citations)

    def look_for(
        self, question: Question, limit: int, documents: Sequence[str] | None = None
    ) -> Found:
        """Return what is found for a question taken apart, as `search` does."""
        ids = self._ids(documents, None)
        self.warm_up()
        return self._retriever.search(question.text, limit, ids, question.sought)

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        scope: Scope = EVERYTHING,
    ) -> Answer:
        """Answer a question from the documents.

        ``history`` are the questions asked before it, the latest last; ``documents`` and ``scope``
        as in `search`. That nothing was found is an answer. Raises what `search` raises.
        """
        started = time.perf_counter()
        refuse_unaskable(question)
        known = [each for each in history if len(each) <= LONGEST_QUESTION]
        scoped = self.scoped(scope) if scope.bounded else None
        ids = self._ids(documents, scoped)
        self.warm_up(to_answer=True)
        answer = self._asker.ask(question, known, ids)
        if scoped:
            elsewhere = answer.unanswered and self._asker.ask(question, known, None).found
            answer = replace(answer, asked_of=replace(scoped.asked_of, elsewhere=elsewhere))
        return replace(answer, seconds=round(time.perf_counter() - started, 4))
