"""The fields of the page's scope: what they mean, whatever is sent in their place."""

import json

import gradio as gr
import pytest

from assistant import Assistant, Scope
from tests.tea import HOSTILE
from ui.scope_form import ScopeFields, scope_from, scope_of, told_html


def test_what_was_chosen_is_the_scope() -> None:
    values = (["a", "b"], ["NATO"], " 2010 ", "2020")
    assert (
        scope_from(*values)
        == scope_of(json.dumps(values))
        == Scope(("a", "b"), ("NATO",), 2010, 2020)
    )
    assert scope_from([], None, "", "2020") == Scope(last_year=2020)


@pytest.mark.parametrize(
    "sent",
    ["", "null", "7", "{", "[[[]]]", "[1, 2, 3, 4]", '{"a": 1}', '[["x"], [], 5, [], 9]', "[" * 9_000,
     '[[5, null, []], [{}], "20", "x999"]', "NaN", "[[], [], Infinity, -1]"],
)  # fmt: skip
def test_what_is_no_scope_bounds_nothing(sent: str) -> None:
    assert scope_of(sent) == Scope()


def test_what_is_asked_is_told_with_a_button_that_asks_all_again(toy_assistant: Assistant) -> None:
    assert told_html(toy_assistant, Scope()) == ""
    bees = toy_assistant.find("Bees").id
    html = told_html(toy_assistant, Scope((bees,)))
    assert "Asking 1 document: “Bees”." in html
    assert 'aria-label="Ask all documents again"' in html
    nothing = told_html(toy_assistant, Scope(first_year=2010))
    assert "No document matches: since 2010. 4 documents without a date are left out." in nothing


def test_hostile_titles_and_issuers_are_escaped_where_the_scope_is_told(
    toy_assistant: Assistant,
) -> None:
    bees = toy_assistant.find("Bees").id
    toy_assistant.edit(bees, {"title": HOSTILE, "issuer": HOSTILE})
    html = told_html(toy_assistant, Scope((bees,), (HOSTILE,)))
    assert "<img" not in html
    assert html.count("&lt;img") == 2


def test_what_was_chosen_is_offered_still_when_it_is_no_longer_there(
    toy_assistant: Assistant,
) -> None:
    with gr.Blocks():
        fields = ScopeFields(toy_assistant)
    *offered, first, last = fields.filled(Scope(("gone",), ("Gone Board",), 2010))
    documents, issuers = (
        dict(each.choices) for each in offered[:2] if isinstance(each, gr.Dropdown)
    )
    assert (first, last) == ("2010", "")
    assert documents["A document that is no longer there"] == "gone"
    assert documents["Bees"] == toy_assistant.find("Bees").id
    assert "Gone Board" in issuers
    assert "gone" not in dict(fields.on_show()[0].choices).values()
