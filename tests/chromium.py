"""The page in a real browser, over a real server, with the real embedding model.

A plugin: the tests that drive the browser name it in `pytest_plugins`, so they share one browser
and no other test has to import Playwright. They take nothing else from here, for pytest has to be
the first to import a plugin; what they call is in page_steps.py.

Needs Chromium: CHROMIUM names its program where it is not found by itself.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    expect,
    sync_playwright,
)

from assistant import Assistant
from index import DefaultEmbedder, Embedder, Originals, Store
from sources.fetch import Fetcher
from tests.page_steps import NewPage, opened
from tests.serving import serving

Scheme = Literal["light", "dark"]
# Chromium loads two hidden pages of its address bar with every window, which takes as long as half
# of ours. Only the last switch of a name counts, so what Playwright turns off is named again.
TURNED_OFF = """WebUIOmniboxPopup WebUIOmniboxAimPopup
AimEnabled AvoidCorsURLLoaderRestartOnRedirect AvoidUnnecessaryBeforeUnloadCheckSync
DestroyProfileOnBrowserClose HttpsFirstBalancedModeAutoEnable HttpsUpgrades LensOverlay MediaRouter
NetworkTimeServiceQuerying OptimizationHints PaintHolding PreconnectToSearch
ThirdPartyStoragePartitioning""".split()


@pytest.fixture(scope="session")
def embedder(models: Path) -> Embedder:
    return DefaultEmbedder(models)


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
def address(assistant: Assistant, home: Path) -> Iterator[str]:
    """Where a server of the test's own answers."""
    with serving(assistant, home) as server:
        yield server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        how = "No Chromium here. Get it with: apt-get install chromium, or set CHROMIUM."
        pytest.fail(how) if os.environ.get("CI") else pytest.skip(how)
    # What takes long on a busy machine is not wrong; what is there sooner is not waited for.
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        switches = ["--no-sandbox", f"--disable-features={','.join(TURNED_OFF)}"]
        browser = playwright.chromium.launch(executable_path=found, args=switches)
        browser.on("context", lambda context: context.set_default_timeout(60_000))
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
        return opened(page)

    yield new
    for context in browser.contexts:
        context.close()
    assert not problems


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()
