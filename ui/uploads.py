"""Files and addresses that were handed over to be added, and the copies kept of them meanwhile."""

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant import Addition, Entry, Outcome, Progress


@dataclass(frozen=True, slots=True)
class Upload:
    """A file or an address that was handed over, and what became of it so far.

    ``address`` is None for a file. ``progress`` is None while it waits for its turn, ``addition``
    until it is over; ``seconds_left`` is a guess. ``clash`` is the document of the same name that
    it would replace, while it waits for a person to say whether it shall; then it is ``settled``.
    The copy at ``path`` is kept as long as it may be tried again; ``password`` is there for one
    try, and only until that is over.
    """

    name: str
    path: Path
    progress: Progress | None = None
    addition: Addition | None = None
    address: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds_left: float | None = None
    clash: Entry | None = None
    settled: bool = False

    @property
    def key(self) -> str:
        """What it is known by; all documents of one file have the same."""
        return self.path.parent.name

    @property
    def needs_password(self) -> bool:
        """Whether it can be tried again with a password."""
        return self.addition is not None and self.addition.needs_password

    @property
    def waits_for_its_turn(self) -> bool:
        """Whether it is neither over nor waits for a person."""
        return self.addition is None and self.clash is None


def to_fetch(address: str) -> Upload:
    """Return the upload for an address."""
    place = Path(tempfile.mkdtemp(prefix="alliance-"), "fetched")
    return Upload(address, place, address=address)


def taken_over(path: Path) -> Upload:
    """Copy a file to a place of our own."""
    folder = Path(tempfile.mkdtemp(prefix="alliance-"))
    upload = Upload(path.name, folder / path.name)
    try:
        shutil.copyfile(path, upload.path)
    except OSError as error:
        reason = f"The file could not be copied ({error.strerror}). Add it again."
        return over(upload, skipped(upload, reason))
    return upload


def over(upload: Upload, addition: Addition) -> Upload:
    """Delete the copy of a file, and keep what became of it."""
    delete_copies([upload])
    return replace(upload, addition=addition, password=None)


def delete_copies(uploads: Iterable[Upload]) -> None:
    """Delete the copies of some files."""
    for upload in uploads:
        shutil.rmtree(upload.path.parent, ignore_errors=True)


def skipped(upload: Upload, reason: str) -> Addition:
    """Return that a file was not added, and why."""
    return Addition(upload.name, Outcome.SKIPPED, reason=reason)
