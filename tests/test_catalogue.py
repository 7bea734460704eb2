"""Official documents that can be added by name: the list itself, listing it, adding from it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from index import Originals, Store
from sources.catalogue import Catalogue, CatalogueEntry, official_documents
from sources.errors import UnknownDocument
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder
from tests.loopback import Server
from ui.cli import main

ENTRIES = official_documents().entries
ISO_DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@pytest.fixture
def assistant(home: Path, server: Server, fetcher: Fetcher) -> Iterator[Assistant]:
    """An assistant whose catalogue leads to the website on this machine."""
    catalogue = Catalogue(
        (
            entry("tea", server.at("living/tea")),
            entry("titled", server.at("living/titled.md")),
            entry("cut", server.at("cut")),
            entry("gone", server.at("missing")),
        )
    )
    parts = Store(home), Originals(home / "originals"), WordEmbedder(), fetcher
    assistant = Assistant(*parts, catalogue=catalogue)
    yield assistant
    assistant.close()


def entry(name: str, address: str) -> CatalogueEntry:
    return CatalogueEntry(
        name, f"The {name} paper", "Tea Board", "2024-05", address, ("tea",), "A paper."
    )


def added(assistant: Assistant, *names: str) -> list[str]:
    addresses = [each.address for each in assistant.catalogue.named(names)]
    return [each.outcome.value for each in assistant.add(addresses)]


def test_names_and_addresses_of_the_catalogue_are_unique_and_sound() -> None:
    assert len({each.name for each in ENTRIES}) == len({each.address for each in ENTRIES}) == 80
    for each in ENTRIES:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each.name)
        assert each.name != "all"
        assert re.fullmatch(r"https://[a-z0-9.-]+/[^\s#]*", each.address)


def test_each_entry_of_the_catalogue_says_what_it_is_in_one_line() -> None:
    for each in ENTRIES:
        assert each.subjects
        assert each.what.endswith(".")
        for said in (each.title, each.issuer, each.what, *each.subjects):
            assert said == " ".join(said.split())
            assert said.isprintable()
            assert 0 < len(said) <= 120
        assert each.date is None or ISO_DATE.fullmatch(each.date)


def test_the_catalogue_is_searched_by_words_of_all_its_fields() -> None:
    catalogue = official_documents()
    assert "eagle-assist" in [each.name for each in catalogue.matching(["ARTICLE", "aircraft"])]
    assert catalogue.matching(["zebra"]) == []
    assert catalogue.matching([]) == list(ENTRIES)


def test_all_stands_for_every_entry_and_none_comes_twice(assistant: Assistant) -> None:
    names = [each.name for each in assistant.catalogue.named(["titled", "ALL", "tea"])]
    assert names == ["tea", "titled", "cut", "gone"]


def test_an_unknown_name_is_told_with_the_names_that_are_near() -> None:
    with pytest.raises(UnknownDocument, match=r"'eagle-asist'.*Did you mean eagle-assist.*\?"):
        official_documents().named(["all", "eagle-asist"])


def test_what_the_file_does_not_say_is_taken_from_the_catalogue(assistant: Assistant) -> None:
    assert added(assistant, "tea") == ["added"]
    tea = assistant.document("The tea paper")
    assert (tea.issuer, tea.date) == ("Tea Board", "2024-05")
    assistant.rebuild()
    assert assistant.document(tea.id) == tea


def test_what_the_file_says_itself_stays(assistant: Assistant, server: Server) -> None:
    server.living = "---\nissuer: Leaf Office\n---\n# On leaves\n\nTea is made of leaves."
    assert added(assistant, "titled") == ["added"]
    document = assistant.document("On leaves")
    assert (document.issuer, document.date) == ("Leaf Office", "2024-05")


def test_a_newer_version_at_the_address_keeps_what_the_catalogue_says(
    assistant: Assistant, server: Server
) -> None:
    added(assistant, "tea")
    server.living = "Tea is cold."
    assert [each.outcome.value for each in assistant.update()] == ["replaced"]
    assert assistant.document("The tea paper").text == "Tea is cold."


def test_a_document_that_is_not_there_is_skipped_with_the_reason(assistant: Assistant) -> None:
    named = assistant.catalogue.named(["gone", "cut", "tea"])
    gone, cut, there = assistant.add([each.address for each in named])
    assert "is there no more (status 404)" in str(gone.reason)
    assert "No document arrived" in str(cut.reason)
    assert there.outcome.value == "added"


def test_nothing_is_fetched_before_it_is_asked_for(assistant: Assistant, server: Server) -> None:
    assistant.catalogue.matching(["tea"])
    assistant.catalogue.named(["all"])
    assert server.asked == []
    assert server.robots_asked == 0


def test_the_command_lists_name_title_issuer_date_and_what(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["catalogue", "Eagle", "Assist"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("eagle-assist\n    Operation Eagle Assist · NATO · 2016-11-02\n")
    assert shown.endswith("1 document\n")
    assert main(["catalogue", "Eagle", "Assist", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found.keys() == set("name title issuer date address subjects what".split())


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["add"], 2, "--catalogue NAME"),
        (["add", "--catalogue", "eagle-asist"], 1, "Did you mean eagle-assist"),
        (["add", "--catalogue", "zebra"], 1, "alliance catalogue"),
    ],
)
def test_adding_what_is_not_named_right_is_one_line(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--no-starter"]) == status
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert said in captured.err
