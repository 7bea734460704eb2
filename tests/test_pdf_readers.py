"""Which reader reads a PDF, and what the report says of it."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from sources import Document, read_document
from sources.errors import UnreadableDocument
from sources.pdf import read_pdf

SENTENCE = "The Parties will consult together whenever the security of any Party is threatened."
GLYPHS = "/g12/g44/g3 /g7/g9/g21"


def made(*pages: list[str]) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pageCompression=0)
    canvas.setTitle("The Tea Treaty")
    canvas.setAuthor("Tea Board")
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 770 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def read(data: bytes) -> Document:
    return read_document(data, "report.pdf", "report.pdf")


def test_what_pypdf_reads_well_is_said_to_be_read_by_it() -> None:
    assert read(made([SENTENCE])).report.reader == "pypdf"


def test_a_file_that_pypdf_cannot_open_is_read_by_pdfium_with_its_metadata() -> None:
    data = made([SENTENCE])
    document = read(data[: data.index(b"startxref")])
    assert (document.text, document.report.reader) == (SENTENCE, "pdfium")
    assert (document.title, document.issuer) == ("The Tea Treaty", "Tea Board")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", document.date or "")


def test_a_page_without_letters_to_be_made_out_is_left_out_and_named() -> None:
    document = read_pdf(made([SENTENCE], [GLYPHS]), recognising=False)
    assert SENTENCE in document.blocks[0].text
    assert document.report.dropped == ("text whose letters cannot be made out, on page 2",)


def test_a_file_of_such_pages_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableDocument, match=r"which letters.*OCR"):
        read_pdf(made([GLYPHS]), recognising=False)


def test_the_report_says_which_running_lines_were_dropped() -> None:
    pages = [["Draft", f"{letter} {SENTENCE}", str(n)] for n, letter in enumerate("ABCDE", 1)]
    assert read(made(*pages)).report.dropped == (
        "the page header “Draft”, on 5 pages",
        "the page numbers, on 5 pages",
    )


@pytest.mark.parametrize(
    "encoding", [b"<< /Differences [97 /g97 /g98 /g99 /g100 /g101] >>", b"/90ms-RKSJ-H"]
)
def test_a_page_that_pypdf_reads_wrong_is_read_by_pdfium_and_named(encoding: bytes) -> None:
    file = BytesIO()
    canvas = Canvas(file)
    for font in ("Helvetica", "Courier", "Helvetica"):
        canvas.setFont(font, 11)
        canvas.drawString(72, 770, f"{font} is a face.")
        canvas.showPage()
    canvas.save()
    courier = b"/BaseFont /Courier /Encoding "
    data = file.getvalue().replace(courier + b"/WinAnsiEncoding", courier + encoding)
    document = read(data)
    assert document.report.reader == "pypdf, page 2 by pdfium"
    assert document.text.count(" is a face.") == 3


def test_a_page_that_pypdf_fails_on_is_read_by_pdfium() -> None:
    data = made([SENTENCE])
    place = data.rindex(b"/Length")
    document = read(data[:place] + b"/Filter /Bogus " + data[place:])
    assert (document.text, document.report.reader) == (SENTENCE, "pdfium")


@pytest.mark.parametrize(
    ("tag", "language"), [("en-GB", "en"), ("de", "de"), ("", None), ("<b>English</b>", None)]
)
def test_the_language_is_the_one_that_the_file_names(tag: str, language: str | None) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made([SENTENCE]))))
    writer.root_object[NameObject("/Lang")] = TextStringObject(tag)
    file = BytesIO()
    writer.write(file)
    assert read(file.getvalue()).language == language
