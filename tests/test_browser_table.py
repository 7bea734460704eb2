"""Tables have room on every screen, whatever stands in them: that of documents, those of answers."""

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from tests.page_checks import fits, violations
from tests.page_steps import NewPage, ask, citation, open_library, opened

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser
# Those of common screens, and those from which a column more is shown.
WIDTHS = (390, 768, 900, 1024, 1280, 1600, 769, 920, 980, 1120, 1240)
# How far what stands in the table reaches beyond the screen, at most.
_BEYOND = """() => {
  const room = document.querySelector('#documents').getBoundingClientRect().right;
  const all = document.querySelectorAll('#documents :is(table, th, td, button)');
  return Math.max(...[...all].map((each) => each.getBoundingClientRect().right)) - room;
}"""
# How far what is to be clicked in a row stands below each other, at most.
_STACKED = """() => Math.max(...[...document.querySelectorAll('#documents tbody tr')].map((row) => {
  const tops = [...row.querySelectorAll('button')].map((each) => each.getBoundingClientRect().top);
  return Math.max(...tops) - Math.min(...tops);
}))"""
# The words of titles that are on two lines.
_BROKEN = """() => [...document.querySelectorAll('#documents tbody th a')].flatMap((link) => {
  const text = link.firstChild;
  return [...text.data.matchAll(/\\S+/g)].filter((word) => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    const tops = [...range.getClientRects()].map((each) => Math.round(each.top));
    return new Set(tops).size > 1 && !/[-–—]/.test(word[0]);
  }).map((word) => word[0]);
})"""


def has_room_at(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_function(f"innerWidth == {width} && ({_BEYOND})() <= 0")


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_the_table_has_room_and_breaks_no_word_of_a_title_and_stacks_no_buttons(
    browser: Browser, address: str, locale: str
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(address)
    opened(page)
    page.get_by_role("tab", name="Documents").click()
    expect(page.get_by_role("heading", name="documents")).to_be_visible()
    for width in WIDTHS:
        has_room_at(page, width)
        page.wait_for_function(f"({_BROKEN})().length == 0")
        if width >= 769:
            page.wait_for_function(f"({_STACKED})() == 0")
    context.close()


def test_an_issuer_and_a_title_without_a_space_leave_it_its_room(
    assistant: Assistant, new_page: NewPage
) -> None:
    entry = assistant.documents()[0]
    assistant.edit(entry.id, {"issuer": "Ministry" * 20, "title": "Communiqué" * 15})
    page = new_page()
    open_library(page)
    expect(page.get_by_role("button", name="Remove Communiqué")).to_have_count(1)
    for width in WIDTHS:
        has_room_at(page, width)


def test_a_table_that_is_quoted_is_one_and_no_wider_than_a_phone(new_page: NewPage) -> None:
    page = new_page(width=390, height=844)
    answer = ask(page, "Compare Operation Active Endeavour and Operation Sea Guardian")
    rows = answer.get_by_role("row")
    expect(rows.first.get_by_role("columnheader")).to_contain_text(["Aspect", "Active", "Guardian"])
    expect(rows.nth(2).get_by_role("cell").last).to_have_text("Since 9 November 2016")
    expect(citation(rows.last.get_by_role("cell").last.locator(".."), 2)).to_have_count(1)
    page.wait_for_function(
        "() => { const chat = document.querySelector('#chat .bubble-wrap'); return "
        "chat.scrollWidth == chat.clientWidth && chat.getBoundingClientRect().right <= 390; }"
    )


def test_the_quoted_row_is_marked_in_a_table_beside_the_chat_and_on_the_page_of_the_document(
    new_page: NewPage, address: str
) -> None:
    page = new_page(width=390, height=844)
    answer = ask(page, "Compare Operation Active Endeavour and Operation Sea Guardian")
    citation(answer, 2).first.click()
    table = page.locator("#panel").get_by_role("group", name="Table")
    expect(table.get_by_role("columnheader").first).to_have_text("Aspect", use_inner_text=True)
    expect(table.get_by_role("columnheader").locator("#quote")).to_be_visible()
    expect(table.get_by_role("cell").locator("mark").last).to_be_visible()
    expect(table).not_to_contain_text("|", use_inner_text=True)
    fits(page)
    assert violations(page) == []
    open_here = page.locator("#panel a[href^='/document/']").first.get_attribute("href")
    page.goto(f"{address}{open_here}")
    expect(page.get_by_role("columnheader").locator("#quote")).to_be_in_viewport()
    fits(page)
    assert violations(page) == []
