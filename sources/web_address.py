"""Web addresses in their parts, in the one form in which they are checked, looked up and sent."""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from .errors import AddressRefused

DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST_ADDRESS = 2_000


@dataclass(frozen=True)
class Place:
    """A well-formed address in its parts; nothing is known yet about where it leads."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host, with the port where that is not the usual one."""
        default = self.port == DEFAULT_PORTS[self.scheme]
        return self.host if default else f"{self.host}:{self.port}"

    @property
    def site(self) -> str:
        """What is asked by its robots.txt, like "https://example.org"."""
        return f"{self.scheme}://{self.authority}"

    @property
    def address(self) -> str:
        """The whole address."""
        return self.site + self.path


def parse_address(address: str, base: str = "") -> Place:
    """Return the parts of an http or https address; ``base`` is what a relative one starts from.

    Raises AddressRefused for what is not well formed.
    """
    # Before splitting, because `urlsplit` silently drops line breaks and other control characters.
    if not 0 < len(address) <= _LONGEST_ADDRESS:
        raise malformed(f"it is empty or longer than {_LONGEST_ADDRESS} characters")
    if not address.isprintable() or " " in address or "\\" in address:
        raise malformed("it contains spaces, backslashes or invisible characters")
    try:
        parts = urlsplit(urljoin(base, address))
        port = parts.port
    except ValueError as error:
        raise malformed("its host or port cannot be read") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise malformed("only http and https addresses are fetched")
    if "@" in parts.netloc or "%" in parts.netloc:
        raise malformed("it carries a user name, a password or an encoded host")
    return Place(
        scheme=parts.scheme,
        host=_host(parts),
        port=DEFAULT_PORTS[parts.scheme] if port is None else port,
        path=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
    )


def _host(parts: SplitResult) -> str:
    """Bring the host into the one form that is checked, looked up and sent."""
    name = parts.hostname or ""
    try:
        if "[" in parts.netloc:
            return f"[{ipaddress.IPv6Address(name)}]"
        name = name.encode("idna").decode("ascii").lower().removesuffix(".")
        if re.fullmatch(r"0x[0-9a-f]*|[0-9]+", name.rpartition(".")[2]):
            # Not left to `resolve`: not every system reads 127.1 or 0x7f.1 as 127.0.0.1.
            return str(ipaddress.IPv4Address(socket.inet_aton(name)))
    except (ValueError, OSError) as error:
        raise malformed("its host is not valid") from error
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", name) or len(name) > 253:
        raise malformed("its host is missing or not valid")
    return name


def malformed(reason: str) -> AddressRefused:
    """Return the error of an address that is not fetched for a reason."""
    return AddressRefused(
        f"The address is refused: {reason}. Give a web address in full, like "
        "https://example.org/report.pdf."
    )
