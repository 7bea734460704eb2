"""Footnotes at the foot of a PDF's page."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from sources import Document, read_document

FIRST = [
    "The council of tea meets twice in a year and hears what the growers of the valley^1 have",
    "to tell about the harvest, and it writes down how much of the crop was lost to rain,",
    "and it names a day on which the stores are opened again to all who come with a",
]
SECOND = ["cup, and it says who keeps the keys until the next meeting is held in the hall."]
NOTE = "1 Growers are those who own ten bushes."


def page(
    canvas: Canvas, text: Sequence[str], notes: Sequence[str], size: float = 8, top: float = 120
) -> None:
    """Draw lines, what stands behind a "^" raised up to the next space, and notes below."""
    for row, line in enumerate(text):
        x = 60.0
        for number, part in enumerate(line.split("^")):
            label, _, rest = part.partition(" ") if number else ("", "", part)
            x = drawn(canvas, x, 764 - 14 * row, label, 7)
            x = drawn(canvas, x, 760 - 14 * row, f" {rest}" if number else rest, 11)
    for row, line in enumerate(notes):
        drawn(canvas, 60, top - 10 * row, line, size)
    canvas.showPage()


def drawn(canvas: Canvas, x: float, y: float, text: str, size: float) -> float:
    canvas.setFont("Times-Roman", size)
    if text:
        canvas.drawString(x, y, text)
    return x + stringWidth(text, "Times-Roman", size)


def read(
    *pages: tuple[Sequence[str], Sequence[str]], size: float = 8, top: float = 120
) -> Document:
    file = BytesIO()
    canvas = Canvas(file)
    for text, notes in pages:
        page(canvas, text, notes, size, top)
    canvas.save()
    return read_document(file.getvalue(), "report.pdf", "report.pdf")


def test_a_sentence_over_two_pages_is_not_interrupted_by_a_footnote() -> None:
    document = read((FIRST, [NOTE]), (SECOND, []))
    assert "open again to all who come with a cup, and it" in document.text.replace(
        "opened", "open"
    )
    assert "Growers are" not in document.text
    assert len(document.page_starts) == 2


def test_a_footnote_is_kept_with_the_place_of_its_mark() -> None:
    document = read((FIRST, [NOTE]), (SECOND, []))
    (note,) = document.notes
    assert (note.label, note.text) == ("1", "Growers are those who own ten bushes.")
    assert document.text[: note.at[0]].endswith("growers of the valley")
    assert document.text[note.at[0] :].startswith(" have to tell")


def test_notes_of_several_lines_are_joined_and_told_apart_by_their_numbers() -> None:
    text = [*FIRST, "and a second line^2 that"]
    document = read((text, [NOTE, "Ten bushes are a lot of bushes for one.", "2 A line."]))
    assert [note.text for note in document.notes] == [
        "Growers are those who own ten bushes. Ten bushes are a lot of bushes for one.",
        "A line.",
    ]


def test_labels_that_begin_anew_on_each_page_stay_apart() -> None:
    document = read((FIRST, [NOTE]), (FIRST, ["1 Growers of another year and valley."]))
    assert [note.label for note in document.notes] == ["1", "1 on page 2"]


@pytest.mark.parametrize(
    ("notes", "size", "top"),
    [
        (["7 Growers are those who own ten bushes."], 8, 120),
        (["Growers are those who own ten bushes."], 8, 120),
        ([NOTE], 11, 120),
        ([NOTE], 8, 800),
    ],
    ids=["no mark leads to it", "no label", "as large as the text", "above the text"],
)
def test_what_is_not_surely_a_footnote_stays_in_the_text(
    notes: list[str], size: float, top: float
) -> None:
    document = read((FIRST, notes), size=size, top=top)
    assert "Growers are those who own ten bushes." in document.text
    assert "valley1 have" in document.text.replace("valley 1", "valley1")
    assert not document.notes


def test_a_power_is_no_mark_of_a_note() -> None:
    text = [FIRST[0].replace("valley^1", "valley, 10 m^3 each,"), FIRST[1], "and m^3 again"]
    document = read((text, ["3 Growers are those who own ten bushes."]))
    assert "3 Growers are those who own ten bushes." in document.text
