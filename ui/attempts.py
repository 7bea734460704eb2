"""How many wrong passwords may be tried before one has to wait."""

import math
import time
from collections.abc import Callable, Sequence
from ipaddress import IPv6Address, ip_address

_SECONDS = 15 * 60
# One's own mistakes are few. Whoever tries from one place is stopped there, so that nobody can
# keep another person out; whoever tries a name from many places is stopped at the name.
_FROM_ONE_PLACE, _AT_ONE_PLACE, _OF_ONE_NAME = 10, 40, 100
_MOST_KEPT = 10_000
_HOME_NETWORK = 64

_Key = tuple[str, str]


class Attempts:
    """Counts the tries of each name and each place that have not led in."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: dict[_Key, list[float]] = {}
        self._cleaned = -math.inf

    def begin(self, name: str, address: str) -> int:
        """Count a try before it is made; return 0, or the seconds to wait where it may not be."""
        now = self._clock()
        if len(self._tries) > _MOST_KEPT and now >= self._cleaned + _SECONDS:
            self._forget(now)
        limits = _limits(name, address)
        waits = [self._wait(key, limit, now) for key, limit in limits]
        if not any(waits):
            for key, _ in limits:
                self._tries.setdefault(key, []).append(now)
        return max(waits)

    def succeeded(self, name: str, address: str) -> None:
        """Take back the last try, which has led in."""
        for key, _ in _limits(name, address):
            if tries := self._tries.get(key):
                tries.pop()

    def _wait(self, key: _Key, limit: int, now: float) -> int:
        tries = [each for each in self._tries.get(key, ()) if now - each < _SECONDS]
        self._tries[key] = tries
        return 0 if len(tries) < limit else math.ceil(tries[-limit] + _SECONDS - now)

    def _forget(self, now: float) -> None:
        self._cleaned = now
        self._tries = {
            key: tries for key, tries in self._tries.items() if tries and now - tries[-1] < _SECONDS
        }


def _limits(name: str, address: str) -> Sequence[tuple[_Key, int]]:
    place = _place(address)
    return (
        ((name, place), _FROM_ONE_PLACE),
        (("", place), _AT_ONE_PLACE),
        ((name, ""), _OF_ONE_NAME),
    )


def _place(address: str) -> str:
    """Return what of an address one person cannot change: of IPv6 the network of a household."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(int(ip) >> (128 - _HOME_NETWORK))
    return str(ip)
