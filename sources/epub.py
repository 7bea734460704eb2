"""Reading e-books (EPUB): the chapters in the order in which they are read, as HTML."""

import posixpath
import re
from urllib.parse import unquote

from .document import Report
from .errors import UnreadableDocument
from .html import read_html
from .normalise import normalise, one_line
from .package import Element, Package, attribute, child, counted, damaged, every, local
from .reading import Block, Reading

_KIND = "e-book"
_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*\?>")


def read_epub(data: bytes) -> Reading:
    """Return the chapters and the metadata of an e-book.

    Pictures, and what stands outside the order of reading (the contents), are left out. Raises
    UnreadableDocument and DocumentTooLarge.
    """
    package = Package(data, _KIND)
    rootfile = next(every(package.xml("META-INF/container.xml"), "rootfile"), None)
    name = attribute(rootfile, "full-path") or ""
    root = package.xml(name)
    if root is None:
        raise damaged(_KIND)
    chapters = _chapters(root, posixpath.dirname(name))
    _refuse_protected(package, chapters)
    blocks: list[Block] = []
    for chapter in chapters:
        markup = package.read(chapter)
        if markup and markup.strip():
            blocks += read_html(_DECLARATION.sub(b"", markup)).blocks
    about = _about(child(root, "metadata"))
    pictures = sum(
        (attribute(each, "media-type") or "").startswith("image/") for each in every(root, "item")
    )
    return Reading(
        blocks,
        title=about.get("title"),
        issuer=about.get("creator") or about.get("publisher"),
        date=about.get("date", "")[:10],
        language=about.get("language"),
        report=Report("lxml and Beautiful Soup (EPUB)", counted(pictures, "picture")),
    )


def _chapters(root: Element, folder: str) -> list[str]:
    items = {attribute(each, "id"): each for each in every(root, "item")}
    spine = child(root, "spine")
    found = []
    for each in () if spine is None else spine:
        item = items.get(attribute(each, "idref"))
        if (
            attribute(each, "linear") == "no"
            or "nav" in (attribute(item, "properties") or "").split()
        ):
            continue
        reference = unquote((attribute(item, "href") or "").partition("#")[0])
        found.append(posixpath.normpath(posixpath.join(folder, reference)))
    return list(dict.fromkeys(found))


def _refuse_protected(package: Package, chapters: list[str]) -> None:
    locked = {
        unquote(attribute(each, "URI") or "")
        for each in every(package.xml("META-INF/encryption.xml"), "CipherReference")
    }
    if locked.intersection(chapters):
        raise UnreadableDocument(
            "The e-book is protected against copying, so its text cannot be read. Add an edition "
            "without protection."
        )


def _about(metadata: Element | None) -> dict[str, str]:
    """Return the first of each kind of metadata."""
    found = dict[str, str]()
    for each in () if metadata is None else metadata:
        found.setdefault(local(each), one_line(normalise(each.text or "")))
    return found
