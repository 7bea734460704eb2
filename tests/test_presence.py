"""Whether another program is adding to the same library."""

import subprocess
import sys
from pathlib import Path

from assistant import Assistant, Progress
from index.presence import adding_to

HOLD = """
import sys
from pathlib import Path
from index.presence import adding_to
with adding_to(Path(sys.argv[1])) as alone:
    print(alone, flush=True)
    sys.stdin.read()
"""


def test_one_program_is_alone_and_the_next_one_is_told(tmp_path: Path) -> None:
    with adding_to(tmp_path) as first, adding_to(tmp_path) as second:
        assert (first, second) == (True, False)
    with adding_to(tmp_path) as again:
        assert again


def test_progress_tells_that_another_process_adds_and_all_is_added_all_the_same(
    empty_assistant: Assistant, home: Path, toy_files: Path
) -> None:
    command = [sys.executable, "-c", HOLD, str(home)]
    seen: list[Progress] = []
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "True\n"
        additions = empty_assistant.add([str(toy_files)], seen.append)
        other.stdin.close()
    assert {progress.alone for progress in seen} == {False}
    assert len(additions) == len(empty_assistant.documents()) == 4


def test_progress_tells_that_nobody_else_adds(empty_assistant: Assistant, toy_files: Path) -> None:
    seen: list[Progress] = []
    empty_assistant.add([str(toy_files)], seen.append)
    assert {progress.alone for progress in seen} == {True}
