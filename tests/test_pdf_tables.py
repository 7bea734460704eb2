"""Tables of a PDF as rows of cells."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from sources import Document, read_document

PLACES = (60, 200, 340)
ROWS = [
    ("Station", "Opened", "Keeper"),
    ("North Hill", "1950", "Anna Berg"),
    ("Harbour", "1961", "Ole Moe"),
    ("Old Mill", "1975", "Ida Dahl"),
]


def read(rows: Sequence[Sequence[str]], places: Sequence[Sequence[float]] = (PLACES,)) -> Document:
    """Return what is read from rows of cells below a line of text, each row at its places."""
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(
        60, 780, "The council keeps a list of the stations in the valley and their keepers."
    )
    for number, row in enumerate(rows):
        for x, cell in zip(places[number % len(places)], row, strict=False):
            if cell:
                canvas.drawString(x, 750 - 16 * number, cell)
    canvas.drawString(
        60, 600, "It is read out twice in a year to all who come to the hall by the river."
    )
    canvas.save()
    return read_document(file.getvalue(), "report.pdf", "report.pdf")


def test_rows_of_cells_become_rows_of_a_table() -> None:
    document = read(ROWS)
    assert document.text.split("\n")[1:-1] == [" | ".join(row) for row in ROWS]
    assert not document.headings


def test_a_cell_that_is_empty_keeps_its_place() -> None:
    rows = [*ROWS, ("Bridge", "", "Per Lie")]
    assert "\nBridge | | Per Lie\n" in read(rows).text


@pytest.mark.parametrize(
    "rows",
    [
        ROWS[:2],
        [("•", "Tea is hot."), ("•", "Cups are cold."), ("•", "Bees hum."), ("•", "It rains.")],
        [("1.", "Tea is hot."), ("2.", "Cups are cold."), ("3.", "Bees hum."), ("4.", "It rains.")],
        [("+", "Tea is hot"), ("+", "Cups are cold"), ("-", "Bees hum")],
    ],
    ids=["two rows", "a list", "a numbered list", "a list with other marks"],
)
def test_what_is_not_surely_a_table_is_none(rows: list[tuple[str, ...]]) -> None:
    document = read(rows)
    assert "|" not in document.text
    assert all(cell in document.text for row in rows for cell in row)


def test_cells_that_do_not_stand_below_each_other_are_no_table() -> None:
    assert "|" not in read(ROWS, places=(PLACES, (60, 230, 380), (60, 260, 400))).text


def test_prose_in_two_short_columns_is_no_table() -> None:
    left = "The council of tea meets twice;in a year and hears what all;the growers of the valley;have to tell"
    right = "about the harvest and writes;down how much of the crop was;lost to rain or to late frost;in the spring"
    rows = list(zip(left.split(";"), right.split(";"), strict=True))
    assert "|" not in read(rows, places=((60, 320),)).text
