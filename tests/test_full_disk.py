"""A disk that is full fails the one document that it has no room for, and nothing else."""

import logging
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant, Outcome
from index import Store
from sources.errors import DiskFull
from tests.test_database import DIMENSION, add
from tests.test_read_only import mounted

SIZE = 4  # MB


@pytest.fixture
def small_disk(home: Path) -> Iterator[Path]:
    """The home, on a disk of its own of a few megabytes."""
    home.mkdir()
    if not mounted("-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(home)):
        pytest.skip("this system mounts nothing for us")
    try:
        yield home
    finally:
        subprocess.run(["umount", "--lazy", str(home)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk but for some bytes."""
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * (shutil.disk_usage(disk).free - leave))
    return ballast


def test_a_full_disk_fails_one_document_and_the_next_is_added_when_there_is_room(
    small_disk: Path, open_assistant: Callable[[], Assistant], toy_files: Path
) -> None:
    (toy_files / "long.txt").write_text("Long\n\n" + "Tea is in the cup. " * 10_000)
    assistant = open_assistant()
    assistant.add([str(toy_files / "tea.txt")])
    ballast = fill(small_disk, leave=1_000_000)
    (skipped,) = assistant.add([str(toy_files / "long.txt")])
    assert skipped.outcome is Outcome.SKIPPED
    assert skipped.reason
    assert "is full" in skipped.reason
    assert "needs about" in skipped.reason
    assert [entry.title for entry in assistant.documents()] == ["Tea"]
    assert [path.suffix for path in (small_disk / "originals").iterdir()] == [".txt"]
    bees, trains = (str(toy_files / name) for name in ("bees.md", "trains.txt"))
    assert [each.outcome for each in assistant.add([bees, trains])] == [Outcome.ADDED] * 2
    assert "1825" in assistant.ask("When did the first train leave?").sentences[0].text
    ballast.unlink()
    assert assistant.add([str(toy_files / "sea.html")])[0].outcome is Outcome.ADDED


def test_no_room_for_the_original_is_told_as_a_full_disk(
    small_disk: Path, open_assistant: Callable[[], Assistant], toy_files: Path
) -> None:
    (toy_files / "long.txt").write_text("Long\n\n" + "Tea is in the cup. " * 10_000)
    assistant = open_assistant()
    assistant.add([str(toy_files / "tea.txt")])
    fill(small_disk, leave=8_192)
    (skipped,) = assistant.add([str(toy_files / "long.txt")])
    assert "is full" in str(skipped.reason)
    assert len(list((small_disk / "originals").iterdir())) == 1
    assert "three minutes" in assistant.ask("How long does a cup of tea take?").sentences[0].text


def test_an_index_that_finds_no_room_is_left_to_the_next_start(
    small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(small_disk)
    add(store, "a", 1_000)
    fill(small_disk, leave=4_096)
    with caplog.at_level(logging.WARNING):
        store.save(DIMENSION)
    assert "is full" in caplog.text
    assert list(small_disk.glob("*.faiss")) == list(small_disk.glob(".*.tmp")) == []
    assert len(store.dense_search(np.full(DIMENSION, 0.5, np.float32), 2_000)) == 1_000
    store.close()


def test_a_change_without_room_is_told_and_undone(small_disk: Path) -> None:
    store = Store(small_disk)
    fill(small_disk, leave=20_000)
    with pytest.raises(DiskFull, match="Free some space"):
        store.set_meta("half", "x" * 1_000_000)
    assert store.meta("half") is None
    store.close()
