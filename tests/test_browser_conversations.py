"""Conversations in a real browser: kept, found, opened again."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from tests.page_steps import QUESTION, NewPage, ask, citation
from tests.serving import serving

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser


def test_a_reload_shows_the_conversation_again_and_every_citation_opens(page: Page) -> None:
    ask(page, QUESTION)
    before = ask(page, "And when was it confirmed?").inner_html()
    page.reload()
    expect(page.get_by_test_id("bot")).to_have_count(2, timeout=20_000)
    message = page.get_by_test_id("bot").last
    assert message.inner_html() == before
    citation(message, 1).click()
    expect(page.locator("#panel mark").first).to_be_visible()
    message.get_by_role("link", name="Why this answer").click()
    expect(page.get_by_role("heading", name="Why this answer")).to_be_focused()
    expect(ask(page, "And who announced it?")).to_contain_text("Read as: Who announced Article 5?")


def test_a_restart_of_the_server_keeps_conversations_and_their_citations(
    browser: Browser, assistant: Assistant, home: Path
) -> None:
    page = browser.new_context().new_page()
    with serving(assistant, home) as server:
        page.goto(server.address)
        ask(page, QUESTION)
        expect(page).to_have_url(re.compile(r"\?c=[0-9a-f]{32}$"))
    with serving(assistant, home, urlsplit(page.url).port or 0):
        page.reload()
        citation(page.get_by_test_id("bot"), 1).click(timeout=20_000)
        expect(page.locator("#panel mark").first).to_be_visible()
        expect(ask(page, "And when was it confirmed?")).to_contain_text("Read as")
    page.context.close()


def test_a_link_to_a_conversation_of_another_shows_nothing_of_it(new_page: NewPage) -> None:
    anna, bert = new_page(), new_page()
    ask(anna, QUESTION)
    expect(anna).to_have_url(re.compile(r"\?c="))
    bert.goto(anna.url)
    expect(bert.locator("#status")).to_contain_text("This conversation is not here")
    expect(bert.get_by_test_id("bot")).to_have_count(0)
    expect(bert).to_have_url(re.compile(r"/$"))
