"""ZIP archives of documents: which members can be added, and why others cannot."""

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader, FileIO
from pathlib import Path
from zipfile import ZipInfo

from .errors import DocumentTooLarge, UnreadableDocument
from .load import MOST_BYTES, refuse_ending
from .normalise import normalise
from .package import open_zip, read_member

ARCHIVE = ".zip"
_KIND = "archive"
_MOST_MEMBERS = 2_000
_LONGEST_LIST = 5_000_000
_ABSOLUTE = re.compile(r"[/\\]|[a-z]:", re.I)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; ``refusal`` says why it cannot be added, None where it can."""

    place: int
    name: str
    refusal: str | None


def members(path: Path) -> list[Member]:
    """Return the files in an archive; hidden ones are passed over, as in folders.

    Raises UnreadableDocument for a damaged archive, DocumentTooLarge for one of too many members
    or one that expands too far.
    """
    try:
        _refuse_long_list(path)
        with open_zip(path, _KIND) as archive:
            found = archive.infolist()
    except FileNotFoundError as error:
        raise UnreadableDocument("There is no such file. Check its name and folder.") from error
    if len(found) > _MOST_MEMBERS:
        raise DocumentTooLarge(
            f"The archive has {len(found):,} members; the most that is read is {_MOST_MEMBERS:,}. "
            "Unpack it and add the folder."
        )
    return list(_told(found))


class _ShortReads(BufferedReader):
    """A file of which only so much is read at once as the list of an archive may have."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return so many bytes. Raises DocumentTooLarge."""
        if size is None or size > _LONGEST_LIST:
            raise DocumentTooLarge(
                "The archive's list of members is longer than is read. Unpack it and add the "
                "folder."
            )
        return super().read(size)


def _refuse_long_list(path: Path) -> None:
    """Raise DocumentTooLarge where listing the members would fill the memory."""
    with (
        _ShortReads(FileIO(path)) as file,
        suppress(zipfile.BadZipFile, ValueError, NotImplementedError, EOFError),
    ):
        zipfile.ZipFile(file).close()


def read_archived(path: Path, member: Member) -> bytes:
    """Return a member's bytes.

    Raises UnreadableDocument, UnsupportedFormat or DocumentTooLarge.
    """
    if member.refusal:
        raise UnreadableDocument(member.refusal)
    refuse_ending(member.name)
    with open_zip(path, _KIND) as archive:
        info = archive.infolist()[member.place]
        if info.file_size > MOST_BYTES:
            raise DocumentTooLarge(
                f"The file unpacks to {info.file_size / 1e6:,.0f} MB; the most that is read is "
                f"{MOST_BYTES // 10**6} MB. Split it and add the parts."
            )
        return read_member(archive, info, f"archive's member {member.name}")


def _told(found: list[ZipInfo]) -> Iterator[Member]:
    seen = set[str]()
    for place, info in enumerate(found):
        parts = [part for part in info.filename.split("/") if part]
        hidden = any(part.startswith(".") and part != ".." for part in parts)
        if info.is_dir() or hidden or "__MACOSX" in parts:
            continue
        name = normalise(info.filename).replace("\n", " ")
        yield Member(place, name, _refusal(info, name, seen))
        seen.add(name.casefold())


def _refusal(info: ZipInfo, name: str, seen: set[str]) -> str | None:
    odd = name != info.filename or ".." in re.split(r"[/\\]", name) or _ABSOLUTE.match(name)
    if odd or not name.isprintable():
        return "Its name leads out of the archive or is no name of a file. Unpack it and rename it."
    if name.casefold() in seen:
        return "The archive holds another file of this name. Unpack it and rename one of them."
    if info.flag_bits & 1:
        return "It is encrypted with a password. Unpack it and add the files."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a link to another file. Add that file."
    if name.lower().endswith(ARCHIVE):
        return "It is an archive within an archive. Unpack it and add its files."
    return None
