"""The map of the library and the timeline of a subject, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.page_steps import QUESTION, ask

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser


def test_the_map_shows_what_the_conversation_quotes_and_opens_it(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("tab", name="Map").click()
    picture = page.get_by_role("group", name="Map of the library")
    expect(picture.locator("circle")).to_have_count(48)
    expect(picture.locator("circle.cited").first).to_be_visible()
    with page.expect_popup() as popup:
        picture.get_by_role("link", name="Quote from").first.press("Enter")
    expect(popup.value.locator("#quote")).to_contain_text("12 September 2001")


def test_a_subject_is_shown_as_a_timeline(page: Page) -> None:
    page.get_by_role("tab", name="Search").click()
    page.get_by_label("Words or a question").fill("Operation Active Endeavour")
    page.get_by_role("button", name="Show as timeline").click()
    timeline = page.locator("#found .timeline")
    expect(timeline.get_by_role("heading", name="2001")).to_be_visible()
    years = timeline.get_by_role("heading").all_inner_texts()
    assert years == sorted(years) != []
    with page.expect_popup() as popup:
        timeline.get_by_role("link").first.click()
    expect(popup.value.locator("#quote")).to_be_in_viewport()
