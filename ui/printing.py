"""What several commands print: progress, reports, lines and JSON."""

import argparse
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant import Addition, Assistant, AssistantError, Outcome, Progress

from .contract import additions_object
from .terminal import addition_lines, printable, totals_line

_NOT_ALONE = "alliance: Another program is adding to this library too; both go on, more slowly."


class _Notices(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        print(printable(f"alliance: {record.getMessage()}"), file=sys.stderr)


@contextmanager
def notices() -> Iterator[None]:
    """Print on standard error what the library warns of while a command runs."""
    layers = [logging.getLogger(name) for name in ("index", "assistant")]
    handler = _Notices(logging.WARNING)
    for layer in layers:
        layer.addHandler(handler)
    try:
        yield
    finally:
        for layer in layers:
            layer.removeHandler(handler)


class OutputRefused(AssistantError):
    """A file cannot be written."""


class Bar:
    """A progress bar on standard error, made when there is progress to show."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._bar: tqdm[Any] | None = None

    def __call__(self, progress: Progress) -> None:
        """Show how far the work has come."""
        if self._bar is None:
            if not progress.alone:
                print(_NOT_ALONE, file=sys.stderr)
            # None: no bar where standard error is a file, which it would fill.
            self._bar = tqdm(
                desc=self._title, unit=" documents", leave=False, dynamic_ncols=True, disable=None
            )
        self._bar.total = progress.documents
        self._bar.n = progress.documents_done
        self._bar.set_postfix_str(f"{progress.passages_done} of {progress.passages} passages")

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()


def add_starter(assistant: Assistant) -> None:
    """Add the starter briefs that are new, with a progress bar."""
    with closing(Bar("Indexing the starter library")) as bar:
        additions = assistant.add_starter(bar)
    print_skipped(additions)


def print_additions(additions: list[Addition], arguments: argparse.Namespace) -> int:
    """Print what became of documents, and return the exit status: 1 where all were skipped."""
    if arguments.json:
        print_json(additions_object(additions))
    else:
        for each in additions:
            if each.outcome is not Outcome.SKIPPED:
                print_lines(addition_lines(each, verbose=arguments.verbose))
        print(totals_line(additions))
    print_skipped(additions)
    return 1 if all(each.outcome is Outcome.SKIPPED for each in additions) else 0


def print_skipped(additions: list[Addition]) -> None:
    """Print on standard error what was skipped, and why."""
    for addition in additions:
        if addition.outcome is Outcome.SKIPPED:
            print(*addition_lines(addition), sep="\n", file=sys.stderr)


def print_json(value: object) -> None:
    """Print a value as JSON on one line."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def print_lines(lines: Iterator[str]) -> None:
    """Print lines."""
    for line in lines:
        print(line)


def write_text(path: str, text: str) -> None:
    """Write a text to a file, or print it where the path is "-".

    Raises OutputRefused where the file cannot be written.
    """
    if path == "-":
        print(text, end="")
        return
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputRefused(
            f"{path} cannot be written ({error.strerror}). Choose another file."
        ) from error
