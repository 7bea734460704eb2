"""What the command line says to what cannot be meant."""

from pathlib import Path

import pytest

from assistant import Assistant
from ui.cli import main


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "x", "--since", "abc"], "--since: it must be a year of four digits"),
        (["search", "x", "--until", "24"], "--until: it must be a year of four digits"),
        (["serve", "--port", "abc"], "--port: it must be a port from 1 to 65535, not 'abc'"),
        (["serve", "--port", "65536"], "--port: it must be a port from 1 to 65535"),
        (["search", "x", "--limit", "none"], "--limit: it must be a number of 1 or more"),
        (["show", "x", "--start", "-1"], "--start: it must be a number of 0 or more"),
        (["ask", "x", "--since", "2027", "--until", "2020"], "no year is within them"),
        (["search", "x", "--since", "2027", "--until", "2020"], "no year is within them"),
    ],
)
def test_wrong_usage_is_told_with_what_is_wanted(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit:
        main(arguments)
    assert exit.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", ["ask", "search"])
def test_years_that_exclude_each_other_are_told_in_one_line_with_the_cure(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "x", "--since", "2027", "--until", "2020"])
    said = capsys.readouterr().err
    assert said.startswith("alliance: --since 2027 is after --until 2020")
    assert said.endswith("--since 2020 --until 2027\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize("place", [["--start", "10000"], ["--start", "20", "--end", "10"]])
def test_a_place_where_nothing_stands_is_told(
    toy_assistant: Assistant, place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    length = len(toy_assistant.document("Bees").text)
    assert main(["show", "Bees", "--no-starter", *place]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert f"the document has {length} characters" in said.err


@pytest.mark.usefixtures("toy_assistant")
def test_a_place_that_reaches_beyond_the_end_is_shown_up_to_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["show", "Bees", "--no-starter", "--start", "5", "--end", "10000"]) == 0
    assert capsys.readouterr().out.startswith("Bees make honey")


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_a_file_without_questions_is_told(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "questions.txt"
    path.write_text(content)
    assert main(["ask", "--questions", str(path), "--no-starter"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"alliance: There are no questions in {path}.\n")


def test_a_device_is_told_from_a_file_that_is_not_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["add", "/dev/zero", "/nowhere/tea.txt", "--no-starter"]) == 1
    device, missing = capsys.readouterr().err.splitlines()
    assert "no file" in device
    assert "There is no such file" in missing


@pytest.mark.usefixtures("toy_assistant")
def test_a_backup_that_is_not_there_is_told_also_where_there_is_a_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(tmp_path / "none.zip")]) == 1
    assert "There is no file" in capsys.readouterr().err
