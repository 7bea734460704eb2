"""The page in a real browser, over a real server, with the real embedding model.

Needs Chromium: CHROMIUM names its program where it is not found by itself.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)

from assistant import Assistant
from index import Embedder, Originals, SentenceTransformerEmbedder, Store
from sources.fetch import Fetcher
from ui.web import Server

pytestmark = pytest.mark.browser

QUESTION = "When did NATO first invoke Article 5?"
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 800}
HONEY = "# The Honey Report\n\nThe honey harvest of Malta reached 14 tonnes in 2019.\n"
HOSTILE = """# `<img src=x onerror=alert(1)>` ${alert(2)} {{alert(3)}}

The zebra crossing of Ruritania `<script>alert(4)</script>` was painted in 1977, says
`![x](http://evil.example/x.png)` [a page](javascript:alert(5)) and `<b onclick=alert(6)>`
${document.title}.[^1]

[^1]: A source, javascript:alert(7)
"""
NewPage = Callable[..., Page]
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A library that holds the starter briefs; to be copied."""
    home = tmp_path_factory.mktemp("starter")
    assistant = open_assistant_at(home, embedder)
    assistant.add_starter()
    assistant.close()
    return home


def open_assistant_at(home: Path, embedder: Embedder) -> Assistant:
    return Assistant(Store(home), Originals(home / "originals"), embedder, Fetcher())


@pytest.fixture
def assistant(starter_home: Path, home: Path, embedder: Embedder) -> Iterator[Assistant]:
    shutil.copytree(starter_home, home)
    assistant = open_assistant_at(home, embedder)
    yield assistant
    assistant.close()


@pytest.fixture
def address(assistant: Assistant) -> Iterator[str]:
    """Where a server of the test's own answers."""
    ready = threading.Event()
    server = Server(assistant, "127.0.0.1", 0, lambda address: ready.set())
    thread = threading.Thread(target=server.run)
    thread.start()
    assert ready.wait(30)
    yield server.address
    server.should_exit = True
    thread.join(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        how = "No Chromium here. Get it with: apt-get install chromium, or set CHROMIUM."
        pytest.fail(how) if os.environ.get("CI") else pytest.skip(how)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, address: str) -> Iterator[NewPage]:
    """Opens the page as a new user would; the test fails on any error or request to elsewhere."""
    problems: list[str] = []

    def check(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            problems.append(f"request to {request.url}")

    def listen(said: ConsoleMessage) -> None:
        if said.type == "error":
            problems.append(said.text)

    def dismiss(dialog: Dialog) -> None:
        problems.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def new(width: int = 1280, height: int = 800, color_scheme: Scheme = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=color_scheme
        )
        context.on("request", check)
        context.on("console", listen)
        context.on("dialog", dismiss)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_label("Your question")).to_be_visible(timeout=20_000)
        return page

    yield new
    for context in browser.contexts:
        context.close()
    assert not problems


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


def ask(page: Page, question: str) -> Locator:
    """Ask a question and return the message that answers it."""
    answers = page.get_by_test_id("bot").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_test_id("bot")).to_have_count(answers + 1, timeout=30_000)
    expect(page.locator("#status [data-busy=false]")).to_be_visible()
    return page.get_by_test_id("bot").last


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


def long_document(folder: Path, paragraphs: int) -> Path:
    text = "\n\n".join(
        f"## Section {n}\n\nThe lighthouse number {n} was built in {1700 + n % 300} on a rock. "
        f"Its lamp burned {n} litres of oil a night and was seen from far away at sea."
        for n in range(paragraphs)
    )
    return write(folder, "lighthouses.md", f"# Lighthouses\n\n{text}\n")


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_an_answer_is_quoted_and_each_quote_opens_where_it_stands(page: Page) -> None:
    message = ask(page, QUESTION)
    paragraph = message.get_by_role("paragraph").filter(has_text="12 September 2001").first
    quoted = paragraph.inner_text().rpartition(" [")[0]
    paragraph.get_by_role("link").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="Article 5 and its one invocation")).to_be_focused()
    expect(panel.locator("mark")).to_contain_text(quoted)
    source = panel.get_by_role("listitem").first.get_by_role("link")
    expect(source).to_have_attribute("rel", "noopener noreferrer")
    with page.expect_popup() as popup:
        panel.get_by_role("link", name="Open the whole document").click()
    whole = popup.value
    expect(whole.get_by_role("heading", level=1)).to_have_text("Article 5 and its one invocation")
    expect(whole.locator("#quote")).to_be_in_viewport()
    assert "".join(whole.locator("mark").all_inner_texts()) == quoted


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


