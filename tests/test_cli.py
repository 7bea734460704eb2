"""The command line as a person uses it, without the embedding model where it is not needed."""

import json
from pathlib import Path

import pytest

from ui.cli import main


@pytest.fixture(autouse=True)
def without_starter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_STARTER", "0")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return the exit status, standard output and standard error of a command."""
    status = main(arguments)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n")


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["search"], ["serve", "--port", "0"],
                                       ["search", "x", "--limit", "0"], ["ask", "x", "--since", "24"]])  # fmt: skip
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(arguments)
    assert exit.value.code == 2


def test_asking_needs_either_a_question_or_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["ask"], ["ask", "Why?", "--questions", "file"]):
        status, out, err = run(capsys, *arguments)
        assert (status, out) == (2, "")
        assert one_line(err)


@pytest.mark.parametrize("command", [["documents"], ["documents", "--json"]])
def test_an_empty_library_is_listed_as_empty(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *command)
    assert (status, err) == (0, "")
    assert out.strip() in ("0 documents", "[]")


@pytest.mark.parametrize("command", [["show", "nothing"], ["remove", "nothing"]])
def test_an_unknown_document_is_one_line_and_exit_one(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *command)
    assert (status, out) == (1, "")
    assert one_line(err)
    assert "alliance documents" in err


@pytest.mark.parametrize("question", ["", "   ", "?!", "word " * 4000])
def test_a_question_that_cannot_be_asked_is_one_line_and_exit_one(
    question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "ask", question)
    assert (status, out) == (1, "")
    assert one_line(err)


