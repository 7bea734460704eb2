"""Office files, e-books and OpenDocument files: ZIP packages of XML parts, opened with limits."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from .errors import DocumentTooLarge, UnreadableDocument
from .normalise import normalise, one_line

MOST_MEMBERS = 10_000
MOST_EXPANDED = 500_000_000
# Words compress to a tenth, repeated table markup to a hundredth; bombs to a thousandth.
_MOST_RATIO, _RATIO_COUNTS_FROM = 200, 20_000_000
# Python unpacks the other methods by the block, of which a small one may hold gigabytes.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
Element: TypeAlias = Any  # of lxml, which has no types


def open_zip(file: bytes | Path, kind: str) -> zipfile.ZipFile:
    """Return a ZIP container whose members are few and small enough to be expanded.

    ``kind`` names the file in messages ("Word document"). Raises UnreadableDocument when it is
    damaged, DocumentTooLarge when it expands beyond the limits.
    """
    try:
        packed = len(file) if isinstance(file, bytes) else file.stat().st_size
        container = zipfile.ZipFile(BytesIO(file) if isinstance(file, bytes) else file)
    except FileNotFoundError:
        raise
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise damaged(kind) from error
    members = container.infolist()
    size = sum(each.file_size for each in members)
    bomb = size > _RATIO_COUNTS_FROM and size > _MOST_RATIO * packed
    if len(members) > MOST_MEMBERS or size > MOST_EXPANDED or bomb:
        raise DocumentTooLarge(
            f"The {kind} unpacks to {len(members):,} parts and {size / 1e6:,.0f} MB, which is more "
            "than is read. Split it and add the parts."
        )
    return container


def read_member(container: zipfile.ZipFile, name: str | zipfile.ZipInfo, kind: str) -> bytes:
    """Return a member's bytes, never more than it declares. Raises UnreadableDocument."""
    info = name if isinstance(name, zipfile.ZipInfo) else container.getinfo(name)
    if info.compress_type not in _METHODS:
        raise UnreadableDocument(
            f"The {kind} is packed in an unusual way that is not read. Unpack it and add its files."
        )
    try:
        with container.open(info) as member:
            return member.read(info.file_size)
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError) as error:
        # RuntimeError: the member is encrypted, or compressed in a way that Python does not know.
        raise damaged(kind) from error


def damaged(kind: str) -> UnreadableDocument:
    """Return the error that says that a file is damaged."""
    return UnreadableDocument(
        f"The {kind} is damaged or is something else. Open it in the program that made it, save "
        "it again and add that."
    )


def parse_xml(data: bytes, kind: str) -> Element:
    """Return the root of an XML part; entities are not expanded and nothing is fetched.

    Raises UnreadableDocument.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(kind) from error
    if root is None:
        raise damaged(kind)
    return root


class Package:
    """The parts of an Office Open XML file."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self._zip = open_zip(data, kind)
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, None where there is no such part."""
        return read_member(self._zip, name, self.kind) if name in self.names else None

    def xml(self, name: str | None) -> Element | None:
        """Return the root of a part, None where there is no such part."""
        data = self.read(name) if name else None
        return None if data is None else parse_xml(data, self.kind)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to inside the package: by id, the kind and the part's name."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = dict[str, tuple[str, str]]()
        for each in () if root is None else root:
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, each.get("Target") or ""))
                kind = (each.get("Type") or "").rpartition("/")[2]
                found[each.get("Id") or ""] = (kind, target.lstrip("/"))
        return found

    def related_of(self, part: str, kind: str) -> list[str]:
        """Return the names of the parts of one kind that a part refers to."""
        return [target for each, target in self.related(part).values() if each == kind]

    def main_part(self) -> str:
        """Return the name of the part that holds the document. Raises UnreadableDocument."""
        for name in self.related_of("", "officeDocument"):
            if name in self.names:
                return name
        raise damaged(self.kind)

    def properties(self) -> dict[str, str]:
        """Return what the file says of itself: title, creator, created, language."""
        for name in self.related_of("", "core-properties"):
            root = self.xml(name)
            if root is not None:
                return {local(each): one_line(normalise(each.text or "")) for each in root}
        return {}


def local(element: Element) -> str:
    """Return an element's name without its namespace, which differs between editions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute, whatever its namespace."""
    for key, value in () if element is None else element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child of the given name, its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def every(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the elements of a name, at any depth."""
    if element is not None:
        yield from (each for each in element.iter() if local(each) == name)


def counted(number: int, one: str, many: str | None = None) -> tuple[str, ...]:
    """Return "1 picture" or "2 pictures" as what was dropped; nothing where there is none."""
    return (f"{number:,} {one if number == 1 else many or one + 's'}",) if number else ()
