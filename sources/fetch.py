"""Fetches a document from an address that the user typed.

The request goes out from the user's own machine, so it must not reach what only that machine can
see: its own services, its network, a cloud provider's metadata. Hence each step, the first and
every redirect, is checked anew, and connects to one of the very IP addresses that were checked.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .archive import ARCHIVE
from .document import Version
from .errors import (
    AddressGone,
    AddressRefused,
    AddressUnreachable,
    DocumentTooLarge,
    UnsupportedFormat,
)
from .load import FORMATS, MOST_BYTES
from .manners import Manners, busy
from .public_addresses import IPAddress, is_public, look_up
from .web_address import DEFAULT_PORTS, Place, malformed, parse_address

if TYPE_CHECKING:
    import ssl

    import httpx

__all__ = ["ARCHIVES", "Fetched", "Fetcher", "Known", "is_public", "look_up"]

USER_AGENT = "alliance-assistant/0.1"
ARCHIVES = "application/zip"
_FETCHED = FORMATS | {ARCHIVE: ARCHIVES}
_OTHER_NAMES = {
    "application/xhtml+xml": "text/html",
    "multipart/related": "application/x-mimearchive",
    "application/x-zip-compressed": ARCHIVES,
}

_TIMEOUTS = {"connect": 10.0, "read": 20.0, "write": 20.0, "pool": 20.0}
_BUSY, _GONE, _UNCHANGED = (429, 503), (404, 410), 304
_NO_HEADERS: Mapping[str, str] = {}
_VERSION = re.compile("[ -~]{1,500}")
_BY_HAND = "Open it in a browser, save the document and add the file: alliance add FILE"


@dataclass(frozen=True)
class Fetched:
    """A document's bytes, with the address they came from after all redirects.

    Where a site says that what is known of it is ``unchanged``, it sends no bytes.
    """

    data: bytes
    address: str
    media_type: str
    file_name: str
    version: Version | None = None
    unchanged: bool = False


@dataclass(frozen=True)
class Known:
    """The version of a document that is there already, and where it came from in the end."""

    location: str
    version: Version

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for another version only (RFC 9110, 13.1)."""
        said = {"If-None-Match": self.version.etag, "If-Modified-Since": self.version.modified}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, kw_only=True)
