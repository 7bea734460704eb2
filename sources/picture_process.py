"""Drawing pages of PDFs in a process of its own, which hostile ones can slow, fill or crash."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .picture import Picture
from .placing import QuoteOnPage
from .reading_process import ReadingProcess
from .transfer import Malformed, typed


class PictureProcess:
    """Draws pages, one after the other; safe for use by several threads.

    A page may take ``seconds``, and one more for each megabyte of its file, and ``memory`` bytes.
    """

    def __init__(self, seconds: int = 20, memory: int = 500_000_000) -> None:
        self._process = ReadingProcess(seconds, memory)

    def draw(
        self, data: bytes, page: int, quote: QuoteOnPage | None, side: int, *, trim: bool
    ) -> Picture:
        """Return a page as a picture, as `page_picture` does.

        Raises UnreadableDocument also where a limit was passed or the page made the process crash.
        """
        header = {
            "task": "picture",
            "page": page,
            "quote": quote and asdict(quote),
            "side": side,
            "trim": trim,
        }
        return self._process.done(header, data, _picture)

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _picture(message: Mapping[str, Any]) -> Picture:
    try:
        png = b64decode(message["png"], validate=True)
        sizes = {name: message[name] for name in ("width", "height", "top", "bottom")}
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed("no picture") from error
    return typed(Picture, {"png": png, **sizes})