def test_an_example_is_asked_with_one_click(page: Page) -> None:
    page.get_by_text(QUESTION).click()
    expect(citation(page.get_by_test_id("bot"), 1)).to_be_visible(timeout=30_000)


def test_every_example_has_an_answer_in_the_starter_library(
    page: Page, assistant: Assistant
) -> None:
    examples = page.locator("#chat .example-text").all_inner_texts()
    assert len(examples) == 4
    assert all(assistant.ask(example).found for example in examples)


def test_what_is_not_in_the_documents_is_said_with_the_nearest_passages(page: Page) -> None:
    message = ask(page, "Who won the football world cup in 1998?")
    expect(message).to_contain_text("The documents do not answer this.")
    expect(message.get_by_role("listitem")).to_have_count(3)
    message.get_by_role("link").first.click()
    expect(page.locator("#panel mark").first).to_be_visible()


def test_a_follow_up_shows_how_it_was_read(page: Page) -> None:
    ask(page, QUESTION)
    expect(ask(page, "And who announced it?")).to_contain_text("Read as: And who announced it? (")


def test_a_new_conversation_begins_without_the_old_one(page: Page) -> None:
    citation(ask(page, QUESTION), 1).click()
    expect(page.locator("#panel")).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_test_id("bot")).to_have_count(0)
    expect(page.locator("#panel")).to_be_hidden()
    expect(ask(page, "And who announced it?")).not_to_contain_text("Read as")


def test_a_question_that_is_refused_says_why(page: Page) -> None:
    expect(ask(page, "?!")).to_contain_text("The question is empty.")
    expect(ask(page, "why " * 600)).to_contain_text("the most that is taken is 2,000")


def test_a_citation_of_a_removed_document_says_so(page: Page, assistant: Assistant) -> None:
    message = ask(page, QUESTION)
    assistant.remove("Article 5 and its one invocation")
    citation(message, 1).click()
    expect(page.locator("#panel")).to_contain_text("was removed from the library")
    expect(page.locator("#panel mark")).to_have_count(0)


def test_several_files_are_added_at_once_and_one_is_removed(page: Page, tmp_path: Path) -> None:
    region = open_library(page)
    expect(page.get_by_role("heading", name="10 documents")).to_be_visible()
    paths = [
        write(tmp_path, "honey.md", HONEY),
        write(tmp_path, "letter.docx", "no text"),
        write(tmp_path, "train.txt", "The night train to Lyon left at ten o'clock."),
    ]
    upload(page, *paths)
    expect(region.get_by_role("listitem").nth(0)).to_contain_text("Added", timeout=30_000)
    expect(region.get_by_role("listitem").nth(1)).to_contain_text("Files ending in .docx")
    expect(region.get_by_role("listitem").nth(2)).to_contain_text("Added", timeout=30_000)
    expect(page.get_by_role("heading", name="12 documents")).to_be_visible()
    region.get_by_role("button", name="Clear this list").click()
    expect(region).to_be_hidden()

    remove = page.get_by_role("button", name="Remove The Honey Report")
    remove.click()
    page.get_by_role("button", name="Keep it").press("Escape")
    expect(remove).to_be_focused()
    remove.click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name="11 documents")).to_be_visible()
    expect(remove).to_have_count(0)


def test_a_dropped_file_is_added(page: Page) -> None:
    region = open_library(page)
    dropped = page.evaluate_handle(
        """text => { const transfer = new DataTransfer();
        transfer.items.add(new File([text], 'honey.md', {type: 'text/markdown'}));
        return transfer; }""",
        HONEY,
    )
    page.dispatch_event("#add-documents button", "drop", {"dataTransfer": dropped})
    expect(region.get_by_role("listitem")).to_contain_text("Added", timeout=30_000)
    expect(region.get_by_role("link", name="The Honey Report")).to_be_visible()


