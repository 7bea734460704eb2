"""Reading PowerPoint presentations (PPTX) from their XML: each slide a page."""

from collections import Counter
from collections.abc import Iterator

from .document import Report
from .normalise import normalise
from .package import Element, Package, attribute, child, counted, every, local
from .reading import PAGE_MARK, Block, Reading
from .tables import blocks_of_rows

_KIND = "PowerPoint presentation"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr", "sldImg")
_NO_TITLE = ("PowerPoint Presentation", "PowerPoint-Präsentation", "Présentation PowerPoint")


def read_pptx(data: bytes) -> Reading:
    """Return the slides of a presentation in order, each a page with its title as heading.

    Presenter notes follow their slide as text that begins with "Presenter notes:". Hidden slides,
    pictures and charts are left out and reported. Raises UnreadableDocument and DocumentTooLarge.
    """
    package = Package(data, _KIND)
    left_out = Counter[str]()
    blocks = list(_slides(package, left_out))
    dropped = tuple(words for what, n in sorted(left_out.items()) for words in counted(n, what))
    about = package.properties()
    title = about.get("title")
    return Reading(
        blocks,
        title=None if title in _NO_TITLE else title,
        issuer=about.get("creator"),
        date=(about.get("created") or "")[:10],
        language=about.get("language"),
        report=Report("lxml (PowerPoint)", dropped),
    )


def _slides(package: Package, left_out: Counter[str]) -> Iterator[Block]:
    part = package.main_part()
    related = package.related(part)
    for listed in every(package.xml(part), "sldId"):
        ids = [str(value) for value in listed.attrib.values()]
        name = next((related[id][1] for id in ids if id in related), None)
        slide = package.xml(name)
        if name is None or slide is None:
            continue
        yield Block(PAGE_MARK)
        if attribute(slide, "show") in ("0", "false"):
            left_out["hidden slide"] += 1
            continue
        left_out["picture"] += len(list(every(slide, "pic")))
        left_out["chart"] += len(package.related_of(name, "chart"))
        yield from _shapes(child(slide, "cSld", "spTree"))
        for diagram in package.related_of(name, "diagramData"):
            yield from map(Block, _paragraphs(package.xml(diagram)))
        for notes in package.related_of(name, "notesSlide"):
            yield from _notes(package.xml(notes))


def _shapes(tree: Element | None) -> Iterator[Block]:
    for shape in () if tree is None else tree:
        match local(shape):
            case "sp":
                yield from _shape(shape)
            case "grpSp":
                yield from _shapes(shape)
            case "graphicFrame":
                rows = [
                    [" ".join(_paragraphs(cell)) for cell in every(row, "tc")]
                    for row in every(shape, "tr")
                ]
                yield from blocks_of_rows(rows)


def _shape(shape: Element) -> Iterator[Block]:
    place = _place(shape)
    if place in _FURNITURE:
        return
    if place in _TITLES:
        yield Block(" ".join(_paragraphs(shape)), 1)
        return
    for paragraph in every(child(shape, "txBody"), "p"):
        text = _words(paragraph)
        if text:
            yield Block(("• " if _is_item(paragraph, place) else "") + text)


def _place(shape: Element) -> str | None:
    """Return which place of the slide's layout a shape fills, None if none."""
    place = next(every(shape, "ph"), None)
    return None if place is None else attribute(place, "type") or "body"


def _is_item(paragraph: Element, place: str | None) -> bool:
    """Tell whether a paragraph shows a bullet: those of a slide's body do unless they say no."""
    properties = child(paragraph, "pPr")
    if child(properties, "buNone") is not None:
        return False
    marked = any(child(properties, name) is not None for name in ("buChar", "buAutoNum"))
    return marked or place == "body"


def _notes(root: Element | None) -> Iterator[Block]:
    for shape in every(root, "sp"):
        if _place(shape) == "body":
            words = " ".join(_paragraphs(shape))
            if words:
                yield Block(f"Presenter notes: {words}")


def _paragraphs(parent: Element | None) -> list[str]:
    return [words for words in map(_words, every(parent, "p")) if words]


def _words(paragraph: Element) -> str:
    pieces = (
        " " if local(each) == "br" else normalise(each.text or "")
        for each in paragraph.iter()
        if local(each) in ("t", "br")
    )
    return "".join(pieces).strip()
