"""PDF files of which tests know where each line stands, and what is marked on their pictures."""

from collections.abc import Callable, Sequence
from io import BytesIO

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sources import Document, Span, read_document
from sources.page_picture import page_picture
from sources.picture import Picture
from sources.placing import quote_by_pages

TEA = "Tea is made of leaves and hot water."
CUPS = "Cups are made of clay that is found in the hills."


def pdf(*pages: Callable[[Canvas], object], size: tuple[float, float] = A4) -> bytes:
    """Return a PDF whose pages some functions draw."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=size)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(*words: str, x: float = 72, y: float = 760, step: float = 20) -> Callable[[Canvas], None]:
    """Return what draws lines below each other, the first at x and y."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(words):
            canvas.drawString(x, y - step * number, line)

    return draw


def read(data: bytes) -> Document:
    return read_document(data, "tea.pdf", "tea.pdf")


def pictures(data: bytes, quote: str, side: int = 842) -> list[Picture]:
    """Return the pages that a quote stands on, untrimmed; a pixel is a point of an A4 page."""
    document = read(data)
    start = document.text.index(quote)
    parts = quote_by_pages(document, Span(start, start + len(quote)))
    return [page_picture(data, each.page, each, side, trim=False) for each in parts]


def marked(png: bytes) -> tuple[int, int, int, int] | None:
    """Return the rectangle of a picture that holds all marked paper, None where there is none."""
    image = Image.open(BytesIO(png)).convert("RGB")
    yellow = Image.new("1", image.size)
    yellow.putdata(
        [red > 200 and red - blue > 80 and green > 150 for red, green, blue in _pixels(image)]
    )
    return yellow.getbbox()


def _pixels(image: Image.Image) -> Sequence[tuple[int, int, int]]:
    data = image.tobytes()
    return list(zip(data[0::3], data[1::3], data[2::3], strict=True))
