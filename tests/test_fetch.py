"""Fetching from addresses, against a real server on this machine."""

import socket
import threading
import time

import pytest

from sources.errors import AddressUnreachable, DocumentTooLarge, UnsupportedFormat
from sources.fetch import USER_AGENT, Fetcher, IPAddress
from tests.loopback import LOOPBACK, PAGE, PDF, Server, lenient

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


def test_xhtml_is_a_page_like_others(server: Server, fetcher: Fetcher) -> None:
    fetched = fetcher.fetch(server.at("xhtml"))
    assert (fetched.media_type, fetched.file_name) == ("text/html", "xhtml.html")


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
        ("page/report.pdf", "report.pdf.html"),
        ("plain/report.pdf", "report.pdf.txt"),
        ("plain/notes.md", "notes.md"),
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
