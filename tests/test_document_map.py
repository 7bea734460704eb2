"""The map of the library: documents and quotes laid out by meaning."""

from dataclasses import replace

from assistant import Assistant
from tests.tea import HOSTILE
from ui.render_map import map_html


def test_every_document_and_quote_has_a_place(toy_assistant: Assistant) -> None:
    answer = toy_assistant.ask("What do bees make?")
    drawn = toy_assistant.map([*answer.citations, *answer.citations])
    assert {place.entry.title for place in drawn.places} == {
        each.title for each in toy_assistant.documents()
    }
    assert len(drawn.pins) == len(answer.citations)
    for each in (*drawn.places, *drawn.pins):
        assert 0 <= each.x <= 1
        assert 0 <= each.y <= 1


def test_a_document_that_is_removed_leaves_the_map(toy_assistant: Assistant) -> None:
    before = toy_assistant.map()
    assert toy_assistant.map() == before
    toy_assistant.remove(before.places[0].entry.id)
    assert toy_assistant.map().places[0].entry not in {place.entry for place in before.places[:1]}
    assert len(toy_assistant.map().places) == len(before.places) - 1


def test_an_empty_library_says_that_there_is_nothing_to_draw(empty_assistant: Assistant) -> None:
    assert "no documents to draw" in map_html(empty_assistant.map())


def test_the_map_opens_documents_and_counts_the_quotes(toy_assistant: Assistant) -> None:
    answer = toy_assistant.ask("What do bees make?")
    html = map_html(toy_assistant.map(answer.citations))
    assert html.count("<circle") == len(toy_assistant.documents())
    assert "(1 quote in this conversation)" in html
    assert f'href="/document/{answer.citations[0].document_id}' in html
    assert html.count('<path class="pin"') == len(answer.citations)


def test_hostile_titles_and_quotes_are_harmless_on_the_map(toy_assistant: Assistant) -> None:
    answer = toy_assistant.ask("What do bees make?")
    drawn = toy_assistant.map([replace(answer.citations[0], title=HOSTILE, quote=HOSTILE)])
    entry = replace(drawn.places[0].entry, title=HOSTILE)
    hostile = replace(drawn, places=(replace(drawn.places[0], entry=entry),), groups=(HOSTILE,))
    assert "<img" not in map_html(hostile)
