"""Measures how well PDFs are read: ten are typeset from known texts, read, and compared.

    python -m tests.quality.pdf_text [--show]

The word error rate is the fewest words to be put in, taken out or changed that make the text read
into the text known, over the number of words known. Running headers and page numbers belong to
neither; the notes of a document are compared behind its text. A table's words are compared along
its rows. Headings are counted beside.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from pathlib import Path
from random import Random

import reportlab
from pypdf import PdfReader, PdfWriter
from rapidfuzz.distance import Levenshtein
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from sources import read_document

WHO = "growers councils ministers drivers teachers keepers makers judges sailors readers".split()
WHAT = "harvest report bridge treaty kettle archive station budget lantern orchard".split()
WHERE = "valley harbour capital northern province market council chamber hills library".split()
DID = "inspected rebuilt described counted defended financed postponed welcomed measured".split()
WHEN = "in spring,before noon,after the flood,every second year,on Tuesday,since 1998".split(",")
WHY = (
    "because the older one had been lost,so that nobody had to wait for the next meeting,"
    "although several members had voted against it,which the committee confirmed in writing"
).split(",")
ACCENTS = "Łódź Besançon Žilina İzmir Tromsø Ağrı Köln Plzeň Évora Győr".split()
LIGATURES = "oﬃcial eﬃcient ﬁnal conﬂict ﬁeld aﬀair ﬂeet oﬀer ﬁre diﬀerent".split()
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=7)
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi"})


@dataclass
class Known:
    """A document to be typeset: its words in reading order, and its headings."""

    text: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="name the words lost and added")
    show = parser.parse_args().show
    errors = words = 0
    for name, make in DOCUMENTS.items():
        known = Known()
        data = make(Random(name), known)
        document = read_document(data, f"{name}.pdf", f"{name}.pdf")
        expected = " ".join(known.text).translate(_LIGATURES).split()
        found = [*document.text.split(), *(w for note in document.notes for w in note.text.split())]
        found = [word for word in found if word != "|"]
        distance = Levenshtein.distance(expected, found)
        errors, words = errors + distance, words + len(expected)
        headings = [document.text[each.start : each.end] for each in document.headings]
        print(
            f"{name:<20}{distance / len(expected):8.4f} of {len(expected):5} words, headings "
            f"{sum(each in headings for each in known.headings)} of {len(known.headings)}, "
            f"{sum(each not in known.headings for each in headings)} wrong"
        )
        if show:
            print("\n".join(_differences(expected, found)))
    print(f"{'all':<20}{errors / words:8.4f} of {words:5} words")


def _differences(expected: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    for each in Levenshtein.opcodes(expected, found):
        if each.tag != "equal":
            lost = " ".join(expected[each.src_start : each.src_end])
            added = " ".join(found[each.dest_start : each.dest_end])
            yield f"    at word {each.src_start}: lost “{lost}”, added “{added}”"


def _sentence(random: Random) -> str:
    parts = ["The", random.choice(WHO), "of the", random.choice(WHERE), random.choice(DID), "the"]
    parts += [random.choice(WHAT), random.choice(WHEN)]
    if random.random() < 0.6:
        parts[-1] += ","
        parts.append(random.choice(WHY))
    return " ".join(parts) + "."


def _prose(random: Random, sentences: int = 6) -> str:
    return " ".join(_sentence(random) for _ in range(sentences))


def _built(story: Sequence[Flowable], frames: int = 1, size: tuple[float, float] = A4) -> bytes:
    file = BytesIO()
    width = (size[0] - 40 * mm) / frames
    places = [Frame(20 * mm + n * width, 20 * mm, width, size[1] - 40 * mm) for n in range(frames)]
    document = BaseDocTemplate(file, pagesize=size)
    document.addPageTemplates(PageTemplate(frames=places))
    document.build(list(story))
    return file.getvalue()


def _paragraphs(random: Random, known: Known, style: ParagraphStyle, many: int) -> list[Flowable]:
    texts = [_prose(random) for _ in range(many)]
    known.text += texts
    return [Paragraph(text, style) for text in texts]


def _one_column(random: Random, known: Known) -> bytes:
    return _built(_paragraphs(random, known, BODY, 16))


def _two_columns(random: Random, known: Known) -> bytes:
    return _built(_paragraphs(random, known, BODY, 20), frames=2)


def _rows_of_columns(random: Random, known: Known) -> bytes:
    """Two columns whose lines are drawn row by row."""
    file = BytesIO()
    canvas = Canvas(file)
    for _ in range(2):
        columns = [_lines(_prose(random, 24), 225, hyphens=False)[:48] for _ in range(2)]
        rows = list(zip(*columns, strict=False))
        known.text += [line for column in zip(*rows, strict=True) for line in column]
        for number, row in enumerate(rows):
            for x, line in zip((60, 320), row, strict=True):
                canvas.setFont(BODY.fontName, BODY.fontSize)
                canvas.drawString(x, 770 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _lines(text: str, width: float, *, hyphens: bool) -> list[str]:
    """Fill lines of a width in points; with hyphens, words of eight letters or more are broken."""
    lines, line = [], ""
    for word in text.split():
        wider = f"{line} {word}".strip()
        if stringWidth(wider, BODY.fontName, BODY.fontSize) <= width:
            line = wider
        elif hyphens and len(word) >= 8 and word.isalpha():
            lines.append(f"{line} {word[:4]}-")
            line = word[4:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _hyphenated(random: Random, known: Known) -> bytes:
    """Words broken over lines, on pages with a running header and a page number."""
    text = _prose(random, 130)
    known.text.append(text)
    lines = _lines(text, 400, hyphens=True)
    file = BytesIO()
    canvas = Canvas(file)
    for page, start in enumerate(range(0, len(lines), 24)):
        canvas.drawString(60, 810, "Report of the Council of the Valley")
        canvas.drawString(300, 30, f"Page {page + 1}")
        canvas.setFont(BODY.fontName, BODY.fontSize)
        for number, line in enumerate(lines[start : start + 24]):
            canvas.drawString(60, 770 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _lists(random: Random, known: Known) -> bytes:
    item = ParagraphStyle("item", BODY, leftIndent=18, bulletIndent=4)
    story: list[Flowable] = []
    for many in (4, 6):
        for number in range(1, 1 + many):
            bullet, text = "•" if many == 4 else f"{number}.", _prose(random, 2)
            story.append(Paragraph(text, item, bulletText=bullet))
            known.text.append(f"{bullet} {text}")
        story += _paragraphs(random, known, BODY, 2)
    return _built(story)


def _tables(random: Random, known: Known) -> bytes:
    story = _paragraphs(random, known, BODY, 2)
    rows = [["Station", "Opened", "Readers", "Keeper"]]
    for number in range(12):
        rows.append([f"{random.choice(WHERE)} {number}", str(1950 + number)])
        rows[-1] += [str(random.randrange(900)), random.choice(WHO)]
    known.text += [cell for row in rows for cell in row]
    story.append(Table(rows, colWidths=[40 * mm] * 4))
    return _built([*story, *_paragraphs(random, known, BODY, 2)])


def _footnotes(random: Random, known: Known) -> bytes:
    """Two pages of prose, a sentence running over, with two notes each at the foot."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    lines = _lines(_prose(random, 44), 400, hyphens=False)
    notes, pages = [], [lines[:30], lines[30:60]]
    known.text += [line for page in pages for line in page]
    numbers = count(1)
    for page in pages:
        labels = {row: str(next(numbers)) for row in (4, 11)}
        for row, line in enumerate(page):
            _drawn(canvas, 770 - 14 * row, line, labels.get(row))
        canvas.line(60, 132, 200, 132)
        for row, label in enumerate(labels.values()):
            notes.append(_sentence(random))
            _raised(canvas, 60, 118 - 24 * row, label, 6)
            canvas.setFont(BODY.fontName, 8)
            for below, line in enumerate(_lines(notes[-1], 500, hyphens=False)):
                canvas.drawString(65, 118 - 24 * row - 10 * below, line)
        canvas.showPage()
    canvas.save()
    known.text += notes
    return file.getvalue()


