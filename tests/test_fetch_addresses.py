"""Which addresses may be visited, and that no connection is made to any other."""

import ipaddress
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.errors import AddressRefused
from sources.fetch import Fetcher, IPAddress, is_public
from tests.loopback import LOOPBACK, PAGE, Server, lenient

LEADING_NOWHERE_PUBLIC = [
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST:80/",
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.1/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://2130706433/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://192.0.2.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:7f00:1]/",
    "http://[fc00::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::80ff:fffe]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::808:808]/",
]
MALFORMED = [
    "",
    " ",
    "example.org/report.pdf",
    "//127.0.0.1/report.pdf",
    "/etc/passwd",
    "file:///etc/passwd",
    "ftp://127.0.0.1/report.pdf",
    "javascript:alert(1)",
    "data:text/plain,hello",
    "gopher://127.0.0.1:80/",
    "http:",
    "http://",
    "http:///report.pdf",
    "http://:80/",
    "http://user:secret@127.0.0.1/",
    "http://user@127.0.0.1/",
    "http://@127.0.0.1/",
    "http://8.8.8.8\\@127.0.0.1/",
    "http://127.0.0.1/a\\report.pdf",
    "http://127.0.0.1/a report.pdf",
    " http://127.0.0.1/",
    "http://127.0.0.1/\n",
    "http://127.0.0.1/\r\nHost: example.org",
    "ht\ttp://127.0.0.1/",
    "http://127.0.0.1/\x00",
    "http://127.0.0.1/\u200b",
    "http://127.0.0.1/\ud800",
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1:22/",
    "http://127.0.0.1:0/",
    "http://127.0.0.1:8080/",
    "http://127.0.0.1:65616/",
    "http://127.0.0.1:eighty/",
    "http://[::1/",
    "http://[127.0.0.1]/",
    "http://[v1.host]/",
    "http://[fe80::1%25eth0]/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://a..b/",
    "http://.example.org/",
    "http://exa*mple.org/",
    f"http://{'a' * 64}.org/",
    f"http://{'a.' * 130}org/",
    f"http://127.0.0.1/{'a' * 2_000}",
]


class Connections:
    """Every connection this process attempts while `watching`."""

    def __init__(self) -> None:
        self.seen: list[object] = []
        self.watching = False
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.watching and event in {"socket.connect", "socket.sendto"}:
            self.seen.append(arguments[1])


@pytest.fixture(scope="session")
def witness() -> Connections:
    return Connections()


@pytest.fixture
def connections(witness: Connections) -> Iterator[list[object]]:
    witness.seen.clear()
    witness.watching = True
    yield witness.seen
    witness.watching = False


@pytest.mark.parametrize("address", LEADING_NOWHERE_PUBLIC)
def test_an_address_that_is_not_public_is_refused(connections: list[object], address: str) -> None:
    with pytest.raises(AddressRefused, match="not on the public internet") as caught:
        Fetcher().fetch(address)
    assert connections == []
    assert "alliance add" in str(caught.value)


@pytest.mark.parametrize("address", MALFORMED)
def test_a_malformed_address_is_refused(connections: list[object], address: str) -> None:
    with pytest.raises(AddressRefused, match="Give a web address in full") as caught:
        Fetcher().fetch(address)
    assert connections == []
    assert "secret" not in str(caught.value)


def test_https_is_refused_like_http(connections: list[object]) -> None:
    with pytest.raises(AddressRefused):
        Fetcher().fetch("https://127.0.0.1/")
    assert connections == []


@settings(deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_typed_ends_in_an_error_the_user_can_mend(typed: str) -> None:
    fetcher = Fetcher(allowed=lambda ip: False, resolve=lambda host: [LOOPBACK])
    for address in (typed, f"http://{typed}", f"http://127.0.0.1{typed}"):
        with pytest.raises(AddressRefused):
            fetcher.fetch(address)


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "//[::1]/",
        "http://127.2/",
        "https://inside.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://127.0.0.1:22/",
        "http://user:secret@127.0.0.1/",
        "http://[",
    ],
)
def test_a_redirect_is_checked_like_an_address(
    server: Server, connections: list[object], target: str
) -> None:
    server.astray = target
    with pytest.raises(AddressRefused):
        lenient(server, names={"inside.example": ["10.0.0.1"]}).fetch(server.at("astray"))
    assert set(connections) == {("127.0.0.1", server.server_port)}


def test_a_name_with_one_address_that_is_not_public_is_refused(connections: list[object]) -> None:
    fetcher = Fetcher(resolve=lambda host: [ipaddress.ip_address("8.8.8.8"), LOOPBACK])
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        fetcher.fetch("http://documents.example/")
    assert connections == []


def test_a_name_is_looked_up_once_a_request_and_the_connection_goes_there(
    server: Server, connections: list[object]
) -> None:
    # For its robots.txt, for the page, and what nobody should come to ask for.
    inside: list[IPAddress] = [ipaddress.ip_address("10.0.0.1")]
    answers: Iterator[list[IPAddress]] = iter([[LOOPBACK], [LOOPBACK], inside])
    fetcher = Fetcher(
        allowed=LOOPBACK.__eq__,
        allowed_ports=frozenset({server.server_port}),
        resolve=lambda host: next(answers),
    )
    assert fetcher.fetch(server.at("page", host="documents.example")).data == PAGE
    assert connections == [("127.0.0.1", server.server_port)] * 2
    assert list(answers) == [inside]


def test_the_next_address_of_a_name_is_tried(server: Server) -> None:
    fetcher = lenient(
        server,
        allowed=lambda ip: ip.is_loopback,
        names={"documents.example": ["127.0.0.9", "127.0.0.1"]},
    )
    assert fetcher.fetch(server.at("page", host="documents.example")).data == PAGE


def test_proxies_of_the_environment_are_not_used(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9")
    assert fetcher.fetch(server.at("page")).data == PAGE


@pytest.mark.parametrize("ip", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2001:4860:4860::8888"])
def test_public_addresses_are_public(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_an_address_carried_in_another_is_as_public_as_itself(ip: ipaddress.IPv4Address) -> None:
    number, ones = int(ip), 0xFFFF_FFFF
    server = int(ipaddress.IPv4Address("8.8.8.8"))
    carriers = {
        "IPv4-mapped": 0xFFFF << 32 | number,
        "6to4": 0x2002 << 112 | number << 80,
        "NAT64": 0x64_FF9B << 96 | number,
        "Teredo": 0x2001_0000 << 96 | server << 64 | number ^ ones,
    }
    for carrier in carriers.values():
        assert is_public(ipaddress.IPv6Address(carrier)) == is_public(ip)
