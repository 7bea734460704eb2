"""What the commands do that keep a library: they work where it cannot be opened."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant import Settings, back_up_library, restore_library

from .printing import print_lines
from .terminal import printable


def _backup(settings: Settings, arguments: argparse.Namespace) -> int:
    target = Path(arguments.file)
    with _bar("Backing up") as bar:
        count = back_up_library(settings, target, arguments.replace, _shown(bar))
    size = target.stat().st_size / 1e6
    print_lines(iter([printable(f"Wrote {target}: {count} files, {size:,.1f} MB")]))
    return 0


def _restore(settings: Settings, arguments: argparse.Namespace) -> int:
    with _bar("Restoring") as bar:
        aside = restore_library(settings, Path(arguments.file), arguments.replace, _shown(bar))
    lines = [f"Restored the library to {settings.home}"]
    if aside:
        lines.append(f"What was there before is kept in {aside}")
    print_lines(map(printable, lines))
    return 0


def _bar(title: str) -> "tqdm[Any]":
    return tqdm(desc=title, unit=" files", leave=False, dynamic_ncols=True, delay=1)


def _shown(bar: "tqdm[Any]") -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return show


KEEPING_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "backup": _backup,
    "restore": _restore,
}
