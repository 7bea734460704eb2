"""The page for a visitor whose browser speaks French."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from tests.conftest import wait_until
from tests.page_checks import fits
from tests.page_steps import QUESTION, NewPage, ask, citation, opened, suggested
from ui.phrases import tables

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser

FRENCH = tables()["fr"]
# What both languages say, or what may stand in a document: no sign of a label left in English.
_BOTH = {"Documents", "Conversations", "Passages", "Pages", "Page", "Document", "Date", "Text"}
ENGLISH = {
    english
    for table in (FRENCH.phrases, FRENCH.labels, FRENCH.script)
    for english, french in table.items()
    if english != french and "{" not in english and len(english) > 5 and english not in _BOTH
}
_SHOWN = """() => {
  const own = '#chat .message p, mark, .surroundings, .text, q, #suggestions, .example, #conversation-list a, table th[scope=row]';
  const elements = document.querySelectorAll('button, a, label, span, h1, h2, h3, p, th, td, summary, legend, textarea, input, [aria-label], [title]');
  return [...elements].filter((each) => !each.closest(own)).flatMap((each) => [
    ...[...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data),
    ...['aria-label', 'title', 'placeholder'].map((name) => each.getAttribute(name) ?? ''),
  ]).map((text) => text.trim()).filter(Boolean);
}"""


@pytest.fixture
def french(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    page = context.new_page()
    page.goto(address)
    yield opened(page)
    context.close()


def english_on(page: Page) -> set[str]:
    """Return the labels in English that are left on a page."""
    return {text for text in page.evaluate(_SHOWN) if text in ENGLISH}


def expect_no_english(page: Page) -> None:
    """Check that no label is in English; what the page has just got may still be on its way."""
    left: set[str] = set()

    def none_left() -> bool:
        left.clear()
        left.update(english_on(page))
        return not left

    with suppress(AssertionError):
        wait_until(none_left, seconds=20)
    assert not left


def posed(page: Page, question: str) -> None:
    page.get_by_label("Votre question").fill(question)
    page.get_by_label("Votre question").press("Enter")


def test_a_french_visitor_finds_no_english_label_on_the_way_through_the_page(french: Page) -> None:
    page = french
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect_no_english(page)
    posed(page, QUESTION)
    answer = page.get_by_test_id("bot").last
    expect(answer).to_contain_text("Vérification dans")
    expect(page.locator("#status")).to_contain_text("Réponse prête.")
    suggested(page)
    citation(answer, 1).first.click()
    expect(page.locator("#panel")).to_contain_text("Copier la citation avec sa référence")
    expect_no_english(page)
    answer.get_by_role("link", name="Pourquoi cette réponse").click()
    expect(page.locator("#panel")).to_contain_text("Ce qui plaide pour et contre")
    expect_no_english(page)
    page.get_by_role("button", name="Choisir des documents").click()
    expect(page.get_by_role("heading", name="N’interroger que certains documents")).to_be_visible()
    expect_no_english(page)
    page.get_by_role("tab", name="Rechercher").click()
    page.get_by_label("Des mots ou une question").fill("foreign terrorist fighters")
    page.get_by_label("Des mots ou une question").press("Enter")
    expect(page.locator("#found")).to_contain_text("les plus proches d’abord")
    expect_no_english(page)
    page.get_by_role("button", name="Chronologie").click()
    expect(page.locator("#found")).to_contain_text("affirmations datées")
    page.get_by_role("tab", name="Documents", exact=True).click()
    expect(page.locator("#documents table")).to_contain_text("Émetteur")
    page.get_by_role("button", name="Modifier").first.click()
    expect(page.locator("#editing")).to_contain_text("Le fichier reste tel quel")
    expect_no_english(page)
    page.get_by_role("tab", name="Carte").click()
    expect(page.locator("#map")).to_contain_text("dans cette conversation")
    expect_no_english(page)


def test_a_question_in_french_is_told_that_questions_are_understood_in_english(
    french: Page,
) -> None:
    expect(french.get_by_placeholder("en anglais")).to_be_visible()
    posed(french, "Qui dirige la coalition contre Daech ?")
    answer = french.get_by_test_id("bot").last
    expect(answer).to_contain_text("ne semble pas être en anglais", timeout=60_000)
    expect(answer).to_contain_text("Passages les plus proches")
    expect(answer).not_to_contain_text("Introuvable")


def test_two_visitors_who_ask_at_once_are_each_answered_in_their_language(
    french: Page, new_page: NewPage
) -> None:
    english = new_page()
    english.get_by_label("Your question").fill(QUESTION)
    posed(french, QUESTION)
    english.get_by_label("Your question").press("Enter")
    expect(french.locator("#status")).to_contain_text("Réponse prête")
    expect(english.locator("#status")).to_contain_text("Answer ready")
    expect(french.get_by_test_id("bot").last).to_contain_text("Pourquoi cette réponse")
    expect(english.get_by_test_id("bot").last).to_contain_text("Why this answer")
    assert english_on(english)


def test_what_is_quoted_in_another_language_than_the_page_tells_its_own(
    assistant: Assistant, french: Page
) -> None:
    quoted = assistant.ask(QUESTION).citations[0]
    assistant.edit(quoted.document_id, {"language": "en"})
    posed(french, QUESTION)
    answer = french.get_by_test_id("bot").last
    expect(answer.locator("[lang=en]").first).to_contain_text("Article 5")
    expect(citation(answer, 1).first).to_be_visible()
    expect(answer.locator("[lang=en] a")).to_have_count(0)


def test_the_language_is_changed_on_the_page_and_the_conversation_stays(page: Page) -> None:
    ask(page, QUESTION)
    suggested(page)
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_label("Votre question")).to_be_visible()
    expect(page.get_by_test_id("bot").last).to_contain_text("Pourquoi cette réponse")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    opened(page)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_test_id("bot").last).to_contain_text("Why this answer")


def test_on_a_phone_all_tabs_have_room_in_french(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 740}, locale="fr-FR")
    page = context.new_page()
    page.goto(address)
    opened(page)
    for name in ("Discussion", "Rechercher", "Documents", "Carte"):
        expect(page.get_by_role("tab", name=name, exact=True)).to_be_visible()
    fits(page)
    context.close()
