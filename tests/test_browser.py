"""Asking in a real browser: answers, citations and conversations."""

import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant
from tests.page_steps import QUESTION, ask, citation

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser


def test_an_answer_is_quoted_and_each_quote_opens_where_it_stands(page: Page) -> None:
    message = ask(page, QUESTION)
    paragraph = message.get_by_role("paragraph").filter(has_text="12 September 2001").first
    quoted = paragraph.inner_text().rpartition(" [")[0]
    paragraph.get_by_role("link").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="Article 5 and its one invocation")).to_be_focused()
    expect(panel.locator("mark")).to_contain_text(quoted)
    source = panel.get_by_role("listitem").first.get_by_role("link")
    expect(source).to_have_attribute("rel", "noopener noreferrer")
    with page.expect_popup() as popup:
        panel.get_by_role("link", name="Open the whole document").click()
    whole = popup.value
    whole.wait_for_load_state()
    expect(whole.get_by_role("heading", level=1)).to_have_text("Article 5 and its one invocation")
    expect(whole.locator("#quote")).to_be_in_viewport()
    assert "".join(whole.locator("mark").all_inner_texts()) == quoted


def test_an_example_is_asked_with_one_click(page: Page) -> None:
    page.locator("#chat .example-text").first.click()
    expect(citation(page.get_by_test_id("bot"), 1)).to_be_visible()


def test_every_example_has_an_answer_in_the_starter_library(
    page: Page, assistant: Assistant
) -> None:
    shown = page.locator("#chat .example-text")
    expect(shown).to_have_count(4)
    examples = shown.all_inner_texts()
    assert all(assistant.ask(example).found for example in examples)


def test_what_is_not_in_the_documents_is_said_with_the_nearest_passages(page: Page) -> None:
    message = ask(page, "Who won the football world cup in 1998?")
    expect(message).to_contain_text("Not found in the documents; nearest passages:")
    expect(message.get_by_role("listitem")).to_have_count(3)
    message.get_by_role("link").first.click()
    expect(page.locator("#panel mark").first).to_be_visible()


def test_a_follow_up_shows_how_it_was_read(page: Page) -> None:
    ask(page, QUESTION)
    message = ask(page, "And when was it confirmed?")
    expect(message).to_contain_text("Read as: When was Article 5 confirmed?")
    message.get_by_role("link", name="Ask it as it stands").click()
    expect(page.get_by_test_id("bot").last).not_to_contain_text("Read as")


def test_an_answer_is_explained_in_the_panel(page: Page) -> None:
    ask(page, QUESTION).get_by_role("link", name="Why this answer").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="Why this answer")).to_be_focused()
    expect(panel).to_contain_text(QUESTION)
    expect(panel.get_by_text("(quoted)").first).to_be_visible()


def test_a_new_conversation_begins_without_the_old_one(page: Page) -> None:
    citation(ask(page, QUESTION), 1).click()
    expect(page.locator("#panel")).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_test_id("bot")).to_have_count(0)
    expect(page.locator("#panel")).to_be_hidden()
    expect(ask(page, "And who announced it?")).not_to_contain_text("Read as")


def test_a_question_that_is_refused_says_why(page: Page) -> None:
    expect(page.locator("#chat .example").first).to_be_visible()
    expect(ask(page, "?!")).to_contain_text("The question is empty.")
    expect(ask(page, "why " * 600)).to_contain_text("the most that is taken is 2,000")


def test_a_citation_of_a_removed_document_says_so(page: Page, assistant: Assistant) -> None:
    message = ask(page, QUESTION)
    assistant.remove("Article 5 and its one invocation")
    citation(message, 1).click()
    expect(page.locator("#panel")).to_contain_text("was removed from the library")
    expect(page.locator("#panel mark")).to_have_count(0)
