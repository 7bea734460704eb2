"""A library that the first version of the program made, opened by this one.

`version_1.db` was made by the program at its first version of the tables, with the fake embedder:
two documents, one that explains an abbreviation.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from assistant import Assistant
from index import Originals, Store
from index.schema import VERSION
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder

OLD = Path(__file__).parent / "version_1.db"
ROOT = Path(__file__).parent.parent


def old_home(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(OLD, folder / "library.db")
    return folder


def kept(home: Path) -> tuple[int, list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return the version of the tables, the documents and the passages."""
    with closing(sqlite3.connect(home / "library.db")) as database:
        return (
            database.execute("PRAGMA user_version").fetchone()[0],
            database.execute("SELECT id, source, title, text FROM documents").fetchall(),
            database.execute("SELECT id, text, sentences, vector FROM passages").fetchall(),
        )


def test_a_library_of_the_first_version_keeps_everything_and_answers(tmp_path: Path) -> None:
    home = old_home(tmp_path / "old")
    before = kept(home)
    assert before[0] == 1
    store = Store(home)
    with closing(Assistant(store, Originals(home / "originals"), WordEmbedder(), Fetcher())) as old:
        assert [entry.title for entry in old.documents()] == ["Tea", "Trains"]
        answer = old.ask("When did the first train leave the station?")
        assert "1825" in answer.sentences[0].text
        assert store.equivalents("What is the TB?")
        assert old.edit("Tea", {"issuer": "Tea Board"}).issuer == "Tea Board"
    assert kept(home) == (VERSION, *before[1:])


def test_a_migration_that_is_killed_leaves_the_old_version_or_the_new(tmp_path: Path) -> None:
    chance, found, before = random.Random(1), set(), kept(old_home(tmp_path / "before"))
    program = (
        "import os, sys; from pathlib import Path; from index import Store\n"
        "for line in sys.stdin:\n"
        "    child = os.fork()\n"
        "    if not child:\n"
        "        Store(Path(line.strip())); os.kill(os.getpid(), 9)\n"
        "    print(child, flush=True); os.waitpid(child, 0); print(flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, text=True, stdin=-1, stdout=-1
    ) as starter:
        assert starter.stdin
        assert starter.stdout
        whole = 0.0
        for number in range(31):
            home = old_home(tmp_path / str(number))
            starter.stdin.write(f"{home}\n")
            starter.stdin.flush()
            child, started = int(starter.stdout.readline()), time.monotonic()
            if number:
                time.sleep(chance.uniform(0, 2 * whole))
                with suppress(ProcessLookupError):  # it may have ended by itself
                    os.kill(child, signal.SIGKILL)
            starter.stdout.readline()
            # The first is let be, and tells how long the others take on this machine.
            whole = whole or time.monotonic() - started
            version, *rest = kept(home)
            assert version in (1, VERSION)
            assert rest == list(before[1:])
            found.add(version)
            Store(home).close()
            assert kept(home) == (VERSION, *before[1:])
        starter.stdin.close()
    assert VERSION in found
