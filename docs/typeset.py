"""Typesets briefs of the starter library as PDF files, which the library then holds in their place.

    python docs/typeset.py

Needs reportlab, which the tests need too. A file is written anew only when its brief has changed:
its keywords hold the hash of the Markdown that it was made from.
"""

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin
from pypdf import PdfReader
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

LIBRARY = Path(__file__).parent.parent / "sources" / "library"
TYPESET = ("counter_terrorism_overview", "timeline_1949_to_today")
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=14, spaceAfter=6)
_TITLE = ParagraphStyle("title", _BODY, fontName="Helvetica-Bold", fontSize=15, leading=20)
_ABOUT = ParagraphStyle("about", _BODY, textColor=colors.HexColor("#475569"), spaceAfter=14)
_HEADING = ParagraphStyle(
    "heading", _BODY, fontName="Helvetica-Bold", fontSize=13, leading=17, spaceBefore=10
)
_ITEM = ParagraphStyle("item", _BODY, leftIndent=12, bulletIndent=2, spaceAfter=3)
_CELL = ParagraphStyle("cell", _BODY, fontSize=9, leading=12, spaceAfter=0)
_NOTE = ParagraphStyle("note", _BODY, fontSize=8, leading=11, spaceAfter=2)


def main() -> None:
    for name in TYPESET:
        source, target = LIBRARY / f"{name}.md", LIBRARY / f"{name}.pdf"
        if made_from(target) != digest(source):
            typeset(source, target)
            print(f"typeset {target.name}")


def digest(path: Path) -> str:
    """Return the hash of a brief's Markdown."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def made_from(path: Path) -> str | None:
    """Return the hash of the Markdown that a PDF was made from, None where there is no PDF."""
    if not path.exists():
        return None
    metadata = PdfReader(path).metadata
    return str(metadata.get("/Keywords")) if metadata else None


def typeset(source: Path, target: Path) -> None:
    """Write a brief as a PDF, its footnotes as a numbered list of sources at the end."""
    _, front, body = re.split(r"^---$", source.read_text(encoding="utf-8"), maxsplit=2, flags=re.M)
    values = yaml.safe_load(front)
    tree = SyntaxTreeNode(
        MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse(body.strip())
    )
    # The date that the file says it was made on, so that the same brief gives the same file.
    os.environ["SOURCE_DATE_EPOCH"] = str(
        int(dt.datetime.combine(values["date"], dt.time(), dt.UTC).timestamp())
    )
    document = _Outlined(
        str(target),
        pagesize=A4,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=values["title"],
        author=values["issuer"],
        subject=values["summary"],
        keywords=digest(source),
    )
    about = f"{values['issuer']}, {values['date']}. {values['summary']}"
    story = [*_flowables(tree, about)]
    document.build(story, onFirstPage=_number, onLaterPages=_number)


def _flowables(tree: SyntaxTreeNode, about: str) -> Iterator[Flowable]:
    for node in tree.children:
        match node.type:
            case "heading" if node.tag == "h1":
                yield Paragraph(_inline(node), _TITLE)
                yield Paragraph(escape(about), _ABOUT)
            case "heading":
                yield Paragraph(_inline(node), _HEADING)
            case "paragraph":
                yield Paragraph(_inline(node), _BODY)
            case "bullet_list":
                for item in node.children:
                    yield Paragraph(_inline(item), _ITEM, bulletText="•")
            case "table":
                yield _table(node)
                yield Spacer(1, 8)
            case "footnote_block":
                yield Paragraph("Sources", _HEADING)
                for note in node.children:
                    yield Paragraph(f"[{note.meta['id'] + 1}] {_inline(note)}", _NOTE)


def _table(node: SyntaxTreeNode) -> Table:
    rows = [row for part in node.children for row in part.children]
    cells = [[Paragraph(_inline(cell), _CELL) for cell in row.children] for row in rows]
    widths = [32 * mm, 70 * mm, 64 * mm] if len(cells[0]) == 3 else None
    return Table(
        cells,
        colWidths=widths,
        repeatRows=1,
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#cbd5e1")),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#f1f5f9")),
            ]
        ),
    )


def _inline(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text":
            return escape(node.content)
        case "footnote_ref":
            return f"[{node.meta['id'] + 1}]"
        case "footnote_anchor":
            return ""
        case "link":
            address = escape(str(node.attrs["href"]))
            words = "".join(map(_inline, node.children))
            return f'<link href="{address}" color="#1d4ed8">{words}</link>'
        case "softbreak":
            return " "
        case _:
            return "".join(map(_inline, node.children))


class _Outlined(SimpleDocTemplate):
    """A document whose headings are its outline too."""

    def afterFlowable(self, flowable: Flowable) -> None:
        """Enter a heading into the outline."""
        if isinstance(flowable, Paragraph) and flowable.style is _HEADING:
            self.sections = getattr(self, "sections", 0) + 1
            key = f"section-{self.sections}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, level=0)


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(colors.HexColor("#475569"))
    canvas.drawCentredString(A4[0] / 2, 12 * mm, f"Page {document.page}")


if __name__ == "__main__":
    main()
