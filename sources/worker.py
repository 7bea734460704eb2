"""The process that reads documents for the program: it can do harm to nothing but itself.

Started by `reading_process` as ``python -m sources.worker BYTES``, the memory that reading may take
in bytes. It takes one document after the other from its standard input and answers on its standard
output; it may open no connection, start no program and write no file.
"""

import os
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from . import (
    errors,
    readers,  # noqa: F401  loaded before anything is forbidden, and before the first file's clock runs
)
from .attachments import Attachment, open_mail, read_attached
from .errors import AssistantError, UnreadableDocument
from .load import MOST_BYTES, read_document
from .page_picture import page_picture
from .placing import QuoteOnPage
from .transfer import BEAT, from_json, packed, receive, send, to_json, typed

OUT_OF_MEMORY = 86
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
    "shutil.",
    "ftplib.",
    "smtplib.",
    "urllib.",
    "http.client.",
    "webbrowser.",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_WATCHED_EVERY = 0.05
TOO_NESTED = "The file is nested too deeply to be read. Add its text as a plainer file."
FAILED = (
    "The file made its reader fail: it is probably damaged. Open it in the program it comes from, "
    "save it anew, and add that."
)


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = _own_streams()
    memory = int(sys.argv[1])
    _limit(memory)
    sys.addaudithook(refuse)
    most = _size() + memory // 4
    while (header := receive(requests)) is not None:
        data = receive(requests, MOST_BYTES * 2)
        if data is None:
            return
        answer = _answer(from_json(header), data, partial(send, answers, BEAT))
        # Memory that a large document left in pieces would be missed by the next.
        answer["worn"] = _size() > most
        send(answers, to_json(answer))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return standard input and output, and leave nothing in their place for a reader to print."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    return requests, answers


def _answer(header: dict[str, Any], data: bytes, beat: Callable[[], None]) -> dict[str, Any]:
    def go_on() -> None:
        _limit_seconds(header["seconds"])
        beat()

    try:
        _limit_seconds(header["seconds"])
        return _done(header, data, go_on)
    except AssistantError as error:
        return {"error": _known_name(error), "message": str(error)}
    except MemoryError:
        _give_up()
    except RecursionError:
        return {"error": UnreadableDocument.__name__, "message": TOO_NESTED}
    except Exception:
        return {"error": UnreadableDocument.__name__, "message": FAILED}


def _done(header: dict[str, Any], data: bytes, go_on: Callable[[], None]) -> dict[str, Any]:
    match header["task"]:
        case "mail":
            return {"mail": asdict(open_mail(data))}
        case "attachment":
            content = read_attached(data, typed(Attachment, header["attachment"]))
            return {"content": b64encode(content).decode("ascii")}
        case "picture":
            quote = header["quote"] and typed(QuoteOnPage, header["quote"])
            picture = page_picture(data, header["page"], quote, header["side"], trim=header["trim"])
            return asdict(picture) | {"png": b64encode(picture.png).decode("ascii")}
        case _:
            options = {**header["options"], "on_page": go_on}
            document = read_document(data, header["name"], header["source"], **options)
            return {"document": packed(document)}


def _known_name(error: AssistantError) -> str:
    names = [each.__name__ for each in type(error).__mro__]
    return next(name for name in names if name in errors.__all__)


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what reading a document never needs."""
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING and arguments[0] != os.devnull:
            raise PermissionError("A reader may not write files.")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"A reader may not do this: {event}.")


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # Windows has no such module

    def most(kind: int, value: int) -> None:
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, hard))

    most(resource.RLIMIT_CORE, 0)
    most(resource.RLIMIT_FSIZE, 0)
    if sys.platform == "linux":
        most(resource.RLIMIT_AS, _size() + memory)
    else:  # macOS takes no notice of such a limit
        threading.Thread(target=_watch, args=[_peak() + memory], daemon=True).start()


def _limit_seconds(seconds: int) -> None:
    """Let the system end this process if the program is no longer there to do it."""
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        if hard == resource.RLIM_INFINITY:
            soft = int(time.process_time()) + 2 * seconds
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _size() -> int:
    """Return the address space in use in bytes; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _peak() -> int:
    """Return the most memory that was in use so far, in bytes."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _watch(most: int) -> None:
    while _peak() < most:
        time.sleep(_WATCHED_EVERY)
    _give_up()


def _give_up() -> NoReturn:
    os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
