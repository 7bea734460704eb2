"""Choosing official documents in a real browser; the addresses lead to this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant
from index import Embedder, Originals, Store
from sources.catalogue import Catalogue, CatalogueEntry
from sources.fetch import Fetcher
from tests.loopback import Server

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser


@pytest.fixture
def assistant(
    home: Path, embedder: Embedder, server: Server, fetcher: Fetcher
) -> Iterator[Assistant]:
    places = {"Tea": "living/tea", "Trains": "missing", "Bees": "page"}
    entries = tuple(
        CatalogueEntry(
            name.lower(), f"{name} report", "Board", "2024", server.at(path), (), f"On {name}."
        )
        for name, path in places.items()
    )
    parts = Store(home), Originals(home / "originals"), embedder, fetcher
    assistant = Assistant(*parts, catalogue=Catalogue(entries))
    yield assistant
    assistant.close()


def test_the_chosen_documents_are_fetched_and_no_others_and_none_before(
    page: Page, server: Server
) -> None:
    page.get_by_role("tab", name="Documents").click()
    tea = page.get_by_role("checkbox", name="Tea report (Board, 2024). On Tea.")
    expect(tea).to_be_hidden()
    opener = page.get_by_role("button", name="Official documents to add")
    opener.focus()
    page.keyboard.press("Enter")
    expect(tea).to_be_visible()
    tea.press("Space")
    expect(tea).to_be_checked()
    page.get_by_role("checkbox", name="Trains report").check()
    assert (server.asked, server.robots_asked) == ([], 0)

    page.get_by_role("button", name="Add the chosen").press("Enter")
    lines = page.get_by_role("region", name="Files being added").get_by_role("listitem")
    added, gone = lines.filter(has_text="/tea"), lines.filter(has_text="/missing")
    expect(added).to_contain_text("Added")
    expect(gone).to_contain_text("is there no more (status 404)")
    expect(page.get_by_role("link", name="Tea report").last).to_be_visible()
    expect(page.get_by_role("heading", name="1 document")).to_be_visible()
    expect(tea).not_to_be_checked()
    assert sorted(server.asked) == ["/living/tea", "/missing"]
