"""Adding and removing documents in a real browser."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.locked_pdf import PASSWORD, locked_pdf
from tests.page_steps import HONEY, ask, citation, open_library, reload, upload, write

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser
HOSTILE = """# `<img src=x onerror=alert(1)>` ${alert(2)} {{alert(3)}}

The zebra crossing of Ruritania `<script>alert(4)</script>` was painted in 1977, says
`![x](http://evil.example/x.png)` [a page](javascript:alert(5)) and `<b onclick=alert(6)>`
${document.title}.[^1]

[^1]: A source, javascript:alert(7)
"""
# How often the page asks the server until the report is there, which no busy machine changes.
_COUNT_LOOKS = """() => {
  const fetched = window.fetch;
  const there = () => document.querySelector('#documents').textContent.includes('Honey Report');
  window.fetch = (...request) => { window.looks += !there(); return fetched(...request); };
}"""


def document_count(page: Page) -> int:
    return int(
        page.get_by_role("heading", name=re.compile(r"^\d+ documents$")).inner_text().split()[0]
    )


def long_document(folder: Path, paragraphs: int) -> Path:
    text = "\n\n".join(
        f"## Section {n}\n\nThe lighthouse number {n} was built in {1700 + n % 300} on a rock. "
        f"Its lamp burned {n} litres of oil a night and was seen from far away at sea."
        for n in range(paragraphs)
    )
    return write(folder, "lighthouses.md", f"# Lighthouses\n\n{text}\n")


def test_several_files_are_added_at_once_and_one_is_removed(page: Page, tmp_path: Path) -> None:
    region = open_library(page)
    before = document_count(page)
    paths = [
        write(tmp_path, "honey.md", HONEY),
        write(tmp_path, "letter.xyz", "no text"),
        write(tmp_path, "train.txt", "The night train to Lyon left at ten o'clock."),
    ]
    upload(page, *paths)
    expect(region.get_by_role("listitem").nth(0)).to_contain_text("Added")
    expect(region.get_by_role("listitem").nth(1)).to_contain_text("Files ending in .xyz")
    expect(region.get_by_role("listitem").nth(2)).to_contain_text("Added")
    expect(page.get_by_role("heading", name=f"{before + 2} documents")).to_be_visible()
    region.get_by_role("button", name="Clear this list").click()
    expect(region).to_be_hidden()

    remove = page.get_by_role("button", name="Remove The Honey Report")
    remove.click()
    page.get_by_role("button", name="Keep it").press("Escape")
    expect(remove).to_be_focused()
    remove.click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name=f"{before + 1} documents")).to_be_visible()
    expect(remove).to_have_count(0)


def test_an_address_is_taken_by_the_keyboard_and_refused_where_it_is_not_public(
    page: Page,
) -> None:
    region = open_library(page)
    field = page.get_by_label("Add from a web address")
    field.fill("http://127.0.0.1:1/report.pdf")
    field.press("Enter")
    expect(region.get_by_role("listitem")).to_contain_text("Skipped")
    expect(field).to_have_value("")


def test_a_locked_pdf_is_opened_with_the_password_that_is_typed(page: Page, tmp_path: Path) -> None:
    region = open_library(page)
    path = tmp_path / "locked.pdf"
    path.write_bytes(locked_pdf("The lighthouse of Gozo was lit in 1853.", algorithm="AES-256"))
    upload(page, path)
    row = region.get_by_role("listitem")
    field = row.get_by_label("Password of locked.pdf")
    expect(field).to_have_attribute("type", "password")
    field.fill("wrong")
    row.get_by_role("button", name="Try again").click()
    expect(row).to_contain_text("The password does not open this PDF")
    field.fill(PASSWORD)
    field.press("Enter")
    expect(row).to_contain_text("Added")
    expect(field).to_have_count(0)
    page.get_by_role("tab", name="Chat").click()
    expect(ask(page, "When was the lighthouse of Gozo lit?")).to_contain_text("1853")
    assert PASSWORD not in page.content()


def test_a_dropped_file_is_added(page: Page) -> None:
    region = open_library(page)
    dropped = page.evaluate_handle(
        """text => { const transfer = new DataTransfer();
        transfer.items.add(new File([text], 'honey.md', {type: 'text/markdown'}));
        return transfer; }""",
        HONEY,
    )
    page.dispatch_event("#add-documents button", "drop", {"dataTransfer": dropped})
    expect(region.get_by_role("listitem")).to_contain_text("Added")
    expect(region.get_by_role("link", name="The Honey Report")).to_be_visible()


def test_a_document_can_be_asked_about_while_others_are_still_added(
    page: Page, tmp_path: Path
) -> None:
    region = open_library(page)
    before = document_count(page)
    upload(page, write(tmp_path, "honey.md", HONEY), long_document(tmp_path, 6_000))
    expect(region.get_by_role("listitem").nth(0)).to_contain_text("Added")
    page.get_by_role("tab", name="Chat").click()
    message = ask(page, "How large was the honey harvest of Malta in 2019?")
    expect(message).to_contain_text("14 tonnes")
    reload(page)
    region = open_library(page)
    expect(region.get_by_role("progressbar", name="Adding lighthouses.md")).to_be_visible()
    region.get_by_role("button", name="Stop").click()
    expect(region.get_by_role("listitem").nth(1)).to_contain_text("stopped")
    expect(page.get_by_role("heading", name=f"{before + 1} documents")).to_be_visible()


def test_progress_grows_and_never_falls_back(page: Page, tmp_path: Path) -> None:
    region = open_library(page)
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
        const bar = document.querySelector('#uploads progress');
        if (bar && seen.at(-1) !== bar.value) seen.push(bar.value);
        }).observe(document.querySelector('#uploads'), {subtree: true, childList: true,
        attributes: true}); }"""
    )
    upload(page, long_document(tmp_path, 500))
    expect(region.get_by_role("listitem")).to_contain_text("Added", timeout=120_000)
    seen = page.evaluate("seen")
    assert len(seen) >= 3
    assert seen == sorted(seen)


