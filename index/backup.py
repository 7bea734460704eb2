"""A library as one file: a ZIP archive with the databases, the originals and their checksums."""

import hashlib
import json
import os
import re
import secrets
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import IO

from sources.errors import BackupRefused, LibraryError, LibraryInUse

from .conversation_file import CONVERSATIONS, CONVERSATIONS_VERSION
from .files import flush_folder
from .originals import Originals
from .presence import adding_to
from .read_only import connect_to_read, may_write, state_of
from .schema import VERSION, version

OnFile = Callable[[int, int], None]  # how many files are done, of how many

_FORMAT = "alliance-backup-1"
_MANIFEST = "manifest.json"
_LONGEST_MANIFEST = 64 * 1024 * 1024
_NAME = re.compile(
    r"(?:library|conversations)\.db|originals/[0-9a-f]{64}(\.[^/\\.\x00-\x1f:]{1,40})?"
)
_PIECE = 1024 * 1024


def back_up(home: Path, target: Path, replace: bool, on_file: OnFile) -> int:
    """Write a library to an archive, as it is at this instant, and return how many files it holds.

    Other programs may go on using the library. The archive gets its name when it is complete.
    Raises LibraryError where there is no library, BackupRefused where the archive is there already
    and is not to be replaced, or cannot be written.
    """
    if not (home / "library.db").exists():
        raise LibraryError(f"There is no library in {home}. Choose its folder with --home.")
    if target.exists() and not replace:
        raise BackupRefused(f"{target} is there already. Choose another name, or add --replace.")
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    snapshot, talks = temporary.with_suffix(".db"), temporary.with_suffix(".talks")
    try:
        _snapshot(home / "library.db", snapshot)
        files = [("library.db", snapshot), *_kept(home, snapshot)]
        if (home / CONVERSATIONS).exists():
            _snapshot(home / CONVERSATIONS, talks)
            files.append((CONVERSATIONS, talks))
        count = _write(temporary, files, on_file)
        temporary.replace(target)
        flush_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefused(
            f"The backup cannot be made ({error}). Check that {target.parent} is there, can be "
            "written and has room; a damaged library is mended with: alliance repair"
        ) from error
    finally:
        for left in (temporary, snapshot, talks):
            left.unlink(missing_ok=True)
    return count


def _snapshot(path: Path, target: Path) -> None:
    before = None if may_write(path) else state_of(path)
    connected = connect_to_read(path) if before else sqlite3.connect(path, timeout=30)
    with (
        closing(connected) as library,
        closing(sqlite3.connect(target)) as copy,
    ):
        library.backup(copy)  # all pages in one step, which is one instant
        copy.execute("PRAGMA journal_mode = DELETE")
    if before and state_of(path) != before:
        raise OSError("the library was changed meanwhile; try again")


def _kept(home: Path, snapshot: Path) -> Iterator[tuple[str, Path]]:
    originals = Originals(home / "originals")
    with closing(sqlite3.connect(snapshot)) as library:
        ids = [row[0] for row in library.execute("SELECT id FROM documents ORDER BY number")]
    for path in filter(None, map(originals.path, ids)):
        yield f"originals/{path.name}", path


