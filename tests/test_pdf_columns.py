"""Two columns of a PDF in reading order."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from sources import read_document

TEA = (
    "The council of tea meets twice in a year and hears what the growers of the valley have to "
    "tell about the harvest, and it writes down how much of the crop was lost to rain or frost. "
    "It then names a day on which the stores are opened again to all who come with a cup, and "
    "it says who keeps the keys until the next meeting is held in the hall by the river."
)
CUPS = (
    "Cups are made of clay that is found at the foot of the hills and burnt for three days in "
    "ovens which the makers share between them, so that no fire has to burn for one cup alone. "
    "A cup that breaks within the first month is given back and made anew without any charge, "
    "while older ones are mended with a thin line of gold along the crack that was there."
)


def in_two_columns(rows: Sequence[tuple[str, str]], title: str = "") -> str:
    """Return the text read from a page whose rows are drawn one after the other."""
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(60, 800, title)
    for number, (left, right) in enumerate(rows):
        canvas.drawString(60, 770 - 14 * number, left)
        canvas.drawString(320, 770 - 14 * number, right)
    canvas.save()
    return read_document(file.getvalue(), "report.pdf", "report.pdf").text


def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other() -> None:
    columns = [simpleSplit(text, "Helvetica", 12, 220) for text in (TEA, CUPS)]
    text = in_two_columns(list(zip(*columns, strict=False)), "Tea and Cups")
    kept = min(map(len, columns))
    left, right = (" ".join(column[:kept]) for column in columns)
    assert text.startswith("Tea and Cups")
    assert left in text
    assert right in text


def test_the_rows_of_a_table_stay_together() -> None:
    rows = [(f"Growers of valley number {n}", f"harvest of {n} tons in all") for n in range(12)]
    lines = " ".join(in_two_columns(rows).split())
    assert all(f"{left} {right}" in lines for left, right in rows)
