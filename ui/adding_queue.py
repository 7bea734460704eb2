"""Adds uploaded files one after the other in the background; knows no screens.

The queue lives on the server, so that a page can be closed or loaded again while it works.
"""

import logging
import shutil
import tempfile
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant import Addition, Assistant, AssistantError, Outcome, Progress, Stopped

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file or an address that was handed over, and what became of it so far.

    ``address`` is None for a file. ``progress`` is None while it waits for its turn, ``addition``
    until it is over. The copy at ``path`` is kept as long as it may be tried again; ``password``
    is there for one try, and only until that is over.
    """

    name: str
    path: Path
    progress: Progress | None = None
    addition: Addition | None = None
    address: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """What it is known by; all documents of one file have the same."""
        return self.path.parent.name

    @property
    def needs_password(self) -> bool:
        """Whether it can be tried again with a password."""
        return self.addition is not None and self.addition.needs_password


class AddingQueue:
    """The files handed over to be added, and the thread that works through them."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._uploads: list[Upload] = []
        self._worker: threading.Thread | None = None
        self._stopping = False

    @property
    def uploads(self) -> Sequence[Upload]:
        """The files handed over since the queue was last cleared, in that order."""
        with self._lock:
            return tuple(self._uploads)

    @property
    def busy(self) -> bool:
        """Whether a file waits or is being added."""
        with self._lock:
            return self._worker is not None

    def put(self, paths: Sequence[Path]) -> None:
        """Hand over files. They are copied first and may be deleted afterwards.

        What is over and done with leaves the list when new work begins.
        """
        self._hand_over([_taken_over(path) for path in paths])

    def put_addresses(self, addresses: Sequence[str]) -> None:
        """Hand over addresses; the document of each is fetched when it is its turn."""
        self._hand_over([_to_fetch(address) for address in addresses])

    def _hand_over(self, uploads: Sequence[Upload]) -> None:
        with self._lock:
            if self._worker is None:
                _delete_copies(self._uploads)
                self._uploads.clear()
            self._uploads += uploads
            self._start()

    def try_again(self, key: str, password: str) -> None:
        """Try a file that needs a password with one; of an archive or an e-mail, all of it."""
        with self._lock:
            rows = [each for each in self._uploads if each.key == key]
            if not any(each.needs_password for each in rows):
                return
            place = self._uploads.index(rows[0])
            address, path = rows[0].address, rows[0].path
            again = Upload(address or path.name, path, address=address, password=password)
            others = [each for each in self._uploads if each.key != key]
            self._uploads = [*others[:place], again, *others[place:]]
            self._start()

    def _start(self) -> None:
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="adding", daemon=True)
            self._worker.start()

    def stop(self) -> None:
        """Stop adding; what is complete stays."""
        with self._lock:
            self._stopping = self._worker is not None
            for number, upload in enumerate(self._uploads):
                if upload.progress is None and upload.addition is None:
                    reason = "Adding was stopped before the turn of this document."
                    self._uploads[number] = _over(upload, _skipped(upload, reason))

    def clear(self) -> None:
        """Forget the files that are over and done with."""
        with self._lock:
            waiting = [each for each in self._uploads if each.addition is None]
            _delete_copies(each for each in self._uploads if each not in waiting)
            self._uploads = waiting

    def close(self) -> None:
        """Stop adding and wait until the file at hand is left."""
        self.stop()
        worker = self._worker
        if worker:
            worker.join()
        self.clear()

    def _work(self) -> None:
        while upload := self._next():
            additions = self._add(upload)
            with self._lock:
                place = self._place(upload)
                over = self._uploads[place]
                # One file becomes several documents where it is an archive or an e-mail.
                self._uploads[place : place + 1] = [
                    replace(over, name=each.path, addition=each, password=None)
                    for each in additions
                ]
            if not any(each.needs_password for each in additions):
                _delete_copies([upload])

    def _next(self) -> Upload | None:
        """Return the file whose turn it is; without one, the worker is done."""
        with self._lock:
            self._stopping = False
            waiting = [each for each in self._uploads if each.addition is None]
            if not waiting:
                self._worker = None
            return waiting[0] if waiting else None

    def _add(self, upload: Upload) -> list[Addition]:
        def on_progress(progress: Progress) -> None:
            with self._lock:
                if self._stopping:
                    raise Stopped
                place = self._place(upload)
                self._uploads[place] = replace(self._uploads[place], progress=progress)

        assistant = self._assistant
        try:
            if upload.address is not None:
                return [assistant.add_address(upload.address, on_progress, upload.password)]
            return assistant.add_file(upload.name, upload.path, on_progress, upload.password)
        except AssistantError as error:
            return [_skipped(upload, str(error))]
        except Exception:
            # Nobody waits for this thread: it must tell what happened, and go on with the others.
            _log.exception("Adding %s failed", upload.name)
            return [_skipped(upload, "Something went wrong; the terminal shows what.")]

    def _place(self, upload: Upload) -> int:
        return next(n for n, each in enumerate(self._uploads) if each.path == upload.path)


def _to_fetch(address: str) -> Upload:
    place = Path(tempfile.mkdtemp(prefix="alliance-"), "fetched")
    return Upload(address, place, address=address)


def _taken_over(path: Path) -> Upload:
    """Copy a file to a place of our own."""
    folder = Path(tempfile.mkdtemp(prefix="alliance-"))
    upload = Upload(path.name, folder / path.name)
    try:
        shutil.copyfile(path, upload.path)
    except OSError as error:
        reason = f"The file could not be copied ({error.strerror}). Add it again."
        return _over(upload, _skipped(upload, reason))
    return upload


def _over(upload: Upload, addition: Addition) -> Upload:
    """Delete the copy of a file, and keep what became of it."""
    _delete_copies([upload])
    return replace(upload, addition=addition, password=None)


def _delete_copies(uploads: Iterable[Upload]) -> None:
    for upload in uploads:
        shutil.rmtree(upload.path.parent, ignore_errors=True)


def _skipped(upload: Upload, reason: str) -> Addition:
    return Addition(upload.name, Outcome.SKIPPED, reason=reason)
