"""Adding documents one after the other, with an honest report of each."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import islice

from index import Embedder, Originals, PassageVectors, Store
from sources import AssistantError, Document, DocumentReader, Passage, document_id, split
from sources.catalogue import Catalogue
from sources.errors import AddressGone, DiskFull, ModelError, PasswordNeeded, UnreadableDocument

from .account import Account
from .opening import Content, Item
from .room import room_said

# Passages of several documents are embedded together, so that small documents fill batches.
_EMBEDDED_TOGETHER = 256


class Outcome(StrEnum):
    """What became of a document that was to be added; gone is one whose address is no more."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of one document; ``reason`` says why it was skipped or left unchanged.

    ``account`` tells how it was read, None where it was not. ``seconds_embedding`` is its share,
    by passages, of the time that it was embedded in together with others. ``needs_password`` tells
    a document that was skipped for want of the right one.
    """

    path: str
    outcome: Outcome
    document_id: str | None = None
    title: str | None = None
    passages: int = 0
    reason: str | None = None
    account: Account | None = None
    seconds_reading: float = 0.0
    seconds_embedding: float = 0.0
    needs_password: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far adding has come: ``passages`` counts those of the documents read so far.

    ``alone`` is False when another program adds documents to the same library meanwhile.
    """

    documents_done: int
    documents: int
    passages_done: int
    passages: int
    path: str
    alone: bool = True


