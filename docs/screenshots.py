"""Take the pictures of the README anew: python docs/screenshots.py FOLDER (Chromium is needed).

They show a library of its own that holds the starter briefs.
"""

import argparse
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant import Assistant, Conversations, Settings
from ui.web import Server

QUESTION = "When did NATO first invoke Article 5?"
# The first quote of its answer stands in a PDF.
OF_A_PDF = "When did NATO take over ISAF?"
LIBRARY = Path(__file__).parent.parent / "sources" / "library"
_SLOW = 60_000


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        expect.set_options(timeout=_SLOW)
        for name, scheme, width in (
            ("chat", "light", 1280),
            ("chat-dark", "dark", 1280),
            ("phone", "light", 375),
        ):
            page = opened(browser, address, scheme, width)
            chat(page)
            page.screenshot(path=folder / f"{name}.png")
            if name == "chat":
                page.get_by_role("tab", name="Map").click()
                expect(page.locator("#map circle.cited").first).to_be_visible()
                page.screenshot(path=folder / "map.png")
        page = opened(browser, address, "light", 1280)
        chat(page, OF_A_PDF)
        expect(page.locator("#panel img")).to_be_visible()
        page.wait_for_function("document.querySelector('#panel img').complete")
        page.locator("#panel img").scroll_into_view_if_needed()
        page.screenshot(path=folder / "pdf.png")
        others(opened(browser, address, "light", 1280), folder)
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """Serve a new library with the starter briefs; yields the page's address."""
    with tempfile.TemporaryDirectory() as home:
        assistant = Assistant.open(Settings(home=Path(home)))
        assistant.add_starter()
        ready = threading.Event()
        kept = Conversations.open(Path(home))
        server = Server(assistant, "127.0.0.1", 0, lambda address: ready.set(), kept)
        thread = threading.Thread(target=server.run)
        thread.start()
        ready.wait()
        try:
            yield server.address
        finally:
            server.should_exit = True
            thread.join()
            assistant.close()


def opened(browser: Browser, address: str, scheme: str, width: int) -> Page:
    """Open the page as one who comes for the first time."""
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 820},
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(f"{address}/?__theme={scheme}")
    return page


def chat(page: Page, question: str = QUESTION) -> None:
    """Ask a question and open its first citation."""
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    link = page.get_by_test_id("bot").get_by_role("link", name="[1]", exact=True)
    expect(link).to_be_visible()
    expect(page.locator("#status [data-busy=false]")).to_be_visible()
    link.click()
    expect(page.locator("#panel mark")).to_be_visible()


def others(page: Page, folder: Path) -> None:
    """Take the pictures of the other tabs."""
    page.get_by_role("tab", name="Search").click()
    page.get_by_label("Words or a question").fill("foreign terrorist fighters")
    page.get_by_label("Words or a question").press("Enter")
    expect(page.locator("#found li").first).to_be_visible()
    page.screenshot(path=folder / "search.png")
    page.get_by_label("Words or a question").fill("Operation Active Endeavour")
    page.get_by_role("button", name="Show as timeline").click()
    expect(page.locator("#found .timeline").first).to_be_visible()
    page.screenshot(path=folder / "timeline.png")
    page.get_by_role("tab", name="Documents").click()
    expect(page.locator("#documents table")).to_be_visible()
    adding(page)
    page.screenshot(path=folder / "documents.png")


def adding(page: Page) -> None:
    """Begin to add two files that take a while."""
    lines = "\n\n".join(path.read_text(encoding="utf-8") for path in LIBRARY.glob("*.md"))
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("Reports of 2024.md", "Reports of 2025.md")]
        for path in paths:
            path.write_text(f"# {path.stem}\n\n{lines}", encoding="utf-8")
        page.locator("#add-documents input[type=file]").set_input_files(paths)
        expect(page.locator("#uploads progress").first).to_be_visible()
        expect(page.locator("#uploads")).to_contain_text("left")


if __name__ == "__main__":
    main()
