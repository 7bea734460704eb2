"""Logging in and out in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from tests.page_checks import fits, violations
from tests.page_steps import QUESTION, ask, opened, suggested
from tests.serving import serving
from ui.accounts import add_account, remove_account
from ui.people import People

pytest_plugins = ["tests.chromium"]
pytestmark = pytest.mark.browser
PASSWORD = "green tea at four"
SIZES = [(1280, 800), (375, 740)]


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of two people; to be copied, for a password takes a while to hash."""
    path = tmp_path_factory.mktemp("accounts") / "people"
    add_account(path, "anna", PASSWORD)
    add_account(path, "bela", PASSWORD)
    return path


@pytest.fixture
def file(accounts: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(accounts, tmp_path / "people"))


@pytest.fixture
def address(assistant: Assistant, home: Path, file: Path) -> Iterator[str]:
    """Where a server answers people who log in."""
    with serving(assistant, home, people=People.open(file, home)) as server:
        yield server.address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page on which one logs in; the test fails on errors and on requests to elsewhere."""
    problems: list[str] = []
    context = browser.new_context()
    context.on(
        "request",
        lambda asked: (
            asked.url.startswith((address, "data:", "blob:")) or problems.append(asked.url)
        ),
    )
    context.on("weberror", lambda error: problems.append(str(error.error)))
    page = context.new_page()
    page.on("console", lambda said: said.type == "error" and problems.append(said.text))
    page.goto(address)
    yield page
    context.close()
    # A refusal is one of the things that the browser calls an error.
    assert not [each for each in problems if "status of 40" not in each]


def log_in(page: Page, name: str = "anna", password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def ready(page: Page) -> None:
    opened(page)
    expect(page.locator("#user")).to_contain_text("Log out")


def test_one_logs_in_asks_and_logs_out_again(page: Page) -> None:
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    expect(page.get_by_label("Name")).to_be_focused()
    log_in(page, password="wrong password")
    expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    expect(page.get_by_label("Name")).to_have_value("anna")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    ready(page)
    expect(page.locator("#user")).to_contain_text("anna")
    expect(ask(page, QUESTION)).to_contain_text("12 September 2001")
    suggested(page)
    page.wait_for_function("allianceStream.idle()")  # leaving breaks off what is on its way
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Password")).to_be_visible()


def test_a_conversation_is_its_logins_in_every_browser_and_nobody_elses(
    page: Page, browser: Browser
) -> None:
    log_in(page)
    ready(page)
    ask(page, QUESTION)
    page.wait_for_url("**/?c=*")
    for name, answers in (("anna", 1), ("bela", 0)):
        other = browser.new_context().new_page()
        other.goto(page.url)
        log_in(other, name)
        ready(other)
        if not answers:
            expect(other.locator("#status")).to_contain_text("This conversation is not here")
        expect(other.get_by_test_id("bot")).to_have_count(answers)
        other.context.close()


def test_whose_login_has_ended_is_led_to_where_one_logs_in(page: Page, file: Path) -> None:
    log_in(page)
    ready(page)
    expect(page.locator("#chat .example").first).to_be_visible()
    page.wait_for_function("allianceStream.idle()")
    remove_account(file, "anna")
    # Whatever the page asks for next.
    # Later, for the page may be left before the script is over.
    page.evaluate(
        "() => { setTimeout(() => document.querySelectorAll('[role=tab]')"
        ".forEach((tab) => tab.click()), 0) }"
    )
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    log_in(page, "bela")
    ready(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_can_log_in_without_script_on_any_screen(
    browser: Browser, address: str, scheme: str
) -> None:
    for width, height in SIZES:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=False
        )  # fmt: skip
        page = context.new_page()
        page.goto(f"{address}/document/none")
        log_in(page, password="wrong password")
        expect(page.get_by_role("alert")).to_be_visible()
        log_in(page)
        expect(page.get_by_role("heading", name="Not found")).to_be_visible()
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_logging_in_and_out_is_accessible(browser: Browser, address: str, scheme: str) -> None:
    found = []
    for width, height in SIZES:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        page.goto(address)
        found += violations(page)
        fits(page)
        log_in(page, password="wrong password")
        expect(page.get_by_role("alert")).to_be_visible()
        found += violations(page)
        fits(page)
        log_in(page)
        ready(page)
        expect(page.locator("#chat .example-text")).to_have_count(4)
        found += violations(page)
        fits(page)
        context.close()
    assert not found


def test_who_is_logged_in_lies_over_nothing_on_any_screen(page: Page) -> None:
    log_in(page)
    ready(page)
    for width in (375, 390, 768, 769, 930, 1110, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.wait_for_function(f"innerWidth == {width}")
        boxes = page.locator("#header h1, #header button, #user button").evaluate_all(
            "all => all.map((each) => each.getBoundingClientRect()).map((box) => box.toJSON())"
        )
        (name, language, out) = boxes
        for other in (name, language):
            apart = other["right"] <= out["left"] or other["top"] >= out["bottom"]
            assert apart, width
