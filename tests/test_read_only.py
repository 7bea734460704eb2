"""A library whose folder cannot be written is asked, searched and shown, and stays as it is."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Assistant, Conversations, Exchange
from index import Originals, Store
from index.database import Database
from index.read_only import connect_to_read, state_of
from sources.errors import LibraryReadOnly
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder
from ui.cli import main
from ui.listing import Wish, listing
from ui.render_conversations import conversations_html
from ui.render_library import documents_html

ROOT = Path(__file__).parent.parent
OpenAssistant = Callable[[], Assistant]


def mounted(*arguments: str) -> bool:
    """Tell whether something could be mounted."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.fixture
def on_read_only_media(
    home: Path, open_assistant: OpenAssistant, toy_files: Path
) -> Iterator[Path]:
    """The home, with the toy library, mounted so that nobody can write there."""
    assistant = open_assistant()
    assistant.add([str(toy_files)])
    assistant.close()
    if not mounted("--bind", str(home), str(home)):
        pytest.skip("this system mounts nothing for us")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(home)], check=True)
        yield home
    finally:
        subprocess.run(["umount", "--lazy", str(home)], check=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_a_library_on_read_only_media_answers_and_refuses_changes(
    on_read_only_media: Path, open_assistant: OpenAssistant, toy_files: Path
) -> None:
    before = names(on_read_only_media)
    assistant = open_assistant()
    assert not assistant.writable
    assert "1825" in assistant.ask("When did the first train leave?").sentences[0].text
    assert "honey" in assistant.search("honey")[0].passage.text
    assert len(assistant.documents()) == 4
    assert "queen" in assistant.document("Bees").text
    assert assistant.add_starter() == []
    (toy_files / "new.txt").write_text("New\n\nA new cup of tea.\n")
    for change in (
        lambda: assistant.add([str(toy_files)]),
        lambda: assistant.remove("Tea"),
        lambda: assistant.edit("Tea", {"issuer": "Tea Board"}),
        lambda: assistant.edit("Tea", {"title": "Cups"}),
        assistant.rebuild,
    ):
        with pytest.raises(LibraryReadOnly, match=r"read-only.*--home"):
            change()
    assert names(on_read_only_media) == before


def test_conversations_of_a_read_only_library_last_as_long_as_the_program(
    home: Path, open_assistant: OpenAssistant, request: pytest.FixtureRequest
) -> None:
    with closing(Conversations.open(home)) as before:
        old = before.keep("anna", "", Exchange(0, "Is tea hot?", problem="No."))
    request.getfixturevalue("on_read_only_media")
    with closing(Conversations.open(home)) as conversations:
        assert not conversations.lasting
        assert conversations.all("anna") == [old]
        assert conversations.keep("anna", "", Exchange(0, "And milk?", problem="No."))
        assert len(conversations.all("anna")) == 2
        shown = conversations_html(conversations.all("anna"), "", lasting=conversations.lasting)
        assert "folder is read-only" in shown
    with closing(Conversations.open(home)) as after:
        assert after.all("anna") == [old]


def test_commands_read_a_library_on_read_only_media(
    on_read_only_media: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["documents", "--json", "--no-starter"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 4
    assert main(["show", "Bees"]) == 0
    assert main(["backup", str(tmp_path / "library.zip")]) == 0
    assert main(["remove", "Bees"]) == 1
    assert "is read-only" in capsys.readouterr().err
    assert main(["repair"]) == 1
    assert "cannot be repaired" in capsys.readouterr().err


def test_a_file_left_in_the_midst_of_a_change_is_not_read_by_half(
    home: Path, open_assistant: OpenAssistant, toy_files: Path, tmp_path: Path
) -> None:
    open_assistant().add([str(toy_files)])
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("library.db", "library.db-wal"):
        shutil.copyfile(home / name, copy / name)
    if not mounted("--bind", "-o", "ro", str(copy), str(copy)):
        pytest.skip("this system mounts nothing for us")
    try:
        with pytest.raises(LibraryReadOnly, match="in the midst of a change"):
            Store(copy)
        shutil.copytree(copy, tmp_path / "writable")
    finally:
        subprocess.run(["umount", "--lazy", str(copy)], check=True)
    assert len(Store(tmp_path / "writable").entries()) == 4


# Another user looks at the library, each time it is told to, and tells the titles.
LOOK = """
import os, sys
from pathlib import Path
from index import Store
from sources.errors import LibraryReadOnly
os.setgid(65534), os.setuid(65534)
store = Store(Path(sys.argv[1]))
for line in sys.stdin:
    print(*[entry.title for entry in store.entries()], sep="|", flush=True)
try:
    store.remove("a" * 64)
except LibraryReadOnly:
    print("refused", flush=True)
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that another user may open; pytest's own may not be."""
    folder = Path(tempfile.mkdtemp(prefix="alliance-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def added(home: Path, files: Path) -> None:
    store, originals = Store(home), Originals(home / "originals")
    assistant = Assistant(store, originals, WordEmbedder(), Fetcher())
    assistant.add([str(files)])
    assistant.close()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be another user"
)
@pytest.mark.parametrize("open_meanwhile", [False, True])
def test_another_users_library_is_read_as_it_changes(
    shared: Path, toy_files: Path, open_meanwhile: bool
) -> None:
    added(shared, toy_files / "tea.txt")
    owner = Store(shared) if open_meanwhile else None
    with subprocess.Popen(
        [sys.executable, "-c", LOOK, str(shared)], cwd=ROOT, text=True, stdin=-1, stdout=-1
    ) as other:
        assert other.stdin
        assert other.stdout

        def look() -> str:
            assert other.stdin
            assert other.stdout
            other.stdin.write("look\n")
            other.stdin.flush()
            return other.stdout.readline().strip()

        assert look() == "Tea"
        added(shared, toy_files / "bees.md")
        assert look() == "Bees|Tea"
        added(shared, toy_files)
        assert look() == "Bees|Tea|The sea|Trains"
        other.stdin.close()
        assert other.stdout.readline() == "refused\n"
    if owner:
        owner.close()


def test_a_file_that_is_read_without_sharing_shows_each_change_in_its_state(home: Path) -> None:
    database = Database(home / "library.db")
    assert state_of(home / "library.db") == ("shared",)
    database.close()
    before = state_of(home / "library.db")
    connection = connect_to_read(home / "library.db")
    assert connection.execute("SELECT count(*) FROM documents").fetchone() == (0,)
    connection.close()
    assert state_of(home / "library.db") == before
    Store(home).set_meta("key", "value" * 10_000)
    assert state_of(home / "library.db") != before


def test_the_page_of_a_read_only_library_says_so_and_offers_no_removing(
    toy_assistant: Assistant,
) -> None:
    entries = toy_assistant.documents()
    assert "data-act='remove'" in documents_html(listing(entries, {}, "", Wish()))
    html = documents_html(listing(entries, {}, "", Wish()), writable=False)
    assert "is read-only" in html
    assert "data-act='remove'" not in html
    assert "data-act='edit'" not in html
    assert "is read-only" in documents_html(listing([], {}, "", Wish()), writable=False)
