"""Pages drawn in a process of their own: the same pictures, and limits that hold."""

import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest

from sources.errors import PasswordNeeded, UnreadableDocument
from sources.page_picture import page_picture
from sources.picture_process import PictureProcess
from sources.placing import QuoteOnPage
from tests.locked_pdf import locked_pdf
from tests.pdf_pages import CUPS, TEA, lines, pdf

QUOTE = QuoteOnPage(1, CUPS, before="water.", after="")


def hostile(content: bytes, *objects: bytes) -> bytes:
    """Return a PDF of one page with some content, which may draw /X1, /X2 … of the objects."""
    names = b" ".join(b"/X%d %d 0 R" % (n, n + 4) for n in range(1, len(objects) + 1))
    resources = b"<</XObject<<%s>>>>" % names
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 600]/Contents 4 0 R/Resources %s>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page % resources,
        stream(b"", content),
        *(each.replace(b"RESOURCES", resources) for each in objects),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(parts, start=1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size 99>>\n%%EOF"


def stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def form(content: bytes) -> bytes:
    return stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 600]/Resources RESOURCES", content)


# Each form draws the next twenty times: 20⁹ lines.
LAUGHS = hostile(
    b"/X1 Do", *(form(b"/X%d Do " % n * 20) for n in range(2, 10)), form(b"0 0 m 9 9 l S " * 20)
)
_ROWS = zlib.compress(bytes(200_000_000), 9)
HUGE = hostile(
    b"600 0 0 600 0 0 cm /X1 Do",
    stream(
        b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB"
        b"/BitsPerComponent 8/Filter/FlateDecode",
        _ROWS,
    ),
)


@pytest.fixture
def process() -> Iterator[PictureProcess]:
    process = PictureProcess(seconds=20)
    yield process
    process.close()


def test_a_page_is_drawn_as_without_a_process(process: PictureProcess) -> None:
    data = pdf(lines(TEA, CUPS))
    assert process.draw(data, 1, QUOTE, 700, trim=True) == page_picture(
        data, 1, QUOTE, 700, trim=True
    )
    assert process.draw(data, 1, None, 700, trim=False).bottom == 0


def test_errors_come_back_as_they_are(process: PictureProcess) -> None:
    with pytest.raises(PasswordNeeded, match="is not kept"):
        process.draw(locked_pdf(), 1, None, 700, trim=True)
    with pytest.raises(UnreadableDocument, match="cannot be shown"):
        process.draw(pdf(lines(TEA)), 9, None, 700, trim=True)
    with pytest.raises(UnreadableDocument, match="cannot be shown"):
        process.draw(b"no PDF at all", 1, None, 700, trim=True)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn() -> None:
    process = PictureProcess(seconds=8)
    started = time.monotonic()
    # A quick machine has filled the memory before the time is over.
    with pytest.raises(UnreadableDocument, match=r"was stopped|reader crash"):
        process.draw(LAUGHS, 1, None, 700, trim=True)
    assert time.monotonic() - started < 20
    assert process.draw(pdf(lines(TEA, CUPS)), 1, QUOTE, 700, trim=True).bottom > 0
    process.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_a_page_that_needs_too_much_memory_harms_nothing() -> None:
    process = PictureProcess(seconds=20, memory=150_000_000)
    # Whether the page is drawn without its image or given up is pdfium's affair.
    with suppress(UnreadableDocument):
        process.draw(HUGE, 1, None, 700, trim=True)
    assert process.draw(pdf(lines(TEA, CUPS)), 1, QUOTE, 700, trim=True).bottom > 0
    process.close()


def test_no_picture_is_larger_than_is_allowed(process: PictureProcess) -> None:
    assert process.draw(pdf(lines(TEA)), 1, None, 10**9, trim=False).height <= 3001
