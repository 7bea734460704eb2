"""What a visitor does on the page, step by step."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

QUESTION = "When did NATO first invoke Article 5?"
# The first citation of its answer is in a PDF.
OF_A_PDF = "When did NATO take over ISAF?"
HONEY = "# The Honey Report\n\nThe honey harvest of Malta reached 14 tonnes in 2019.\n"
NewPage = Callable[..., Page]


def ask(page: Page, question: str) -> Locator:
    """Ask a question and return the message that answers it."""
    answers = page.get_by_test_id("bot").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_test_id("bot")).to_have_count(answers + 1)
    expect(page.locator("#status [data-busy=false]")).to_be_visible()
    return page.get_by_test_id("bot").last


def opened(page: Page) -> Page:
    """Return the page once it has got what it shows of itself: its conversation and their list."""
    expect(page.locator("#question textarea")).to_be_visible()
    expect(page.locator("#conversation-list nav")).to_be_attached()
    return page


def reload(page: Page) -> None:
    """Load the page again once nothing is on its way that loading it would break off."""
    suggested(page)
    page.wait_for_function("allianceStream.idle()")
    page.reload()
    opened(page)


def suggested(page: Page) -> None:
    """Wait until all questions are offered that go on from the last answer."""
    expect(page.locator("#suggestions [data-busy=false]")).to_be_attached()


def citation(message: Locator, number: int) -> Locator:
    return message.get_by_role("link", name=f"[{number}]", exact=True)


def open_library(page: Page) -> Locator:
    page.get_by_role("tab", name="Documents").click()
    expect(page.get_by_role("heading", name="documents")).to_be_visible()
    return page.get_by_role("region", name="Files being added")


def upload(page: Page, *paths: Path) -> None:
    page.locator("#add-documents input[type=file]").set_input_files(paths)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
