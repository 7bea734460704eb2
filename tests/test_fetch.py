"""Fetching from addresses, against a real server on this machine."""

from __future__ import annotations

import datetime
import gzip
import ipaddress
import os
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.errors import (
    AddressRefused,
    AddressUnreachable,
    DocumentTooLarge,
    UnsupportedFormat,
)
from sources.fetch import USER_AGENT, Fetcher, IPAddress, is_public

LOOPBACK = ipaddress.IPv4Address("127.0.0.1")
PDF = b"%PDF-1.4\n%%EOF\n"
PAGE = "<h1>Opération Sea Guardian</h1>".encode()

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


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way, and notes what was asked."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        answer = getattr(self, "answer_" + self.path.strip("/").partition("/")[0].partition("?")[0])
        try:
            answer()
        except OSError:
            self.server.hung_up.set()

    def reply(self, body: bytes, kind: str | None, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, location: str, status: int = 302) -> None:
        self.reply(b"", "text/plain", status, Location=location)

    def answer_page(self) -> None:
        self.reply(PAGE, "Text/HTML; charset=utf-8")

    def answer_paper(self) -> None:
        self.reply(PDF, "application/pdf")

    def answer_bytes(self) -> None:
        self.reply(PDF, "application/octet-stream")

    def answer_untyped(self) -> None:
        self.reply(b"# Notes", None)

    def answer_image(self) -> None:
        self.reply(b"GIF89a", "image/gif")

    def answer_missing(self) -> None:
        self.reply(b"<p>no such page</p>", "text/html", 404)

    def answer_created(self) -> None:
        self.reply(PAGE, "text/html", 201)

    def answer_status(self) -> None:
        self.redirect("/page", int(self.path.rpartition("/")[2]))

    def answer_declared(self) -> None:
        self.reply(b"x" * 1_001, "text/plain")

    def answer_promised(self) -> None:
        self.reply(b"the first of many bytes", "text/plain", Content_Length="1001")
        self.answer_silent()

    def answer_undeclared(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 100)

    def answer_cut(self) -> None:
        self.reply(b"half", "text/plain", Content_Length="8")
        self.close_connection = True

    def answer_odd(self) -> None:
        self.reply(b"", "text/plain", Content_Length="9" * 5_000)

    def answer_packed(self) -> None:
        self.reply(gzip.compress(PAGE), "text/html", Content_Encoding="gzip")

    def answer_bomb(self) -> None:
        self.reply(gzip.compress(b"x" * 5_000_000), "text/plain", Content_Encoding="gzip")

    def answer_nested(self) -> None:
        body = gzip.compress(gzip.compress(PAGE))
        self.reply(body, "text/html", Content_Encoding="gzip, gzip")

    def answer_torn(self) -> None:
        self.reply(b"not gzip", "text/html", Content_Encoding="gzip")

    def answer_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.drip()

    def answer_dripping_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.drip()

    def drip(self) -> None:
        while True:
            self.wfile.write(b"x")
            time.sleep(0.02)

    def answer_silent(self) -> None:
        self.server.hung_up.wait(5)

    def answer_moved(self) -> None:
        self.redirect("page?from=moved")

    def answer_named(self) -> None:
        self.redirect(f"http://other.example:{self.server.server_port}/page")

    def answer_loop(self) -> None:
        self.redirect("/loop")

    def answer_hops(self) -> None:
        left = int(self.path.rpartition("/")[2])
        self.redirect(f"/hops/{left - 1}" if left > 1 else "/page")

    def answer_astray(self) -> None:
        self.redirect(self.server.astray)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""


