"""The page with the keyboard alone, on a phone, and as axe judges it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import wait_until
from tests.page_checks import fits, violations
from tests.page_steps import (
    HONEY,
    OF_A_PDF,
    QUESTION,
    NewPage,
    ask,
    citation,
    open_library,
    suggested,
    upload,
    write,
)

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 800}


def test_the_keyboard_alone_opens_a_citation_and_comes_back_to_it(page: Page) -> None:
    message = ask(page, QUESTION)
    citation(message, 1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(citation(message, 1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    page.get_by_role("button", name="Close").press("Enter")
    expect(citation(message, 1)).to_be_focused()


def test_on_a_phone_nothing_overflows_and_the_panel_covers_the_screen(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    fits(page)
    message = ask(page, QUESTION)
    fits(page)
    citation(message, 1).click()
    expect(page.locator("#panel h2")).to_be_focused()
    column = page.locator("#panel-column")
    wait_until(lambda: column.bounding_box() == {"x": 0, "y": 0, **PHONE})
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open the whole document").click()
    expect(popup.value.locator("#quote")).to_be_visible()
    # A new window gets the phone's size only after it has opened.
    fits(popup.value)
    page.get_by_role("button", name="Close").click()
    open_library(page)
    fits(page)


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_is_accessible(
    new_page: NewPage, size: dict[str, int], color_scheme: str, tmp_path: Path
) -> None:
    page = new_page(**size, color_scheme=color_scheme)
    expect(page.locator("#chat .example-text")).to_have_count(4)
    found = {"empty": violations(page)}
    message = ask(page, QUESTION)
    found["answer"] = violations(page)
    message.get_by_role("button", name="Poor answer").click()
    expect(page.get_by_label("Why?")).to_be_focused()
    fits(page)
    found["feedback"] = violations(page)
    page.keyboard.press("Escape")
    expect(page.get_by_label("Why?")).to_be_hidden()
    if size == PHONE:
        page.get_by_role("button", name="Conversations", exact=True).click()
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    found["conversations"] = violations(page)
    page.keyboard.press("Escape")
    expect(page.get_by_label("Name", exact=True)).to_be_hidden()
    page.keyboard.press("Escape")
    citation(message, 1).click()
    expect(page.locator("#panel h2")).to_be_focused()
    found["panel"] = violations(page)
    page.get_by_role("button", name="APA").click()
    expect(page.locator("#panel .told").first).not_to_be_empty()
    found["copied"] = violations(page)
    page.keyboard.press("Escape")
    expect(citation(message, 1)).to_be_focused()
    citation(ask(page, OF_A_PDF), 1).click()
    expect(page.locator("#panel figure")).to_have_attribute("data-state", "shown")
    found["picture"] = violations(page)
    fits(page)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open the whole document").click()
    found["document"] = violations(popup.value)
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    suggested(page)
    expect(page.locator("#suggestions").get_by_role("button").first).to_be_visible()
    fits(page)
    found["suggestions"] = violations(page)
    page.get_by_role("button", name="Choose documents").click()
    page.get_by_label("From year").first.fill("2010")
    expect(page.locator("#scope-line")).to_contain_text("since 2010")
    fits(page)
    found["scope"] = violations(page)
    page.get_by_role("button", name="Ask all documents again").click()
    expect(page.locator("#scope-form")).to_be_hidden()
    page.get_by_role("tab", name="Search").click()
    page.get_by_label("Words or a question").fill("fighters")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found li").first).to_be_visible()
    fits(page)
    found["search"] = violations(page)
    region = open_library(page)
    upload(page, write(tmp_path, "honey.md", HONEY), write(tmp_path, "letter.xyz", "no text"))
    expect(region.get_by_role("listitem").nth(0)).to_contain_text("Added")
    expect(region.get_by_role("listitem").nth(1)).to_contain_text("Skipped")
    found["documents"] = violations(page)
    page.get_by_role("button", name="Official documents to add").click()
    expect(page.get_by_role("button", name="Add the chosen")).to_be_visible()
    found["catalogue"] = violations(page)
    page.get_by_role("button", name="Edit The Honey Report").click()
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    found["editing"] = violations(page)
    fits(page)
    assert not {state: each for state, each in found.items() if each}