def test_each_file_that_cannot_be_added_gets_one_line_that_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = {
        "format.xyz": b"words",
        "empty.txt": b"",
        "binary.txt": bytes(range(256)),
        "damaged.pdf": b"%PDF-1.7\nnothing that follows is a PDF",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    missing = str(tmp_path / "missing.txt")
    status, out, err = run(capsys, "add", *(str(tmp_path / name) for name in bad), missing)
    lines = [line for line in err.splitlines() if "skipped" in line]
    assert status == 1
    assert "5 skipped" in out
    assert [name in line for name, line in zip([*bad, "missing"], lines, strict=True)] == [True] * 5
    reasons = ["cannot be read", "is empty", "not text", "damaged", "no such file"]
    assert [why in line for why, line in zip(reasons, lines, strict=True)] == [True] * 5


def test_a_home_that_cannot_be_made_is_one_line_and_exit_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    status, out, err = run(capsys, "documents", "--home", str(tmp_path / "file" / "home"))
    assert (status, out) == (1, "")
    assert one_line(err)
    assert "--home" in err


def test_a_file_name_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, err = run(capsys, "add", str(tmp_path / "\x1b[31mred.xyz"))
    assert "\x1b[31m" not in err
    assert "red.xyz" in err


def test_an_unreadable_setting_is_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALLIANCE_STARTER", "perhaps")
    status, _, err = run(capsys, "documents")
    assert status == 1
    assert one_line(err)
    assert "ALLIANCE_STARTER" in err


def test_an_unknown_model_is_one_line_that_names_the_option(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, err = run(capsys, "ask", "Why?", "--model", str(tmp_path / "no-model"))
    assert (status, out) == (1, "")
    assert one_line(err)
    assert "--model" in err


@pytest.mark.model
def test_documents_are_added_asked_shown_and_removed(
    toy_files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "add", str(toy_files), "--json")
    assert (status, json.loads(out)["totals"]["added"]) == (0, 4)

    _, out, _ = run(capsys, "ask", "When did the first train leave the station?", "--json")
    citation = json.loads(out)["citations"][0]
    assert citation["quote"] == "The first train left the station in 1825."

    place = ["--start", str(citation["start"]), "--end", str(citation["end"])]
    _, out, _ = run(capsys, "show", citation["document_id"], *place)
    assert out == citation["quote"] + "\n"

    _, out, _ = run(capsys, "search", "honey hive", "--json", "--limit", "1")
    assert [hit["title"] for hit in json.loads(out)["hits"]] == ["Bees"]

    _, out, _ = run(capsys, "ask", "When did the first train leave the station?")
    assert "The first train left the station in 1825. [1]" in out
    assert "alliance show" in out

    assert run(capsys, "remove", "Trains")[:2] == (0, "Removed Trains\n")
    assert run(capsys, "rebuild")[:2] == (0, "Rebuilt 3 documents\n")
    status, out, _ = run(capsys, "documents", "--json")
    assert sorted(entry["title"] for entry in json.loads(out)) == ["Bees", "Tea", "The sea"]


@pytest.mark.model
def test_many_questions_are_answered_in_order_whatever_is_wrong_with_one(
    toy_files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "add", str(toy_files))
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        "What is tea made of?\n\n"
        '{"question": "And who lives in it?", "history": ["What is a hive?"]}\n'
        '{"question": "   "}\n'
        '{"question": "What runs on rails?", "documents": ["Trains"]}\n'
    )
    status, out, err = run(capsys, "ask", "--questions", str(questions), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert "line 4" in err
    assert [line["question"] for line in lines] == [
        "What is tea made of?",
        "And who lives in it?",
        "   ",
        "What runs on rails?",
    ]
    assert lines[1]["read_as"] == "Who lives in a hive?"
    assert "empty" in lines[2]["error"]
    assert {citation["title"] for citation in lines[3]["citations"]} == {"Trains"}


@pytest.mark.model
def test_questions_and_searches_are_bound_by_issuer_and_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, issuer, year, minutes in (
        ("old", "Tea Board", 1990, 5),
        ("new", "Tea Board", 2020, 3),
    ):
        front = f"---\ntitle: The {name} rule\nissuer: {issuer}\ndate: {year}\n---\n"
        text = f"{front}\nBlack tea is steeped for {minutes} minutes.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "letter.txt").write_text("Letter\n\nTrains run on rails of steel.\n")
    run(capsys, "add", str(tmp_path))
    question = "How many minutes is black tea steeped?"
    bounds = ["--issuer", "tea board", "--since", "2000"]

    _, out, _ = run(capsys, "ask", question, *bounds)
    assert "steeped for 3 minutes" in out
    assert "5 minutes" not in out
    assert "Asked of 1 document: tea board; since 2000.\n" in out
    assert "1 quote from 1 document. 1 of 1 quote checked against its document." in out

    _, out, _ = run(capsys, "ask", "On what do trains run?", *bounds, "--json")
    asked_of = json.loads(out)["asked_of"]
    assert (asked_of["documents"], asked_of["elsewhere"]) == (1, True)
    _, out, _ = run(capsys, "ask", "On what do trains run?", *bounds)
    assert "Not found in these documents; nearest passages:" in out
    assert "Other documents of the library answer this." in out

    status, out, _ = run(capsys, "ask", question, "--until", "1980")
    assert status == 0
    assert "No document matches: until 1980. 1 document without a date is left out." in out

    _, out, _ = run(capsys, "search", "tea", "--until", "2000")
    assert out.startswith("Searched in 1 document: until 2000. 1 document without a date is left")
    assert "3 minutes" not in out
    _, out, _ = run(capsys, "search", "tea", "--issuer", "Nobody")
    assert out == "No document matches: Nobody. 1 document without an issuer is left out.\n"


def test_lines_that_are_no_questions_are_named_one_by_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"query": "What is tea?"}\n{"question": 5}\n{\n')
    status, out, err = run(capsys, "ask", "--questions", str(questions), "--json")
    assert status == 1
    assert [f"line {number}" in line for number, line in enumerate(err.splitlines(), 1)] == [
        True
    ] * 3
    assert all("no question" in json.loads(line)["error"] for line in out.splitlines())


def test_a_file_of_questions_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "ask", "--questions", str(tmp_path / "missing"))
    assert (status, out) == (1, "")
    assert one_line(err)


def test_each_number_stands_behind_its_own_quote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "hives.csv"
    path.write_text("Hive,Bees\nRed hive,20000\nBlue hive,30000\n")
    run(capsys, "add", str(path))
    _, out, _ = run(capsys, "ask", "How many bees has the blue hive?")
    assert "Hive | Bees [1]\n" in out
    assert "Blue hive | 30000 [2]\n" in out
