"""Headings of a PDF that are told from its text by their size."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from sources import Document, read_document

TEXT = [
    "The council of tea meets twice in a year and hears what the growers of the valley",
    "have to tell about the harvest, and it writes down how much of the crop was lost.",
    "It then names a day on which the stores are opened again to all who come.",
] * 4


def read(*pages: Sequence[tuple[str, float]]) -> Document:
    """Return what is read from pages of lines with their sizes in points."""
    file = BytesIO()
    canvas = Canvas(file)
    for lines in pages:
        y = 800.0
        for text, size in lines:
            y -= 1.3 * size
            canvas.setFont("Times-Roman", size)
            canvas.drawString(60, y, text)
        canvas.showPage()
    canvas.save()
    return read_document(file.getvalue(), "report.pdf", "report.pdf")


def found(document: Document) -> list[tuple[int, str]]:
    return [(each.level, document.text[each.start : each.end]) for each in document.headings]


def section(title: str, size: float) -> list[tuple[str, float]]:
    return [*((line, size) for line in title.split("\n")), *((line, 11) for line in TEXT)]


def test_larger_lines_are_headings_with_levels_by_their_size() -> None:
    parts = [("What was said", 20), ("What the growers said", 14), ("How it ended", 20)]
    document = read([line for title, size in parts for line in section(title, size)])
    assert found(document) == [
        (1, "What was said"),
        (2, "What the growers said"),
        (1, "How it ended"),
    ]


def test_a_heading_of_two_lines_is_one_heading() -> None:
    document = read(section("What the growers of the valley\nsaid about the harvest", 18))
    assert found(document) == [(1, "What the growers of the valley said about the harvest")]
    assert document.title == "What the growers of the valley said about the harvest"


def test_a_page_of_equal_size_gets_no_headings() -> None:
    assert found(read(section("What the growers said about it", 11))) == []


@pytest.mark.parametrize(
    "large",
    ["It was the largest harvest that anybody had seen.", "1,204 – 55", "and so it went on"],
    ids=["a sentence", "numbers", "the rest of a sentence"],
)
def test_what_is_large_and_no_heading_gets_none(large: str) -> None:
    document = read(section(large, 16))
    assert found(document) == []
    assert large in document.text


def test_slides_on_which_much_is_large_get_no_headings_by_size() -> None:
    assert (
        found(read([*((line, 20) for line in TEXT[:4]), *((line, 11) for line in TEXT[:4])])) == []
    )


def test_a_large_line_on_every_page_is_no_heading() -> None:
    pages = [section("Not yet agreed by the growers", 16) for _ in range(3)]
    assert "Not yet agreed by the growers" not in [text for _, text in found(read(*pages))]
