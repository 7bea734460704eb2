"""The pages of PDFs as pictures, with the quoted words marked: the route that sends them."""

import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from math import inf

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from assistant import Assistant, AssistantError, Check, Document, Reference
from sources.errors import PasswordNeeded
from sources.picture import Picture
from sources.picture_process import PictureProcess
from sources.placing import QuoteOnPage, quote_by_pages

from .document_pages import NO_DOCUMENT, NO_FILE, find_document
from .phrases import phrase, say, told
from .render_picture import PDF

_SIDE, _LARGE_SIDE = 1400, 2800
_MOST_WAITING = 6
_MOST_BYTES = 24_000_000
_MOST_KEPT = 200
# What made drawing fail may have been how busy the machine was.
_SECONDS_GIVEN_UP = 300
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_NO_PAGE = phrase("This document has no such page that could be shown as a picture.")
_BUSY = phrase("Many pages are being drawn just now. Try again in a moment.")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A page of a document, the quote to mark on it if there is one, and how large."""

    document_id: str
    page: int
    quote: QuoteOnPage | None
    large: bool


class PagePictures:
    """Draws pages, and keeps those drawn last; safe for use by several threads."""

    def __init__(self, assistant: Assistant, process: PictureProcess | None = None) -> None:
        self._assistant = assistant
        self._process = process or PictureProcess()
        self._room = threading.BoundedSemaphore(_MOST_WAITING)
        self._kept = _Kept()

    def routes(self) -> APIRouter:
        """Return the route that sends a page of a document as a picture."""
        router = APIRouter()

        @router.get("/document/{document_id}/page/{number}.png")
        def page(
            document_id: str, number: str, at: str | None = None, size: str | None = None
        ) -> Response:
            """Send a page, with the words marked that a reference quotes on it."""
            document = find_document(self._assistant, document_id)
            if document is None:
                return PlainTextResponse(say(NO_DOCUMENT), 404)
            pages = len(document.page_starts) if document.media_type == PDF else 0
            if not _NUMBER.fullmatch(number) or int(number) > pages:
                return PlainTextResponse(say(_NO_PAGE), 404)
            quote = self._quote(document, int(number), at)
            return self._sent(_Wanted(document.id, int(number), quote, size == "large"))

        return router

    def close(self) -> None:
        """End the process that draws."""
        self._process.close()

    def _quote(self, document: Document, page: int, at: str | None) -> QuoteOnPage | None:
        """Return what is to be marked on a page: nothing where a reference does not match."""
        reference = Reference.parse(at or "")
        if reference is None or reference.document_id != document.id:
            return None
        excerpt = self._assistant.look_up(reference)
        if excerpt.check is not Check.MATCHES:
            return None
        parts = quote_by_pages(document, excerpt.span)
        return next((each for each in parts if each.page == page), None)

    def _sent(self, wanted: _Wanted) -> Response:
        drawn = self._kept.get(wanted)
        if drawn is None:
            path = self._assistant.original(wanted.document_id)
            if path is None:
                return PlainTextResponse(say(NO_FILE), 404)
            if not self._room.acquire(blocking=False):
                return PlainTextResponse(say(_BUSY), 503, {"retry-after": "2"})
            try:
                drawn = self._drawn(wanted, path.read_bytes())
            finally:
                self._room.release()
            self._kept.put(wanted, drawn)
        return PlainTextResponse(told(drawn), 422) if isinstance(drawn, str) else _png(drawn)

    def _drawn(self, wanted: _Wanted, data: bytes) -> Picture | str:
        """Return a page drawn, or what keeps it from being drawn."""
        side = _LARGE_SIDE if wanted.large else _SIDE
        try:
            return self._process.draw(data, wanted.page, wanted.quote, side, trim=not wanted.large)
        except PasswordNeeded as error:
            return str(error)
        except AssistantError:
            return "This page cannot be shown as a picture."


class _Kept:
    """The pictures that were drawn last, and why pages could not be, up to a number of bytes."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[_Wanted, tuple[Picture | str, float]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, wanted: _Wanted) -> Picture | str | None:
        with self._lock:
            if wanted not in self._drawn:
                return None
            self._drawn.move_to_end(wanted)
            drawn, until = self._drawn[wanted]
            return drawn if time.monotonic() < until else None

    def put(self, wanted: _Wanted, drawn: Picture | str) -> None:
        until = inf if isinstance(drawn, Picture) else time.monotonic() + _SECONDS_GIVEN_UP
        with self._lock:
            if before := self._drawn.pop(wanted, None):
                self._bytes -= _size(before[0])
            self._drawn[wanted] = drawn, until
            self._bytes += _size(drawn)
            while self._bytes > _MOST_BYTES or len(self._drawn) > _MOST_KEPT:
                self._bytes -= _size(self._drawn.popitem(last=False)[1][0])


def _size(drawn: Picture | str) -> int:
    return len(drawn.png) if isinstance(drawn, Picture) else 0


def _png(picture: Picture) -> Response:
    headers = {"cache-control": "private, max-age=3600"}
    if picture.bottom:
        top, bottom = picture.top / picture.height, picture.bottom / picture.height
        headers["x-marked"] = f"{top:.4f} {bottom:.4f}"
    return Response(picture.png, media_type="image/png", headers=headers)