def test_hostile_names_and_texts_are_harmless_everywhere(page: Page, tmp_path: Path) -> None:
    region = open_library(page)
    upload(page, write(tmp_path, "<img src=x onerror=alert(8)>${alert(9)}.md", HOSTILE))
    expect(region.get_by_role("listitem")).to_contain_text("Added")
    row = page.get_by_role("row").filter(has_text="<img src=x onerror=alert(1)> ${alert(2)}")
    row.get_by_role("button", name="Remove").click()
    expect(page.locator("#confirm-name")).to_contain_text("{{alert(3)}}")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Chat").click()
    message = ask(page, "When was the zebra crossing of Ruritania <img src=y> painted?")
    expect(page.get_by_test_id("user")).to_contain_text("<img src=y>")
    expect(message).to_contain_text("<script>alert(4)</script>")
    citation(message, 1).click()
    panel = page.locator("#panel")
    expect(panel.locator("mark")).to_contain_text("${document.title}")
    expect(page.locator("img[src=x], img[src=y], #panel script, #chat script")).to_have_count(0)
    expect(page.locator("a[href^='javascript']")).to_have_count(0)
    with page.expect_popup() as popup:
        panel.get_by_role("link", name="Open the whole document").click()
    popup.value.wait_for_load_state()
    expect(popup.value.locator("#quote")).to_contain_text("<script>alert(4)</script>")
    expect(popup.value.locator("img, script, a[href^='javascript']")).to_have_count(0)


def test_the_list_is_searched_and_sorted(page: Page) -> None:
    open_library(page)
    page.get_by_label("Find a document").fill("timeline")
    rows = page.locator("#documents tbody tr")
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ of \d+ documents$"))).to_be_visible()
    expect(rows.first).to_contain_text("imeline")
    page.get_by_label("Find a document").fill("")
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ documents$"))).to_be_visible()
    head = page.get_by_role("columnheader", name="Passages")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    fewest = int(rows.first.locator("td").nth(4).inner_text())
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert int(rows.first.locator("td").nth(4).inner_text()) > fewest


def test_what_another_program_adds_appears_by_itself(
    page: Page, address: str, home: Path, tmp_path: Path
) -> None:
    open_library(page)
    before = document_count(page)
    path = write(tmp_path, "honey.md", HONEY)
    command = [sys.executable, "-m", "ui.cli", "add", str(path), "--home", str(home)]
    page.evaluate(_COUNT_LOOKS)
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    page.evaluate("window.looks = 0")
    expect(page.get_by_role("heading", name=f"{before + 1} documents")).to_be_visible(timeout=5_000)
    expect(page.get_by_role("link", name="The Honey Report")).to_be_visible()
    # A page looks every second and a half; it may have looked just before.
    assert page.evaluate("window.looks") <= 3


def test_a_file_of_the_same_name_replaces_or_is_kept_beside(page: Page, tmp_path: Path) -> None:
    region = open_library(page)
    before = document_count(page)
    upload(page, write(tmp_path, "honey.md", HONEY))
    expect(region.get_by_role("listitem")).to_contain_text("Added")
    upload(page, write(tmp_path, "honey.md", HONEY.replace("14 tonnes", "15 tonnes")))
    region.get_by_role("button", name="Keep both honey.md").click()
    expect(region.get_by_role("listitem")).to_contain_text("Added")
    expect(page.get_by_role("heading", name=f"{before + 2} documents")).to_be_visible()
    upload(page, write(tmp_path, "honey.md", HONEY.replace("14 tonnes", "16 tonnes")))
    region.get_by_role("button", name="Replace honey.md").click()
    expect(region.get_by_role("listitem")).to_contain_text("Replaced")
    expect(page.get_by_role("heading", name=f"{before + 2} documents")).to_be_visible()


def test_one_file_is_cancelled_while_it_is_added(page: Page, tmp_path: Path) -> None:
    region = open_library(page)
    upload(page, long_document(tmp_path, 6_000), write(tmp_path, "honey.md", HONEY))
    region.get_by_role("button", name="Cancel lighthouses.md").click()
    expect(region.get_by_role("listitem").nth(0)).to_contain_text("stopped")
    expect(region.get_by_role("listitem").nth(1)).to_contain_text("Added")


def test_a_dropped_folder_is_added_file_by_file(page: Page) -> None:
    region = open_library(page)
    page.evaluate(
        """(text) => {
        const file = (name, content) => ({name, isFile: true, isDirectory: false,
            file: (done) => done(new File([content], name))});
        const tree = (name, entries) => ({name, isFile: false, isDirectory: true,
            createReader: () => { const left = [entries, []];
                return {readEntries: (done) => done(left.shift())}; }});
        const entry = tree('reports', [file('honey.md', text), file('.hidden.md', text),
            tree('old', [file('honey.md', text.replace('14', '13'))])]);
        const event = new Event('drop', {bubbles: true, cancelable: true});
        Object.defineProperty(event, 'dataTransfer',
            {value: {items: [{webkitGetAsEntry: () => entry}], files: []}});
        document.querySelector('#add-documents button').dispatchEvent(event); }""",
        HONEY,
    )
    expect(region.get_by_role("listitem")).to_have_count(2)
    expect(region.get_by_role("listitem").nth(0)).to_contain_text("reports - honey.md")
    expect(region.get_by_role("listitem").nth(1)).to_contain_text("reports - old - honey.md")
    expect(region.get_by_role("listitem").nth(1)).to_contain_text("Added")
