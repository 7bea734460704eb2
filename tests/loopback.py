"""A server on this machine that answers in every way a website can, and fetchers that may visit it."""

from __future__ import annotations

import gzip
import ipaddress
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sources.fetch import USER_AGENT, Fetcher, IPAddress
from sources.manners import Manners

LOOPBACK = ipaddress.IPv4Address("127.0.0.1")
PDF = b"%PDF-1.4\n%%EOF\n"
PAGE = "<h1>Opération Sea Guardian</h1>".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way, and notes what was asked."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.server.robots_asked += 1
            status, text = self.server.robots
            with suppress(OSError):
                self.reply(text.encode(), "text/plain", status)
            return
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

    def answer_living(self) -> None:
        text = self.server.living
        self.reply(text.encode(), "text/plain", 200 if text else 410)

    def answer_versioned(self) -> None:
        """Send a version once only, named by its ETag or, where that is asked for, its date."""
        text = self.server.living
        name = {"ETag": f'"{len(text)}"', "Last_Modified": f"day {len(text)}"}
        kept = "Last_Modified" if self.path.endswith("dated") else "ETag"
        asked = self.headers["If-None-Match" if kept == "ETag" else "If-Modified-Since"]
        if asked == name[kept]:
            self.reply(b"", None, 304)
        else:
            self.reply(text.encode(), "text/plain", **{kept: name[kept]})

    def answer_files(self) -> None:
        """Send a file that a test has put there, and only once where it has a name by its bytes."""
        data, kind = self.server.files[self.path.rpartition("/")[2].partition("?")[0]]
        name = {"ETag": f'"{zlib.crc32(data)}"'} if self.server.files_named else {}
        known = name and self.headers["If-None-Match"] == name["ETag"]
        status = 304 if known else 200 if data else 410
        self.server.statuses.append(status)
        self.reply(b"" if known else data, kind, status, **name)

    def answer_renamed(self) -> None:
        self.redirect(f"/versioned/{self.server.renamed}")

    def answer_stubborn(self) -> None:
        self.reply(b"", None, 304)

    def answer_boasting(self) -> None:
        self.reply(self.server.living.encode(), "text/plain", ETag='"' + "é" * 9 + '"')

    def answer_latest(self) -> None:
        self.redirect(f"/living/{len(self.server.living)}")

    def answer_busy(self) -> None:
        self.server.busy -= 1
        wait = self.path.rpartition("/")[2]
        if self.server.busy >= 0:
            self.reply(b"", "text/plain", 503, Retry_After=wait)
        else:
            self.answer_page()

    def answer_xhtml(self) -> None:
        self.reply(PAGE, "application/xhtml+xml")

    def answer_plain(self) -> None:
        self.reply(b"# Notes", "text/plain")

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
        self.server.hung_up.wait(30)

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
        self.robots = (404, "")
        self.robots_asked = 0
        self.living = "Tea is hot."
        self.renamed = "tea"
        self.busy = 1
        self.files: dict[str, tuple[bytes, str]] = {}
        self.files_named = False
        self.statuses: list[int] = []

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}/{path}"


def lenient(
    server: Server,
    *,
    allowed: Callable[[IPAddress], bool] = LOOPBACK.__eq__,
    names: dict[str, list[str]] | None = None,
    pause: float = 0.0,
    **limits: float,
) -> Fetcher:
    """Build a fetcher that may visit the server, under made-up names if need be."""
    known = {"documents.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]} | (names or {})
    return Fetcher(
        allowed=allowed,
        allowed_ports=frozenset({80, server.server_port}),
        resolve=lambda host: [ipaddress.ip_address(ip) for ip in known[host]],
        manners=Manners(USER_AGENT, pause),
        **limits,  # type: ignore[arg-type]
    )