def _drawn(canvas: Canvas, y: float, line: str, label: str | None) -> None:
    canvas.setFont(BODY.fontName, BODY.fontSize)
    canvas.drawString(60, y, line)
    if label:
        _raised(canvas, 60 + stringWidth(line, BODY.fontName, BODY.fontSize), y, label, 7)


def _raised(canvas: Canvas, x: float, y: float, label: str, size: float) -> None:
    canvas.setFont(BODY.fontName, size)
    canvas.drawString(x, y + 4, label)


def _headings(random: Random, known: Known) -> bytes:
    """Headings that nothing but their size tells from a line of text."""
    story: list[Flowable] = []
    for number, size in enumerate((20, 14, 14, 20, 14, 14)):
        title = f"What the {WHO[number]} said about the {WHAT[number]}"
        style = ParagraphStyle("heading", BODY, fontSize=size, leading=size * 1.3)
        known.text.append(title)
        known.headings.append(title)
        story += [Paragraph(title, style), *_paragraphs(random, known, BODY, 2)]
    return _built(story)


def _accents(random: Random, known: Known) -> bytes:
    """Justified lines in an embedded font, with ligatures and accents."""
    font = TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
    registerFont(font)
    style = ParagraphStyle("justified", BODY, fontName="Vera", alignment=4)
    words = [*ACCENTS, *LIGATURES]
    texts = []
    for _ in range(14):
        told = " ".join(f"{_sentence(random)[:-1]} in {random.choice(words)}." for _ in range(5))
        texts.append("".join(each for each in told if ord(each) in font.face.charToGlyph))
    known.text += texts
    return _built([Paragraph(text, style) for text in texts])


def _landscape(random: Random, known: Known) -> bytes:
    """A page in landscape, and one that is drawn upright and turned."""
    data = _built(_paragraphs(random, known, BODY, 12), size=landscape(A4))
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for page in writer.pages[1:]:
        page.rotate(90)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


DOCUMENTS: dict[str, Callable[[Random, Known], bytes]] = {
    "one column": _one_column,
    "two columns": _two_columns,
    "columns by rows": _rows_of_columns,
    "broken words": _hyphenated,
    "lists": _lists,
    "tables": _tables,
    "footnotes": _footnotes,
    "headings": _headings,
    "accents": _accents,
    "landscape": _landscape,
}

if __name__ == "__main__":
    main()
