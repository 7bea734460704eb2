"""Keeping a library: backup, restore."""

from collections.abc import Callable
from pathlib import Path

from index import back_up, restore

from .settings import Settings

OnFile = Callable[[int, int], None]


def back_up_library(settings: Settings, target: Path, replace: bool, on_file: OnFile) -> int:
    """Write the library to one file and return how many files it holds, as `index.back_up` does."""
    return back_up(settings.home, target, replace, on_file)


def restore_library(
    settings: Settings, archive: Path, replace: bool, on_file: OnFile
) -> Path | None:
    """Make the library from a backup; return where the one before was put, if there was one."""
    return restore(archive, settings.home, replace, on_file)
