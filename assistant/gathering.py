"""Which documents a person means by some paths, folders and addresses."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from sources import read_bytes
from sources.fetch import Fetcher

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a document to add, its file's name, and the source to keep with it."""

    data: bytes
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One document to add: the path or address to report it by, and how to get its content."""

    path: str
    read: Callable[[], Content]


def gather(paths: Sequence[str], fetcher: Fetcher) -> list[Item]:
    """Return the items that files, folders and addresses stand for, none of them twice.

    Folders are searched through; hidden files and folders in them are passed over. Nothing is
    read yet.
    """
    items = dict[str, Item]()
    for path in paths:
        for item in _items(path, fetcher):
            items.setdefault(item.path, item)
    return list(items.values())


def uploaded(name: str, path: Path) -> Item:
    """Return the item for a file that was handed over under another name than its own."""
    return Item(name, partial(_read_file, path, name))


def _items(path: str, fetcher: Fetcher) -> Iterator[Item]:
    if _ADDRESS.match(path):
        yield Item(path, partial(_fetch, fetcher, path))
        return
    place = Path(path).expanduser()
    if not place.is_dir():
        yield _file(place)
        return
    for found in sorted(place.rglob("*")):
        hidden = any(part.startswith(".") for part in found.relative_to(place).parts)
        if not hidden and found.is_file():
            yield _file(found)


def _file(path: Path) -> Item:
    source = str(path.absolute())
    return Item(str(path), partial(_read_file, path, source))


def _read_file(path: Path, source: str) -> Content:
    return Content(read_bytes(path), path.name, source)


def _fetch(fetcher: Fetcher, address: str) -> Content:
    fetched = fetcher.fetch(address)
    return Content(fetched.data, PurePosixPath(fetched.file_name).name, fetched.address)
