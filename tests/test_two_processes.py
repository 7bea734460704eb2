"""Two programs at one library at the same time."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant import Assistant
from ui.cli import main

ROOT = Path(__file__).parent.parent


def start_adding(folder: Path, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "add", str(folder), "--home", str(home), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.model
def test_two_programs_add_to_one_library_at_once_and_nothing_is_lost(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for number in range(10):
            text = f"Ship {name} {number}\n\nShip {number} of fleet {name} carries tea.\n"
            (tmp_path / name / f"{number}.txt").write_text(text)
    programs = [start_adding(tmp_path / name, home) for name in ("one", "two")]
    outputs = [program.communicate(timeout=120) for program in programs]
    assert [program.returncode for program in programs] == [0, 0], outputs
    assert [json.loads(out)["totals"]["added"] for out, _ in outputs] == [10, 10]
    assert main(["documents", "--json", "--home", str(home)]) == 0
    notices = ["Another program is adding to this library too" in err for _, err in outputs]
    assert notices.count(True) <= 1
    titles = [entry["title"] for entry in json.loads(capsys.readouterr().out)]
    assert len([title for title in titles if title.startswith("Ship")]) == 20


# Holds a library as a program does that writes for long, until its input ends.
HOLD = """
import sys
from pathlib import Path
from index.database import Database
with Database(Path(sys.argv[1]) / "library.db").change():
    print("held", flush=True)
    sys.stdin.read()
"""
# Adds the files and removes the titles that it is told.
CHANGE = """
import sys
from pathlib import Path
from assistant import Assistant
from index import Originals, Store
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder
home = Path(sys.argv[1])
assistant = Assistant(Store(home), Originals(home / "originals"), WordEmbedder(), Fetcher())
for line in sys.stdin:
    what, name = line.strip().split(" ", 1)
    assistant.add([name]) if what == "add" else assistant.remove(name)
    print("done", flush=True)
"""


@pytest.fixture
def started(home: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts programs at the test's library, and ends them."""
    with ExitStack() as programs:

        def start(program: str) -> subprocess.Popen[str]:
            command = [sys.executable, "-c", program, str(home)]
            return programs.enter_context(
                subprocess.Popen(command, text=True, stdin=-1, stdout=-1, cwd=ROOT)
            )

        yield start


def test_a_wait_for_a_program_that_writes_for_long_is_told_soon(
    toy_assistant: Assistant,
    started: Callable[[str], subprocess.Popen[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    holder = started(HOLD)
    assert holder.stdin
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    with ThreadPoolExecutor(1) as pool:
        removing = pool.submit(main, ["remove", "Bees", "--no-starter"])
        deadline, said = time.monotonic() + 10, ""
        while "waiting" not in said and time.monotonic() < deadline:
            time.sleep(0.05)
            said += capsys.readouterr().err
        assert said.startswith("alliance: Another program is changing this library; waiting")
        assert not removing.done()
        holder.stdin.close()
        assert removing.result() == 0
    assert "Bees" not in {entry.title for entry in toy_assistant.documents()}


def test_a_change_that_waits_for_nobody_tells_nothing(
    toy_assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    toy_assistant.remove("Bees")
    time.sleep(1.6)
    assert "waiting" not in caplog.text


def test_what_another_program_adds_and_removes_is_in_the_next_answer(
    empty_assistant: Assistant,
    toy_files: Path,
    started: Callable[[str], subprocess.Popen[str]],
) -> None:
    changer = started(CHANGE)

    def change(what: str) -> None:
        assert changer.stdin
        assert changer.stdout
        changer.stdin.write(f"{what}\n")
        changer.stdin.flush()
        assert changer.stdout.readline() == "done\n"

    question = "When did the first train leave the station?"
    empty_assistant.add([str(toy_files / "tea.txt")])
    assert empty_assistant.ask(question).sentences == ()
    change(f"add {toy_files / 'trains.txt'}")
    started_at = time.monotonic()
    assert "1825" in empty_assistant.ask(question).sentences[0].text
    assert time.monotonic() - started_at < 2
    change("remove Trains")
    assert empty_assistant.ask(question).sentences == ()