class Stopped(Exception):
    """What a progress callback raises to stop adding; the documents complete by then stay."""


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document that was read and waits for its vectors."""

    number: int
    content: Content
    document: Document
    title: str
    passages: list[Passage]
    seconds_reading: float


@dataclass(slots=True)
class _Work:
    items: Sequence[Item]
    on_progress: OnProgress
    alone: bool
    password: str | None = field(default=None, repr=False)
    additions: dict[int, Addition] = field(default_factory=dict)
    waiting: list[_Waiting] = field(default_factory=list)
    passages: int = 0
    passages_done: int = 0

    def report(self, path: str, embedded: int = 0) -> None:
        self.passages_done += embedded
        counts = len(self.additions), len(self.items), self.passages_done, self.passages
        self.on_progress(Progress(*counts, path, self.alone))


class Adder:
    """Reads, embeds and stores documents, each of them whole or not at all.

    ``get_ready`` is called before the embedder is used, which is not before there is a document
    to embed; what it raises ends the adding.
    """

    def __init__(
        self,
        store: Store,
        originals: Originals,
        embedder: Embedder,
        reader: DocumentReader,
        get_ready: Callable[[], None],
        catalogue: Catalogue,
    ) -> None:
        self._store = store
        self._originals = originals
        self._embedder = embedder
        self.reader = reader
        self._get_ready = get_ready
        self._catalogue = catalogue
        self._one_at_a_time = threading.Lock()

    def add(
        self, items: Sequence[Item], on_progress: OnProgress, password: str | None = None
    ) -> list[Addition]:
        """Add documents and return what became of each, in the order given.

        One that cannot be added is skipped with the reason, and the others go on.
        ``on_progress`` may raise Stopped: what is not complete by then is skipped. ``password`` is
        tried on each that needs one, and not kept.
        """
        with self._one_at_a_time, self._store.adding() as alone:
            if alone:
                self._originals.sweep(self._store.ids)
            work = _Work(items, on_progress, alone, password)
            try:
                self._add_all(work)
            except Stopped:
                reason = "Adding was stopped before this document was complete."
                for number, item in enumerate(items):
                    work.additions.setdefault(number, _skipped(item.path, reason))
            if work.passages:
                self._store.save(self._embedder.dimension)
                self._list_sources({each.document_id or "" for each in work.additions.values()})
        return [work.additions[number] for number in range(len(items))]

    def _list_sources(self, added: set[str]) -> None:
        """Keep where documents came from; all of them where none has been kept yet."""
        entries = map(self._store.entry, added if self._originals.listed else self._store.ids())
        self._originals.list_sources({each.id: each.source for each in entries if each})

    def _add_all(self, work: _Work) -> None:
        numbers = list(range(len(work.items)))
        while numbers:
            for number in numbers:
                self._read_one(work, number, work.items[number])
                if sum(len(each.passages) for each in work.waiting) >= _EMBEDDED_TOGETHER:
                    self._embed_and_store(work)
            self._embed_and_store(work)
            numbers = [n for n, each in sorted(work.additions.items()) if self._is_gone(each)]

    def _is_gone(self, addition: Addition) -> bool:
        """Tell whether what was there already was replaced by a later document of the same run."""
        id = addition.document_id
        return addition.outcome is Outcome.UNCHANGED and not (id and self._store.entry(id))

    def _read_one(self, work: _Work, number: int, item: Item) -> None:
        work.report(item.path)
        try:
            self._read(work, number, item)
            work.report(item.path)
        except ModelError:
            raise
        except AddressGone as error:
            work.additions[number] = self._gone(item.path, str(error))
        except PasswordNeeded as error:
            skipped = _skipped(item.path, str(error))
            work.additions[number] = replace(skipped, needs_password=True)
        except AssistantError as error:
            work.additions[number] = _skipped(item.path, str(error))

    def _gone(self, address: str, reason: str) -> Addition:
        """Tell of an address that holds nothing any more; a document from there stays."""
        id = self._store.id_of_source(address)
        entry = self._store.entry(id) if id else None
        if entry is None:
            return _skipped(address, reason)
        reason = f"The document stays as it was fetched. {reason}"
        return Addition(address, Outcome.GONE, entry.id, entry.title, entry.passages, reason)

    def _read(self, work: _Work, number: int, item: Item) -> None:
        content = item.read()
        started = time.perf_counter()
        known = self._known(work, item, content)
        if known:
            work.additions[number] = known
            return
        if content.unchanged:
            raise UnreadableDocument("The document was removed while it was fetched again.")
        read = self.reader.read(
            content.data,
            content.name,
            content.source,
            partial(work.report, item.path),
            password=work.password,
        )
        document = self._catalogue.described(content.documented(read), content.name)
        self._get_ready()
        shown = self._store.edited(document)
        passages = split(shown, self._embedder.token_counts, limit=self._embedder.limit)
        if not passages:
            raise UnreadableDocument("The document has headings only, and no text to quote.")
        work.passages += len(passages)
        seconds = time.perf_counter() - started
        work.waiting.append(_Waiting(number, content, document, shown.title, passages, seconds))

    def _known(self, work: _Work, item: Item, content: Content) -> Addition | None:
        """Return the report on a document whose very bytes are there already, else None."""
        id = content.unchanged or document_id(content.data)
        entry = self._store.entry(id)
        waiting = [each for each in work.waiting if each.document.id == id]
        if entry and content.fetched_at and entry.source == content.source:
            self._store.fetched_again(id, content.fetched_at, content.version)
        if entry:
            source, title, passages = entry.source, entry.title, entry.passages
        elif waiting:
            source, title = waiting[0].document.source, waiting[0].title
            passages = len(waiting[0].passages)
        else:
            return None
        reason = None if source == content.source else f"The same content is there as {source}."
        return Addition(item.path, Outcome.UNCHANGED, id, title, passages, reason)

    def _embed_and_store(self, work: _Work) -> None:
        if not work.waiting:
            return
        path = work.items[work.waiting[-1].number].path
        everything = [passage for each in work.waiting for passage in each.passages]
        started = time.perf_counter()
        vectors = iter(
            self._embedder.embed_passages(everything, lambda done: work.report(path, done))
        )
        seconds = (time.perf_counter() - started) / len(everything)
        for each in work.waiting:
            count = len(each.passages)
            addition = self._store_one(
                work.items[each.number].path, each, list(islice(vectors, count))
            )
            work.additions[each.number] = _told(addition, each, seconds * count)
        work.waiting.clear()
        work.report(path)

    def _store_one(self, path: str, each: _Waiting, vectors: Sequence[PassageVectors]) -> Addition:
        id, count = each.document.id, len(each.passages)
        told = partial(Addition, path, document_id=id, title=each.title, passages=count)
        if self._store.entry(id):  # another program has added it since it was looked up
            return told(outcome=Outcome.UNCHANGED)
        try:
            self._originals.keep(id, each.content.name, each.content.data)
            replaced = self._store.add(each.document, each.passages, vectors)
        except DiskFull as error:
            if not self._store.entry(id):
                self._originals.drop(id)
            room = room_said(each.content.data, each.document.text, vectors)
            return _skipped(path, f"{error} {room}")
        except ModelError:
            raise
        except (AssistantError, OSError) as error:
            return _skipped(path, str(error))
        replaced = [old for old in replaced if old != id]
        for old in replaced:
            self._originals.drop(old)
        return told(outcome=Outcome.REPLACED if replaced else Outcome.ADDED)


def _told(addition: Addition, each: _Waiting, seconds_embedding: float) -> Addition:
    """Return an addition together with how its document was read, if it is in the library."""
    if addition.outcome is Outcome.SKIPPED:
        return addition
    return replace(
        addition,
        account=Account.of(each.document, [passage.page for passage in each.passages]),
        seconds_reading=round(each.seconds_reading, 3),
        seconds_embedding=round(seconds_embedding, 3),
    )


def _skipped(path: str, reason: str) -> Addition:
    return Addition(path, Outcome.SKIPPED, reason=reason)
