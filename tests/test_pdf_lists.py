"""Lists of a PDF: each item keeps its bullet, and is a line of its own."""

from io import BytesIO

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate
from reportlab.platypus.flowables import Flowable

from sources import read_document
from sources.pdf_text import pdf_text
from sources.starter import starter_briefs

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14)
LEAD = "Working together meets three recurring difficulties:"
ITEMS = ["decisions by consensus, which one may stop;", "secrecy among services;", "many laws."]
REST = "More is said below of what these have in common, and of how states have met them so far."
LINES = [LEAD, *(f"• {item}" for item in ITEMS), REST]


def typeset(*story: Flowable) -> bytes:
    file = BytesIO()
    SimpleDocTemplate(file).build([Paragraph(LEAD, BODY), *story, Paragraph(REST, BODY)])
    return file.getvalue()


def indented(indent: float) -> bytes:
    """A list of paragraphs, each with its bullet some points from the edge."""
    style = ParagraphStyle("item", BODY, leftIndent=18, bulletIndent=indent)
    return typeset(*(Paragraph(item, style, bulletText="•") for item in ITEMS))


def listed() -> bytes:
    """A list whose bullets are drawn as lines of their own."""
    items = [ListItem(Paragraph(item, BODY)) for item in ITEMS]
    return typeset(ListFlowable(items, bulletType="bullet", start="•"))


def in_symbols() -> bytes:
    """A list whose bullets are signs of the font Symbol, as in files that Word wrote."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    file = BytesIO()
    canvas = Canvas(file, pageCompression=0)
    canvas.setFont("Vera", 11)
    for number, line in enumerate(LINES):
        canvas.drawString(72, 770 - 14 * number, line)
    canvas.save()
    return file.getvalue().replace(b"<2022>", b"<F0B7>")


@pytest.mark.parametrize("data", [indented(0), indented(4), indented(12), listed(), in_symbols()])
def test_each_item_keeps_its_bullet_and_its_line(data: bytes) -> None:
    assert read_document(data, "report.pdf", "report.pdf").text.split("\n") == LINES


def test_lists_that_pdfium_reads_keep_their_bullets_too() -> None:
    for data in (indented(4), in_symbols()):
        cut = data[: data.index(b"startxref")]
        assert pdf_text(cut).by_pdfium == (1,)
        assert read_document(cut, "report.pdf", "report.pdf").text.split("\n") == LINES


def test_the_lines_of_a_page_with_bullets_are_known_too() -> None:
    (lines,) = pdf_text(indented(4)).lines.values()
    assert [line.text.split()[0] for line in lines[1:4]] == ["•"] * 3


def test_the_first_item_of_a_list_in_the_starter_library_has_its_bullet() -> None:
    (brief,) = (each for each in starter_briefs() if each.stem == "counter_terrorism_overview")
    text = read_document(brief.read_bytes(), brief.name, brief.name).text
    assert "difficulties:\n• decisions by consensus" in text
