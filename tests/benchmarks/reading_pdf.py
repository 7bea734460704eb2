"""Measures how long a PDF of 1,000 pages takes to read, against pypdf's bare extraction.

python tests/benchmarks/reading_pdf.py [--pages N]
"""

import argparse
import resource
import time
from io import BytesIO

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from sources import read_document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000, help="pages to read (%(default)s)")
    data = _made(parser.parse_args().pages)
    started = time.process_time()
    for page in PdfReader(BytesIO(data)).pages:
        page.extract_text()
    bare = time.process_time() - started
    started = time.process_time()
    read_document(data, "report.pdf", "report.pdf")
    whole = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"pypdf alone {bare:.2f} s, read {whole:.2f} s, {whole / bare:.2f} times; {peak} MB")


def _made(pages: int) -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    for page in range(pages):
        canvas.drawString(72, 800, "Annual report")
        for line in range(40):
            text = f"Line {line} of page {page} tells about tea, cups and kettles in the valley."
            canvas.drawString(72, 770 - 16 * line, text)
        canvas.drawString(300, 30, str(page + 1))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


if __name__ == "__main__":
    main()
