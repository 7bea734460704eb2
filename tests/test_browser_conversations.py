"""Conversations in a real browser: kept, found, opened again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from assistant import Assistant
from tests.conftest import unused_port, wait_until
from tests.page_steps import QUESTION, NewPage, ask, citation, opened
from tests.serving import serving

HOSTILE_NAME = "<img src=x onerror=alert(1)> ${alert(2)} {{3}} [x](javascript:alert(4))"
pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser


def test_its_link_shows_a_conversation_again_and_every_citation_opens(page: Page) -> None:
    ask(page, QUESTION)
    before = ask(page, "And when was it confirmed?").inner_html()
    expect(page).to_have_url(re.compile(r"\?c=[0-9a-f]{32}$"))
    address, page = page.url, page.context.new_page()
    page.goto(address)
    expect(page.get_by_test_id("bot")).to_have_count(2)
    message = page.get_by_test_id("bot").last
    wait_until(lambda: message.inner_html() == before)
    citation(message, 1).click()
    expect(page.locator("#panel mark").first).to_be_visible()
    message.get_by_role("link", name="Why this answer").click()
    expect(page.get_by_role("heading", name="Why this answer")).to_be_focused()
    expect(ask(page, "And who announced it?")).to_contain_text("Read as: Who announced Article 5?")


def test_what_is_typed_while_a_conversation_is_still_loaded_stays(page: Page) -> None:
    ask(page, QUESTION)
    expect(page).to_have_url(re.compile(r"\?c=[0-9a-f]{32}$"))
    address, page = page.url, page.context.new_page()
    id, held, box = address.rpartition("=")[2], list[Route](), page.get_by_label("Your question")
    page.route("**/run/predict*", lambda route: held.append(route))
    page.goto(address)
    box.fill("And when")
    # Asking the page lets Playwright take what has come meanwhile.
    wait_until(
        lambda: bool(box.input_value()) and any(id in str(each.request.post_data) for each in held)
    )
    for each in held:
        each.continue_()
    page.unroute("**/run/predict*")
    expect(opened(page).get_by_test_id("bot")).to_have_count(1)
    expect(box).to_have_value("And when")


def test_a_restart_of_the_server_keeps_conversations_and_their_citations(
    browser: Browser, assistant: Assistant, home: Path
) -> None:
    page = browser.new_context().new_page()
    port = unused_port()
    with serving(assistant, home, port) as server:
        page.goto(server.address)
        opened(page)
        ask(page, QUESTION)
        expect(page).to_have_url(re.compile(r"\?c=[0-9a-f]{32}$"))
    with serving(assistant, home, port):
        page.reload()
        opened(page)
        citation(page.get_by_test_id("bot"), 1).click()
        expect(page.locator("#panel mark").first).to_be_visible()
        expect(ask(page, "And when was it confirmed?")).to_contain_text("Read as")
    page.context.close()


@pytest.mark.parametrize("soon", [0, 120, 600])
def test_a_reload_while_a_first_question_is_answered_shows_its_answer_or_gives_it_back(
    browser: Browser, address: str, soon: int
) -> None:
    # What the reload breaks off, the browser reports as an error of the page.
    page = browser.new_context().new_page()
    page.goto(address)
    page.get_by_label("Your question").fill(QUESTION)
    with page.expect_request("**/queue/join*"):
        page.get_by_label("Your question").press("Enter")
    page.wait_for_timeout(soon)
    page.reload()
    expect(page.get_by_label("Your question")).to_be_visible()
    page.wait_for_function(
        "() => document.querySelector('[data-testid=bot]')"
        " || document.querySelector('#question textarea')?.value"
    )
    # The server takes up no question whose page has gone before it could.
    if page.get_by_test_id("bot").count():
        expect(page.get_by_test_id("bot")).to_contain_text("12 September 2001")
        expect(page).to_have_url(re.compile(r"\?c=[0-9a-f]{32}$"))
    else:
        expect(page.get_by_label("Your question")).to_have_value(QUESTION)
    expect(page.locator("#status [data-busy=false]")).to_be_attached()
    page.context.close()


def test_a_link_to_a_conversation_of_another_shows_nothing_of_it(new_page: NewPage) -> None:
    anna, bert = new_page(), new_page()
    ask(anna, QUESTION)
    expect(anna).to_have_url(re.compile(r"\?c="))
    bert.goto(anna.url)
    expect(bert.locator("#status")).to_contain_text("This conversation is not here")
    expect(bert.get_by_test_id("bot")).to_have_count(0)
    expect(bert).to_have_url(re.compile(r"/$"))


def items(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Conversations").get_by_role("listitem")


def test_conversations_are_opened_found_renamed_and_deleted_in_their_list(page: Page) -> None:
    expect(page.get_by_text("None yet. Ask a question")).to_be_visible()
    ask(page, QUESTION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_test_id("bot")).to_have_count(0)
    ask(page, "What is Five Eyes?")
    expect(items(page)).to_contain_text(["What is Five Eyes?", QUESTION])
    expect(page.get_by_role("link", name="What is Five Eyes?")).to_have_attribute(
        "aria-current", "page"
    )
    page.get_by_role("link", name=QUESTION).click()
    expect(page.get_by_test_id("user")).to_have_text(QUESTION)
    expect(page.get_by_label("Your question")).to_be_focused()
    citation(page.get_by_test_id("bot"), 1).click()
    expect(page.locator("#panel mark").first).to_be_visible()
    page.get_by_label("Find a conversation").fill("FIVE eyes")
    expect(items(page)).to_have_count(1)
    page.get_by_label("Find a conversation").fill("")
    expect(items(page)).to_have_count(2)
    page.get_by_role("button", name=f"Rename {QUESTION}").click()
    page.get_by_label("Name", exact=True).fill(HOSTILE_NAME)
    page.get_by_label("Name", exact=True).press("Enter")
    expect(items(page)).to_contain_text(["What is Five Eyes?", HOSTILE_NAME])
    page.get_by_role("button", name=f"Delete {HOSTILE_NAME}").click()
    page.get_by_role("button", name="Keep it").click()
    expect(items(page)).to_have_count(2)
    page.get_by_role("button", name=f"Delete {HOSTILE_NAME}").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    expect(items(page)).to_have_count(1)
    expect(items(page)).to_contain_text("What is Five Eyes?")
    expect(page.get_by_test_id("bot")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/$"))


def test_on_a_phone_the_list_lies_over_the_page_while_it_is_open(new_page: NewPage) -> None:
    page = new_page(width=375, height=740)
    ask(page, QUESTION)
    expect(items(page)).to_have_count(0)
    opener = page.get_by_role("button", name="Conversations", exact=True)
    opener.press("Enter")
    expect(page.get_by_label("Find a conversation")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.get_by_label("Find a conversation")).to_be_hidden()
    opener.click()
    page.get_by_role("link", name=QUESTION).click()
    expect(page.get_by_label("Find a conversation")).to_be_hidden()
