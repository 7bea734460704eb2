"""Abbreviations and their long forms: kept with documents, and found by each other."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from assistant import Assistant
from index.equivalents import Equivalent, with_equivalents

REPORT = "# Hives\n\nThe Honey Board of Malta (HBM) counts the hives. It met in May.\n"
OTHER = "# Trade\n\nHBM sold 14 tonnes of honey in 2019.\n"


def library(assistant: Assistant, folder: Path) -> Assistant:
    for name, text in (("hives.md", REPORT), ("trade.md", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
        assistant.add([str(folder / name)])
    return assistant


def test_the_long_form_finds_what_only_has_the_short_one(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    assistant = library(empty_assistant, tmp_path)
    answer = assistant.ask("How many tonnes did the Honey Board of Malta sell in 2019?")
    assert answer.found
    assert answer.citations[0].quote == "HBM sold 14 tonnes of honey in 2019."


def test_the_short_form_finds_what_has_the_long_one(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    assistant = library(empty_assistant, tmp_path)
    assert assistant.search("HBM counts")[0].passage.text.startswith("The Honey Board")


def test_an_abbreviation_goes_with_the_document_that_explains_it(
    empty_assistant: Assistant, tmp_path: Path, home: Path
) -> None:
    assistant = library(empty_assistant, tmp_path)
    assert kept(home) == [("hbm", "Honey Board of Malta")]
    assistant.remove("Hives")
    assert kept(home) == []


def kept(home: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(home / "library.db") as connection:
        return list(connection.execute("SELECT short, words FROM abbreviations"))


def test_a_library_of_the_first_version_learns_its_abbreviations_when_opened(
    open_assistant: Callable[[], Assistant], tmp_path: Path, home: Path
) -> None:
    library(open_assistant(), tmp_path).close()
    with sqlite3.connect(home / "library.db") as connection:
        connection.executescript(
            "DROP TABLE abbreviations; DROP TABLE provenance; DROP TABLE edits; "
            "DROP TABLE replaced; "
            "PRAGMA user_version = 1;"
        )
    connection.close()
    reopened = open_assistant()
    assert kept(home) == [("hbm", "Honey Board of Malta")]
    assert {entry.title for entry in reopened.documents()} == {"Hives", "Trade"}


def test_what_holds_the_one_form_holds_the_other() -> None:
    known = [Equivalent("gctf", frozenset({"global", "forum"}))]
    assert with_equivalents({"gctf", "tea"}, known) == {"gctf", "tea", "global", "forum"}
    assert with_equivalents({"forum", "global"}, known) == {"gctf", "global", "forum"}
    assert with_equivalents({"forum"}, known) == {"forum"}


def test_a_rare_word_that_means_the_same_is_found(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    (tmp_path / "tea.md").write_text("# Tea\n\nNotice of denunciation ends it.\n", encoding="utf-8")
    (tmp_path / "sea.md").write_text("# Sea\n\nThe sea is blue.\n", encoding="utf-8")
    empty_assistant.add([str(tmp_path / "sea.md"), str(tmp_path / "tea.md")])
    assert empty_assistant.search("withdraw")[0].passage.context == "Tea"
