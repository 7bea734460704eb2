"""Several people at one server: who gets in, how long they stay, and what they can do."""

import hashlib
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from assistant import Assistant
from sources.errors import LibraryReadOnly
from tests.conftest import unused_port
from ui.accounts import remove_account
from ui.cli import main
from ui.guard import Guard
from ui.login import Login
from ui.owner import Owning, owner_of
from ui.password_hash import PasswordHash
from ui.people import People
from ui.web import Server, make_app

BASE = "http://127.0.0.1:7860"
PASSWORD = "green tea at four"
PAGE = {"accept": "text/html,application/xhtml+xml"}


def hash_of(password: str) -> PasswordHash:
    """Return a hash that is made in no time, unlike those of real passwords."""
    salt = bytes(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=1024, r=8, p=1, dklen=32)
    return PasswordHash(1024, 8, 1, salt, key)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The people who may come in."""
    path = tmp_path / "people"
    path.write_text(f"anna:{hash_of(PASSWORD)}\nbela:{hash_of(PASSWORD)}\n")
    return path


@pytest.fixture
def people(file: Path, home: Path) -> People:
    home.mkdir(exist_ok=True)
    return People.open(file, home)


async def tell(request: Request) -> PlainTextResponse:
    return PlainTextResponse(owner_of(request))


def small_app(people: People, names: Sequence[str] = ()) -> Starlette:
    """Return an application that tells everybody who they are, behind the doors of the real one."""
    return Starlette(
        routes=[Route("/{path:path}", tell, methods=["GET", "POST"])],
        middleware=[
            Middleware(Guard, names=names),
            Middleware(Login, people=people),
            Middleware(Owning),
        ],
    )


@pytest.fixture
def browser(people: People) -> TestClient:
    """A browser at the small application in which nobody is logged in."""
    return TestClient(small_app(people), base_url=BASE, follow_redirects=False)


@pytest.fixture
def page(toy_assistant: Assistant, people: People) -> Iterator[TestClient]:
    """A browser at the real application in which nobody is logged in."""
    app = make_app(toy_assistant, people=people)
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        yield client


def log_in(client: httpx.Client, name: str = "anna", **fields: str) -> httpx.Response:
    return client.post("/login", data={"name": name, "password": PASSWORD, **fields})


def come_back(client: httpx.Client, token: str) -> httpx.Response:
    """Ask with a cookie that was kept, and no other."""
    client.cookies.clear()
    return client.get("/", headers={"cookie": f"alliance_login={token}"})


def call(client: httpx.Client, name: str, *data: Any, **more: Any) -> httpx.Response:
    """Call a handler of the page directly, as any program can that reaches the server."""
    calls = client.get("/config").json()["dependencies"]
    index = next(each["id"] for each in calls if each["api_name"] == name)
    body = {"data": data, "fn_index": index, "session_hash": "test", **more}
    return client.post(f"/gradio_api/run/{name}", json=body)


def called(client: httpx.Client) -> set[str]:
    return {str(each["api_name"]) for each in client.get("/config").json()["dependencies"]}


# Who gets in.


def routes(app: Any) -> Iterator[tuple[str, str]]:
    """Yield the method and path of everything that an application answers."""
    for route in app.routes:
        if isinstance(route, Mount):
            yield from routes(route.app)
        elif hasattr(route, "original_router"):
            yield from routes(route.original_router)
        else:
            for method in route.methods:
                yield method, re.sub(r"\{[^}]*\}", "x", route.path)


def test_nothing_is_answered_before_one_has_logged_in(page: TestClient) -> None:
    asked = 0
    for method, path in routes(page.app):
        answer = page.request(method, path, headers=PAGE)
        if path in ("/healthz", "/login"):
            continue
        asked += 1
        assert answer.status_code in (303, 401, 403), (method, path)
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/login")
        assert "set-cookie" not in answer.headers
    assert asked > 50


WAYS_AROUND = [
    "/",
    "//",
    "/.",
    "/config",
    "/document/{id}",
    "/document/{id}/original",
    "/document/{id}/page/1.png",
    "/document.css",
    "/static/x",
    "/assets/index.js",
    "/login/",
    "/login/../config",
    "/login.css/../config",
    "/healthz/../config",
    "/healthz/",
    "/%6Cogout",
    "/gradio_api/queue/data?session_hash=x",
    "/gradio_api/heartbeat/x",
    "/gradio_api/info",
    "/gradio_api/startup-events",
]


def test_no_spelling_of_a_path_leads_around_the_login(
    page: TestClient, toy_assistant: Assistant
) -> None:
    for path in WAYS_AROUND:
        wanted = path.format(id=toy_assistant.find("Tea").id)
        assert page.get(wanted).status_code in (401, 403, 405), path
        assert page.get(wanted, headers=PAGE).status_code in (303, 403, 405), path


def test_without_a_login_nothing_can_be_uploaded_or_called(page: TestClient) -> None:
    assert page.post("/gradio_api/upload", files={"files": b"tea"}).status_code == 401
    assert page.post("/gradio_api/queue/join", json={"data": []}).status_code == 401


def test_who_logs_in_gets_to_everything(page: TestClient, toy_assistant: Assistant) -> None:
    answer = log_in(page)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    id = toy_assistant.find("Tea").id
    for path in ("/", "/config", f"/document/{id}", f"/document/{id}/original", "/document.css"):
        answer = page.get(path)
        assert answer.status_code == 200
        assert "private" in answer.headers["cache-control"]


def test_a_name_is_the_same_however_it_is_written(browser: TestClient) -> None:
    assert log_in(browser, " ANNA ").status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"password": PASSWORD + "x"},
        {"password": ""},
        {"name": "nobody"},
        {"name": ""},
        {"name": "anna\x00"},
        {"name": "x" * 5000},
        {"name": "\U0001f600"},
    ],
)
def test_a_wrong_name_or_password_is_said_alike(
    browser: TestClient, fields: dict[str, str]
) -> None:
    answer = log_in(browser, **fields)
    assert answer.status_code == 403
    assert "The name or the password is wrong." in answer.text
    assert "set-cookie" not in answer.headers
    assert browser.get("/").status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 403),
        (b"{}", 403),
        (b"\xff\xfe", 413),
        (b"name=" + b"x" * 20_000, 413),
        (b"&".join(b"a=b" for _ in range(1000)), 413),
        (b"name=anna&password=%ff%fe", 403),
    ],
)
def test_what_is_no_form_is_refused(browser: TestClient, body: bytes, status: int) -> None:
    assert browser.post("/login", content=body).status_code == status


HOSTILE = "\"><script>alert(1)</script>&amp;'{x}${x}"


def test_nothing_that_is_sent_runs_on_the_page(browser: TestClient) -> None:
    for page in (
        browser.get("/login", params={"next": "/" + HOSTILE}),
        browser.post("/login", data={"name": HOSTILE, "password": "x", "next": HOSTILE}),
    ):
        assert "<script" not in page.text
        assert "script-src" not in page.headers["content-security-policy"]
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert unescape(re.findall(r'name="name" value="([^"]*)"', page.text)[0]) == HOSTILE


def test_one_gets_to_what_was_wanted(browser: TestClient) -> None:
    wanted = "/document/" + "0" * 64 + "?at=a&b=%2Fc"
    answer = browser.get(wanted, headers=PAGE)
    page = browser.get(answer.headers["location"])
    next_path = unescape(re.findall(r'name="next" value="([^"]*)"', page.text)[0])
    assert log_in(browser, next=next_path).headers["location"] == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/ /evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        "/a\r\nset-cookie: x=y",
        "/login",
        "/logout",
        "/\u2028/evil.example",
        "/" + "x" * 3000,
    ],
)
def test_a_login_leads_to_no_other_place(browser: TestClient, wanted: str) -> None:
    assert log_in(browser, next=wanted).headers["location"] == "/"
    assert browser.get("/login", params={"next": wanted}).headers["location"] == "/"


# How long one stays.


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(
    browser: TestClient, people: People
) -> None:
    cookie = SimpleCookie(log_in(browser).headers["set-cookie"])["alliance_login"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["secure"]
    assert len(cookie.value) == 64
    app = small_app(people, names=["tea.example"])
    encrypted = TestClient(app, base_url="https://tea.example", follow_redirects=False)
    assert SimpleCookie(log_in(encrypted).headers["set-cookie"])["alliance_login"]["secure"]


def test_each_login_has_a_cookie_of_its_own_and_ends_the_one_before(browser: TestClient) -> None:
    log_in(browser)
    first = browser.cookies["alliance_login"]
    log_in(browser)
    assert browser.cookies["alliance_login"] != first
    assert come_back(browser, first).status_code == 401


def test_a_login_is_kept_only_as_what_tells_nobody_the_cookie(
    browser: TestClient, home: Path
) -> None:
    log_in(browser)
    kept = [path for path in (home / "logins").iterdir() if path.suffix == ".json"]
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o077 == 0
    assert (home / "logins").stat().st_mode & 0o077 == 0
    assert browser.cookies["alliance_login"] not in kept[0].name + kept[0].read_text()


def test_logging_out_ends_the_login_on_the_server(browser: TestClient) -> None:
    log_in(browser)
    token = browser.cookies["alliance_login"]
    answer = browser.post("/logout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert "alliance_login" not in browser.cookies
    assert come_back(browser, token).status_code == 401


def test_neither_a_link_nor_another_website_logs_anybody_out_or_in(browser: TestClient) -> None:
    log_in(browser)
    assert browser.get("/logout").status_code == 405
    evil = {"origin": "https://evil.example"}
    assert browser.post("/logout", headers=evil).status_code == 403
    assert browser.get("/").status_code == 200
    form = {"name": "bela", "password": PASSWORD}
    assert browser.post("/login", data=form, headers=evil).status_code == 403


def test_a_login_outlives_the_server(browser: TestClient, file: Path, home: Path) -> None:
    log_in(browser)
    again = TestClient(small_app(People.open(file, home)), base_url=BASE)
    assert come_back(again, browser.cookies["alliance_login"]).text == "user:anna"


def test_a_home_that_cannot_be_written_lets_people_in_too(file: Path, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("no folder")
    app = small_app(People.open(file, tmp_path / "blocked"))
    client = TestClient(app, base_url=BASE, follow_redirects=False)
    log_in(client)
    assert client.get("/").text == "user:anna"


def test_a_new_password_and_a_removal_end_the_logins_of_before(
    browser: TestClient, file: Path
) -> None:
    log_in(browser)
    assert browser.get("/").text == "user:anna"
    file.write_text(f"anna:{hash_of('another password')}\nbela:{hash_of(PASSWORD)}\n")
    assert browser.get("/").status_code == 401
    log_in(browser, "bela")
    assert browser.get("/").text == "user:bela"
    remove_account(file, "bela")
    assert browser.get("/").status_code == 401


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "../" * 21 + "x", "0" * 63 + "\u0660", "%00"])
def test_a_cookie_that_was_never_given_is_nobodys(browser: TestClient, token: str) -> None:
    header = [(b"cookie", f"alliance_login={token}".encode())]
    assert browser.get("/", headers=header).status_code == 401


def test_after_too_many_wrong_passwords_one_has_to_wait(
    browser: TestClient, people: People
) -> None:
    for _ in range(10):
        assert log_in(browser, password="wrong").status_code == 403
    answer = log_in(browser)
    assert answer.status_code == 429
    assert 800 < int(answer.headers["retry-after"]) <= 900
    assert "Try again in 15 minutes." in answer.text
    assert log_in(browser, "bela").status_code == 303
    elsewhere = ("192.0.2.1", 5)
    owner = TestClient(small_app(people), base_url=BASE, follow_redirects=False, client=elsewhere)
    assert log_in(owner).status_code == 303


# What people can do.


def test_the_page_says_who_is_logged_in(page: TestClient) -> None:
    log_in(page)
    said = call(page, "_on_load").json()["data"][0]
    assert "anna" in said
    assert "action='/logout'" in said


@pytest.fixture
def server(toy_assistant: Assistant, people: People) -> Iterator[Server]:
    """A real server for people who log in."""
    ready = threading.Event()
    tell = lambda address: ready.set()  # noqa: E731
    server = Server(toy_assistant, "127.0.0.1", 0, tell, people=people)
    thread = threading.Thread(target=server.run)
    thread.start()
    assert ready.wait(120)
    yield server
    server.should_exit = True
    thread.join(120)


def test_two_people_ask_a_real_server_and_each_is_known(server: Server) -> None:
    with (
        httpx.Client(base_url=server.address, timeout=120) as anna,
        httpx.Client(base_url=server.address, timeout=120) as bela,
    ):
        assert anna.get("/config").status_code == 401
        log_in(anna, "anna")
        log_in(bela, "bela")
        assert "anna" in call(anna, "_on_load").text
        assert "bela" in call(bela, "_on_load").text
        assert "anna" not in call(bela, "_on_load").text


def test_documents_that_are_kept_can_be_read_and_by_no_call_be_changed(
    toy_assistant: Assistant,
) -> None:
    with TestClient(make_app(toy_assistant), base_url=BASE) as writable:
        changing = called(writable)
    toy_assistant.keep_documents()
    with TestClient(make_app(toy_assistant), base_url=BASE) as client:
        left = {
            "on_upload",
            "on_address",
            "on_chosen",
            "on_remove",
            "on_edit",
            "on_save",
            "on_unlock",
            "on_replace",
            "on_both",
        }
        assert left <= changing
        assert not left & called(client)
        assert client.post("/gradio_api/upload", files={"files": b"tea"}).status_code == 403
        shown = call(client, "on_sort", "", None, event_data={"id": "title"}).text
        assert "is read-only" in shown
        assert not re.search("data-act=.{0,2}(edit|remove)", shown)
        assert "1825" in toy_assistant.ask("When did the first train leave?").sentences[0].text


def test_documents_that_are_kept_are_changed_by_nothing(
    toy_assistant: Assistant, toy_files: Path
) -> None:
    toy_assistant.keep_documents()
    assert not toy_assistant.writable
    for change in (
        lambda: toy_assistant.add([str(toy_files)]),
        lambda: toy_assistant.add_file("tea.txt", toy_files / "tea.txt"),
        lambda: toy_assistant.add_address("https://tea.example"),
        lambda: toy_assistant.remove("Tea"),
        lambda: toy_assistant.edit("Tea", {"issuer": "Tea Board"}),
        lambda: toy_assistant.syncer(str(toy_files)),
        toy_assistant.update,
        toy_assistant.rebuild,
    ):
        with pytest.raises(LibraryReadOnly, match=r"read-only.*--read-only"):
            change()
    assert toy_assistant.add_starter() == []
    assert len(toy_assistant.documents()) == 4


# The command.


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.1", "tea.example", "127.0.0.1.evil.example"]
)
def test_the_server_refuses_an_address_that_others_reach_without_a_login(
    host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--host", host, "--no-starter"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "--auth FILE" in said.err
    assert "alliance user add NAME" in said.err


def test_a_file_without_people_opens_no_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").touch()
    for name, said in (("empty", "Nobody is in"), ("missing", "There is no file")):
        file = str(tmp_path / name)
        assert main(["serve", "--host", "0.0.0.0", "--auth", file, "--no-starter"]) == 1
        assert said in capsys.readouterr().err


def test_the_command_serves_the_network_with_a_login(file: Path, home: Path) -> None:
    port = str(unused_port())
    options = ["--host", "0.0.0.0", "--port", port, "--auth", str(file), "--read-only"]
    command = [sys.executable, "-m", "ui.cli", "serve", *options, "--no-starter"]
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, text=True) as server:
        try:
            assert server.stdout is not None
            assert "The web chat is open at" in server.stdout.readline()
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
                assert client.get("/healthz").status_code == 200
                assert client.get("/config").status_code == 401
                log_in(client)
                assert "anna" in call(client, "_on_load").text
                assert "on_remove" not in called(client)
        finally:
            server.terminate()
