"""The file of the people who may log in: what it keeps, and the commands that change it."""

import os
import pty
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from sources.errors import SettingsError
from ui.accounts import Accounts, account_name, add_account, read_accounts, remove_account
from ui.cli import main
from ui.password_hash import PasswordHash

PASSWORD = "green tea at four"


@pytest.fixture(scope="session")
def hash() -> PasswordHash:
    """The hash of the password; to make it takes long on purpose."""
    return PasswordHash.of(PASSWORD)


@pytest.fixture
def file(tmp_path: Path, hash: PasswordHash) -> Path:
    """A file in which anna is."""
    path = tmp_path / "people"
    path.write_text(f"anna:{hash}\n")
    return path


def test_a_password_is_known_again_and_cannot_be_read(file: Path) -> None:
    hash = read_accounts(file)["anna"]
    assert hash.matches(PASSWORD)
    assert not hash.matches(PASSWORD + " ")
    assert not hash.matches("")
    assert PASSWORD not in file.read_text() + repr(hash)


def test_the_same_password_is_kept_differently_for_each(file: Path) -> None:
    add_account(file, "bela", PASSWORD)
    anna, bela = read_accounts(file).values()
    assert anna.salt != bela.salt
    assert anna.key != bela.key


def test_a_hash_is_read_as_it_was_written(hash: PasswordHash) -> None:
    assert PasswordHash.parse(str(hash)) == hash


@pytest.mark.parametrize(
    "text",
    [
        "",
        "scrypt",
        "plain:tea",
        f"scrypt:32767:8:3:{'0' * 32}:{'0' * 64}",
        f"scrypt:32768:0:3:{'0' * 32}:{'0' * 64}",
        f"scrypt:32768:8:0:{'0' * 32}:{'0' * 64}",
        f"scrypt:8388608:99:3:{'0' * 32}:{'0' * 64}",
        f"scrypt:32768:8:3:{'0' * 31}:{'0' * 64}",
        f"scrypt:32768:8:3:{'0' * 32}:{'0' * 64}\n",
    ],
)
def test_what_is_no_hash_or_would_take_all_memory_is_none(text: str) -> None:
    assert PasswordHash.parse(text) is None


def test_a_password_is_the_same_from_another_keyboard() -> None:
    assert PasswordHash.of("caf\u00e9 au lait").matches("cafe\u0301 au lait")


def test_the_file_is_for_its_owner_only_and_whole(file: Path, tmp_path: Path) -> None:
    file.chmod(0o644)
    add_account(file, "bela", PASSWORD)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_a_link_to_the_file_stays_one(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(file)
    add_account(link, "bela", PASSWORD)
    assert link.is_symlink()
    assert set(read_accounts(file)) == {"anna", "bela"}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Anna", "anna"),
        (" anna ", "anna"),
        ("ANNA@Tea.example", "anna@tea.example"),
        ("Jose\u0301", "jos\u00e9"),
        ("x" * 64, "x" * 64),
    ],
)
def test_a_name_is_the_same_however_it_is_written(name: str, kept: str) -> None:
    assert account_name(name) == kept


