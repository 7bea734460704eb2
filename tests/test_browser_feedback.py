"""Thumbs under answers in a real browser: pressed, with a word, changed, taken back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page_steps import QUESTION, ask, citation, reload

HOSTILE = "<img src=x onerror=alert(1)> ${alert(2)} {{3}} [x](javascript:alert(4)) \"'"
pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser


def expect_pressed(message: Locator, *, good: bool = False, poor: bool = False) -> None:
    for name, pressed in (("Good answer", good), ("Poor answer", poor)):
        button = message.get_by_role("button", name=name)
        expect(button).to_have_attribute("aria-pressed", str(pressed).lower())


def test_an_answer_is_rated_by_keyboard_and_shows_it_after_a_reload(page: Page) -> None:
    ask(page, "What is Five Eyes?")
    message = ask(page, QUESTION)
    expect(page.get_by_role("button", name="Say why")).to_have_count(0)
    message.get_by_role("button", name="Poor answer").press(" ")
    field = page.get_by_role("dialog").get_by_label("Why?")
    expect(field).to_be_focused()
    field.fill(HOSTILE)
    field.press("Enter")
    expect(message.get_by_role("button", name="Poor answer")).to_be_focused()
    expect(page.locator("#status [role=status]")).to_have_text(
        "What you said of the answer was kept."
    )
    expect(message.get_by_role("button", name=HOSTILE)).to_be_visible()
    expect_pressed(message, poor=True)
    reload(page)
    message = page.get_by_test_id("bot").last
    expect(message.get_by_role("button", name=HOSTILE)).to_be_visible()
    expect_pressed(message, poor=True)
    expect_pressed(page.get_by_test_id("bot").first)


def test_what_was_said_is_changed_and_taken_back(page: Page) -> None:
    message = ask(page, QUESTION)
    good, poor = (message.get_by_role("button", name=f"{name} answer") for name in ("Good", "Poor"))
    good.click()
    page.get_by_label("Why?").fill("short and right")
    page.get_by_role("button", name="Save").click()
    message.get_by_role("button", name="short and right").click()
    expect(page.get_by_label("Why?")).to_have_value("short and right")
    citation(message, 1).click()
    expect(page.locator("#panel mark").first).to_be_visible()
    poor.press("Enter")
    expect(page.get_by_label("Why?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Why?")).to_be_hidden()
    expect(page.locator("#panel mark").first).to_be_visible()
    expect(message.get_by_role("button", name="Say why")).to_be_visible()
    expect_pressed(message, poor=True)
    poor.click()
    expect(page.locator("#status [role=status]")).to_have_text("Taken back.")
    expect(message.get_by_role("button", name="Say why")).to_be_hidden()
    expect_pressed(message)
    reload(page)
    expect(page.get_by_test_id("bot").get_by_role("button", name="Good answer")).to_be_visible()
    expect_pressed(page.get_by_test_id("bot"))
