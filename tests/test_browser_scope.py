"""Asking only some of the documents, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant
from tests.page_steps import QUESTION, ask, reload
from tests.tea import HOSTILE

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser
GUARDIAN = "Operation Sea Guardian, since 2016"


def choose(page: Page, label: str, name: str) -> None:
    page.get_by_label(label).first.click()
    page.get_by_role("option", name=name, exact=True).click()
    page.keyboard.press("Escape")


def open_form(page: Page) -> None:
    page.get_by_role("button", name="Choose documents").click()
    expect(page.get_by_role("heading", name="Ask only some of the documents")).to_be_focused()


def test_only_the_chosen_documents_are_asked_until_that_is_changed(page: Page) -> None:
    line = page.locator("#scope-line")
    open_form(page)
    choose(page, "Only in these documents", GUARDIAN)
    expect(line).to_contain_text(f"Asking 1 document: “{GUARDIAN}”.")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_label("Your question")).to_be_focused()
    expect(page.locator("#scope-form")).to_be_hidden()
    message = ask(page, "Which command leads the operation?")
    expect(message).to_contain_text(f"Asked of 1 document: “{GUARDIAN}”.")
    follow_up = ask(page, "And when did it start?")
    expect(follow_up).to_contain_text("Asked of 1 document")
    page.get_by_role("button", name="Ask all documents again").click()
    expect(line).to_have_text("")
    expect(ask(page, QUESTION)).not_to_contain_text("Asked of")


def test_what_only_other_documents_answer_can_be_asked_of_all(page: Page) -> None:
    open_form(page)
    choose(page, "Only in these documents", GUARDIAN)
    expect(page.locator("#scope-line")).to_contain_text("Asking 1 document")
    message = ask(page, "When was the UN Office of Counter-Terrorism created?")
    expect(message).to_contain_text("Not found in these documents")
    message.get_by_role("link", name="Ask all documents instead").click()
    expect(page.get_by_test_id("bot")).to_contain_text("2017")
    expect(page.get_by_test_id("bot")).not_to_contain_text("Asked of")
    expect(page.get_by_test_id("bot")).to_have_count(1)


def test_years_and_issuers_bound_what_is_asked_and_hostile_names_stay_words(
    page: Page, assistant: Assistant
) -> None:
    id = assistant.find(GUARDIAN).id
    assistant.edit(id, {"title": HOSTILE, "issuer": f"Board {HOSTILE}", "date": "2016"})
    line = page.locator("#scope-line")
    open_form(page)
    page.get_by_label("To year").first.fill("1990")
    expect(line).to_contain_text("No document matches: until 1990.")
    page.get_by_label("To year").first.fill("2016")
    expect(line).to_contain_text("Asking 1 document: until 2016.")
    choose(page, "Only of these issuers", f"Board {HOSTILE}")
    choose(page, "Only in these documents", HOSTILE)
    expect(line).to_contain_text("; until 2016.")
    expect(line).to_contain_text('“<img src=x onerror="alert(1)"> ${alert(1)}')
    message = ask(page, "Which command leads the operation?")
    expect(message).to_contain_text(
        'Asked of 1 document: “<img src=x onerror="alert(1)"> ${alert(1)}'
    )
    expect(page.locator("#scope-line img, #chat img")).to_have_count(0)


def test_what_is_asked_stays_chosen_when_the_page_is_loaded_anew(
    page: Page, assistant: Assistant
) -> None:
    line = page.locator("#scope-line")
    open_form(page)
    choose(page, "Only in these documents", GUARDIAN)
    page.get_by_label("From year").first.fill("2010")
    expect(line).to_contain_text(f"“{GUARDIAN}”; since 2010.")
    ask(page, QUESTION)
    reload(page)
    expect(line).to_contain_text(f"“{GUARDIAN}”; since 2010.")
    expect(ask(page, "Which command leads the operation?")).to_contain_text("Asked of 1 document")
    assistant.remove(GUARDIAN)
    reload(page)
    expect(line).to_contain_text("No document matches")
    open_form(page)
    expect(page.get_by_label("From year").first).to_have_value("2010")
    expect(page.locator("#scope-form")).to_contain_text("A document that is no longer there")
    page.get_by_label("From year").first.fill("2011")
    expect(line).to_contain_text("documents that are no longer there; since 2011")
    page.get_by_role("button", name="Ask all documents again").click()
    expect(line).to_have_text("")
    ask(page, QUESTION)
    reload(page)
    expect(page.get_by_test_id("bot").last).to_be_visible()
    expect(line).to_have_text("")


@pytest.mark.parametrize(
    "kept", ["{", "[[[1]]]", '[["<img src=x onerror=alert(1)>"], ["${alert(2)}"], "x", 3]']
)
def test_whatever_is_kept_in_the_place_of_a_choice_does_no_harm(page: Page, kept: str) -> None:
    ask(page, QUESTION)
    page.evaluate("(kept) => sessionStorage.setItem('alliance-scope', kept)", kept)
    reload(page)
    open_form(page)
    page.get_by_role("button", name="Done").click()
    ask(page, QUESTION)
    expect(page.locator("#scope-line img, #chat img, #scope-form img")).to_have_count(0)