class Fetcher:
    """Fetches one document at a time, within limits of size, time and number of redirects.

    `timeout` is the number of seconds for everything together. `allowed` decides which IP
    addresses may be connected to, and `resolve` gives all of a name's.
    """

    max_bytes: int = MOST_BYTES
    timeout: float = 60.0
    max_redirects: int = 5
    allowed: Callable[[IPAddress], bool] = is_public
    allowed_ports: frozenset[int] = frozenset(DEFAULT_PORTS.values())
    resolve: Callable[[str], Iterable[IPAddress]] = look_up
    tls: ssl.SSLContext | None = None
    manners: Manners = field(default_factory=lambda: Manners(USER_AGENT))

    def fetch(self, address: str, known: Known | None = None) -> Fetched:
        """Fetch the document at an http or https address, following redirects.

        ``known`` is the version that is there already, which need not be sent again.
        """
        place = parse_address(address)
        # Not at the top, here and below: it takes 150 ms, and most runs never fetch anything.
        import httpx

        # The timeouts of httpx start anew with each byte that arrives, and a name is looked up
        # without any. Waiting for another thread is what ends the whole on time; closing the
        # transport then makes that thread's next read fail.
        worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="fetch")
        try:
            with self.manners.turn(place.site), self._transport() as transport:
                return worker.submit(self._follow, transport, place, known).result(self.timeout)
        except (TimeoutError, httpx.HTTPError) as error:
            reason = str(error) or f"not within {self.timeout:g} seconds"
            raise AddressUnreachable(f"No document arrived ({reason}). {_BY_HAND}") from error
        finally:
            worker.shutdown(wait=False)

    def _transport(self) -> httpx.HTTPTransport:
        import httpx

        # Not a client: it would bring cookies and the environment's proxies, and it interprets
        # even those redirects that it does not follow. No connection is kept: it would be found
        # again by its IP address, for a name that its certificate was not checked against.
        limits = httpx.Limits(max_keepalive_connections=0)
        return httpx.HTTPTransport(verify=self.tls or True, trust_env=False, limits=limits)

    def _follow(self, transport: httpx.HTTPTransport, place: Place, known: Known | None) -> Fetched:
        for _ in range(self.max_redirects + 1):
            self.manners.ask(place.site, place.address, partial(self._robots, transport))
            # Elsewhere the same name of a version may mean another document.
            asked = known.headers() if known and known.location == place.address else {}
            with closing(self._when_ready(transport, place, asked)) as response:
                if asked and response.status_code == _UNCHANGED:
                    return Fetched(b"", place.address, "", "", unchanged=True)
                if not response.has_redirect_location:
                    return self._receive(response, place)
                place = parse_address(response.headers["Location"], base=place.address)
        raise AddressUnreachable(f"It redirects more than {self.max_redirects} times. {_BY_HAND}")

    def _robots(self, transport: httpx.HTTPTransport, address: str) -> tuple[int, str]:
        place = parse_address(address)
        for _ in range(self.max_redirects + 1):
            with closing(self._send(transport, place)) as response:
                if not response.has_redirect_location:
                    data = self._body(response) if response.status_code == 200 else b""
                    return response.status_code, data.decode("utf-8", "replace")
                place = parse_address(response.headers["Location"], base=place.address)
        return 404, ""

    def _when_ready(
        self, transport: httpx.HTTPTransport, place: Place, headers: Mapping[str, str]
    ) -> httpx.Response:
        """Send a request, and once more where a busy site asks to wait, if not for long."""
        response = self._send(transport, place, headers)
        asked = response.headers.get("Retry-After", "")
        if response.status_code in _BUSY and self.manners.wait(asked):
            response.close()
            response = self._send(transport, place, headers)
        if response.status_code not in _BUSY:
            return response
        response.close()
        raise busy(place.host, asked)

    def _send(
        self, transport: httpx.HTTPTransport, place: Place, headers: Mapping[str, str] = _NO_HEADERS
    ) -> httpx.Response:
        """Connect to the first of the place's IP addresses that can be reached."""
        import httpx

        *others, last = (_request(place, ip, headers) for ip in self._checked(place))
        for request in others:
            # A name often has an IPv6 address that this machine has no route to.
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return transport.handle_request(request)
        return transport.handle_request(last)

    def _checked(self, place: Place) -> list[IPAddress]:
        if place.port not in self.allowed_ports:
            raise malformed(f"port {place.port} is not one that web pages use")
        try:
            ips = [ipaddress.ip_address(place.host.strip("[]"))]
        except ValueError:
            ips = list(dict.fromkeys(self.resolve(place.host)))
        refused = [ip for ip in ips if not self.allowed(ip)]
        if refused:
            raise AddressRefused(
                f"{place.host} leads to {refused[0]}, which is not on the public internet, and "
                f"nothing is fetched from there. {_BY_HAND}"
            )
        return ips

    def _receive(self, response: httpx.Response, place: Place) -> Fetched:
        status = response.status_code
        if status in _GONE:
            raise AddressGone(f"{place.address} is there no more (status {status}). {_BY_HAND}")
        if status != 200:
            raise AddressUnreachable(f"{place.address} answered with status {status}. {_BY_HAND}")
        file_name = _file_name(place)
        media_type = _media_type(response.headers.get("Content-Type", ""), file_name)
        if not _fits(file_name, media_type):
            file_name += next(end for end, kind in _FETCHED.items() if kind == media_type)
        version = _version(response)
        return Fetched(self._body(response), place.address, media_type, file_name, version)

    def _body(self, response: httpx.Response) -> bytes:
        # gzip expands a thousandfold at most, so no piece outgrows memory before it is counted;
        # other packings, or several in a row, have no such bound.
        if response.headers.get("Content-Encoding", "identity").lower() not in {"identity", "gzip"}:
            raise AddressUnreachable(f"It was sent in a packing not asked for. {_BY_HAND}")
        declared = response.headers.get("Content-Length", "")
        size = int(declared) if declared.isdecimal() else 0
        data = bytearray()
        for piece in response.iter_bytes():
            data += piece
            if max(size, len(data)) > self.max_bytes:
                raise DocumentTooLarge(
                    f"The document is larger than {self.max_bytes / 1_000_000:g} MB. Save the "
                    "part you need and add the file: alliance add FILE"
                )
        return bytes(data)


def _media_type(content_type: str, file_name: str) -> str:
    declared = content_type.partition(";")[0].strip().lower() or "application/octet-stream"
    ending = PurePosixPath(file_name).suffix.lower()
    known = _OTHER_NAMES.get(declared, declared)
    kind = _FETCHED.get(ending) if declared == "application/octet-stream" else known
    if kind is None or kind not in _FETCHED.values():
        raise UnsupportedFormat(f"The address holds {declared}, which is not fetched. {_BY_HAND}")
    return kind


def _fits(file_name: str, media_type: str) -> bool:
    """Tell whether a name's ending says what arrived; much is sent as plain text that is more."""
    expected = _FETCHED.get(PurePosixPath(file_name).suffix.lower(), "")
    is_text = expected.startswith(("text/", "message/"))
    return expected == media_type or (media_type == "text/plain" and is_text)


def _file_name(place: Place) -> str:
    """Name the document after the path's last part, which after unquoting may hide slashes."""
    name = re.split(r"[/\\]", unquote(place.path.partition("?")[0]))[-1]
    name = "".join(character for character in name if character.isprintable())
    return name[-150:].lstrip(".") or place.host.strip("[]")


def _version(response: httpx.Response) -> Version | None:
    """Return what a site calls what it sends, None where that could not be sent back."""
    said = [response.headers.get(name, "") for name in ("ETag", "Last-Modified")]
    etag, modified = (each if _VERSION.fullmatch(each) else None for each in said)
    return Version(etag, modified) if etag or modified else None


def _request(place: Place, ip: IPAddress, headers: Mapping[str, str]) -> httpx.Request:
    import httpx

    # The IP address stands in the URL, so nothing is looked up a second time; the name stays in
    # the Host header and in the TLS handshake, which checks the certificate against it.
    pinned = replace(place, host=f"[{ip}]" if ip.version == 6 else str(ip))
    return httpx.Request(
        "GET",
        pinned.address,
        headers={
            "Host": place.authority,
            "User-Agent": USER_AGENT,
            "Accept-Encoding": "gzip",
            **headers,
        },
        extensions={"sni_hostname": place.host.strip("[]"), "timeout": _TIMEOUTS},
    )