@pytest.mark.parametrize(
    "name",
    ["", " ", "x" * 65, "a b", "a:b", "-a", ".", "../a", "a\nb", "<b>", "a/b", "a\x00", "user:a"],
)
def test_what_is_no_name_is_refused(name: str, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(SettingsError, match="name"):
        add_account(file, name, PASSWORD)
    assert file.read_bytes() == before


@pytest.mark.parametrize("password", ["", "seven..", "x" * 1001])
def test_a_password_that_is_too_short_or_too_long_is_refused(password: str, file: Path) -> None:
    with pytest.raises(SettingsError, match="8 characters"):
        add_account(file, "bela", password)


@pytest.mark.parametrize(
    "line", ["anna", ":x", "Anna:{hash}", "anna:{hash}", "# anna", "é\x00:x", ""]
)
def test_a_line_that_names_no_user_is_told_without_what_is_in_it(line: str, file: Path) -> None:
    hash = str(read_accounts(file)["anna"])
    file.write_text(file.read_text() + line.format(hash=hash) + "\n")
    with pytest.raises(SettingsError, match=r"Line 2 of .*names no user") as error:
        read_accounts(file)
    assert hash not in str(error.value)


def test_what_is_changed_in_the_file_holds_at_once(file: Path) -> None:
    accounts = Accounts.open(file)
    assert set(accounts.known()) == {"anna"}
    add_account(file, "bela", PASSWORD)
    assert set(accounts.known()) == {"anna", "bela"}
    remove_account(file, "anna")
    assert set(accounts.known()) == {"bela"}


def test_nobody_is_known_while_the_file_is_damaged_or_gone(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    accounts, text = Accounts.open(file), file.read_text()
    assert accounts.known()
    file.write_text("damaged")
    assert not accounts.known()
    assert not accounts.known()
    assert [each.getMessage() for each in caplog.records if "Nobody can log in" in each.message]
    assert len(caplog.records) == 1
    file.unlink()
    assert not accounts.known()
    file.write_text(text)
    assert accounts.known()


def test_an_unknown_name_takes_as_long_as_a_known_one(file: Path) -> None:
    def seconds(hash: PasswordHash) -> float:
        started = time.thread_time()
        hash.matches("wrong password")
        return time.thread_time() - started

    known = min(seconds(read_accounts(file)["anna"]) for _ in range(3))
    unknown = min(seconds(PasswordHash.of_nothing()) for _ in range(3))
    assert 0.5 < known / unknown < 2


# The commands.


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["user", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


@pytest.fixture
def password_file(tmp_path: Path) -> str:
    path = tmp_path / "password"
    path.write_text(PASSWORD + "\nnot this\n")
    return str(path)


def test_people_are_added_listed_and_removed(
    tmp_path: Path, password_file: str, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    file = str(tmp_path / "users")
    for name in ("Bela", "anna"):
        outcome = run(capsys, "add", name, "--auth", file, "--password-file", password_file)
        assert outcome == (0, f"Added {name}\n", "")
    assert run(capsys, "list", "--auth", file) == (0, "anna\nbela\n", "")
    assert run(capsys, "remove", "BELA", "--auth", file)[0] == 0
    assert run(capsys, "list", "--auth", file) == (0, "anna\n", "")
    assert not home.exists()


def test_somebody_who_is_there_gets_a_new_password(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new"
    new.write_text("black tea at five")
    status, said, _ = run(capsys, "add", "anna", "--auth", str(file), "--password-file", str(new))
    assert (status, said) == (0, "Changed the password of anna\n")
    assert read_accounts(file)["anna"].matches("black tea at five")


def test_the_file_is_taken_from_the_environment(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALLIANCE_AUTH", str(file))
    assert run(capsys, "list") == (0, "anna\n", "")


def test_a_password_comes_from_standard_input(
    file: Path,
) -> None:
    command = [sys.executable, "-m", "ui.cli", "user", "add", "bela", "--auth", str(file)]
    subprocess.run(
        [*command, "--password-file", "-"],
        input=b"black tea at five\n",
        cwd=Path(__file__).parent.parent,
        check=True,
    )
    assert read_accounts(file)["bela"].matches("black tea at five")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list"], "--auth"),
        (["list", "--auth", "{missing}"], "alliance user add NAME --auth"),
        (["remove", "bela", "--auth", "{file}"], "alliance user list"),
        (["add", "a b", "--auth", "{file}", "--password-file", "{password}"], "Choose another"),
        (["add", "bela", "--auth", "{file}", "--password-file", "{missing}"], "password file"),
        (
            ["add", "bela", "--auth", "{missing}/no/where", "--password-file", "{password}"],
            "--auth",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_what_to_do(
    arguments: list[str],
    said: str,
    file: Path,
    password_file: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = {"file": file, "missing": tmp_path / "missing", "password": password_file}
    status, out, err = run(capsys, *(each.format(**names) for each in arguments))
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert said in err


@pytest.mark.parametrize("arguments", [["add"], ["remove"], ["list", "anna"]])
def test_a_name_belongs_to_adding_and_removing(
    arguments: list[str], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, *arguments, "--auth", str(file))[0] == 2


def typed(file: Path, *lines: str) -> tuple[int, str]:
    """Return the exit status of adding bela at a terminal, and all that was shown there."""
    terminal, child = pty.openpty()
    command = [sys.executable, "-m", "ui.cli", "user", "add", "bela", "--auth", str(file)]
    run = subprocess.Popen(
        command, stdin=child, stdout=child, stderr=child, start_new_session=True,
        cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    os.close(child)
    shown = ""
    for line in lines:
        shown += until(terminal, lambda said: said.endswith(": "))
        os.write(terminal, line.encode() + b"\n")
    shown += until(terminal, lambda said: False)
    os.close(terminal)
    return run.wait(300), shown


def until(terminal: int, is_enough: Callable[[str], bool]) -> str:
    said = ""
    with suppress(OSError):  # the program has ended
        while not is_enough(said):
            piece = os.read(terminal, 1000).decode()
            if not piece:
                break
            said += piece
    return said


def test_a_password_is_asked_for_twice_without_showing_it(file: Path) -> None:
    status, shown = typed(file, PASSWORD, PASSWORD)
    assert status == 0
    assert PASSWORD not in shown
    assert read_accounts(file)["bela"].matches(PASSWORD)


def test_two_passwords_that_differ_add_nobody(file: Path) -> None:
    status, shown = typed(file, PASSWORD, PASSWORD + "!")
    assert status == 1
    assert "two passwords" in shown
    assert "bela" not in read_accounts(file)
