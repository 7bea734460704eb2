"""Kills a program that adds, replaces and removes documents, and checks what it leaves.

    python -m tests.quality.killing [--rounds 300] [--seed 1]

Each round goes on with the library that the rounds before left. Checked are, after each kill: every
document that was reported is there whole (text, passages, vectors, file), none is there in part,
the searches agree with the database, nothing is left behind, and the next document can be added.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant import Assistant, Outcome
from index import Originals, Store
from sources import document_id
from sources.fetch import Fetcher
from tests.conftest import VOCABULARY, WordEmbedder, wait_until

ROOT = Path(__file__).parent.parent.parent
NAMES = [f"{word}.md" for word in ("bees", "sea", "tea", "trains", "hives", "ships")]
LONGEST_LIFE = 0.5
# For each line on its standard input it begins the work in a process of its own, whose number it
# tells, and it tells how that process ended. So that not each round imports everything anew.
PROGRAM = """
import os, sys
from pathlib import Path
from tests.quality.killing import work_for_ever
for line in sys.stdin:
    child = os.fork()
    if not child:
        work_for_ever(Path(sys.argv[1]), int(line))
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Step(NamedTuple):
    """What the program does next: the number of the version it adds, None where it removes."""

    name: str
    version: int | None


class Tally(NamedTuple):
    """How many kills there were, and what they hit."""

    kills: int
    steps: int
    during_a_step: int


def text_of(name: str, version: int) -> str:
    """Return a document of many short passages, which no other version shares."""
    chance = random.Random(f"{name} {version}")
    sections = [
        f"## Part {part}\n\nTea {' '.join(chance.choices(VOCABULARY, k=6))} of {version}.\n"
        for part in range(chance.randint(1, 150))
    ]
    return f"# About {name}\n\n" + "\n".join(sections)


def open_library(folder: Path) -> tuple[Assistant, Store, Originals]:
    """Return the parts of a library, with the fake embedder."""
    home = folder / "home"
    store, originals = Store(home), Originals(home / "originals")
    return Assistant(store, originals, WordEmbedder(), Fetcher()), store, originals


