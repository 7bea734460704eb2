"""What the commands do that keep a library: they work where it cannot be opened."""

import argparse
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant import Assistant, Settings, back_up_library, repair_library, restore_library

from .feedback_list import list_feedback
from .printing import Bar, print_lines
from .terminal import addition_lines, printable


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


def _repair(settings: Settings, arguments: argparse.Namespace) -> int:
    with closing(Bar("Reading anew")) as bar:
        repair = repair_library(settings.home, lambda: Assistant.open(settings), bar)
    if not (repair.aside or repair.saved or repair.again):
        print_lines(iter(["Nothing is damaged"]))
        return 0
    lines = [f"Saved {len(repair.saved)} documents from the database"]
    lines += [f"Lost: {title}" for title in repair.lost]
    if repair.aside:
        lines.append(f"The damaged file is kept as {repair.aside}")
    print_lines(map(printable, lines))
    for addition in repair.again:
        print_lines(iter(addition_lines(addition)))
    return 1 if repair.lost else 0


def _bar(title: str) -> "tqdm[Any]":
    return tqdm(desc=title, unit=" files", leave=False, dynamic_ncols=True, delay=1)


def _shown(bar: "tqdm[Any]") -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return show


KEEPING_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "backup": _backup,
    "feedback": list_feedback,
    "repair": _repair,
    "restore": _restore,
}
