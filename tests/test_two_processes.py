"""Two programs at one library at the same time."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ui.cli import main


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
