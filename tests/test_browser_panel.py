"""The panel that a citation opens, in a real browser: turning over, copying, what is marked."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant import Assistant
from tests.page_steps import NewPage, ask, citation
from tests.pdf_pages import marked

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser
SEVERAL = "What did allies decide at the Prague summit on terrorism?"
# The citation of its answer that is in a PDF; the next one is in a text.
IN_A_PDF = 2


@pytest.fixture
def message(page: Page) -> Locator:
    """An answer with several citations."""
    message = ask(page, SEVERAL)
    expect(citation(message, 3)).to_be_visible()
    return message


def counted(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Citations of this answer").get_by_role("status")


def current(message: Locator) -> Locator:
    return message.locator("a[aria-current=true]")


def test_the_citations_of_an_answer_are_turned_over_with_buttons(
    page: Page, message: Locator
) -> None:
    citation(message, 1).click()
    expect(counted(page)).to_have_text(re.compile("1 of [3-9]"))
    expect(current(message)).to_have_text("[1]")
    words = page.locator("#panel mark").first.inner_text()
    page.get_by_role("button", name="Next citation").click()
    expect(counted(page)).to_have_text(re.compile("2 of [3-9]"))
    expect(current(message)).to_have_text("[2]")
    expect(page.locator("#panel mark").first).not_to_have_text(words)
    expect(page.get_by_role("button", name="Next citation")).to_be_focused()
    page.get_by_role("button", name="Previous citation").click()
    expect(current(message)).to_have_text("[1]")
    expect(page.get_by_role("button", name="Previous citation")).to_have_attribute(
        "aria-disabled", "true"
    )


def test_the_arrow_keys_turn_over_and_escape_returns_to_the_last(
    page: Page, message: Locator
) -> None:
    citation(message, 1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(current(message)).to_have_text("[2]")
    page.keyboard.press("ArrowRight")
    expect(counted(page)).to_have_text(re.compile("3 of"))
    expect(page.locator("#panel h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(citation(message, 3)).to_be_focused()
    expect(current(message)).to_have_count(0)


def test_two_steps_in_a_row_lead_two_citations_on(page: Page, message: Locator) -> None:
    citation(message, 3).click()
    expect(counted(page)).to_have_text(re.compile("3 of"))
    words = page.locator("#panel mark").first.inner_text()
    citation(message, 1).click()
    expect(counted(page)).to_have_text(re.compile("1 of"))
    # The second comes before the server has answered to the first.
    page.get_by_role("button", name="Next citation").evaluate(
        "next => [1, 2].map(() => next.click())"
    )
    expect(counted(page)).to_have_text(re.compile("3 of"))
    expect(page.locator("#panel mark").first).to_have_text(words)
    expect(current(message)).to_have_text("[3]")


def test_closing_the_panel_leaves_who_writes_already_where_they_write(
    page: Page, message: Locator
) -> None:
    citation(message, 1).click()
    expect(page.locator("#panel h2")).to_be_focused()
    box = page.get_by_label("Your question")
    page.get_by_role("button", name="Close").evaluate(
        "close => { close.click(); document.querySelector('#question textarea').focus(); }"
    )
    expect(page.locator("#panel")).to_be_hidden()
    page.wait_for_function("allianceStream.idle()")
    expect(current(message)).to_have_count(0)
    expect(box).to_be_focused()


def test_what_explains_an_answer_is_no_citation_of_it(page: Page, message: Locator) -> None:
    citation(message, 1).click()
    expect(counted(page)).to_be_visible()
    message.get_by_role("link", name="Why this answer").click()
    expect(page.locator("#panel h2")).to_have_text("Why this answer")
    expect(counted(page)).to_be_hidden()
    expect(current(message)).to_have_count(0)


@pytest.mark.parametrize(
    ("form", "begins"),
    [("Plain text", "“"), ("Markdown", "> "), ("APA", "“"), ("BibTeX", "@misc{")],
)
def test_a_quote_is_copied_with_its_reference(
    page: Page, message: Locator, form: str, begins: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    citation(message, 3).click()
    page.get_by_role("button", name=form, exact=True).press("Enter")
    told = page.get_by_role("group", name="Copy quote with reference").get_by_role("status")
    expect(told).to_have_text(f"Copied as {form}.")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(begins)
    assert page.locator("#panel mark").first.inner_text() in text
    assert page.locator("#panel h2").inner_text() in text


def test_apa_is_copied_with_italics_too(page: Page, message: Locator) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    citation(message, 3).click()
    page.get_by_role("button", name="APA").click()
    expect(page.get_by_text("Copied as APA.")).to_be_visible()
    html = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html'))"
        ".then((blob) => blob.text())"
    )
    assert f"<em>{page.locator('#panel h2').inner_text()}</em>" in html


def test_without_the_clipboard_of_a_safe_page_it_is_copied_all_the_same(new_page: NewPage) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    message = ask(page, SEVERAL)
    citation(message, 3).click()
    page.evaluate("window.ClipboardItem = undefined")
    page.get_by_role("button", name="BibTeX").click()
    expect(page.get_by_text("Copied as BibTeX.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{")


def test_the_page_of_a_pdf_is_shown_with_the_words_marked_and_in_view(
    page: Page, message: Locator
) -> None:
    citation(message, IN_A_PDF).click()
    sheet = page.locator("#panel figure")
    expect(sheet).to_have_attribute("data-state", "shown")
    expect(sheet.locator(".told")).to_have_text("")
    expect(sheet.get_by_role("img")).to_have_accessible_name(re.compile("^Page 1 of Counter-"))
    expect(page.locator("#panel h2")).to_be_focused()
    paper = sheet.locator(".paper")
    paper.scroll_into_view_if_needed()
    box = marked(paper.screenshot())
    assert box is not None
    height = paper.bounding_box()["height"]  # type: ignore[index]
    assert height / 4 < (box[1] + box[3]) / 2 < height * 3 / 4
    with page.expect_popup() as popup:
        sheet.get_by_role("link").click()
    popup.value.wait_for_function("document.querySelector('img')?.naturalHeight >= 2800")


def test_turning_over_to_another_page_shows_that(page: Page, message: Locator) -> None:
    citation(message, IN_A_PDF + 1).click()
    expect(page.locator("#panel mark").first).to_be_visible()
    expect(page.locator("#panel figure")).to_have_count(0)
    page.get_by_role("button", name="Previous citation").click()
    expect(page.locator("#panel figure")).to_have_attribute("data-state", "shown")


def test_a_picture_that_cannot_be_drawn_says_why_and_the_words_stay(
    page: Page, message: Locator, assistant: Assistant
) -> None:
    timeline = assistant.find("Counter-terrorism cooperation: a timeline from 1949 to 2026")
    path = assistant.original(timeline.id)
    assert path is not None
    path.write_bytes(b"damaged")
    # The browser tells of each answer that is an error, as it should.
    page.route("**/page/*.png*", lambda route: route.fulfill(response=route.fetch(), status=200))
    citation(message, IN_A_PDF).click()
    expect(page.locator("#panel mark").first).to_be_visible()
    sheet = page.locator("#panel figure")
    expect(sheet).to_have_attribute("data-state", "failed")
    expect(sheet.get_by_role("status")).to_have_text("This page cannot be shown as a picture.")
    expect(sheet.get_by_role("img")).to_be_hidden()
