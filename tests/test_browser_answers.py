"""What can be done with an answer in a real browser: how sure it is, again, copied, stopped."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant
from index import DefaultEmbedder, Embedder, Vector
from tests.conftest import wait_until
from tests.page_steps import (
    HONEY,
    QUESTION,
    NewPage,
    ask,
    citation,
    reload,
    suggested,
    write,
)

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser
STATUS = "#status [role=status]"


class GatedEmbedder(DefaultEmbedder):
    """The real model, which waits at a gate before it reads a question but those that are spared."""

    spared: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.gate = threading.Event()
        self.gate.set()

    def embed_question(self, question: str) -> Vector:
        assert question.startswith(self.spared) or self.gate.wait(300)
        return super().embed_question(question)


@pytest.fixture(scope="session")
def gated(models: Path) -> GatedEmbedder:
    return GatedEmbedder(models)


@pytest.fixture(scope="session")
def embedder(gated: GatedEmbedder) -> Embedder:
    return gated


@pytest.fixture
def gate(gated: GatedEmbedder) -> Iterator[threading.Event]:
    yield gated.gate
    gated.gate.set()
    gated.spared = ()


def test_how_sure_an_answer_is_and_that_its_quotes_were_checked_stands_below_it(
    page: Page, assistant: Assistant
) -> None:
    message = ask(page, QUESTION)
    expect(message).to_contain_text("1 of 1 quote checked against its document.")
    expect(page.locator(STATUS)).to_contain_text("Answer ready. Well supported:")
    assistant.remove("Article 5 and its one invocation")
    reload(page)
    message = page.get_by_test_id("bot")
    expect(message).to_contain_text(
        "0 of 1 quote checked against its document; no longer there: [1]."
    )


def test_a_question_that_waits_for_those_of_others_is_told_to_be_looked_for(
    new_page: NewPage, gate: threading.Event
) -> None:
    pages = [new_page() for _ in range(5)]
    expect(pages[-1].locator("#chat .example").first).to_be_visible()
    gate.clear()
    for page in pages:
        page.get_by_label("Your question").fill(QUESTION)
        page.get_by_label("Your question").press("Enter")
    for page in pages:
        expect(page.locator(STATUS)).to_have_text("Searching the documents …")
    # Four are answered at once, and the last has to wait.
    wait_until(lambda: sum(page.get_by_test_id("user").count() for page in pages) == 4)
    page.wait_for_timeout(500)
    assert 0 in [page.get_by_test_id("user").count() for page in pages]
    gate.set()
    for page in pages:
        expect(citation(page.get_by_test_id("bot"), 1)).to_be_visible()


def test_a_question_is_stopped_and_given_back(page: Page, gate: threading.Event) -> None:
    box = page.get_by_label("Your question")
    ask(page, QUESTION)
    offered = page.locator("#suggestions").get_by_role("button")
    expect(offered.first).to_be_visible()
    gate.clear()
    box.fill("Which command leads Operation Sea Guardian?")
    box.press("Enter")
    expect(offered).to_have_count(0)
    expect(page.locator(STATUS)).to_have_text("Searching the documents …")
    expect(page.get_by_test_id("user")).to_have_count(2)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(STATUS)).to_have_text("Stopped.")
    expect(page.get_by_test_id("user")).to_have_count(1)
    expect(box).to_have_value("Which command leads Operation Sea Guardian?")
    expect(box).to_be_focused()
    gate.set()
    expect(ask(page, "And when was it confirmed?")).to_contain_text("Read as: When was Article 5")
    reload(page)
    expect(page.get_by_test_id("user")).to_have_count(2)


def test_a_question_is_asked_again_once_the_documents_have_changed(
    page: Page, assistant: Assistant, tmp_path: Path
) -> None:
    question = "How many tonnes of honey were harvested in Malta in 2019?"
    first = ask(page, question)
    expect(first).to_contain_text("Not found in the documents")
    ask(page, QUESTION)
    assistant.add([str(write(tmp_path, "honey.md", HONEY))])
    page.get_by_role("link", name="Ask again").first.click()
    expect(page.get_by_test_id("bot").first).to_contain_text("14 tonnes")
    expect(page.get_by_test_id("bot")).to_have_count(2)
    expect(page.get_by_test_id("bot").last).to_contain_text("12 September 2001")


def test_an_answer_is_copied_with_footnotes(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    message = ask(page, QUESTION)
    suggested(page)
    for name, mark in (("Copy with footnotes", "[1] “"), ("Copy as Markdown", "[^1]: “")):
        message.get_by_role("link", name=name).press("Enter")
        expect(page.locator(STATUS)).to_have_text("Copied with footnotes.")
        page.wait_for_function(
            "mark => navigator.clipboard.readText().then((text) => text.includes(mark))", arg=mark
        )
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(("When did NATO", "**When did NATO"))
        assert "Article 5 and its one invocation" in copied


def test_questions_that_go_on_from_an_answer_are_offered_and_asked(page: Page) -> None:
    ask(page, QUESTION)
    offered = page.locator("#suggestions").get_by_role("button")
    suggested(page)
    question = offered.first.inner_text()
    offered.first.press("Enter")
    expect(page.get_by_test_id("user").last).to_have_text(question)
    expect(citation(page.get_by_test_id("bot").nth(1), 1)).to_be_visible()


def test_who_asks_on_before_all_questions_are_found_is_offered_those_after_the_last_answer(
    page: Page, gated: GatedEmbedder, gate: threading.Event
) -> None:
    other = "Which command leads Operation Sea Guardian?"
    gated.spared = (QUESTION, other)
    expect(page.locator("#chat .example-text")).to_have_count(4)
    gate.clear()
    ask(page, QUESTION)
    ask(page, other)
    gate.set()
    suggested(page)
    expect(page.locator("#suggestions").get_by_role("button").first).to_be_visible()


def test_without_the_starter_library_examples_come_from_what_was_added(
    page: Page, assistant: Assistant, tmp_path: Path
) -> None:
    for entry in assistant.documents():
        assistant.remove(entry.id)
    text = "# The Honey Report\n\n## The harvest in Malta\n\n" + HONEY.split("\n\n")[1]
    assistant.add([str(write(tmp_path, "honey.md", text))])
    example = page.locator("#chat .example-text").first
    expect(example).to_be_visible()
    page.wait_for_function("allianceStream.idle()")
    page.reload()
    expect(example).to_have_text("What does “The Honey Report” say about “The harvest in Malta”?")
    example.click()
    expect(page.get_by_test_id("bot")).to_contain_text("14 tonnes")
