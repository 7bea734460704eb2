"""Keeping a library: backup, restore, repair."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index import RESCUED, Originals, back_up, restore, salvage

from .adding import Addition, OnProgress
from .assistant import Assistant
from .settings import Settings

# The digits of a document's id by which it is called where its name is lost.
_SHOWN = 8
OnFile = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did.

    ``saved`` are the titles of documents read from the database, ``again`` what became of those
    read anew from their files, ``lost`` the titles of those that are gone, ``aside`` where the
    damaged database is kept, None where there was none.
    """

    saved: tuple[str, ...]
    again: tuple[Addition, ...]
    lost: tuple[str, ...]
    aside: Path | None


def back_up_library(settings: Settings, target: Path, replace: bool, on_file: OnFile) -> int:
    """Write the library to one file and return how many files it holds, as `index.back_up` does."""
    return back_up(settings.home, target, replace, on_file)


def restore_library(
    settings: Settings, archive: Path, replace: bool, on_file: OnFile
) -> Path | None:
    """Make the library from a backup; return where the one before was put, if there was one."""
    return restore(archive, settings.home, replace, on_file)


def repair_library(
    home: Path, open_library: Callable[[], Assistant], on_progress: OnProgress
) -> Repair:
    """Save what can be saved of a damaged library, and read the rest anew from its files.

    ``open_library`` opens the library at home. A sound library is left as it is. Raises
    LibraryError, and ModelUnavailable when files are to be read anew: repairing once more does it.
    """
    done = salvage(home)
    again = list[Addition]()
    sources = Originals(home / "originals").sources() | (done.sources or {})
    files = sorted((home / RESCUED).glob("*.*"))
    if files:
        with closing(open_library()) as assistant:
            for path in files:
                name = sources.get(path.stem, f"document {path.stem[:_SHOWN]}{path.suffix}")
                again += assistant.add_file(name, path, on_progress)
                if again[-1].document_id:
                    path.unlink()
    kept = {each.document_id for each in again}
    lost = tuple(title for id, title in (done.lost or {}).items() if id not in kept)
    return Repair(done.saved, tuple(again), lost, done.aside)