def _write(target: Path, files: list[tuple[str, Path]], on_file: OnFile) -> int:
    written: dict[str, dict[str, object]] = {}
    with target.open("xb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for number, (name, path) in enumerate(files, 1):
                try:
                    source = path.open("rb")
                except FileNotFoundError:  # its document was removed since the snapshot
                    continue
                with source, archive.open(name, "w", force_zip64=True) as member:
                    size, digest = _copy(source, member)
                written[name] = {"size": size, "sha256": digest}
                on_file(number, len(files))
            made = datetime.now(UTC).isoformat(timespec="seconds")
            manifest = {"format": _FORMAT, "made": made, "schema": VERSION, "files": written}
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        file.flush()
        os.fsync(file.fileno())
    return len(written)


def _copy(source: IO[bytes], target: IO[bytes], limit: int | None = None) -> tuple[int, str]:
    """Copy a stream; return its bytes and SHA-256, and stop where it passes the limit."""
    size, digest = 0, hashlib.sha256()
    while piece := source.read(_PIECE):
        size += len(piece)
        if limit is not None and size > limit:
            break
        digest.update(piece)
        target.write(piece)
    return size, digest.hexdigest()


def restore(archive: Path, home: Path, replace: bool, on_file: OnFile) -> Path | None:
    """Make a library from an archive, and return where the one before was put, None if none was.

    The archive is checked and unpacked beside the home before the home is touched. Raises
    BackupRefused when it is not sound, LibraryError when a library is there already.
    """
    if not archive.exists():
        raise _not_there(archive)
    if home.exists() and any(home.iterdir()) and not replace:
        raise LibraryError(
            f"{home} is not empty. Choose a new folder with --home, or put it aside with --replace."
        )
    home.parent.mkdir(parents=True, exist_ok=True)
    unpacked = home.with_name(f".{home.name}.{secrets.token_hex(4)}.restoring")
    try:
        unpacked.mkdir()
        with _refused(archive), zipfile.ZipFile(archive) as opened:
            _unpack(opened, unpacked, on_file)
            _check_database(unpacked / "library.db", VERSION)
            if (unpacked / CONVERSATIONS).exists():
                _check_database(unpacked / CONVERSATIONS, CONVERSATIONS_VERSION)
        return _put_in_place(unpacked, home)
    except OSError as error:
        raise LibraryError(
            f"The library cannot be restored to {home} ({error.strerror}). Check that the folder "
            "can be written and the disk has room."
        ) from error
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


def _not_there(archive: Path) -> BackupRefused:
    return BackupRefused(f"There is no file {archive}. Check the name.")


@contextmanager
def _refused(archive: Path) -> Iterator[None]:
    """Turn what a file raises that is no sound archive into one error."""
    problem = f"{archive} is not a sound backup"
    try:
        yield
    except FileNotFoundError as error:
        raise _not_there(archive) from error
    except (
        zipfile.BadZipFile, sqlite3.Error, ValueError, KeyError, TypeError, AttributeError,
        RuntimeError, NotImplementedError, EOFError, RecursionError, zlib.error,
    ) as error:  # fmt: skip
        raise BackupRefused(
            f"{problem} ({error}). Nothing was changed; use another backup."
        ) from error


def _unpack(archive: zipfile.ZipFile, folder: Path, on_file: OnFile) -> None:
    files = _manifest(archive)
    if sum(int(each["size"]) for each in files.values()) > shutil.disk_usage(folder).free:
        raise ValueError("it holds more than there is room for on the disk")
    (folder / "originals").mkdir()
    for number, (name, told) in enumerate(files.items(), 1):
        with archive.open(name) as member, (folder / name).open("xb") as target:
            size, digest = _copy(member, target, limit=int(told["size"]))
            target.flush()
            os.fsync(target.fileno())
        if (size, digest) != (told["size"], told["sha256"]):
            raise ValueError(f"{name} is not what the checksum says")
        if name.startswith("originals/") and digest != PurePath(name).name[:64]:
            raise ValueError(f"{name} is another file than its name says")
        on_file(number, len(files))
    flush_folder(folder / "originals")
    flush_folder(folder)


def _manifest(archive: zipfile.ZipFile) -> dict[str, dict[str, int | str]]:
    if archive.getinfo(_MANIFEST).file_size > _LONGEST_MANIFEST:
        raise ValueError("its manifest is too long")
    manifest = json.loads(archive.read(_MANIFEST))
    if manifest["format"] != _FORMAT:
        raise ValueError("its format is not known to this version of the program")
    files: dict[str, dict[str, int | str]] = manifest["files"]
    if sorted(archive.namelist()) != sorted([*files, _MANIFEST]) or "library.db" not in files:
        raise ValueError("it does not hold the files that its manifest tells of")
    for name, told in files.items():
        if not _NAME.fullmatch(name) or archive.getinfo(name).file_size != told["size"]:
            raise ValueError(f"the name or size of {name[:100]!r} is not one of a backup")
    return files


def _check_database(path: Path, newest: int) -> None:
    with closing(sqlite3.connect(path)) as library:
        if library.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise ValueError("its database is damaged")
        if not 0 < version(library) <= newest:
            raise ValueError("its database is of a newer version of the program, or of another")
        # The program makes neither; they would run statements of somebody else's.
        strange = "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"
        if library.execute(strange).fetchone()[0]:
            raise ValueError("its database holds triggers or views")


def _put_in_place(unpacked: Path, home: Path) -> Path | None:
    aside = None
    if home.exists() and any(home.iterdir()):
        with adding_to(home) as alone:
            if not alone:
                raise LibraryInUse(f"Another program is adding to {home}. End it and try again.")
        aside = home.with_name(f"{home.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        home.rename(aside)
    elif home.exists():
        home.rmdir()
    try:
        unpacked.rename(home)
    except OSError:
        if aside:
            aside.rename(home)
        raise
    flush_folder(home.parent)
    return aside
