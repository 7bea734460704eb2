"""PDF files that open with a password only."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

TEA = "Tea is made of leaves and hot water."
PASSWORD = "käse & tea"


def locked_pdf(text: str = TEA, password: str = PASSWORD, algorithm: str = "AES-256") -> bytes:
    """Return a PDF of one line that has to be opened with a password, and has another owner's."""
    plain, locked = BytesIO(), BytesIO()
    canvas = Canvas(plain)
    canvas.setTitle("The Tea Treaty")
    canvas.drawString(72, 770, text)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt(password, "the owner's", algorithm=algorithm)
    writer.write(locked)
    return locked.getvalue()
