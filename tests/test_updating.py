"""Documents that came from addresses: what is kept of where, and fetching them again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant, Progress, Reference
from index import Originals, Store
from sources import Version
from sources.errors import UnknownDocument
from sources.fetch import Fetcher
from tests.conftest import WordEmbedder
from tests.loopback import Server
from ui.render_panel import panel_html
from ui.wording import origin


@pytest.fixture
def assistant(home: Path, fetcher: Fetcher) -> Iterator[Assistant]:
    assistant = Assistant(Store(home), Originals(home / "originals"), WordEmbedder(), fetcher)
    yield assistant
    assistant.close()


def outcome(assistant: Assistant, *names: str) -> list[str]:
    return [each.outcome.value for each in assistant.update(names)]


def test_the_address_the_last_location_and_the_day_are_kept_and_shown(
    assistant: Assistant, server: Server
) -> None:
    (addition,) = assistant.add([server.at("latest")])
    document = assistant.document(addition.document_id or "")
    assert document.address == server.at("latest")
    assert document.source == server.at("living/11")
    assert document.fetched_at
    said = origin(document)
    assert f"from {server.at('latest')}, which led to {server.at('living/11')}" in said
    citation = assistant.ask("Is tea hot?").citations[0]
    reference = Reference.to(citation)
    assert said in panel_html(assistant.look_up(reference), reference)
    assistant.rebuild()
    assert assistant.document(document.id) == document


def test_a_document_that_has_not_changed_stays(assistant: Assistant, server: Server) -> None:
    assistant.add([server.at("living/tea")])
    before = assistant.documents()
    assert outcome(assistant) == ["unchanged"]
    assert assistant.documents() == before


@pytest.mark.parametrize("name", ["tea", "dated"])
def test_a_version_that_is_there_is_not_sent_again(
    assistant: Assistant, server: Server, name: str
) -> None:
    assistant.add([server.at(f"versioned/{name}")])
    (entry,) = assistant.documents()
    before = assistant.document(entry.id)
    assert before.version
    for _ in range(2):
        (told,) = assistant.update()
        assert (told.outcome, told.document_id, told.passages) == ("unchanged", entry.id, 1)
    assert len(server.asked) == 3
    after = assistant.document(entry.id)
    assert (after.fetched_at or "") >= (before.fetched_at or "")
    assert after == replace(before, fetched_at=after.fetched_at)
    server.living = "Tea is neither hot nor cold."
    assert outcome(assistant) == ["replaced"]
    assert [assistant.document(each.id).text for each in assistant.documents()] == [server.living]


def test_the_name_of_a_version_is_told_to_the_place_that_gave_it_only(
    assistant: Assistant, server: Server
) -> None:
    assistant.add([server.at("renamed")])
    assert outcome(assistant) == ["unchanged"]
    assert [each.get("If-None-Match") for each in server.headers] == [None, None, None, '"11"']
    server.renamed, server.living = "coffee", "Tea is bad."
    assert outcome(assistant) == ["replaced"]


def test_a_library_that_does_not_know_the_version_yet_learns_it(
    assistant: Assistant, server: Server, home: Path
) -> None:
    (added,) = assistant.add([server.at("versioned/tea")])
    with closing(sqlite3.connect(home / "library.db")) as connection, connection:
        connection.execute("UPDATE provenance SET etag = NULL")
    assert outcome(assistant) == ["unchanged"]
    assert "If-None-Match" not in server.headers[-1]
    assert assistant.document(added.document_id or "").version == Version('"11"')
    assistant.rebuild()
    assert outcome(assistant) == ["unchanged"]
    assert server.headers[-1]["If-None-Match"] == '"11"'


def test_a_document_that_is_removed_meanwhile_does_not_come_back(
    assistant: Assistant, server: Server
) -> None:
    assistant.add([server.at("versioned/tea")])

    def remove(progress: Progress) -> None:
        if assistant.documents():
            assistant.remove(assistant.documents()[0].id)

    (told,) = assistant.update([], remove)
    assert (told.outcome, assistant.documents()) == ("skipped", [])
    assert "removed while it was fetched again" in str(told.reason)


def test_what_was_not_asked_is_no_answer(assistant: Assistant, server: Server) -> None:
    (told,) = assistant.add([server.at("stubborn")])
    assert "status 304" in str(told.reason)
    (added,) = assistant.add([server.at("boasting")])
    assert assistant.document(added.document_id or "").version is None


def test_a_document_that_has_changed_is_replaced_and_keeps_its_edits(
    assistant: Assistant, server: Server
) -> None:
    assistant.add([server.at("living/tea")])
    assistant.edit(server.at("living/tea"), {"title": "On tea"})
    server.living = "Tea is cold."
    assert outcome(assistant, "On tea") == ["replaced"]
    assert assistant.document("On tea").text == "Tea is cold."
    assert len(assistant.documents()) == 1


def test_an_address_that_leads_elsewhere_by_now_replaces_its_document(
    assistant: Assistant, server: Server
) -> None:
    (old,) = assistant.add([server.at("latest")])
    server.living = "Tea is neither hot nor cold."
    assert outcome(assistant) == ["replaced"]
    (entry,) = assistant.documents()
    assert entry.source == server.at("living/28")
    assert assistant.original(old.document_id or "") is None


def test_a_document_whose_address_is_gone_stays_and_is_told(
    assistant: Assistant, server: Server
) -> None:
    assistant.add([server.at("living/tea")])
    server.living = ""
    (told,) = assistant.update()
    assert (told.outcome, len(assistant.documents())) == ("gone", 1)
    assert "stays as it was fetched" in str(told.reason)


def test_a_site_that_is_not_reached_changes_nothing(assistant: Assistant, server: Server) -> None:
    assistant.add([server.at("living/tea")])
    before = assistant.documents()
    server.robots = (500, "")
    server.shutdown()
    server.server_close()
    assert outcome(assistant) == ["skipped"]
    assert assistant.documents() == before


def test_files_are_left_out_and_named_where_they_are_asked_for(
    assistant: Assistant, toy_files: Path, server: Server
) -> None:
    assistant.add([str(toy_files), server.at("living/tea")])
    assert outcome(assistant) == ["unchanged"]
    with pytest.raises(UnknownDocument, match="not fetched from an address"):
        assistant.update(["Bees"])
