"""Writing files so that a crash at any instant leaves them whole or not there."""

import errno
import os
import secrets
import time
from pathlib import Path

from sources.errors import DiskFull

_FULL = (errno.ENOSPC, errno.EDQUOT)


def disk_full(folder: Path) -> DiskFull:
    """Return what tells that the disk of a folder is full."""
    return DiskFull(
        f"The disk that holds {folder} is full, so that nothing was changed. Free some space there "
        "and try again."
    )


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file under a temporary name, flush it to the disk and give it its name.

    ``mode`` are the rights that it gets at most, from its first byte on. Raises DiskFull, or
    OSError where it cannot be written for another reason.
    """
    # Its name begins unlike the file's own, so that none that a crash left is taken for the file.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        if error.errno in _FULL:
            raise disk_full(path.parent) from error
        raise
    finally:
        temporary.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk: a file's own flush does not keep its name."""
    if os.name == "nt":  # Windows opens no folders, and keeps names by itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def drop_unfinished(folder: Path, older_than: float) -> None:
    """Delete what crashes left of files half written, where it is older than some seconds."""
    for path in folder.glob(".*.tmp"):
        if is_older(path, older_than):
            path.unlink(missing_ok=True)


def is_older(path: Path, seconds: float) -> bool:
    """Tell whether a file was last written more than some seconds ago."""
    try:
        return time.time() - path.stat().st_mtime >= seconds
    except FileNotFoundError:
        return False
