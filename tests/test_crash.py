"""A program that is killed while it adds documents leaves each of them whole or not there."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from index import Originals, PassageVectors, Store
from sources import Document, Passage, Span
from tests.quality import killing

ROOT = Path(__file__).parent.parent
KILLS = 12
# For each line on its standard input it begins to add documents in a process of its own, whose
# number it tells, and it tells when that process has ended.
PROGRAM = """
import os, sys
from tests.test_crash import add_for_ever
for line in sys.stdin:
    child = os.fork()
    if not child:
        add_for_ever(sys.argv[1], int(sys.argv[2]), int(line))
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


def add_for_ever(home: str, exact_up_to: int, first: int) -> None:
    """Add, replace and remove documents, so many that the index is saved too."""
    store = Store(Path(home), exact_up_to)
    for number in count(first):
        add_toy(store, number, 300)
        store.save(2)
        if number % 3 == 0:
            store.remove(id_of(number - 1))


def add_toy(store: Store, number: int, passages: int) -> None:
    """Add a document of one-sentence passages; it replaces the one six numbers before."""
    spans = [Span(9 * each, 9 * each + 8) for each in range(passages)]
    vector = np.array([np.cos(number), np.sin(number)], np.float32)
    text, source = "Tea hot. " * passages, f"{number % 6}.txt"
    store.add(
        Document(id_of(number), "Toy", source, "text/plain", text),
        [Passage("Tea hot.", *span, None, None, "Toy", (span,)) for span in spans],
        [PassageVectors(vector, vector[None, :])] * passages,
    )


def id_of(number: int) -> str:
    return f"{number:064d}"


@pytest.fixture
def starter(home: Path, exact_up_to: int) -> Iterator[subprocess.Popen[str]]:
    """A program that starts the one to be killed; it need not import everything each time."""
    command = [sys.executable, "-c", PROGRAM, str(home), str(exact_up_to)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as starter:
        yield starter


def killed_while_adding(starter: subprocess.Popen[str], first: int, seconds: float) -> int:
    """Return the signal that ended the program."""
    assert starter.stdin
    assert starter.stdout
    starter.stdin.write(f"{first}\n")
    starter.stdin.flush()
    adding = int(starter.stdout.readline())
    time.sleep(seconds)
    os.kill(adding, signal.SIGKILL)
    return os.WTERMSIG(int(starter.stdout.readline()))


def check_whole(store: Store) -> None:
    entries = store.entries()
    passages = sum(entry.passages for entry in entries)
    dense = [number for number, _ in store.dense_search(np.array([1, 0], np.float32), 10_000)]
    assert store.passage_count() == passages
    assert len(dense) == len(set(dense)) == passages
    assert sorted(dense) == sorted(number for number, _ in store.lexical_search(["tea"], 10_000))
    for entry in entries:
        assert len(store.lexical_search(["tea"], 10_000, [entry.id])) == entry.passages


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize(
    "exact_up_to", [10_000, 1_000], ids=["one kind of index", "changing between both kinds"]
)
def test_a_kill_at_any_instant_leaves_every_document_whole(
    home: Path, exact_up_to: int, starter: subprocess.Popen[str]
) -> None:
    chance = random.Random(5)
    turn = 0
    # It is to be killed while saving, too, which takes more kills where the machine is slow.
    while turn < KILLS or (turn < 10 * KILLS and not list(home.glob("vectors-*.faiss"))):
        turn += 1
        killer = killed_while_adding(starter, 100 * turn, chance.uniform(0, 0.4))
        assert killer == signal.SIGKILL, "it was to go on until it is killed"
        store = Store(home, exact_up_to)
        check_whole(store)
        add_toy(store, 100 * turn + 99, 3)
        check_whole(store)
        assert store.document(id_of(100 * turn + 99))
        store.close()
    assert list(home.glob("vectors-*.faiss"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_kill_at_any_instant_leaves_texts_vectors_and_files_as_they_were_reported(
    tmp_path: Path,
) -> None:
    tally = killing.run(tmp_path, rounds=20, seed=7)
    assert tally.kills == 20
    assert tally.during_a_step > 5, "it was to be killed within steps"


def test_files_that_a_crash_left_behind_are_deleted_when_they_are_old(home: Path) -> None:
    originals, hour = Originals(home), 3600
    for id, age in (("a", 2 * hour), ("b", 2 * hour), ("c", 0)):
        originals.keep(id * 64, "tea.txt", b"Tea.")
        os.utime(home / f"{id * 64}.txt", (time.time() - age,) * 2)
    (home / ".d.txt.12.tmp").write_bytes(b"Te")
    os.utime(home / ".d.txt.12.tmp", (time.time() - 2 * hour,) * 2)
    originals.sweep(lambda: {"a" * 64})
    assert sorted(path.name[0] for path in home.iterdir()) == ["a", "c"]


# Keeps a file in a process that is killed when it has written the first thousand bytes.
KEEPING = """
import resource, signal, sys
from pathlib import Path
from index import Originals
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
Originals(Path(sys.argv[1])).keep("a" * 64, "tea.txt", b"Tea. " * 1000)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="this system limits no file sizes")
def test_an_original_that_was_written_by_half_is_not_taken_for_it(home: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KEEPING, str(home)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGXFSZ
    assert [path.stat().st_size for path in home.iterdir()] == [1000]
    assert Originals(home).path("a" * 64) is None
    Originals(home).keep("a" * 64, "tea.txt", b"Tea. " * 1000)
    path = Originals(home).path("a" * 64)
    assert path
    assert path.read_bytes() == b"Tea. " * 1000
