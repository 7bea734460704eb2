"""Dense search over a library: the FAISS index, kept up with what changes in the database."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from sources.errors import AssistantError, DiskFull

from .database import Database
from .embedder import Vector
from .index_files import Generation, load_newest, newest_saved, save
from .mirror import Mirror, newest_change, sample, stored_vectors
from .projection import NONE_LEARNT, learnt
from .vector_index import Found, Ids, Kind, VectorIndex, empty_index

_log = logging.getLogger(__name__)
# Up to this many passages the index is exact; see the table in tests/benchmarks/RESULTS.md.
EXACT_UP_TO = 20_000
# It becomes exact again below this share of them, so that it does not change to and fro.
_SURELY_SMALL = 0.8
# Growing by more than this makes what an index of bytes has learnt of the library old.
_LEARN_AGAIN = 4
# Below this many changed passages it is quicker to take them over at the next opening than to
# write the whole index file again.
_WORTH_SAVING = 1000


class DenseIndex:
    """The vectors of a database's passages, searched by FAISS; safe for use by several threads.

    Before each search it takes over what has changed in the database, also by another process.
    When the library has passed ``exact_up_to`` passages, or lies well below them again, an index
    of the other kind is made in the background, while the one before goes on being searched.
    ``check_model`` is called before a search, and raises when the vectors are another model's.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        check_model: Callable[[], None],
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        self._database = database
        self._folder = folder
        self._check_model = check_model
        self._exact_up_to = exact_up_to
        self._lock = threading.RLock()
        self._mirror: Mirror | None = None
        self._changing_kind = threading.Lock()
        self._changer: threading.Thread | None = None
        self._closed = threading.Event()

    @property
    def kind(self) -> Kind | None:
        """The kind of index that is searched, None before the first search."""
        return self._mirror.index.kind if self._mirror else None

    def search(self, vector: Vector, limit: int, among: Ids | None = None) -> Found:
        """Return up to ``limit`` (passage number, similarity), best first, of all or of some."""
        with self._lock:
            first = self._mirror is None
            mirror = self._current(len(vector))
            if first and mirror.unsaved >= _WORTH_SAVING and self._database.writable:
                if not newest_saved(self._folder):
                    _log.warning("The index file is missing; it was made from the database.")
                self._write(mirror)  # so that the next start need not make it again
            self._change_kind_in_background(mirror, len(vector))
            return mirror.index.search(vector, limit, among)

    def save(self, dimension: int) -> None:
        """Write the index to its file where that is worth the time and there is room for it."""
        with self._lock:
            if self._mirror is None and not self._is_worth_saving():
                return  # reading all vectors for a small change takes longer than the change
            mirror = self._current(dimension)
        self._change_kind(mirror, dimension)
        with self._lock:
            mirror = self._current(dimension)
            if mirror.unsaved >= _WORTH_SAVING:
                self._write(mirror)

    def forget(self) -> None:
        """Begin anew from the files and the database."""
        with self._lock:
            self._mirror = None

    def close(self) -> None:
        """End what is being done in the background, and give back the memory of the index."""
        self._closed.set()
        if self._changer:
            self._changer.join()
        # A closed library may be kept for a while, for its parts know each other.
        self.forget()

    def _write(self, mirror: Mirror) -> None:
        token = self._token_of(mirror.change)
        if not token:
            return
        try:
            save(self._folder, mirror.index, Generation(mirror.change, token))
        except (OSError, DiskFull) as error:
            _log.warning("The index is made again at the next start: %s", error)
            return
        mirror.unsaved = 0

    def _is_worth_saving(self) -> bool:
        """Tell whether much has changed since the newest file, without reading that file."""
        since = newest_saved(self._folder)
        changed = self._database.rows(
            "SELECT count(*) FROM (SELECT 1 FROM passages WHERE change > ? "
            "UNION ALL SELECT 1 FROM removed WHERE change > ? LIMIT ?)",
            (since, since, _WORTH_SAVING),
        )
        return bool(changed[0][0] >= _WORTH_SAVING)

    def _current(self, dimension: int) -> Mirror:
        """Return the index with all that has changed in the database taken over."""
        newest = newest_change(self._database)
        self._check_model()
        if self._mirror is None:
            self._mirror = self._opened(dimension)
        mirror, self._mirror = self._mirror, None
        mirror.take_over(newest)
        self._mirror = mirror  # what raised would have left a part
        return mirror

    def _opened(self, dimension: int) -> Mirror:
        stored = stored_vectors(self._database, dimension)
        loaded = load_newest(self._folder, dimension, self._token_of, stored)
        if loaded:
            return Mirror(self._database, *loaded)
        kind = Kind.EXACT if self._count() <= self._exact_up_to else Kind.BYTES
        return Mirror(self._database, self._empty(kind, dimension))

    def _empty(self, kind: Kind, dimension: int) -> VectorIndex:
        """Return an empty index, which has learnt of the library what helps it."""
        stored = stored_vectors(self._database, dimension)
        projection = NONE_LEARNT
        if kind is Kind.BYTES:
            _, vectors = stored(sample(self._database))
            projection = learnt(vectors, self._count())
        return empty_index(kind, dimension, stored, projection)

    def _count(self) -> int:
        return int(self._database.rows("SELECT count(*) FROM passages")[0][0])

    def _unfit(self, mirror: Mirror) -> Kind | None:
        """Return the kind that is to be made for a library of this size, None where it has it."""
        kind, count = mirror.index.kind, len(mirror.index)
        if kind is Kind.EXACT and count > self._exact_up_to:
            return Kind.BYTES
        if kind is Kind.BYTES and count < _SURELY_SMALL * self._exact_up_to:
            return Kind.EXACT
        if kind is Kind.BYTES and count > _LEARN_AGAIN * mirror.index.learnt_of:
            return Kind.BYTES
        return None

    def _change_kind_in_background(self, mirror: Mirror, dimension: int) -> None:
        busy = self._changer is not None and self._changer.is_alive()
        if self._unfit(mirror) and not busy and not self._closed.is_set():
            self._changer = threading.Thread(
                target=self._try_to_change_kind, args=(mirror, dimension), daemon=True
            )
            self._changer.start()

    def _try_to_change_kind(self, mirror: Mirror, dimension: int) -> None:
        try:
            self._change_kind(mirror, dimension)
        except AssistantError as error:
            _log.warning("The index stays as it is for now: %s", error)

    def _change_kind(self, mirror: Mirror, dimension: int) -> None:
        """Put an index of the kind that fits in the place of one that does not."""
        with self._changing_kind:
            kind = self._unfit(mirror)
            if kind is None or self._mirror is not mirror:
                return
            new = Mirror(self._database, self._empty(kind, dimension))
            # Searching goes on meanwhile; what changes until then is taken over by the next search.
            if not new.take_over(newest_change(self._database), self._closed.is_set):
                return
            with self._lock:
                if self._mirror is mirror:  # the library was not made anew for another model
                    self._mirror = new
                    if self._database.writable:
                        self._write(new)

    def _token_of(self, change: int) -> str | None:
        rows = self._database.rows("SELECT token FROM changes WHERE number = ?", (change,))
        return str(rows[0]["token"]) if rows else None
