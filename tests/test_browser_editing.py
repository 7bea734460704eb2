"""Correcting what is shown of a document, in a real browser, by the keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.page_steps import HONEY, open_library, upload, write

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser


def test_a_document_is_edited_by_the_keyboard_and_the_focus_comes_back(
    page: Page, tmp_path: Path
) -> None:
    open_library(page)
    upload(page, write(tmp_path, "honey.md", HONEY))
    edit = page.get_by_role("button", name="Edit The Honey Report")
    expect(edit).to_be_visible()
    edit.press("Enter")
    title, date = page.get_by_label("Title", exact=True), page.get_by_label("Date (2024")
    expect(title).to_be_focused()
    expect(title).to_have_value("The Honey Report")
    page.keyboard.press("Escape")
    expect(title).to_be_hidden()
    expect(edit).to_be_focused()

    edit.press("Enter")
    expect(title).to_be_focused()
    page.get_by_label("Issuer").fill("Bee <b>Board</b>")
    date.fill("in May")
    date.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="is not a date")).to_be_visible()
    expect(date).to_be_focused()
    expect(date).to_have_value("in May")

    date.fill("2024-05")
    title.fill("On Honey")
    page.get_by_role("button", name="Save").press("Enter")
    expect(title).to_be_hidden()
    expect(page.get_by_role("button", name="Edit On Honey")).to_be_focused()
    row = page.get_by_role("row", name="On Honey")
    expect(row).to_contain_text("Bee <b>Board</b>")
    expect(row).to_contain_text("2024")
