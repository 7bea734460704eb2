"""What a program that fetches owes to websites: their robots.txt, one request at a time, pauses."""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from protego import Protego

from .errors import AddressRefused, AddressUnreachable

# A robots.txt is good for a while; RFC 9309 allows a day.
_KEPT_SECONDS = 3_600.0
_MOST_CHARACTERS = 500_000
# Every line that the parser takes for one that begins a group.
_AGENT = re.compile(r"\s*user(?:-| ?)agent(?:[\s:]+(?P<name>[^#/]*).*)?", re.I)
# Returns the status and the text of an address.
Get = Callable[[str], tuple[int, str]]


class Manners:
    """Remembers what each site asks of programs; safe for use by several threads.

    ``pause`` is the number of seconds between two requests to a host where it asks for none,
    ``longest`` the most that is waited where it asks for more. ``agent`` is the program's name.
    """

    def __init__(self, agent: str, pause: float = 1.0, longest: float = 10.0) -> None:
        self._agent = agent.partition("/")[0].lower()
        self._pause = pause
        self._longest = longest
        self._lock = threading.Lock()
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}
        self._rules: dict[str, tuple[float, Protego]] = {}

    @contextmanager
    def turn(self, site: str) -> Iterator[None]:
        """Hold a site for one request, after the pause that it is owed since the last."""
        with self._lock:
            turn = self._turns[site]
        with turn:
            time.sleep(max(0.0, self._free_at.get(site, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self._free_at[site] = time.monotonic() + self._pause_of(site)

    def ask(self, site: str, address: str, get: Get) -> None:
        """Ask a site, like "https://example.org", whether programs may fetch an address of its.

        Raises AddressRefused where they may not, AddressUnreachable where it cannot tell.
        """
        kept_at, rules = self._rules.get(site, (0.0, None))
        if rules is None or time.monotonic() - kept_at > _KEPT_SECONDS:
            rules = self._read(site, get)
            self._rules[site] = time.monotonic(), rules
        if not rules.can_fetch(address, self._agent):
            raise AddressRefused(
                f"{site} asks programs not to fetch this page (in its robots.txt). Open it in a "
                "browser, save the document and add the file: alliance add FILE"
            )

    def wait(self, asked: str) -> bool:
        """Wait as long as a busy site asks, in seconds, if that is not too long; tell whether."""
        if not _is_number(asked) or int(asked) > self._longest:
            return False
        time.sleep(int(asked))
        return True

    def _pause_of(self, site: str) -> float:
        _, rules = self._rules.get(site, (0.0, None))
        asked = rules.crawl_delay(self._agent) if rules else None
        return self._pause if asked is None else min(float(asked), self._longest)

    def _read(self, site: str, get: Get) -> Protego:
        """Read what a site asks: a missing robots.txt asks for nothing (RFC 9309, 2.3.1.3)."""
        status, text = get(f"{site}/robots.txt")
        if status == 429 or status >= 500:
            raise AddressUnreachable(
                f"{site} answered with status {status} when asked what programs may fetch. Try "
                "again later."
            )
        lines = text[:_MOST_CHARACTERS].splitlines() if status == 200 else []
        return Protego.parse("\n".join(map(self._for_us, lines)))

    def _for_us(self, line: str) -> str:
        """Return a line of robots.txt, all other programs' names made one.

        The parser keeps the rules of a group once for each name: thousands of names with thousands
        of rules would fill the memory.
        """
        found = _AGENT.fullmatch(line)
        name = (found["name"] or "").strip().lower() if found else ""
        if not name:
            return line
        return f"User-agent: {name if name in ('*', self._agent) else 'other'}"


def busy(host: str, asked: str) -> AddressUnreachable:
    """Return the error of a site that is busy and asks to wait some seconds."""
    when = f"in {asked} seconds" if _is_number(asked) else "later"
    return AddressUnreachable(f"{host} is busy and asks to come back. Try again {when}.")


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 9
