"""Reading OpenDocument texts, spreadsheets and presentations (ODT, ODS, ODP)."""

from collections.abc import Callable, Iterator

from .document import Report
from .errors import DocumentTooLarge, UnreadableDocument
from .normalise import normalise, one_line
from .opendocument_text import Flow, cells_of, rows_of, times
from .package import Element, Package, attribute, child, counted, every, local
from .reading import PAGE_MARK, Block, Reading
from .tables import blocks_of_rows

_MOST_COLUMNS, _MOST_CELLS = 1_024, 5_000_000
_FURNITURE = ("header", "footer", "date-time", "page-number", "page", "handout")
_MANY = {"table of contents": "tables of contents", "piece of hidden text": "pieces of hidden text",
         "chart or object": "charts or objects"}  # fmt: skip


def read_odt(data: bytes) -> Reading:
    """Return the blocks, notes and metadata of an OpenDocument text.

    Tracked deletions count as gone. They, headers, footers, comments, pictures, hidden text and
    tables of contents are left out and reported. Raises UnreadableDocument and DocumentTooLarge.
    """
    return _read(data, "OpenDocument text", "text", lambda flow, body, _: flow.blocks(body))


def read_ods(data: bytes) -> Reading:
    """Return the sheets of an OpenDocument spreadsheet as sections and their rows as blocks.

    Cells give what they show. Hidden sheets and comments are left out, and hidden sheets reported.
    Raises UnreadableDocument and DocumentTooLarge.
    """
    return _read(data, "OpenDocument spreadsheet", "spreadsheet", _sheets)


def read_odp(data: bytes) -> Reading:
    """Return the slides of an OpenDocument presentation, each a page with its title as heading.

    Presenter notes follow their slide as text that begins with "Presenter notes:". Hidden slides,
    pictures and charts are left out and reported. Raises UnreadableDocument and DocumentTooLarge.
    """
    return _read(data, "OpenDocument presentation", "presentation", _slides)


def _read(
    data: bytes,
    kind: str,
    body_name: str,
    blocks_of: Callable[[Flow, Element, frozenset[str]], Iterator[Block]],
) -> Reading:
    package = Package(data, kind)
    if next(every(package.xml("META-INF/manifest.xml"), "encryption-data"), None) is not None:
        raise UnreadableDocument(
            "The file is protected with a password. Open it in its program, save it without "
            "password and add that."
        )
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = child(content, "body", body_name)
    if body is None:
        raise UnreadableDocument(f"The file is not an {kind}, whatever its name says.")
    flow = Flow(styles, content)
    blocks = list(blocks_of(flow, body, frozenset(_hidden(content))))
    notes = flow.notes()
    about = _about(package)
    return Reading(
        blocks,
        title=about.get("title"),
        issuer=about.get("initial-creator") or about.get("creator"),
        date=(about.get("creation-date") or about.get("date") or "")[:10],
        language=about.get("language") or _language(styles),
        report=Report("lxml (OpenDocument)", (*_dropped(flow), *_margins(styles))),
        notes=notes,
    )


def _about(package: Package) -> dict[str, str]:
    meta = child(package.xml("meta.xml"), "meta")
    found = dict[str, str]()
    for each in () if meta is None else meta:
        found.setdefault(local(each), one_line(normalise(each.text or "")))
    return found


def _language(styles: Element | None) -> str | None:
    for style in every(styles, "default-style"):
        language = attribute(child(style, "text-properties"), "language")
        if language and language != "none":
            return language
    return None


def _hidden(content: Element) -> Iterator[str]:
    """Yield the names of the styles of hidden sheets and slides."""
    for style in every(content, "style"):
        sheet = attribute(child(style, "table-properties"), "display") == "false"
        slide = attribute(child(style, "drawing-page-properties"), "visibility") == "hidden"
        if sheet or slide:
            yield attribute(style, "name") or ""


def _dropped(flow: Flow) -> Iterator[str]:
    for what, number in sorted(flow.left_out.items()):
        yield from counted(number, what, _MANY.get(what))


def _margins(styles: Element | None) -> Iterator[str]:
    for kind in ("header", "footer"):
        texts = {
            one_line(normalise("".join(each.itertext())))
            for page in every(styles, "master-page")
            for each in page
            if local(each) == kind
        }
        yield from (f"the page {kind} “{text[:80]}”" for text in sorted(texts) if text)


def _sheets(flow: Flow, body: Element, hidden: frozenset[str]) -> Iterator[Block]:
    cells = 0
    for sheet in (each for each in body if local(each) == "table"):
        if attribute(sheet, "style-name") in hidden:
            flow.left_out["hidden sheet"] += 1
            continue
        rows = []
        for row in rows_of(sheet):
            shown = [_shown(cell) for cell in cells_of(row, _MOST_COLUMNS)]
            # Empty rows are repeated down to the last one that there could be.
            again = times(row, "number-rows-repeated", _MOST_CELLS) if any(shown) else 0
            cells += again * len(shown)
            if cells > _MOST_CELLS:
                raise DocumentTooLarge(
                    f"The spreadsheet has more than {_MOST_CELLS // 10**6} million cells, more "
                    "than is read. Split it and add the parts."
                )
            rows += [shown] * again
        blocks = blocks_of_rows(rows)
        if blocks:
            yield Block(blocks_of_rows([[attribute(sheet, "name") or "Sheet"]])[0].text, 1)
            yield from blocks


def _shown(cell: Element) -> str:
    lines = ("".join(each.itertext()) for each in cell if local(each) == "p")
    return " ".join(lines) if local(cell) == "table-cell" else ""


def _slides(flow: Flow, body: Element, hidden: frozenset[str]) -> Iterator[Block]:
    for slide in (each for each in body if local(each) == "page"):
        yield Block(PAGE_MARK)
        if attribute(slide, "style-name") in hidden:
            flow.left_out["hidden slide"] += 1
            continue
        for shape in slide:
            kind = attribute(shape, "class")
            if kind == "title":
                yield Block(" ".join(block.text for block in flow.blocks([shape])), 1)
            elif kind not in _FURNITURE and local(shape) != "notes":
                yield from flow.blocks([shape])
        for notes in (each for each in slide if local(each) == "notes"):
            words = " ".join(
                block.text
                for shape in notes
                if attribute(shape, "class") == "notes"
                for block in flow.blocks([shape])
            )
            if words:
                yield Block(f"Presenter notes: {words}")
