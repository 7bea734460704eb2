"""What has to hold of every page; parts of one come later on a busy machine, and are waited for."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def fits(page: Page) -> None:
    """Check that a page is no wider than its screen."""
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page, and where."""
    page.wait_for_load_state()
    expect(page.locator("p.loading")).to_have_count(0)
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in Axe().run(page).response["violations"]
        for node in each["nodes"]
    ]
