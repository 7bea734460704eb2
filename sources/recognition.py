"""Text recognition (OCR): the words of pages that are pictures, by RapidOCR.

An extra, whose models come in its package, so that nothing is fetched: install
``alliance-assistant[ocr]``. Without it such pages stay without text, and the report says so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, NamedTuple

from pypdfium2 import PdfiumError, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from .page_numbers import named_pages
from .pdf_columns import Piece, in_reading_order
from .pdf_text import PdfText, opened
from .transfer import MOST_BEATS

# What most scans have: finer pictures take longer and are read no better.
_DOTS_A_POINT = 200 / 72
_LONGEST_SIDE = 3000
# Lines are looked for in a smaller picture, which takes a third of the memory: at full size a page
# of A4 took more than reading may. The letters are read at full size.
_LOOKED_FOR_AT = 960
# What is recognised with less confidence is mostly no text: a seal, a stain.
_SURE = 0.6
# What has fewer letters and digits is mostly a drawing: an arrow was read as a C.
_FEWEST = 3
# A page with fewer letters is probably a picture that was stamped with a number.
_STAMP = 25
# A picture of at least this share of its page is a scan of it.
_LARGE = 0.4
# A gap between lines of more than this share of their height begins a paragraph.
_GAP = 0.9


class _Line(NamedTuple):
    """A line on a picture: its text, where it begins and ends, in dots from the upper left."""

    text: str
    left: float
    top: float
    bottom: float


def is_installed() -> bool:
    """Tell whether pages that are pictures can be read."""
    return find_spec("rapidocr") is not None


def with_recognised(
    read: PdfText, data: bytes, password: str | None, on_page: Callable[[], None]
) -> PdfText:
    """Return what is in a PDF, pages with hardly any text recognised in their pictures.

    ``on_page`` is called before each page, which takes seconds.
    """
    few = {n: _letters(page) for n, page in enumerate(read.pages) if _letters(page) < _STAMP}
    if not few:
        return read
    found = _recognised(data, password, few, on_page)
    texts = {
        number: text
        for number, text in found
        if _letters(text) > 2 * _letters(read.pages[number])
        and sum(map(str.isalnum, text)) >= _FEWEST
    }
    pages = [texts.get(number, page) for number, page in enumerate(read.pages)]
    recognised = tuple(number + 1 for number in sorted(texts))
    rubbish = tuple(number for number in read.rubbish if number not in recognised)
    return replace(read, pages=pages, rubbish=rubbish, recognised=recognised)


def recogniser_said(read: PdfText) -> str:
    """Return which pages were recognised, as the report says it; "" where none was."""
    if not read.recognised:
        return ""
    return f", {named_pages(read.recognised)} recognised by RapidOCR"


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _recognised(
    data: bytes, password: str | None, letters: Mapping[int, int], on_page: Callable[[], None]
) -> Iterator[tuple[int, str]]:
    """Yield the texts of pages that look like pictures; ``letters`` are those they have as text."""
    done = 0
    with suppress(PdfiumError), opened(data, password) as document:
        for number, known in letters.items():
            if number >= len(document) or done == MOST_BEATS:
                return
            page = document[number]
            try:
                if _is_picture(page, known):
                    done += 1
                    on_page()
                    yield number, _laid_out(_lines(_drawn(page)))
            finally:
                page.close()


def _is_picture(page: PdfPage, letters: int) -> bool:
    """Tell whether a page has a large picture; anything drawn is one where it has no letters."""
    width, height = page.get_size()
    for each in page.get_objects(max_depth=3):
        left, bottom, right, top = each.get_bounds()
        large = (right - left) * (top - bottom) >= _LARGE * width * height
        if not letters or (each.type == FPDF_PAGEOBJ_IMAGE and large):
            return True
    return False


def _drawn(page: PdfPage) -> Any:
    """Return the picture of a page, shape (height, width, channels)."""
    scale = min(_DOTS_A_POINT, _LONGEST_SIDE / max(*page.get_size(), 1.0))
    return page.render(scale=scale).to_numpy()


def _lines(picture: Any) -> list[_Line]:
    found = _engine()(picture[..., :3])
    if found.boxes is None:
        return []
    return [
        _Line(
            text,
            float(min(x for x, _ in box)),
            float(min(y for _, y in box)),
            float(max(y for _, y in box)),
        )
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        if score >= _SURE and text.strip()
    ]


def _laid_out(lines: Sequence[_Line]) -> str:
    """Return lines as text: two columns one after the other, an empty line between paragraphs."""
    pieces = [Piece(line.text, line.left, -line.top) for line in lines]
    if ordered := in_reading_order(pieces):
        return ordered
    rows = _rows(lines)
    if not rows:
        return ""
    parts = [_joined(rows[0])]
    for above, below in pairwise(rows):
        gap = min(each.top for each in below) - max(each.bottom for each in above)
        height = max(each.bottom - each.top for each in above)
        parts.append(("\n\n" if gap > _GAP * height else "\n") + _joined(below))
    return "".join(parts)


def _rows(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Return lines from top to bottom, those of equal height beside each other."""
    rows: list[list[_Line]] = []
    for line in sorted(lines, key=lambda each: each.top):
        if rows and line.top < (rows[-1][0].top + rows[-1][0].bottom) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _joined(row: Sequence[_Line]) -> str:
    return " ".join(each.text for each in sorted(row, key=lambda each: each.left))


@cache
def _engine() -> Any:
    # Imported late: it takes seconds, and few documents need it.
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": _LOOKED_FOR_AT,
            # Long lines of small letters, six at a time, would take more memory than there is.
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