class Server(ThreadingHTTPServer):
    """A server on loopback that remembers its visitors."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.hung_up = threading.Event()
        self.astray = ""

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}/{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def fetcher(server: Server) -> Fetcher:
    return lenient(server)


def lenient(
    server: Server,
    *,
    allowed: Callable[[IPAddress], bool] = LOOPBACK.__eq__,
    names: dict[str, list[str]] | None = None,
    **limits: float,
) -> Fetcher:
    """Build a fetcher that may visit the server, under made-up names if need be."""
    known = {"documents.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]} | (names or {})
    return Fetcher(
        allowed=allowed,
        allowed_ports=frozenset({80, server.server_port}),
        resolve=lambda host: [ipaddress.ip_address(ip) for ip in known[host]],
        **limits,  # type: ignore[arg-type]
    )


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


# What comes back


def test_a_page_is_fetched_as_it_was_sent(server: Server, fetcher: Fetcher) -> None:
    fetched = fetcher.fetch(server.at("page"))
    assert fetched.data == PAGE
    assert fetched.media_type == "text/html"
    assert fetched.file_name == "page.html"
    assert fetched.address == server.at("page")


def test_a_pdf_is_fetched(server: Server, fetcher: Fetcher) -> None:
    fetched = fetcher.fetch(server.at("paper/Summit%20Declaration.pdf?lang=en#page=2"))
    assert (fetched.data, fetched.media_type) == (PDF, "application/pdf")
    assert fetched.file_name == "Summit Declaration.pdf"
    assert fetched.address == server.at("paper/Summit%20Declaration.pdf?lang=en")


def test_the_ending_of_the_name_decides_about_unspecified_bytes(
    server: Server, fetcher: Fetcher
) -> None:
    assert fetcher.fetch(server.at("bytes/report.PDF")).media_type == "application/pdf"
    assert fetcher.fetch(server.at("untyped/notes.md")).media_type == "text/markdown"
    with pytest.raises(UnsupportedFormat, match="octet-stream"):
        fetcher.fetch(server.at("bytes/report.exe"))
    with pytest.raises(UnsupportedFormat):
        fetcher.fetch(server.at("untyped"))


def test_other_types_are_not_read(server: Server, fetcher: Fetcher) -> None:
    with pytest.raises(UnsupportedFormat, match="image/gif"):
        fetcher.fetch(server.at("image/report.pdf"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("page/", "127.0.0.1.html"),
        ("page/..%2F..%2Fetc%2Fpasswd", "passwd.html"),
        ("page/C:%5Cnotes.html", "notes.html"),
        ("page/%2e%2ehidden%00%0A.htm", "hidden.htm"),
        ("page/Erklärung.htm", "Erklärung.htm"),
        ("page/" + "long" * 100 + ".htm", ("long" * 100 + ".htm")[-150:]),
    ],
)
def test_a_file_name_is_one_plain_name(
    server: Server, fetcher: Fetcher, path: str, name: str
) -> None:
    assert fetcher.fetch(server.at(path)).file_name == name


def test_a_packed_page_is_unpacked(server: Server, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server.at("packed")).data == PAGE


def test_the_request_says_who_asks_and_for_which_name(server: Server, fetcher: Fetcher) -> None:
    fetcher.fetch(server.at("page", host="Documents.Example."))
    assert server.headers[0]["User-Agent"] == USER_AGENT
    assert server.headers[0]["Host"] == f"documents.example:{server.server_port}"


# Limits


@pytest.mark.parametrize("path", ["declared", "promised", "undeclared", "bomb"])
def test_a_document_too_large_is_not_read_to_its_end(server: Server, path: str) -> None:
    with pytest.raises(DocumentTooLarge, match=r"0\.001 MB"):
        lenient(server, max_bytes=1_000, timeout=3).fetch(server.at(path))


def test_a_document_of_exactly_the_largest_size_is_fetched(server: Server) -> None:
    assert len(lenient(server, max_bytes=1_001).fetch(server.at("declared")).data) == 1_001


@pytest.mark.parametrize("path", ["drip", "dripping_headers", "silent"])
def test_a_document_that_never_ends_is_given_up_on_time(server: Server, path: str) -> None:
    begun = time.monotonic()
    with pytest.raises(AddressUnreachable, match=r"0\.3 seconds"):
        lenient(server, timeout=0.3).fetch(server.at(path))
    assert time.monotonic() - begun < 1.0


@pytest.mark.parametrize("path", ["drip", "dripping_headers"])
def test_giving_up_ends_the_connection(server: Server, path: str) -> None:
    with pytest.raises(AddressUnreachable):
        lenient(server, timeout=0.3).fetch(server.at(path))
    assert server.hung_up.wait(3)


def test_a_slow_lookup_counts_against_the_time(server: Server) -> None:
    enough = threading.Event()

    def slow(host: str) -> list[IPAddress]:
        enough.wait(5)
        return [LOOPBACK]

    begun = time.monotonic()
    with pytest.raises(AddressUnreachable, match="seconds"):
        Fetcher(resolve=slow, timeout=0.2).fetch("http://documents.example/")
    assert time.monotonic() - begun < 1.0
    enough.set()


# Redirects


def test_a_redirect_is_followed(server: Server, fetcher: Fetcher) -> None:
    fetched = fetcher.fetch(server.at("moved"))
    assert fetched.data == PAGE
    assert fetched.address == server.at("page?from=moved")
    assert server.asked == ["/moved", "/page?from=moved"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_followed(server: Server, fetcher: Fetcher, status: int) -> None:
    assert fetcher.fetch(server.at(f"status/{status}")).address == server.at("page")


def test_a_redirect_to_another_name_asks_for_that_name(server: Server, fetcher: Fetcher) -> None:
    fetched = fetcher.fetch(server.at("named", host="documents.example"))
    assert fetched.address == server.at("page", host="other.example")
    hosts = [headers["Host"].partition(":")[0] for headers in server.headers]
    assert hosts == ["documents.example", "other.example"]


def test_redirects_are_followed_up_to_a_number(server: Server) -> None:
    fetcher = lenient(server, max_redirects=3)
    assert fetcher.fetch(server.at("hops/3")).data == PAGE
    with pytest.raises(AddressUnreachable, match="more than 3 times"):
        fetcher.fetch(server.at("hops/4"))


def test_a_redirect_loop_is_left(server: Server, fetcher: Fetcher) -> None:
    with pytest.raises(AddressUnreachable, match="more than 5 times"):
        fetcher.fetch(server.at("loop"))
    assert len(server.asked) == 6


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
    assert connections == [("127.0.0.1", server.server_port)]


# What may be visited


@pytest.mark.parametrize("address", LEADING_NOWHERE_PUBLIC)
def test_an_address_that_is_not_public_is_refused(connections: list[object], address: str) -> None:
    with pytest.raises(AddressRefused, match="not on the public internet") as caught:
        Fetcher().fetch(address)
    assert connections == []
    assert "alliance add" in str(caught.value)


@pytest.mark.parametrize("address", MALFORMED)
def test_a_malformed_address_is_refused(connections: list[object], address: str) -> None:
    with pytest.raises(AddressRefused, match="Write it in full") as caught:
        Fetcher().fetch(address)
    assert connections == []
    assert "secret" not in str(caught.value)


def test_https_is_refused_like_http(connections: list[object]) -> None:
    with pytest.raises(AddressRefused):
        Fetcher().fetch("https://127.0.0.1/")
    assert connections == []


def test_a_name_with_one_address_that_is_not_public_is_refused(connections: list[object]) -> None:
    fetcher = Fetcher(resolve=lambda host: [ipaddress.ip_address("8.8.8.8"), LOOPBACK])
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        fetcher.fetch("http://documents.example/")
    assert connections == []


def test_a_name_is_looked_up_once_and_the_connection_goes_there(
    server: Server, connections: list[object]
) -> None:
    answers: Iterator[list[IPAddress]] = iter([[LOOPBACK], [ipaddress.ip_address("10.0.0.1")]])
    fetcher = Fetcher(
        allowed=LOOPBACK.__eq__,
        allowed_ports=frozenset({server.server_port}),
        resolve=lambda host: next(answers),
    )
    assert fetcher.fetch(server.at("page", host="documents.example")).data == PAGE
    assert connections == [("127.0.0.1", server.server_port)]


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


# What goes wrong on the way


@pytest.mark.parametrize(("path", "status"), [("missing", 404), ("created", 201)])
def test_any_status_but_200_is_named(
    server: Server, fetcher: Fetcher, path: str, status: int
) -> None:
    with pytest.raises(AddressUnreachable, match=f"status {status}"):
        fetcher.fetch(server.at(path))


@pytest.mark.parametrize("path", ["cut", "odd", "torn", "nested"])
def test_a_broken_answer_is_no_document(server: Server, fetcher: Fetcher, path: str) -> None:
    with pytest.raises(AddressUnreachable, match="alliance add"):
        fetcher.fetch(server.at(path))


def test_a_closed_port_is_unreachable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    fetcher = Fetcher(allowed=LOOPBACK.__eq__, allowed_ports=frozenset({port}))
    with pytest.raises(AddressUnreachable, match="refused") as caught:
        fetcher.fetch(f"http://127.0.0.1:{port}/")
    assert caught.value.__cause__ is not None


def test_an_unknown_name_is_unreachable() -> None:
    with pytest.raises(AddressUnreachable, match=r"documents\.invalid"):
        Fetcher().fetch("http://documents.invalid/")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_typed_ends_in_an_error_the_user_can_mend(typed: str) -> None:
    fetcher = Fetcher(allowed=lambda ip: False, resolve=lambda host: [LOOPBACK])
    for address in (typed, f"http://{typed}", f"http://127.0.0.1{typed}"):
        with pytest.raises(AddressRefused):
            fetcher.fetch(address)


# Encrypted connections


def test_the_certificate_is_checked_against_the_name(tmp_path: Path, server: Server) -> None:
    certificate, key = _certificate(tmp_path, "documents.example")
    asked_for: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    fetcher = Fetcher(
        allowed=LOOPBACK.__eq__,
        allowed_ports=frozenset({server.server_port}),
        resolve=lambda host: [LOOPBACK],
        tls=ssl.create_default_context(cafile=certificate),
    )

    address = server.at("page", host="documents.example").replace("http:", "https:")
    assert fetcher.fetch(address).data == PAGE
    with pytest.raises(AddressUnreachable, match=r"other\.example"):
        fetcher.fetch(address.replace("documents", "other"))
    server.astray = address.replace("documents", "other")
    with pytest.raises(AddressUnreachable, match=r"other\.example"):
        fetcher.fetch(address.replace("page", "astray"))
    assert asked_for == ["documents.example", "other.example"] * 2


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(signed.public_bytes(encoding))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            encoding,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "certificate.pem", folder / "key.pem"
