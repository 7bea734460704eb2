"""Which documents a person means by some paths, folders and addresses."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePath, PurePosixPath

from index import Origin
from sources import Document, DocumentReader, Version, read_bytes
from sources.archive import ARCHIVE, Member, members, read_archived
from sources.attachments import MAIL, Attachment, Mail
from sources.errors import AssistantError, UnreadableDocument
from sources.fetch import Fetcher, Known

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


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


def gather(paths: Sequence[str], fetcher: Fetcher, reader: DocumentReader) -> list[Item]:
    """Return the items that files, folders and addresses stand for, none of them twice.

    Folders are searched through; hidden files and folders in them are passed over. A folder
    without documents is an item that cannot be read. Of archives the list of members is read, and
    e-mails are opened for their attachments, each of which is an item; else nothing is read yet.
    """
    items = dict[str, Item]()
    for path in paths:
        for item in _items(path, fetcher, reader):
            items.setdefault(item.path, item)
    return list(items.values())


def uploaded(name: str, path: Path, reader: DocumentReader) -> list[Item]:
    """Return the items for a file that was handed over under another name than its own."""
    return list(_items_of_file(path, name, name, reader))


def at_address(address: str, fetcher: Fetcher) -> Item:
    """Return the item for what an address holds."""
    return Item(address, partial(_fetch, fetcher, address))


def fetched_again(id: str, origin: Origin, fetcher: Fetcher) -> Item:
    """Return the item for what the address of a document that was fetched holds by now."""
    return Item(origin.address, partial(_fetch, fetcher, origin.address, id, origin))


def _items(path: str, fetcher: Fetcher, reader: DocumentReader) -> Iterator[Item]:
    if _ADDRESS.match(path):
        yield at_address(path, fetcher)
        return
    # The path's own methods raise where a name is too long, or begins with ~ and is no user's.
    name = os.path.expanduser(path)
    place = Path(name)
    if not os.path.isdir(name):
        yield from at_path(place, reader)
        return
    files, _ = visible_files(place)
    for each in files:
        yield from at_path(each, reader)
    if not files:
        yield Item(shown_path(place), _refuse_empty_folder)


def visible_files(folder: Path) -> tuple[list[Path], list[str]]:
    """Return the files in a folder that are not hidden, sorted, and the folders not to be opened.

    Links to folders are followed, but no folder is gone through twice.
    """
    files: list[Path] = []
    closed: list[str] = []
    seen: set[tuple[int, int]] = set()

    def cannot_open(error: OSError) -> None:
        closed.append(shown_path(Path(error.filename)))

    for place, folders, names in os.walk(folder, onerror=cannot_open, followlinks=True):
        stat = os.stat(place)
        if (stat.st_dev, stat.st_ino) in seen:
            folders.clear()
            continue
        seen.add((stat.st_dev, stat.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(place, name) for name in names if not name.startswith(".")]
    return sorted(files), closed


def at_path(path: Path, reader: DocumentReader) -> Iterator[Item]:
    """Yield the items for a file: those of an archive's members, or of an e-mail's parts."""
    return _items_of_file(path, shown_path(path), shown_path(path.absolute()), reader)


def _items_of_file(path: Path, shown: str, source: str, reader: DocumentReader) -> Iterator[Item]:
    """Yield the items for a file: those of an archive's members, or of an e-mail's parts."""
    if not shown.lower().endswith(ARCHIVE):
        yield from _with_attachments(Item(shown, partial(_read_file, path, source)), reader)
        return
    try:
        found = members(path)
        if not found:
            raise UnreadableDocument("There are no documents in this archive.")
    except AssistantError as error:
        yield Item(shown, partial(_refuse, str(error)))
        return
    for each in found:
        read = partial(_read_archived, path, each, f"{source}/{each.name}")
        yield from _with_attachments(Item(f"{shown}/{each.name}", read), reader)


def _with_attachments(item: Item, reader: DocumentReader) -> Iterator[Item]:
    """Yield an item, and one for each attachment where it is an e-mail; no text is no item."""
    if not item.path.lower().endswith(MAIL):
        yield item
        return
    try:
        mail = reader.open_mail(item.read().data)
    except AssistantError:
        mail = Mail(has_text=False, attachments=())
    if mail.has_text or not mail.attachments:
        yield item
    for each in mail.attachments:
        yield Item(f"{item.path}/{each.name}", partial(_read_attached, item, each, reader))


def _read_attached(mail: Item, attachment: Attachment, reader: DocumentReader) -> Content:
    content = mail.read()
    data = reader.read_attached(content.data, attachment)
    return Content(data, attachment.name, f"{content.source}/{attachment.name}")


def _read_archived(path: Path, member: Member, source: str) -> Content:
    return Content(read_archived(path, member), PurePosixPath(member.name).name, source)


def _refuse(reason: str) -> Content:
    raise UnreadableDocument(reason)


def shown_path(path: Path) -> str:
    """Return a path as text; what is no text in it, as names on disks may be, as codes."""
    return str(path).encode(errors="backslashreplace").decode()


def _read_file(path: Path, source: str) -> Content:
    return Content(read_bytes(path), PurePath(source).name, source)


def _refuse_empty_folder() -> Content:
    raise UnreadableDocument("There are no documents in this folder.")


def _fetch(
    fetcher: Fetcher, address: str, id: str | None = None, origin: Origin | None = None
) -> Content:
    known = Known(origin.location, origin.version) if origin and origin.version else None
    fetched = fetcher.fetch(address, known)
    return Content(
        fetched.data,
        PurePosixPath(fetched.file_name).name,
        fetched.address,
        address,
        datetime.now(UTC).isoformat(timespec="seconds"),
        known.version if known and fetched.unchanged else fetched.version,
        id if fetched.unchanged else None,
    )
