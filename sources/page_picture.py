"""A page of a PDF as a picture, with the words of a quote marked."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import PdfBitmap, PdfiumError, PdfPage, PdfTextPage, raw

from .document import Span
from .errors import PasswordNeeded, UnreadableDocument
from .pdf_text import opened
from .picture import Picture
from .placing import QuoteOnPage, places_of

LONGEST_SIDE = 3000
_COLOURS = 64
_MARK = (255, 228, 120)
_MARK_LINE = (180, 83, 9)
_MARGIN = 24  # pixels that are left around what is on the page
_MOST_CHARACTERS = 1_000_000
_MOST_RECTANGLES = 5_000
_UNDRAWABLE = "This page cannot be shown as a picture."


# Left, top, right and bottom.
_Pixels = tuple[int, int, int, int]


class _Box(NamedTuple):
    """A rectangle in the page's own measure, whose origin is at the left and low."""

    left: float
    low: float
    right: float
    high: float


def page_picture(
    data: bytes, page: int, quote: QuoteOnPage | None, side: int, *, trim: bool
) -> Picture:
    """Return a page of a PDF, counted from 1, as a picture whose longer side has so many pixels.

    The words of ``quote`` are marked where they are surely placed; ``trim`` cuts the empty margins
    off. Raises PasswordNeeded, or UnreadableDocument where the page cannot be drawn.
    """
    try:
        with opened(data) as document:
            if not 1 <= page <= len(document):
                raise UnreadableDocument(_UNDRAWABLE)
            return _drawn(document[page - 1], quote, min(side, LONGEST_SIDE), trim)
    except PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise PasswordNeeded(
                "This PDF needs a password, which is not kept, so its pages cannot be shown as "
                "pictures."
            ) from error
        raise UnreadableDocument(_UNDRAWABLE) from error


def _drawn(page: PdfPage, quote: QuoteOnPage | None, side: int, trim: bool) -> Picture:
    boxes = [] if quote is None else _boxes(page, quote)
    bitmap = page.render(scale=_scale(page, side))
    image = bitmap.to_pil().convert("RGB")
    marks = [each for each in _in_pixels(bitmap, page, boxes) if _is_seen(each, image)]
    window = _content(image, marks) if trim else (0, 0, *image.size)
    for mark in marks:
        _mark(image, mark)
    rows = [row - window[1] for mark in marks for row in (mark[1], mark[3])]
    return _picture(image.crop(window), rows)


def _picture(image: Image.Image, rows: Sequence[int]) -> Picture:
    written = BytesIO()
    image.quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(written, "PNG", compress_level=3)
    top, bottom = (max(0, min(rows)), min(image.height, max(rows))) if rows else (0, 0)
    return Picture(written.getvalue(), image.width, image.height, top, bottom)


def _scale(page: PdfPage, side: int) -> float:
    longest = float(max(page.get_size()))
    if not 0 < longest < float("inf"):
        raise UnreadableDocument(_UNDRAWABLE)
    return side / longest


def _boxes(page: PdfPage, quote: QuoteOnPage) -> list[_Box]:
    """Return where a quote stands on a page, a box for each run of it on a line.

    On a page that is turned the order of the text may be another than on the same page upright.
    """
    turned = page.get_rotation()
    for rotation in dict.fromkeys((turned, 0)):
        page.set_rotation(rotation)
        text = page.get_textpage()
        try:
            boxes = [
                box for span in places_of(quote, _characters(text)) for box in _lines(text, span)
            ]
        finally:
            text.close()
            page.set_rotation(turned)
        if boxes:
            return boxes
    return []


def _characters(text: PdfTextPage) -> list[str]:
    count = text.count_chars()
    if count > _MOST_CHARACTERS:
        return []
    codes = (raw.FPDFText_GetUnicode(text, number) for number in range(count))
    return [chr(code) if code < 0x110000 else "\ufffd" for code in codes]


def _lines(text: PdfTextPage, span: Span) -> Iterator[_Box]:
    """Yield a box for each line of some characters, which justified text has one a word of."""
    count = text.count_rects(span.start, span.end - span.start)
    line: _Box | None = None
    for number in range(min(count, _MOST_RECTANGLES)):
        box = _Box(*text.get_rect(number))
        if line and _goes_on(line, box):
            line = _Box(
                min(line.left, box.left),
                min(line.low, box.low),
                max(line.right, box.right),
                max(line.high, box.high),
            )
            continue
        if line:
            yield line
        line = box
    if line:
        yield line


def _goes_on(line: _Box, box: _Box) -> bool:
    """Tell whether a box is the next on a line: as high, and no further away than a wide space."""
    height = min(line.high - line.low, box.high - box.low)
    shared = min(line.high, box.high) - max(line.low, box.low)
    return shared > height / 2 and -height < box.left - line.right < 2 * height


def _in_pixels(bitmap: PdfBitmap, page: PdfPage, boxes: Sequence[_Box]) -> list[_Pixels]:
    position = bitmap.get_posconv(page)
    pixels = []
    for box in boxes:
        corners = [position.to_bitmap(box.left, box.low), position.to_bitmap(box.right, box.high)]
        (left, right), (top, bottom) = map(sorted, zip(*corners, strict=True))
        pixels.append((left - 2, top - 2, right + 2, bottom + 3))
    return pixels


def _is_seen(mark: _Pixels, image: Image.Image) -> bool:
    """Tell whether a mark is within the picture, which shows of a page what its crop box has."""
    left, top, right, bottom = mark
    return left < image.width - 2 and top < image.height - 2 and right > 2 and bottom > 2


def _mark(image: Image.Image, mark: _Pixels) -> None:
    """Colour the paper behind some words, and draw a line along them, which needs no colour."""
    left, top, right, bottom = (
        max(0, mark[0]), max(0, mark[1]), min(image.width, mark[2]), min(image.height, mark[3])
    )  # fmt: skip
    under = image.crop((left, top, right, bottom))
    image.paste(ImageChops.multiply(under, Image.new("RGB", under.size, _MARK)), (left, top))
    upright = right - left < (bottom - top) / 3
    line = (left, top, left + 2, bottom) if upright else (left, bottom - 2, right, bottom)
    ImageDraw.Draw(image).rectangle(line, fill=_MARK_LINE)


def _content(image: Image.Image, marks: Sequence[_Pixels]) -> _Pixels:
    """Return the part of a picture that holds all that is on the page."""
    paper = Image.new("RGB", image.size, (255, 255, 255))
    found = ImageChops.difference(image, paper).getbbox()
    boxes = [*marks, found] if found else list(marks)
    if not boxes:
        return 0, 0, image.width, image.height
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (
        max(0, min(lefts) - _MARGIN),
        max(0, min(tops) - _MARGIN),
        min(image.width, max(rights) + _MARGIN),
        min(image.height, max(bottoms) + _MARGIN),
    )
