"""Looking for passages in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser


def search(page: Page, words: str) -> None:
    page.get_by_role("tab", name="Search").click()
    page.get_by_label("Words or a question").fill(words)
    page.get_by_label("Words or a question").press("Enter")
    expect(page.locator("#found li").first).to_be_visible()


def test_passages_are_found_with_their_words_marked_and_open_where_they_stand(page: Page) -> None:
    search(page, "airborne early warning aircraft over the United States")
    first = page.locator("#found li").first
    expect(first.locator("mark").first).to_be_visible()
    with page.expect_popup() as popup:
        first.get_by_role("link").click()
    expect(popup.value.locator("#quote")).to_be_in_viewport()


def test_a_search_can_be_limited_to_a_document(page: Page) -> None:
    search(page, "terrorism")
    page.get_by_label("Only in these documents").click()
    page.get_by_role("option", name="Operation Sea Guardian, since 2016").click()
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found [role=status]").first).to_contain_text("from 1 document,")


def test_a_search_can_be_limited_to_years_and_issuers(page: Page, assistant: Assistant) -> None:
    guardian = assistant.find("Operation Sea Guardian, since 2016").id
    assistant.edit(guardian, {"issuer": "Sea Board", "date": "2016"})
    search(page, "terrorism")
    page.get_by_label("To year").fill("2016")
    page.get_by_role("button", name="Search").click()
    status = page.locator("#found [role=status]").first
    expect(status).to_contain_text("Searched in 1 document: until 2016.")
    page.get_by_label("Only of these issuers").click()
    page.get_by_role("option", name="Alliance Assistant starter library").click()
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found")).to_contain_text("No document matches: Alliance Assistant")


def test_chosen_excerpts_are_saved_with_their_references(page: Page, tmp_path: Path) -> None:
    search(page, "foreign terrorist fighters")
    page.get_by_label("Choose excerpt 2").check()
    for form, begins in (("Markdown", "> "), ("CSV", "\ufeffquote,title"), ("BibTeX", "@misc{")):
        with page.expect_download() as download:
            page.locator("#found").get_by_role("button", name=form).click()
        download.value.save_as(tmp_path / "excerpts")
        assert (tmp_path / "excerpts").read_text(encoding="utf-8").startswith(begins)
        expect(page.locator("#found .told")).to_have_text("1 saved.")


def test_a_quote_is_copied_with_its_reference(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    search(page, "foreign terrorist fighters")
    page.get_by_role("button", name="Copy quote with reference").first.click()
    expect(page.locator("#found .told")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“")
    assert "(SHA-256 " in copied


def test_a_search_for_nothing_says_what_to_do(page: Page) -> None:
    page.get_by_role("tab", name="Search").click()
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found")).to_contain_text("Write what to look for.")
