"""What each contender does in a process of its own: adds passages, or opens them and answers.

    python -m tests.benchmarks.peers.with_NAME add|ask FOLDER

Standard library alone, for it runs in every contender's environment. FOLDER holds `work.json`;
what a contender keeps goes into a folder of its name there. Prints a line of JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from os import times
from pathlib import Path
from typing import Protocol

PASSAGES_WANTED = 10
# What finds the passages for a question.
Find = Callable[[str], Sequence[object]]


@dataclass(frozen=True)
class Work:
    """What is added and asked; ``folder`` holds it, and ``documents`` that the passages are of."""

    folder: Path
    model: str
    passages: list[str]
    questions: list[str]

    @property
    def documents(self) -> Path:
        """The folder of the documents that the passages are of."""
        return self.folder / "documents"


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of the processor in all threads and ended processes."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Asked:
    """What asking took: opening again what is open, until its first answer, and each question.

    ``first_answer`` is the time of day of the first answer of all, and ``processor`` the seconds of
    the processor until then.
    """

    first_answer: float
    processor: float
    opened_again: Taken
    questions: list[Taken]


class Contender(Protocol):
    """A program that keeps passages and finds them."""

    def load(self) -> None:
        """Load the model."""

    def add(self) -> int:
        """Add the passages, keep them on the disk, and return their number."""

    def open(self) -> Find:
        """Open what was kept; the model is loaded at the first time alone."""


def read_work(folder: Path) -> Work:
    """Return the work that a folder holds."""
    return Work(folder, **json.loads((folder / "work.json").read_bytes()))


def write_work(work: Work) -> None:
    """Keep work in its folder."""
    kept = {"model": work.model, "passages": work.passages, "questions": work.questions}
    (work.folder / "work.json").write_text(json.dumps(kept), encoding="utf-8")


def measured(action: Callable[[], object]) -> Taken:
    """Return what an action takes."""
    processor, started = _processor(), time.perf_counter()
    action()
    clock = time.perf_counter() - started
    return Taken(clock, _processor() - processor)


def _processor() -> float:
    ended = times()
    return time.process_time() + ended.children_user + ended.children_system


def compete(make: Callable[[Work], Contender]) -> None:
    """Do what the command line says with a contender."""
    contender = make(work := read_work(Path(sys.argv[2])))
    if sys.argv[1] == "add":
        contender.load()
        print(json.dumps(asdict(measured(lambda: _add(contender, work)))))
    else:
        print(json.dumps(asdict(_ask(contender, work))))


def _add(contender: Contender, work: Work) -> None:
    added = contender.add()
    if added != len(work.passages):
        raise SystemExit(f"{added} passages were added, not {len(work.passages)}")


def _ask(contender: Contender, work: Work) -> Asked:
    first, *others = work.questions
    _found(contender.open(), first)
    first_answer, processor = time.time(), _processor()
    opened_again = measured(lambda: _found(contender.open(), first))
    find = contender.open()
    for question in others[:5]:
        _found(find, question)
    taken = [measured(lambda question=question: _found(find, question)) for question in others]
    return Asked(first_answer, processor, opened_again, taken)


def _found(find: Find, question: str) -> None:
    if (found := len(find(question))) != PASSAGES_WANTED:
        raise SystemExit(f"{found} passages were found, not {PASSAGES_WANTED}")