def work_for_ever(folder: Path, seed: int) -> None:
    """Add, replace and remove documents; tell before and after each step in the file `told`."""
    chance = random.Random(seed)
    assistant, store, _ = open_library(folder)
    told = os.open(folder / "told", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    version = seed * 100_000
    while True:
        name, version = chance.choice(NAMES), version + 1
        path = folder / name
        if chance.random() < 0.25 and store.id_of_source(str(path)):
            os.write(told, f"begin {name} -\n".encode())
            assistant.remove(str(path))
        else:
            path.write_text(text_of(name, version), encoding="utf-8")
            os.write(told, f"begin {name} {version}\n".encode())
            (addition,) = assistant.add([str(path)])
            assert addition.outcome in (Outcome.ADDED, Outcome.REPLACED), addition
        os.write(told, b"done\n")


def read_told(folder: Path) -> tuple[list[Step], bool]:
    """Return the steps that were begun, and whether the last of them was reported as done."""
    lines = (folder / "told").read_text().splitlines() if (folder / "told").exists() else []
    begun = [line.split() for line in lines if line.startswith("begin")]
    steps = [Step(name, None if number == "-" else int(number)) for _, name, number in begun]
    return steps, len(lines) == 2 * len(begun)


def check_state(folder: Path, store: Store, before: dict[str, int]) -> dict[str, int]:
    """Return the version of each document that is there, having checked it is what was told."""
    steps, complete = read_told(folder)
    sure, last = (steps, None) if complete else (steps[:-1], steps[-1])
    expected = dict(before)
    for name, version in sure:
        expected.pop(name, None)
        if version is not None:
            expected[name] = version
    there = {Path(entry.source).name: entry.id for entry in store.entries()}
    if last and _id(last) == there.get(last.name):
        expected.pop(last.name, None)
        if last.version is not None:
            expected[last.name] = last.version
    assert there == {name: _id(Step(name, number)) for name, number in expected.items()}
    return expected


def _id(step: Step) -> str | None:
    name, version = step
    return None if version is None else document_id(text_of(name, version).encode())


def check_whole(store: Store, originals: Originals, folder: Path) -> None:
    """Check every document that is there, and that the searches agree with the database."""
    entries, embedder = store.entries(), WordEmbedder()
    everything = np.ones(embedder.dimension, np.float32)
    dense = sorted(number for number, _ in store.dense_search(everything, 100_000))
    words = sorted(number for number, _ in store.lexical_search(["tea"], 100_000))
    assert dense == words == sorted(set(dense))
    passages = store.passages(dense)
    assert len(passages) == len(dense) == sum(entry.passages for entry in entries)
    texts = {entry.id: store.document(entry.id) for entry in entries}
    for each in passages:
        document, passage = texts[each.document_id], each.passage
        assert document
        assert document.text[passage.start : passage.end] == passage.text
        np.testing.assert_allclose(each.vector, embedder.embed_question(passage.text), atol=1e-3)
        assert len(each.sentence_vectors) == len(passage.sentences)
    for entry in entries:
        assert sum(each.document_id == entry.id for each in passages) == entry.passages
        path = originals.path(entry.id)
        assert path
        assert document_id(path.read_bytes()) == entry.id
    with closing(sqlite3.connect(folder / "home" / "library.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def check_swept(store: Store, originals: Originals, folder: Path) -> None:
    """Check that nothing that belongs to no document stays."""
    ids = {entry.id for entry in store.entries()}
    originals.sweep(lambda: ids, older_than=0)
    left = {path.name.split(".")[0] for path in (folder / "home" / "originals").iterdir()}
    assert left == ids


def run(folder: Path, rounds: int, seed: int) -> Tally:
    """Kill the program so many times, at instants drawn from a seed; raise at the first harm."""
    chance, state = random.Random(seed), dict[str, int]()
    kills = total = during = 0
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as starter:
        for number in range(1, rounds + 1):
            (folder / "told").unlink(missing_ok=True)
            # Every other one has begun a step, however slow the machine is.
            begun = (folder / "told").exists if number % 2 else lambda: True
            kill(starter, number, begun, chance.uniform(0, LONGEST_LIFE))
            steps, complete = read_told(folder)
            kills, total, during = kills + 1, total + len(steps), during + (not complete)
            state = check_after(folder, state, number)
        assert starter.stdin
        starter.stdin.close()
    return Tally(kills, total, during)


def kill(
    starter: subprocess.Popen[str], seed: int, begun: Callable[[], bool], seconds: float
) -> None:
    """Begin the work and kill it some seconds after it has begun."""
    assert starter.stdin
    assert starter.stdout
    starter.stdin.write(f"{seed}\n")
    starter.stdin.flush()
    process = int(starter.stdout.readline())
    wait_until(begun)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    ended = os.WTERMSIG(int(starter.stdout.readline()))
    assert ended == signal.SIGKILL, "it was to go on until it is killed"


def check_after(folder: Path, before: dict[str, int], number: int) -> dict[str, int]:
    """Check what a kill left, add a document, and return the version of each that is there."""
    assistant, store, originals = open_library(folder)
    with closing(assistant):
        state = check_state(folder, store, before)
        check_whole(store, originals, folder)
        name, version = NAMES[number % len(NAMES)], number
        (folder / name).write_text(text_of(name, version), encoding="utf-8")
        (addition,) = assistant.add([str(folder / name)])
        assert addition.outcome in (Outcome.ADDED, Outcome.REPLACED), addition
        state[name] = version
        check_whole(store, originals, folder)
        check_swept(store, originals, folder)
    return state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=300, help="kills (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="draws the instants (%(default)s)")
    arguments = parser.parse_args()
    folder, started = Path(tempfile.mkdtemp()), time.monotonic()
    tally = run(folder, arguments.rounds, arguments.seed)
    shutil.rmtree(folder)
    print(
        f"{tally.kills} of {arguments.rounds} kills left every document whole; {tally.steps} steps "
        f"begun, {tally.during_a_step} killed within one; {time.monotonic() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
