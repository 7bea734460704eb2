"""Pages that are pictures of text, read with the extra [ocr]: real pictures, the real models."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant import Assistant, Outcome, Reference
from sources import ReadingProcess
from sources.pdf import read_pdf
from sources.recognition import _laid_out, _Line, is_installed
from ui.render_panel import panel_html

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra [ocr] is not installed")
LINES = (
    "The lighthouse of Gozo was lit for the first time in 1853,",
    "and its keeper lived in a house beside it until 1901.",
)
_INCH = 72


def typeset(*lines: str) -> bytes:
    """Return a PDF of one page with some lines as text."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(500, 160))
    canvas.setFont("Times-Roman", 14)
    for number, line in enumerate(lines):
        canvas.drawString(40, 110 - 20 * number, line)
    canvas.save()
    return file.getvalue()


def scanned(*pages: bytes) -> bytes:
    """Return a PDF whose pages are pictures of the first pages of others."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(500, 160))
    for page in pages:
        picture = PdfDocument(page)[0].render(scale=150 / _INCH).to_pil()
        canvas.drawImage(ImageReader(picture), 0, 0, 500, 160)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[ReadingProcess]:
    reader = ReadingProcess()
    yield reader
    reader.close()


def test_a_scanned_page_is_read_within_the_limits_of_the_reading_process(
    reader: ReadingProcess,
) -> None:
    document = reader.read(scanned(typeset(*LINES)), "scan.pdf", "scan.pdf")
    assert document.text == " ".join(LINES)
    assert document.report.recognised == (1,)
    assert document.report.reader == "pypdf, page 1 recognised by RapidOCR"


def test_a_whole_page_is_read_within_these_limits(reader: ReadingProcess) -> None:
    plain, scan = BytesIO(), BytesIO()
    canvas = Canvas(plain, pagesize=A4)
    canvas.setFont("Times-Roman", 9)
    for number in range(40):
        canvas.drawString(40, 780 - 18 * number, " ".join(LINES))
    canvas.save()
    picture = PdfDocument(plain.getvalue())[0].render(scale=200 / _INCH).to_pil()
    canvas = Canvas(scan, pagesize=A4)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
    document = reader.read(scan.getvalue(), "scan.pdf", "scan.pdf")
    assert document.report.recognised == (1,)
    assert document.text.count("lighthouse of Gozo") >= 38


def test_only_pages_without_text_are_recognised_and_each_is_told_of_before() -> None:
    told: list[int] = []
    read = read_pdf(scanned(typeset(*LINES), typeset()), None, lambda: told.append(1))
    assert read.report.recognised == (1,)
    assert len(told) == 2  # the page without letters is looked at too
    told.clear()
    assert read_pdf(typeset(*LINES), None, lambda: told.append(1)).report.recognised == ()
    assert not told


def test_a_picture_without_text_is_refused_with_the_reason(reader: ReadingProcess) -> None:
    with pytest.raises(Exception, match="none could be recognised"):
        reader.read(scanned(typeset()), "scan.pdf", "scan.pdf")


def test_a_drawing_that_looks_like_a_letter_is_no_text(reader: ReadingProcess) -> None:
    with pytest.raises(Exception, match="none could be recognised"):
        reader.read(scanned(typeset("C")), "arrow.pdf", "arrow.pdf")


def test_a_citation_says_that_its_words_were_recognised(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / "scan.pdf"
    tea = ("Tea is made of leaves and hot water.", "A cup of tea takes three minutes.")
    path.write_bytes(scanned(typeset(*tea)))
    (addition,) = empty_assistant.add([str(path)])
    assert addition.outcome is Outcome.ADDED
    citation = empty_assistant.ask("How long does a cup of tea take?").citations[0]
    assert citation.recognised
    reference = Reference.to(citation)
    assert "Recognised text" in panel_html(empty_assistant.look_up(reference), reference)


def test_lines_become_rows_and_paragraphs() -> None:
    lines = [
        _Line("right", 300, 11, 21),
        _Line("left", 10, 10, 20),
        _Line("next line", 10, 24, 34),
        _Line("new paragraph", 10, 60, 70),
    ]
    assert _laid_out(lines) == "left right\nnext line\n\nnew paragraph"
    assert _laid_out([]) == ""
