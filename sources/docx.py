"""Reading Word documents (DOCX), straight from their XML.

Libraries for DOCX pass over content controls, text boxes, tracked changes and footnotes, which
are where a document's words may stand.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from .document import Report
from .docx_numbering import Numbering
from .docx_styles import Styles
from .errors import UnreadableDocument
from .normalise import normalise, one_line
from .package import Element, Package, attribute, child, counted, every, local
from .reading import Block, Reading, note_mark, without_marks
from .tables import blocks_of_table

_KIND = "Word document"
# Deleted and moved-away text, what is tried otherwise by other programs, and the codes of fields.
_UNREAD = frozenset("del moveFrom Fallback instrText delText pPr rPr tblPr trPr tcPr sdtPr".split())
_SIGNS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_COUNTED = {
    "blip": "picture",
    "imagedata": "picture",
    "commentReference": "comment",
    "del": "tracked deletion",
    "moveFrom": "tracked deletion",
}
_NO_TITLE = re.compile(r"(?:untitled|document\s?\d*|microsoft word.*|.*\.docx?)?", re.I)


def read_docx(data: bytes) -> Reading:
    """Return the blocks, footnotes and metadata of a Word document.

    Tracked insertions count as text and deletions as gone. Headers, footers, comments, pictures,
    hidden text and the table of contents are left out and reported. Raises UnreadableDocument and
    DocumentTooLarge.
    """
    package = Package(data, _KIND)
    part = package.main_part()
    body = child(package.xml(part), "body")
    if body is None:
        raise UnreadableDocument("The file is not a Word document, whatever its name says.")
    reader = _Reader(package, part)
    blocks = list(reader.blocks(body))
    about = package.properties()
    title = about.get("title") or ""
    return Reading(
        blocks,
        title=None if _NO_TITLE.fullmatch(title) else title,
        issuer=about.get("creator"),
        date=(about.get("created") or "")[:10],
        language=about.get("language") or reader.styles.language,
        report=Report("lxml (Word)", (*reader.dropped(), *_margins(package, part))),
        notes=reader.notes(),
    )


def _margins(package: Package, part: str) -> Iterator[str]:
    for kind in ("header", "footer"):
        texts = {
            one_line(normalise(" ".join(each.text or "" for each in every(package.xml(name), "t"))))
            for name in package.related_of(part, kind)
        }
        yield from (f"the page {kind} “{text[:80]}”" for text in sorted(texts) if text)


class _Reader:
    def __init__(self, package: Package, part: str) -> None:
        def related(kind: str) -> Element | None:
            return package.xml(next(iter(package.related_of(part, kind)), None))

        self.styles = Styles(related("styles"))
        self._numbering = Numbering(related("numbering"))
        self._notes = {
            "footnote": _by_id(related("footnotes"), "footnote"),
            "endnote": _by_id(related("endnotes"), "endnote"),
        }
        self._labels: dict[tuple[str, str], str] = {}
        self._boxes: list[Element] = []
        self._left_out = Counter[str]()

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Yield the blocks of a body, a cell, a text box or a content control."""
        for element in parent:
            match local(element):
                case "p":
                    yield from self._paragraph(element)
                case "tbl":
                    yield from self._table(element)
                case "del" | "moveFrom":
                    self._left_out["tracked deletion"] += 1
                case name if name not in _UNREAD:  # content controls, insertions, custom XML
                    if name == "sdt" and _is_contents(element):
                        self._left_out["table of contents"] += 1
                        continue
                    if not _is_prompt(element):
                        yield from self.blocks(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        if self.styles.is_contents(style):
            self._left_out["line of a table of contents"] += 1
            return
        text = "".join(self._words(paragraph))
        boxes, self._boxes = self._boxes, []
        if text.strip():
            list_of = child(properties, "numPr")
            marker = self._numbering.marker(
                attribute(child(list_of, "numId"), "val") or self.styles.number(style),
                attribute(child(list_of, "ilvl"), "val") or self.styles.number_level(style),
            )
            outline = attribute(child(properties, "outlineLvl"), "val")
            yield Block(marker + text, self.styles.heading_level(style, outline))
        for box in boxes:
            yield from self.blocks(box)

    def _table(self, table: Element) -> Iterator[Block]:
        rows = list(_rows(table, "tr"))
        cells = [list(_rows(row, "tc")) for row in rows]
        if max(map(len, cells), default=0) <= 1:  # a frame around text
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell)
            return
        yield from blocks_of_table(
            [word for cell in row for word in self._cell(cell)] for row in cells
        )

    def _cell(self, cell: Element) -> Iterator[str]:
        yield " ".join(block.text for block in self.blocks(cell))
        span = attribute(child(cell, "tcPr", "gridSpan"), "val") or "1"
        yield from [""] * (min(int(span), 64) - 1 if span.isdecimal() else 0)

    def _words(self, parent: Element) -> Iterator[str]:
        for element in parent:
            match local(element):
                case "t":
                    yield normalise(element.text or "")
                case name if name in _SIGNS:
                    yield _SIGNS[name]
                case "footnoteReference" | "endnoteReference" as name:
                    yield self._note(name.removesuffix("Reference"), attribute(element, "id") or "")
                case "txbxContent":
                    self._boxes.append(element)
                case name if name in _COUNTED:
                    self._left_out[_COUNTED[name]] += 1
                case "r" if _is_hidden(element):
                    self._left_out["piece of hidden text"] += 1
                case name if name not in _UNREAD and not _is_prompt(element):
                    yield from self._words(element)

    def _note(self, kind: str, id: str) -> str:
        if id not in self._notes[kind]:
            return ""
        number = 1 + sum(each == kind for each, _ in self._labels)
        label = str(number) if kind == "footnote" else f"endnote {number}"
        return note_mark(self._labels.setdefault((kind, id), label))

    def notes(self) -> Mapping[str, str]:
        """Return the texts of the notes that were referred to."""
        return {
            label: " ".join(
                without_marks(block.text) for block in self.blocks(self._notes[kind][id])
            )
            for (kind, id), label in list(self._labels.items())
        }

    def dropped(self) -> tuple[str, ...]:
        """Return what was left out, in words."""
        many = {"table of contents": "tables of contents",
                "line of a table of contents": "lines of a table of contents",
                "piece of hidden text": "pieces of hidden text"}  # fmt: skip
        return tuple(
            words
            for what, number in sorted(self._left_out.items())
            for words in counted(number, what, many.get(what))
        )


def _by_id(root: Element | None, name: str) -> dict[str, Element]:
    found = {attribute(each, "id") or "": each for each in every(root, name)}
    return {id: each for id, each in found.items() if attribute(each, "type") in (None, "normal")}


def _rows(parent: Element, name: str) -> Iterator[Element]:
    """Yield a table's rows or a row's cells, those in content controls among them."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(element, name)


def _is_contents(control: Element) -> bool:
    gallery = attribute(child(control, "sdtPr", "docPartObj", "docPartGallery"), "val")
    return gallery == "Table of Contents"


def _is_prompt(control: Element) -> bool:
    """Tell whether a content control shows what should be written there, and nothing else."""
    return child(control, "sdtPr", "showingPlcHdr") is not None


def _is_hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")
