"""Adds uploaded files one after the other in the background; knows no screens.

The queue lives on the server, so that a page can be closed or loaded again while it works.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import Addition, Assistant, AssistantError, Entry, Progress, Stopped

from .uploads import Upload, delete_copies, over, skipped, taken_over, to_fetch

_log = logging.getLogger(__name__)
_BEFORE_ITS_TURN = "Adding was stopped before the turn of this document."


class AddingQueue:
    """The files handed over to be added, and the thread that works through them."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._uploads: list[Upload] = []
        self._worker: threading.Thread | None = None
        # The keys of the files that are to be left where they are.
        self._stopping: set[str] = set()

    @property
    def uploads(self) -> Sequence[Upload]:
        """The files handed over since the queue was last cleared, in that order."""
        with self._lock:
            return tuple(self._uploads)

    @property
    def busy(self) -> bool:
        """Whether a file waits for its turn or is being added."""
        with self._lock:
            return self._worker is not None

    def put(self, paths: Sequence[Path]) -> None:
        """Hand over files. They are copied first and may be deleted afterwards.

        What is over and done with leaves the list when new work begins.
        """
        self._hand_over([taken_over(path) for path in paths])

    def put_addresses(self, addresses: Sequence[str]) -> None:
        """Hand over addresses; the document of each is fetched when it is its turn."""
        self._hand_over([to_fetch(address) for address in addresses])

    def _hand_over(self, uploads: Sequence[Upload]) -> None:
        with self._lock:
            if self._worker is None:
                self._forget_what_is_over()
            self._uploads += uploads
            self._start()

    def try_again(self, key: str, password: str) -> None:
        """Try a file that needs a password with one; of an archive or an e-mail, all of it."""
        with self._lock:
            rows = [each for each in self._uploads if each.key == key]
            if not any(each.needs_password for each in rows):
                return
            place, first = self._uploads.index(rows[0]), rows[0]
            name = first.name if first.settled else first.address or first.path.name
            again = Upload(
                name, first.path, address=first.address, password=password, settled=first.settled
            )
            others = [each for each in self._uploads if each.key != key]
            self._uploads = [*others[:place], again, *others[place:]]
            self._start()

    def settle(self, key: str, *, keep_both: bool) -> None:
        """Go on with a file whose name a document has: replace that document, or keep both."""
        with self._lock:
            for number, upload in enumerate(self._uploads):
                if upload.key == key and upload.clash:
                    name = self._assistant.free_name(upload.name) if keep_both else upload.name
                    self._uploads[number] = replace(upload, name=name, clash=None, settled=True)
                    self._start()

    def _start(self) -> None:
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="adding", daemon=True)
            self._worker.start()

    def stop(self) -> None:
        """Stop adding; what is complete stays."""
        for upload in self.uploads:
            if upload.waits_for_its_turn:
                self.cancel(upload.key)

    def cancel(self, key: str) -> None:
        """Leave a file that is not complete yet where it is."""
        with self._lock:
            for number, upload in enumerate(self._uploads):
                if upload.key != key or upload.addition is not None:
                    continue
                if upload.progress is None:
                    self._uploads[number] = over(upload, skipped(upload, _BEFORE_ITS_TURN))
                else:
                    self._stopping.add(key)

    def clear(self) -> None:
        """Forget the files that are over and done with."""
        with self._lock:
            self._forget_what_is_over()

    def _forget_what_is_over(self) -> None:
        waiting = [each for each in self._uploads if each.addition is None]
        delete_copies(each for each in self._uploads if each.addition is not None)
        self._uploads = waiting

    def close(self) -> None:
        """Stop adding, wait until the file at hand is left, and delete all copies."""
        self.stop()
        worker = self._worker
        if worker:
            worker.join()
        with self._lock:
            delete_copies(self._uploads)
            self._uploads = []

    def _work(self) -> None:
        while upload := self._next():
            if clash := self._clash(upload):
                self._change(upload, clash=clash, progress=None)
                continue
            additions = self._add(upload)
            with self._lock:
                place = self._place(upload)
                done = self._uploads[place]
                # One file becomes several documents where it is an archive or an e-mail.
                self._uploads[place : place + 1] = [
                    replace(done, name=each.path, addition=each, password=None)
                    for each in additions
                ]
            if not any(each.needs_password for each in additions):
                delete_copies([upload])

    def _next(self) -> Upload | None:
        """Return the file whose turn it is; without one, the worker is done."""
        with self._lock:
            self._stopping.clear()
            waiting = [each for each in self._uploads if each.waits_for_its_turn]
            if not waiting:
                self._worker = None
                return None
            # From now on it is stopped, not taken from the list.
            begun = replace(waiting[0], progress=Progress(0, 1, 0, 0, waiting[0].name))
            self._uploads[self._place(begun)] = begun
            return begun

    def _clash(self, upload: Upload) -> Entry | None:
        if upload.address is not None or upload.settled:
            return None
        try:
            return self._assistant.clash(upload.name, upload.path)
        except AssistantError:
            return None  # adding it will say what is wrong with it

    def _add(self, upload: Upload) -> list[Addition]:
        on_progress, assistant = self._reporter(upload), self._assistant
        try:
            if upload.address is not None:
                return assistant.add_address(upload.address, on_progress, upload.password)
            return assistant.add_file(upload.name, upload.path, on_progress, upload.password)
        except AssistantError as error:
            return [skipped(upload, str(error))]
        except Exception:
            # Nobody waits for this thread: it must tell what happened, and go on with the others.
            _log.exception("Adding %s failed", upload.name)
            return [skipped(upload, "Something went wrong; the terminal shows what.")]

    def _reporter(self, upload: Upload) -> Callable[[Progress], None]:
        """Return what keeps the progress of a file, and guesses how long the rest will take."""
        began: float | None = None

        def on_progress(progress: Progress) -> None:
            nonlocal began
            now = time.monotonic()
            # Reading took time too, and says nothing of how long embedding takes.
            began = now if not progress.passages_done else began or now
            done, left = progress.passages_done, progress.passages - progress.passages_done
            seconds = left * (now - began) / done if done and now > began else None
            if upload.key in self._stopping:
                raise Stopped
            self._change(upload, progress=progress, seconds_left=seconds)

        return on_progress

    def _change(self, upload: Upload, **values: Any) -> None:
        with self._lock:
            place = self._place(upload)
            self._uploads[place] = replace(self._uploads[place], **values)

    def _place(self, upload: Upload) -> int:
        return next(n for n, each in enumerate(self._uploads) if each.path == upload.path)
