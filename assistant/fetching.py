"""Documents at addresses: what is fetched, and what lies in the archives and e-mails there."""

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path, PurePath, PurePosixPath

from index import Origin
from sources import DocumentReader, Version
from sources.archive import ARCHIVE
from sources.attachments import MAIL
from sources.errors import AddressGone, AssistantError, UnreadableDocument, UnsupportedFormat
from sources.fetch import ARCHIVES, Fetched, Fetcher, Known

from .opening import Content, Item, items_of_file, refused


def at_address(address: str, fetcher: Fetcher, reader: DocumentReader) -> list[Item]:
    """Return the items for what an address holds.

    An archive or an e-mail, told by its name, is fetched and opened at once; where something
    stands after a "#", only what is so called in it is an item.
    """
    whole, _, inside = address.partition("#")
    if not _is_opened(whole):
        return [Item(address, partial(_fetch, fetcher, address))]
    try:
        items = _Visit(whole, fetcher, reader).items()
        found = [each for each in items if f"{each.path}/".startswith(f"{address}/")]
        return (found or [_only(items, address)]) if inside else items
    except AssistantError as error:
        return [refused(address, error)]


def fetched_again(
    origins: Mapping[str, Origin], fetcher: Fetcher, reader: DocumentReader
) -> list[Item]:
    """Return the items for what the addresses of documents that were fetched hold by now.

    ``origins`` are by the documents' ids. What lies in one archive or e-mail is fetched once.
    """
    visits = dict[tuple[str, Known | None], _Visit]()
    items = list[Item]()
    for id, origin in origins.items():
        whole, known = origin.address.partition("#")[0], _known(origin)
        read = partial(_fetch, fetcher, origin.address, known, id)
        if _is_opened(whole):
            visit = visits.setdefault((whole, known), _Visit(whole, fetcher, reader, known))
            read = partial(visit.again, id, origin)
        items.append(Item(origin.address, read))
    return items


@dataclass(frozen=True)
class _Visit:
    """A visit to an address, made when it is first needed, for all that lies in what is there.

    ``known`` is the version that is there already.
    """

    address: str
    fetcher: Fetcher
    reader: DocumentReader
    known: Known | None = None

    def items(self) -> list[Item]:
        """Return the items for what is there, none where it is known. Raises what fetching does."""
        if isinstance(self._outcome, AssistantError):
            raise self._outcome
        return self._outcome

    def again(self, id: str, origin: Origin) -> Content:
        """Return what is there by now of a document that was fetched before."""
        items = self.items()
        if not items and self.known:
            unchanged = Fetched(b"", origin.location, "", "", unchanged=True)
            return _content(unchanged, origin.address, self.known, id)
        return _only(items, origin.address).read()

    @cached_property
    def _outcome(self) -> list[Item] | AssistantError:
        try:
            fetched = self.fetcher.fetch(self.address, self.known)
            return [] if fetched.unchanged else self._opened(fetched)
        except AssistantError as error:
            return error

    def _opened(self, fetched: Fetched) -> list[Item]:
        file, version = _Kept(fetched), fetched.version
        inside = items_of_file(
            file.path, fetched.file_name, self.address, fetched.address, self.reader
        )
        return [Item(each.path, partial(file.read, each, version)) for each in inside]


class _Kept:
    """A file of what was fetched, which is deleted when nothing of it can be asked for any more."""

    def __init__(self, fetched: Fetched) -> None:
        folder = tempfile.mkdtemp(prefix="alliance-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.path = Path(folder, "fetched" + PurePath(fetched.file_name).suffix)
        try:
            self.path.write_bytes(fetched.data)
        except OSError as error:
            raise UnreadableDocument(
                f"What was fetched cannot be opened ({error.strerror}). Make room on the disk of "
                "the temporary files."
            ) from error

    def read(self, item: Item, version: Version | None) -> Content:
        """Return the content of something in the file, together with where it was fetched."""
        return replace(item.read(), address=item.path, fetched_at=_now(), version=version)


def _is_opened(address: str) -> bool:
    """Tell whether an address is that of an archive or an e-mail, by its name."""
    return address.partition("?")[0].lower().endswith((ARCHIVE, MAIL))


def _only(items: list[Item], address: str) -> Item:
    for each in items:
        if each.path == address:
            return each
    whole, _, inside = address.partition("#")
    raise AddressGone(f"There is no {inside or 'text'} in what {whole} holds.")


def _known(origin: Origin) -> Known | None:
    return Known(origin.location.partition("#")[0], origin.version) if origin.version else None


def _fetch(
    fetcher: Fetcher, address: str, known: Known | None = None, id: str | None = None
) -> Content:
    fetched = fetcher.fetch(address, known)
    if fetched.media_type == ARCHIVES:
        raise UnsupportedFormat(
            f"The address leads to the archive {fetched.address}. Open it in a browser, save the "
            "document and add the file: alliance add FILE"
        )
    return _content(fetched, address, known, id)


def _content(fetched: Fetched, address: str, known: Known | None, id: str | None) -> Content:
    return Content(
        fetched.data,
        PurePosixPath(fetched.file_name).name,
        fetched.address,
        address,
        _now(),
        known.version if known and fetched.unchanged else fetched.version,
        id if fetched.unchanged else None,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
