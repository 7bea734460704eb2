"""Reading documents in a process of its own, which is stopped when it takes too much.

A hostile or damaged file can make a reader hang, crash or fill the memory. Then only the process
ends, the document is refused with the reason, and the next one is read by a new process.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any, Protocol, TypeVar

from . import errors
from .attachments import Attachment, Mail, open_mail, read_attached
from .document import Document
from .errors import UnreadableDocument
from .exchange import Exchange, given
from .load import document_id, read_document
from .transfer import MOST_BEATS, Malformed, from_json, to_json, typed, unpacked

Done = TypeVar("Done")
_OUT_OF_MEMORY = 86
_KEPT_VARIABLES = ("LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT")
_MOST_DOCUMENTS = 500
_CALLED_EVERY = 0.1
_CRASHED = (
    "The file made its reader crash: it is probably damaged. Open it in the program it comes from, "
    "save it anew, and add that."
)


def _go_on() -> None:
    """Wait on."""


class DocumentReader(Protocol):
    """Reads a file's bytes; ``on_wait`` is called now and then, and ends the reading by raising."""

    def read(
        self,
        data: bytes,
        name: str,
        source: str,
        on_wait: Callable[[], None] = _go_on,
        **options: Any,
    ) -> Document:
        """Return the document. Raises what `read_document` raises."""

    def open_mail(self, data: bytes) -> Mail:
        """Return what there is to add of an e-mail. Raises what `attachments.open_mail` raises."""

    def read_attached(self, data: bytes, attachment: Attachment) -> bytes:
        """Return an attachment's bytes. Raises what `attachments.read_attached` raises."""

    def close(self) -> None:
        """Give back what is held."""


class ReadingHere:
    """Reads in this very process, without limits: for files that are trusted."""

    def read(
        self,
        data: bytes,
        name: str,
        source: str,
        on_wait: Callable[[], None] = _go_on,
        **options: Any,
    ) -> Document:
        """Return the document, as `read_document` does."""
        return read_document(data, name, source, **options)

    def open_mail(self, data: bytes) -> Mail:
        """Return what there is to add of an e-mail, as `attachments.open_mail` does."""
        return open_mail(data)

    def read_attached(self, data: bytes, attachment: Attachment) -> bytes:
        """Return an attachment's bytes, as `attachments.read_attached` does."""
        return read_attached(data, attachment)

    def close(self) -> None:
        """Do nothing."""


class ReadingProcess:
    """Reads in a process that is kept for the next document; safe for use by several threads.

    A document may take ``seconds``, and one more for each megabyte of its file, and ``memory``
    bytes above what the process has when it starts.
    """

    def __init__(self, seconds: int = 60, memory: int = 1_000_000_000) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._documents = 0
        self._one_at_a_time = threading.Lock()

    def read(
        self,
        data: bytes,
        name: str,
        source: str,
        on_wait: Callable[[], None] = _go_on,
        **options: Any,
    ) -> Document:
        """Return the document that a file's bytes hold, as `read_document` does.

        ``options`` are passed on to it. ``on_wait`` is called ten times a second; what it raises
        stops the reading. Raises UnreadableDocument where a limit was passed or the reader crashed.
        """

        def document(message: Mapping[str, Any]) -> Document:
            document = unpacked(message.get("document"))
            if (document.id, document.source) != (document_id(data), source):
                raise Malformed("another document")
            return document

        header = {"task": "read", "name": name, "source": source, "options": options}
        return self.done(header, data, document, on_wait)

    def open_mail(self, data: bytes) -> Mail:
        """Return what there is to add of an e-mail, as `attachments.open_mail` does.

        Raises UnreadableDocument also where a limit was passed or the reader crashed.
        """
        return self.done({"task": "mail"}, data, lambda told: typed(Mail, told.get("mail")))

    def read_attached(self, data: bytes, attachment: Attachment) -> bytes:
        """Return an attachment's bytes, as `attachments.read_attached` does.

        Raises UnreadableDocument also where a limit was passed or the reader crashed.
        """

        def content(message: Mapping[str, Any]) -> bytes:
            try:
                return b64decode(message["content"], validate=True)
            except (KeyError, TypeError, ValueError) as error:
                raise Malformed("no content") from error

        header = {"task": "attachment", "attachment": asdict(attachment)}
        return self.done(header, data, content)

    def close(self) -> None:
        """End the process."""
        with self._one_at_a_time:
            self._stop()

    def done(
        self,
        header: Mapping[str, Any],
        data: bytes,
        taken: Callable[[Mapping[str, Any]], Done],
        on_wait: Callable[[], None] = _go_on,
    ) -> Done:
        """Let the process do something with a file's bytes, and return what ``taken`` makes of it.

        ``taken`` raises Malformed where the answer is none.
        """
        seconds = self._seconds + len(data) // 1_000_000
        with self._one_at_a_time:
            try:
                request = to_json({**header, "seconds": seconds})
                message = self._ask(request, data, seconds, on_wait)
                _raise_told(message)
                return taken(message)
            except Malformed as error:
                self._stop()
                raise UnreadableDocument(_CRASHED) from error

    def _ask(
        self, header: bytes, data: bytes, seconds: int, on_wait: Callable[[], None]
    ) -> dict[str, Any]:
        process = self._ready()
        exchange = Exchange(process, header, data)
        try:
            self._wait(exchange, seconds, on_wait)
        except BaseException:
            self._stop()
            raise
        if exchange.answer is None:
            raise UnreadableDocument(self._why_ended(process))
        message = from_json(exchange.answer)
        self._documents += 1
        if message.get("worn") or self._documents >= _MOST_DOCUMENTS:
            self._stop()
        return message

    def _wait(self, exchange: Exchange, seconds: int, on_wait: Callable[[], None]) -> None:
        ends, beats = time.monotonic() + seconds, 0
        while not exchange.is_over(_CALLED_EVERY):
            on_wait()
            # A page that is a picture takes seconds, and each has the time of a document.
            if beats < exchange.beats <= MOST_BEATS:
                ends, beats = time.monotonic() + seconds, exchange.beats
            if time.monotonic() > ends:
                raise UnreadableDocument(
                    f"Reading took more than {seconds} seconds and was stopped. Split the file, "
                    "or save it in another format, and add that."
                )
        if exchange.failure:
            raise exchange.failure

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is None:
            return self._process
        self._stop()
        self._documents = 0
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-P", "-s", "-m", "sources.worker", str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        return self._process

    def _why_ended(self, process: subprocess.Popen[bytes]) -> str:
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        code = process.returncode
        self._stop()
        if code == _OUT_OF_MEMORY:
            return (
                f"Reading needed more than {self._memory / 1e9:g} GB of memory and was stopped. "
                "Split the file, or save it in another format, and add that."
            )
        return _CRASHED

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32" or process.poll() is not None:
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                given(stream).close()


def _raise_told(message: Mapping[str, Any]) -> None:
    """Raise the error that the process tells of, if it does."""
    if "error" not in message:
        return
    name = message["error"]
    kind = getattr(errors, name) if name in errors.__all__ else UnreadableDocument
    raise kind(str(message.get("message")))


def _environment() -> dict[str, str]:
    """Return what the process may know: where the code lies, the language, and no secrets."""
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    # Each arena would reserve 64 MB of the address space that is to be kept small, and so would
    # each thread of the libraries that calculate.
    few = dict.fromkeys(("MALLOC_ARENA_MAX", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    return environment | few | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
