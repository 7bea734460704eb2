"""A damaged database: what can be read of it is saved, the rest read anew from its files."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Assistant, repair_library
from assistant.adding import Progress
from index import Originals, Store
from sources.errors import LibraryDamaged, LibraryError
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder
from tests.quality.killing import NAMES, check_whole, text_of
from ui.cli import main


def opened(home: Path) -> Assistant:
    return Assistant(Store(home), Originals(home / "originals"), WordEmbedder(), Fetcher())


def nothing(progress: Progress) -> None:
    """Take no notice of progress."""


@pytest.fixture
def library(tmp_path: Path, home: Path) -> Path:
    """The home of a library of six documents, closed."""
    with closing(opened(home)) as assistant:
        for name in NAMES:
            (tmp_path / name).write_text(text_of(name, 1), encoding="utf-8")
            assistant.add([str(tmp_path / name)])
        assistant.edit(str(tmp_path / NAMES[0]), {"issuer": "Tea Board"})
    return home


def zero_pages(path: Path, seed: int) -> None:
    chance, data = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(4):
        page = chance.randrange(1, len(data) // 4096)
        data[4096 * page : 4096 * (page + 1)] = bytes(4096)
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil_header(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(100) + path.read_bytes()[100:])


DAMAGES = [cut, spoil_header, Path.unlink] + [
    lambda path, seed=seed: zero_pages(path, seed) for seed in range(8)
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_document_is_there_again_after_a_repair(
    library: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = library / "library.db"
    damage(path)
    damaged = path.read_bytes() if path.exists() else None
    repair = repair_library(library, lambda: opened(library), nothing)
    assert repair.lost == ()
    with closing(opened(library)) as assistant:
        assert len(assistant.documents()) == len(NAMES)
        for name in NAMES:
            (id,) = [e.id for e in assistant.documents() if Path(e.source).stem.endswith(name[:-3])
                     or e.title.endswith(name)]  # fmt: skip
            original = assistant.original(id)
            assert original
            assert original.read_text() == text_of(name, 1)
    with closing(Store(library)) as store:
        check_whole(store, Originals(library / "originals"), tmp_path)
    if repair.aside:
        assert repair.aside.read_bytes() == damaged


@pytest.fixture
def untitled(tmp_path: Path, home: Path) -> str:
    """The id of the one document of a library, a file that does not say what it is called."""
    path = tmp_path / "harvest-2019.txt"
    path.write_text("tea is made of leaves and water, and honey is made by bees in a hive.\n")
    with closing(opened(home)) as assistant:
        (added,) = assistant.add([str(path)])
    assert added.document_id
    return added.document_id


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_without_a_title_keeps_its_name(
    untitled: str, home: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(home / "library.db")
    repair_library(home, lambda: opened(home), nothing)
    with closing(opened(home)) as assistant:
        (entry,) = assistant.documents()
    assert (entry.id, entry.title) == (untitled, "harvest 2019")
    assert entry.source == str(tmp_path / "harvest-2019.txt")


@pytest.mark.parametrize("kept", [None, "", "[]", "{", '{"x": 1}', "[1, 2, 3]", "[" * 100_000])
def test_one_of_which_nothing_knows_the_name_is_called_by_a_part_of_its_id(
    untitled: str, home: Path, kept: str | None
) -> None:
    (home / "library.db").unlink()
    (home / "sources.jsonl").unlink()
    if kept is not None:
        (home / "sources.jsonl").write_text(kept)
    repair_library(home, lambda: opened(home), nothing)
    with closing(opened(home)) as assistant:
        (entry,) = assistant.documents()
    assert (entry.id, entry.title) == (untitled, f"document {untitled[:8]}")


def test_vectors_that_hold_anything_are_damage_and_warn_of_nothing(
    untitled: str, home: Path
) -> None:
    with closing(sqlite3.connect(home / "library.db")) as database:
        (vector,) = database.execute("SELECT vector FROM passages").fetchone()
        # "Signalling" numbers: NumPy warns of whatever is done with them.
        database.execute("UPDATE passages SET vector = ?", (b"\x01\x7c" * (len(vector) // 2),))
        database.execute("PRAGMA user_version = 0")
        database.commit()
    repair = repair_library(home, lambda: opened(home), nothing)
    assert [each.document_id for each in repair.again] == [untitled]


def test_what_is_whole_is_saved_from_the_database_with_its_edits(
    library: Path, tmp_path: Path
) -> None:
    saved = 0
    for seed in range(6):
        home = tmp_path / f"copy{seed}"
        shutil.copytree(library, home)
        zero_pages(home / "library.db", seed)
        shutil.rmtree(home / "originals")
        repair = repair_library(home, lambda home=home: opened(home), nothing)
        saved += len(repair.saved)
        if repair.aside:
            with closing(opened(home)) as assistant:
                titles = [entry.title for entry in assistant.documents()]
                assert sorted(titles) == sorted(repair.saved)
                if f"About {NAMES[0]}" in titles:
                    assert len(assistant.search("tea", 3)) == 3
    assert saved >= 6


def test_a_sound_library_is_left_as_it_is(library: Path) -> None:
    before = (library / "library.db").read_bytes()
    repair = repair_library(library, lambda: opened(library), nothing)
    assert (repair.saved, repair.again, repair.lost, repair.aside) == ((), (), (), None)
    assert (library / "library.db").read_bytes() == before


@pytest.mark.parametrize("damage", [cut, spoil_header, Path.unlink])
def test_damage_is_said_when_the_library_is_opened(
    library: Path, damage: Callable[[Path], None]
) -> None:
    damage(library / "library.db")
    with pytest.raises(LibraryDamaged, match="alliance repair"):
        Store(library)


def test_a_folder_that_is_not_there_is_not_repaired(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no library"):
        repair_library(tmp_path / "none", lambda: opened(tmp_path), nothing)


def test_the_command_line_says_that_nothing_is_damaged(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["repair", "--home", str(library)]) == 0
    assert "Nothing is damaged" in capsys.readouterr().out