def test_a_document_can_be_asked_about_while_others_are_still_added(
    page: Page, tmp_path: Path
) -> None:
    region = open_library(page)
    upload(page, write(tmp_path, "honey.md", HONEY), long_document(tmp_path, 900))
    expect(region.get_by_role("listitem").nth(0)).to_contain_text("Added", timeout=30_000)
    page.get_by_role("tab", name="Chat").click()
    message = ask(page, "How large was the honey harvest of Malta in 2019?")
    expect(message).to_contain_text("14 tonnes")
    page.reload()
    region = open_library(page)
    expect(region.get_by_role("progressbar", name="Adding lighthouses.md")).to_be_visible()
    region.get_by_role("button", name="Stop").click()
    expect(region.get_by_role("listitem").nth(1)).to_contain_text("stopped", timeout=30_000)
    expect(page.get_by_role("heading", name="11 documents")).to_be_visible()


def test_progress_grows_and_never_falls_back(page: Page, tmp_path: Path) -> None:
    region = open_library(page)
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
        const bar = document.querySelector('#uploads progress');
        if (bar && seen.at(-1) !== bar.value) seen.push(bar.value);
        }).observe(document.querySelector('#uploads'), {subtree: true, childList: true,
        attributes: true}); }"""
    )
    upload(page, long_document(tmp_path, 150))
    expect(region.get_by_role("listitem")).to_contain_text("Added", timeout=60_000)
    seen = page.evaluate("seen")
    assert len(seen) >= 3
    assert seen == sorted(seen)


def test_hostile_names_and_texts_are_harmless_everywhere(page: Page, tmp_path: Path) -> None:
    region = open_library(page)
    upload(page, write(tmp_path, "<img src=x onerror=alert(8)>${alert(9)}.md", HOSTILE))
    expect(region.get_by_role("listitem")).to_contain_text("Added", timeout=30_000)
    row = page.get_by_role("row").filter(has_text="<img src=x onerror=alert(1)> ${alert(2)}")
    row.get_by_role("button").click()
    expect(page.locator("#confirm-name")).to_contain_text("{{alert(3)}}")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Chat").click()
    message = ask(page, "When was the zebra crossing of Ruritania <img src=y> painted?")
    expect(page.get_by_test_id("user")).to_contain_text("<img src=y>")
    expect(message).to_contain_text("<script>alert(4)</script>")
    citation(message, 1).click()
    panel = page.locator("#panel")
    expect(panel.locator("mark")).to_contain_text("${document.title}")
    assert page.locator("img[src=x], img[src=y], #panel script, #chat script").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    with page.expect_popup() as popup:
        panel.get_by_role("link", name="Open the whole document").click()
    expect(popup.value.locator("#quote")).to_contain_text("<script>alert(4)</script>")
    assert popup.value.locator("img, script, a[href^='javascript']").count() == 0


def test_on_a_phone_nothing_overflows_and_the_panel_covers_the_screen(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    assert overflow(page) == 0
    message = ask(page, QUESTION)
    assert overflow(page) == 0
    citation(message, 1).click()
    expect(page.locator("#panel h2")).to_be_focused()
    box = page.locator("#panel-column").bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open the whole document").click()
    expect(popup.value.locator("#quote")).to_be_visible()
    assert overflow(popup.value) == 0
    page.get_by_role("button", name="Close").click()
    open_library(page)
    assert overflow(page) == 0


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_is_accessible(
    new_page: NewPage, size: dict[str, int], color_scheme: str, tmp_path: Path
) -> None:
    page = new_page(**size, color_scheme=color_scheme)
    found = {"empty": violations(page)}
    message = ask(page, QUESTION)
    found["answer"] = violations(page)
    citation(message, 1).click()
    expect(page.locator("#panel h2")).to_be_focused()
    found["panel"] = violations(page)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open the whole document").click()
    found["document"] = violations(popup.value)
    page.keyboard.press("Escape")
    region = open_library(page)
    upload(page, write(tmp_path, "honey.md", HONEY), write(tmp_path, "letter.docx", "no text"))
    expect(region.get_by_role("listitem").nth(1)).to_contain_text("Skipped", timeout=30_000)
    found["documents"] = violations(page)
    assert not {state: each for state, each in found.items() if each}


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page, and where."""
    page.wait_for_load_state()
    response = Axe().run(page).response
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in response["violations"]
        for node in each["nodes"]
    ]
