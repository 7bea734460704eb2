"""Which documents a person means by some paths, folders and addresses."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sources import DocumentReader
from sources.errors import UnreadableDocument
from sources.fetch import Fetcher

from .fetching import at_address
from .opening import ADDRESS, Item, at_path, refused, shown_path


def gather(paths: Sequence[str], fetcher: Fetcher, reader: DocumentReader) -> list[Item]:
    """Return the items that files, folders and addresses stand for, none of them twice.

    Folders are searched through; hidden files and folders in them are passed over. A folder
    without documents is an item that cannot be read. Of archives the list of members is read, and
    e-mails are opened for their attachments, each of which is an item, also where an address names
    them; else nothing is read or fetched yet.
    """
    items = dict[str, Item]()
    for path in paths:
        for item in _items(path, fetcher, reader):
            items.setdefault(item.path, item)
    return list(items.values())


def _items(path: str, fetcher: Fetcher, reader: DocumentReader) -> Iterator[Item]:
    if ADDRESS.match(path):
        yield from at_address(path, fetcher, reader)
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
        error = UnreadableDocument("There are no documents in this folder.")
        yield refused(shown_path(place), error)


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
