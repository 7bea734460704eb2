"""What websites ask of programs, and that it is done."""

import time

import pytest

from sources.errors import AddressGone, AddressRefused, AddressUnreachable
from sources.fetch import USER_AGENT, Fetcher
from sources.manners import Manners
from tests.loopback import PAGE, Server, lenient


@pytest.mark.parametrize(
    "robots",
    [
        "User-agent: *\nDisallow: /page",
        "User-agent: Alliance-Assistant\nDisallow: /",
        "user-agent: other\ndisallow:\n\nuser-agent: *\ndisallow: /page?",
        "User-agent: *\nDisallow: /*?",
        "User-agent: *\nDisallow: /p*x$",
        "User-agent: *\nAllow: /\nDisallow: /pag",
        "User-agent: *\nDisallow: /pa*\nAllow: /p",
        "User-agent: *\nAllow: /\n\nUser agent: ALLIANCE-assistant/2.0 # us\nDisallow: /",
    ],
)
def test_what_a_site_asks_programs_not_to_fetch_is_not_fetched(
    server: Server, fetcher: Fetcher, robots: str
) -> None:
    server.robots = (200, robots)
    with pytest.raises(AddressRefused, match="asks programs not to fetch this page"):
        fetcher.fetch(server.at("page?x"))
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "robots"),
    [
        (200, "User-agent: other\nDisallow: /"),
        (200, "User-agent: *\nDisallow: /private"),
        (200, "\x00\xff no rules at all"),
        (200, "User-agent: *\nDisallow: /\nAllow: /page$"),
        (200, "User-agent: *\nDisallow: /p\nAllow: /*ge"),
        (200, "User-agent: *\nDisallow: /page/$\nDisallow: /*.pdf$\nDisallow: /*page?*"),
        (200, "User-agent: *\nDisallow: /\n\nUser-agent: alliance-assistant\nDisallow:"),
        (200, "User-agent: alliance\nDisallow: /"),
        (404, "User-agent: *\nDisallow: /"),
        (403, ""),
    ],
)
def test_what_a_site_does_not_forbid_is_fetched(
    server: Server, fetcher: Fetcher, status: int, robots: str
) -> None:
    server.robots = (status, robots)
    assert fetcher.fetch(server.at("page")).data == PAGE


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_tell_is_left_alone(
    server: Server, fetcher: Fetcher, status: int
) -> None:
    server.robots = (status, "")
    with pytest.raises(AddressUnreachable, match=f"status {status}.*later"):
        fetcher.fetch(server.at("page"))
    assert server.asked == []


def test_many_names_with_many_rules_take_neither_time_nor_memory() -> None:
    robots = "".join(f"User-agent: bot{number}\n" for number in range(15_000))
    robots += "".join(f"Disallow: /{'*a' * 8}{number}\n" for number in range(10_000))
    manners = Manners(USER_AGENT, pause=0)
    begun = time.monotonic()
    manners.ask("https://a.example", f"https://a.example/{'a' * 1_900}", lambda _: (200, robots))
    manners.ask("https://a.example", "https://a.example/b", lambda _: (200, robots))
    assert time.monotonic() - begun < 10


def test_a_redirect_asks_the_site_that_it_leads_to(server: Server, fetcher: Fetcher) -> None:
    server.robots = (200, "User-agent: *\nDisallow: /page")
    with pytest.raises(AddressRefused, match=r"other\.example"):
        fetcher.fetch(server.at("named", host="documents.example"))
    assert server.asked == ["/named"]


def test_a_site_is_asked_once_for_several_pages(server: Server, fetcher: Fetcher) -> None:
    for _ in range(3):
        fetcher.fetch(server.at("page"))
    assert server.robots_asked == 1


def test_between_two_requests_to_a_site_there_is_a_pause(server: Server) -> None:
    fetcher = lenient(server, pause=1)
    fetcher.fetch(server.at("page"))
    begun = time.monotonic()
    fetcher.fetch(server.at("page", host="documents.example"))
    assert time.monotonic() - begun < 0.95
    fetcher.fetch(server.at("page"))
    assert time.monotonic() - begun >= 0.95


def test_the_pause_that_a_site_asks_for_is_kept_within_reason(server: Server) -> None:
    server.robots = (200, "User-agent: *\nCrawl-delay: 1\n")
    fetcher = lenient(server)
    begun = time.monotonic()
    for _ in range(2):
        fetcher.fetch(server.at("page"))
    assert time.monotonic() - begun >= 0.95
    manners = Manners(USER_AGENT, pause=0, longest=0.1)
    manners.ask(
        "https://a.example",
        "https://a.example/",
        lambda _: (200, "User-agent: *\nCrawl-delay: 900"),
    )
    begun = time.monotonic()
    for _ in range(2):
        with manners.turn("https://a.example"):
            pass
    assert 0.09 <= time.monotonic() - begun < 5


def test_a_busy_site_is_asked_again_after_the_wait_it_asks_for(
    server: Server, fetcher: Fetcher
) -> None:
    begun = time.monotonic()
    assert fetcher.fetch(server.at("busy/1")).data == PAGE
    assert time.monotonic() - begun >= 0.95


@pytest.mark.parametrize(("wait", "said"), [("3600", "in 3600 seconds"), ("soon", "later"), ("9" * 5_000, "later")])  # fmt: skip
def test_a_long_wait_is_told(server: Server, fetcher: Fetcher, wait: str, said: str) -> None:
    address = server.at(f"busy/{wait}") if len(wait) < 100 else server.at("busy/" + wait[:1_000])
    with pytest.raises(AddressUnreachable, match=f"busy.*{said}"):
        fetcher.fetch(address)


def test_a_page_that_is_gone_is_told_as_such(server: Server, fetcher: Fetcher) -> None:
    with pytest.raises(AddressGone, match="status 404"):
        fetcher.fetch(server.at("missing"))
