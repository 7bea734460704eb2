"""Title, issuer, date and language as a person corrects them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant
from sources.errors import EditRefused, UnknownDocument
from tests.conftest import TOY_LIBRARY
from ui.cli import main
from ui.wording import long_date

QUESTION = "How many queens has a hive?"


def test_an_edit_changes_what_citations_show(toy_assistant: Assistant) -> None:
    changes = {"title": "On bees", "issuer": "Bee Society", "date": "2024-05", "language": "en"}
    entry = toy_assistant.edit("Bees", changes)
    shown = (entry.title, entry.issuer, entry.date, entry.language)
    assert shown == ("On bees", "Bee Society", "2024-05", "en")
    citation = toy_assistant.ask(QUESTION).citations[0]
    assert (citation.title, citation.issuer, citation.date) == shown[:3]
    assert toy_assistant.document(entry.id).language == "en"


def test_a_new_title_is_searched_and_the_old_one_no_more(toy_assistant: Assistant) -> None:
    assert toy_assistant.search("zeppelin")[0].document_id != toy_assistant.find("Trains").id
    id = toy_assistant.edit("Trains", {"title": "Zeppelin notes"}).id
    hit = toy_assistant.search("zeppelin")[0]
    assert hit.document_id == id
    assert hit.passage.context.startswith("Zeppelin notes")


def test_an_edited_library_is_the_one_that_rebuilding_makes(toy_assistant: Assistant) -> None:
    toy_assistant.edit("Bees", {"title": "Zeppelin notes", "date": "1999"})
    before = [(hit.passage, hit.score) for hit in toy_assistant.search("zeppelin honey")]
    toy_assistant.rebuild()
    assert [(hit.passage, hit.score) for hit in toy_assistant.search("zeppelin honey")] == before
    assert toy_assistant.find("Zeppelin notes").date == "1999"


def test_an_edit_survives_adding_again_and_a_newer_version(
    toy_assistant: Assistant, toy_files: Path
) -> None:
    toy_assistant.edit("Tea", {"title": "On tea", "issuer": "Tea Board"})
    toy_assistant.add([str(toy_files)])
    assert toy_assistant.find("On tea").issuer == "Tea Board"
    (toy_files / "tea.txt").write_text("Tea today\n\nTea grows at sea.\n")
    (addition,) = toy_assistant.add([str(toy_files / "tea.txt")])
    assert (addition.outcome, addition.title) == ("replaced", "On tea")
    assert toy_assistant.find("On tea").issuer == "Tea Board"
    assert toy_assistant.search("grows")[0].passage.context.startswith("On tea")
    assert toy_assistant.edit("On tea", {"title": ""}).title != "On tea"


def test_an_empty_value_goes_back_to_what_the_file_says(toy_assistant: Assistant) -> None:
    own = toy_assistant.find("Bees")
    toy_assistant.edit(own.id, {"title": "On bees", "date": "1999"})
    assert toy_assistant.edit(own.id, {"title": ""}).date == "1999"
    assert toy_assistant.edit(own.id, {"date": " "}) == own


def test_what_the_file_says_itself_is_no_edit(toy_assistant: Assistant, toy_files: Path) -> None:
    toy_assistant.edit("Bees", {"title": "Bees"})
    (toy_files / "bees.md").write_text("# Wasps\n\nWasps make no honey.\n")
    toy_assistant.add([str(toy_files / "bees.md")])
    assert toy_assistant.find("Wasps")


def test_a_removed_document_that_is_added_again_is_as_its_file_says(
    toy_assistant: Assistant, toy_files: Path
) -> None:
    toy_assistant.edit("Bees", {"title": "On bees"})
    toy_assistant.remove("On bees")
    toy_assistant.add([str(toy_files)])
    assert toy_assistant.find("Bees")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  two\n lines\t", "two lines"),
        ("\u202eevil\x1b[31m\x00", "evil[31m"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("t" * 300, "t" * 300),
    ],
)
def test_a_hostile_title_is_one_plain_line(toy_assistant: Assistant, given: str, kept: str) -> None:
    assert toy_assistant.edit("Bees", {"title": given}).title == kept


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "t" * 10_000}, "10,000 characters"),
        ({"date": "2024-02-30"}, "2024-05-31"),
        ({"date": "2024-13"}, "2024-05"),
        ({"date": "May 2024"}, "is not a date"),
        ({"date": "0000"}, "is not a date"),
        ({"date": "٢٠٢٤"}, "is not a date"),
        ({"language": "English please"}, "en-GB"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(
    toy_assistant: Assistant, changes: dict[str, str], said: str
) -> None:
    before = toy_assistant.documents()
    with pytest.raises(EditRefused, match=said):
        toy_assistant.edit("Bees", {"issuer": "Bee Society", **changes})
    assert toy_assistant.documents() == before


@pytest.mark.parametrize("date", ["2024", "2024-05", "2024-05-31"])
def test_a_date_may_be_a_year_a_month_or_a_day(toy_assistant: Assistant, date: str) -> None:
    assert toy_assistant.edit("Bees", {"date": date}).date == date


def test_a_month_is_shown_in_words() -> None:
    assert [long_date(each) for each in ("2024", "2024-05", "2024-13")] == [
        "2024",
        "May 2024",
        "2024-13",
    ]


def test_other_programs_see_an_edit(
    toy_assistant: Assistant, open_assistant: Callable[[], Assistant]
) -> None:
    other = open_assistant()
    assert other.ask(QUESTION).citations[0].title == "Bees"
    toy_assistant.edit("Bees", {"title": "On bees"})
    assert other.ask(QUESTION).citations[0].title == "On bees"


def test_a_document_is_named_by_where_it_came_from(
    toy_assistant: Assistant, toy_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert toy_assistant.find(str(toy_files / "bees.md")).title == "Bees"
    monkeypatch.chdir(toy_files)
    assert toy_assistant.find("bees.md").title == "Bees"
    with pytest.raises(UnknownDocument):
        toy_assistant.find("wasps.md")


def test_the_command_edits_and_resets(
    toy_assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    id = toy_assistant.find("Bees").id
    common = ["--no-starter"]
    assert main(["edit", "Bees", "--issuer", "Bee Society", "--date", "2024", *common]) == 0
    assert "Issuer: Bee Society\nDate: 2024" in capsys.readouterr().out
    assert main(["edit", id[:8], "--date", "soon", *common]) == 1
    assert "is not a date" in capsys.readouterr().err
    assert main(["edit", id[:8], "--reset", *common]) == 0
    assert "Issuer" not in capsys.readouterr().out
    assert main(["edit", id[:8], *common]) == main(["edit", id, "--reset", "--date", "", *common])
    assert len(TOY_LIBRARY) == len(toy_assistant.documents())
