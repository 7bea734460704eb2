"""Pages of PDFs as pictures: the words are marked where they stand, or not at all."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sources.errors import PasswordNeeded, UnreadableDocument
from sources.page_picture import page_picture
from sources.placing import QuoteOnPage
from tests.locked_pdf import locked_pdf
from tests.pdf_pages import CUPS, TEA, lines, marked, pdf, pictures, read

NEAR = 6


def is_near(box: tuple[int, int, int, int] | None, wanted: tuple[float, ...]) -> bool:
    return box is not None and all(
        abs(one - other) < NEAR for one, other in zip(box, wanted, strict=True)
    )


def changed(data: bytes, rotation: int = 0, crop: tuple[float, ...] | None = None) -> bytes:
    """Return a PDF with its pages turned, or cut to a part of them."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for page in writer.pages:
        page.rotate(rotation)
        if crop:
            page.cropbox = RectangleObject(crop)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def test_the_words_are_marked_where_they_stand() -> None:
    (picture,) = pictures(pdf(lines(TEA, CUPS)), CUPS)
    right = 72 + stringWidth(CUPS, "Helvetica", 12)
    assert (picture.width, picture.height) == (596, 842)
    assert is_near(marked(picture.png), (72, 842 - 740 - 10, right, 842 - 740 + 4))
    assert abs(picture.top - 92) < NEAR
    assert abs(picture.bottom - 106) < NEAR


def test_a_quote_over_two_lines_with_a_broken_word_is_marked_in_both() -> None:
    data = pdf(lines("The chests in which the tea comes are im-", "ported from the hills."))
    (picture,) = pictures(data, "the tea comes are imported from the hills.")
    left, top, _, bottom = marked(picture.png) or (0, 0, 0, 0)
    assert abs(left - 72) < NEAR
    assert abs(bottom - top - 34) < NEAR


def test_in_two_columns_only_the_words_column_is_marked() -> None:
    data = pdf(
        lambda canvas: (
            lines(*["The left column tells of tea and", "of its leaves at length."] * 8)(canvas),
            lines("The right one tells of cups", "that are made of clay.", x=330)(canvas),
        )
    )
    (picture,) = pictures(data, "tells of cups that are made of clay.")
    left, _, right, _ = marked(picture.png) or (0, 0, 0, 0)
    assert left > 320
    assert right < 500


def test_ligatures_of_the_page_are_letters() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 12)
        lines("The ﬁrst cup of tea is the ﬁnest, says the board.", CUPS)(canvas)

    (picture,) = pictures(pdf(draw), "first cup of tea is the finest")
    assert abs((marked(picture.png) or (0, 0, 0, 0))[1] - 72) < NEAR


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_on_a_page_that_is_turned_the_mark_turns_with_it(rotation: int) -> None:
    (picture,) = pictures(changed(pdf(lines(TEA, CUPS)), rotation), CUPS)
    upright = Image.open(BytesIO(picture.png)).rotate(rotation, expand=True)
    written = BytesIO()
    upright.save(written, "PNG")
    right = 72 + stringWidth(CUPS, "Helvetica", 12)
    assert is_near(marked(written.getvalue()), (72, 92, right, 106))


def test_of_a_page_with_a_crop_box_that_part_is_shown_and_marked() -> None:
    data = changed(pdf(lines(TEA, CUPS)), crop=(50, 600, 550, 800))
    (picture,) = pictures(data, CUPS, side=500)
    right = 22 + stringWidth(CUPS, "Helvetica", 12)
    assert (picture.width, picture.height) == (500, 200)
    assert is_near(marked(picture.png), (22, 50, right, 64))


def test_words_outside_the_crop_box_are_not_marked() -> None:
    data = changed(pdf(lines(TEA, CUPS)), crop=(50, 100, 550, 300))
    picture = page_picture(data, 1, QuoteOnPage(1, CUPS), 500, trim=False)
    assert (picture.top, picture.bottom, marked(picture.png)) == (0, 0, None)


def test_a_quote_over_a_page_break_is_marked_on_both_pages() -> None:
    first = lines(
        "The board of tea meets twice in a year and it", "writes down how much was lost to", y=120
    )
    second = lines("rain, and it says who keeps the keys of the hall.", CUPS)
    found = pictures(pdf(first, second), "how much was lost to rain, and it says")
    assert [each.bottom > 0 for each in found] == [True, True]
    tops = [(marked(each.png) or (0, 0, 0, 0))[1] for each in found]
    assert abs(tops[0] - 732) < NEAR
    assert abs(tops[1] - 72) < NEAR


def test_a_scanned_page_is_shown_without_a_mark() -> None:
    scan = ImageReader(Image.new("RGB", (200, 200), (90, 90, 90)))
    data = pdf(lines(TEA), lambda canvas: canvas.drawImage(scan, 100, 300))
    picture = page_picture(data, 2, QuoteOnPage(2, TEA), 842, trim=False)
    assert picture.bottom == 0
    assert Image.open(BytesIO(picture.png)).convert("RGB").getpixel((200, 842 - 400)) == (
        90,
        90,
        90,
    )


def test_words_that_a_page_repeats_without_difference_are_not_marked() -> None:
    picture = page_picture(pdf(lines(TEA, TEA)), 1, QuoteOnPage(1, TEA), 842, trim=False)
    assert marked(picture.png) is None


def test_trimmed_a_page_has_no_empty_margins_and_the_mark_is_in_its_rows() -> None:
    data = pdf(lines(TEA, CUPS))
    picture = page_picture(data, 1, QuoteOnPage(1, CUPS), 842, trim=True)
    assert picture.height < 100
    assert picture.width < 400
    box = marked(picture.png)
    assert box is not None
    assert picture.top <= box[1] < box[3] <= picture.bottom + 1


def test_an_empty_page_is_shown_as_it_is() -> None:
    picture = page_picture(pdf(lines()), 1, None, 842, trim=True)
    assert picture.height == 842


@pytest.mark.parametrize("size", [(14_400, 1), (1, 14_400), (14_400, 14_400), (3, 3)])
def test_pages_of_any_size_have_pictures_of_the_size_that_is_asked_for(
    size: tuple[float, float],
) -> None:
    picture = page_picture(pdf(lines(TEA), size=size), 1, None, 1400, trim=False)
    assert max(picture.width, picture.height) in (1400, 1401)


def test_a_page_that_is_not_there_and_a_file_that_is_damaged_are_refused() -> None:
    for page in (0, 2):
        with pytest.raises(UnreadableDocument):
            page_picture(pdf(lines(TEA)), page, None, 842, trim=True)
    with pytest.raises(UnreadableDocument):
        page_picture(b"%PDF-1.7 and nothing more", 1, None, 842, trim=True)


def test_a_file_with_a_password_says_so() -> None:
    with pytest.raises(PasswordNeeded, match="is not kept"):
        page_picture(locked_pdf(), 1, None, 842, trim=True)


def test_a_file_that_opens_without_its_password_is_drawn() -> None:
    data = locked_pdf(password="")
    assert read(data).text
    assert page_picture(data, 1, QuoteOnPage(1, TEA), 842, trim=True).bottom > 0
