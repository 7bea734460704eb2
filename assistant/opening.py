"""Documents to add, and the files that hold several of them: archives, and e-mails."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import quote

from sources import Document, DocumentReader, Version, read_bytes
from sources.archive import ARCHIVE, Member, members, read_archived
from sources.attachments import MAIL, Attachment, Mail
from sources.errors import AssistantError, UnreadableDocument
from sources.patterns import pattern

ADDRESS = pattern(r"[a-z][a-z0-9+.-]*://", re.I)


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a document to add, its file's name, and the source to keep with it.

    ``address`` is the one that was asked for, where it was fetched at ``fetched_at`` (UTC), and
    ``version`` what its site calls that. ``unchanged`` is the id of the document whose bytes are
    still at its address, so that they were not sent again.
    """

    data: bytes
    name: str
    source: str
    address: str | None = None
    fetched_at: str | None = None
    version: Version | None = None
    unchanged: str | None = None

    def documented(self, document: Document) -> Document:
        """Return the document that was read of these bytes, with where they were fetched."""
        return replace(
            document, address=self.address, fetched_at=self.fetched_at, version=self.version
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One document to add: the path or address to report it by, and how to get its content."""

    path: str
    read: Callable[[], Content]


def uploaded(name: str, path: Path, reader: DocumentReader) -> list[Item]:
    """Return the items for a file that was handed over under another name than its own."""
    return list(items_of_file(path, name, name, name, reader))


def at_path(path: Path, reader: DocumentReader) -> Iterator[Item]:
    """Yield the items for a file: those of an archive's members, or of an e-mail's parts."""
    shown = shown_path(path)
    return items_of_file(path, shown, shown, shown_path(path.absolute()), reader)


def items_of_file(
    path: Path, name: str, shown: str, source: str, reader: DocumentReader
) -> Iterator[Item]:
    """Yield the items for a file: those of an archive's members, or of an e-mail's parts.

    ``name`` tells by its ending which it is, ``shown`` is what the items are reported by, and
    ``source`` where the file came from.
    """
    if not name.lower().endswith(ARCHIVE):
        item = Item(shown, partial(_read_file, path, PurePath(name).name, source))
        yield from _with_attachments(item, name, reader)
        return
    try:
        found = members(path)
        if not found:
            raise UnreadableDocument("There are no documents in this archive.")
    except AssistantError as error:
        yield refused(shown, error)
        return
    for each in found:
        read = partial(_read_archived, path, each, _inside(source, each.name))
        yield from _with_attachments(Item(_inside(shown, each.name), read), each.name, reader)


def refused(path: str, error: AssistantError) -> Item:
    """Return the item for what cannot be added; its content raises the error that says why."""
    return Item(path, partial(_refuse, error))


def _inside(whole: str, name: str) -> str:
    """Return where something lies in a file or, after a "#", in what an address holds."""
    if not ADDRESS.match(whole):
        return f"{whole}/{name}"
    return f"{whole}{'/' if '#' in whole else '#'}{quote(name)}"


def _with_attachments(item: Item, name: str, reader: DocumentReader) -> Iterator[Item]:
    """Yield an item, and one for each attachment where it is an e-mail; no text is no item."""
    if not name.lower().endswith(MAIL):
        yield item
        return
    try:
        mail = reader.open_mail(item.read().data)
    except AssistantError:
        mail = Mail(has_text=False, attachments=())
    if mail.has_text or not mail.attachments:
        yield item
    for each in mail.attachments:
        yield Item(_inside(item.path, each.name), partial(_read_attached, item, each, reader))


def _read_attached(mail: Item, attachment: Attachment, reader: DocumentReader) -> Content:
    content = mail.read()
    data = reader.read_attached(content.data, attachment)
    return Content(data, attachment.name, _inside(content.source, attachment.name))


def _read_archived(path: Path, member: Member, source: str) -> Content:
    return Content(read_archived(path, member), PurePosixPath(member.name).name, source)


def _read_file(path: Path, name: str, source: str) -> Content:
    return Content(read_bytes(path), name, source)


def _refuse(error: AssistantError) -> Content:
    raise error


def shown_path(path: Path) -> str:
    """Return a path as text; what is no text in it, as names on disks may be, as codes."""
    return str(path).encode(errors="backslashreplace").decode()
