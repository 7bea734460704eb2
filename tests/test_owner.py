"""Whose a request is, and that nobody can pass for another."""

import re
from collections.abc import Iterator
from http.cookies import Morsel, SimpleCookie

import gradio as gr
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from ui.owner import Owning, owner_of

NAME = re.compile(r"[0-9a-f]{32}")


async def tell(request: Request) -> PlainTextResponse:
    """Tell the owner twice: of the request itself, and as a handler of the page gets it."""
    owners = {owner_of(request), owner_of(gr.Request(request))}
    return PlainTextResponse(" ".join(owners))


APP = Starlette(
    routes=[Route("/", tell, methods=["GET", "POST"]), Route("/other", tell)],
    middleware=[Middleware(Owning)],
)


@pytest.fixture
def browser() -> Iterator[TestClient]:
    with TestClient(APP, base_url="http://127.0.0.1:7860") as client:
        yield client


def cookie_of(answer: httpx.Response) -> "Morsel[str]":
    return SimpleCookie(answer.headers["set-cookie"])["alliance_owner"]


def test_a_browser_keeps_the_name_that_it_got_with_the_page(browser: TestClient) -> None:
    owner = browser.get("/").text
    assert NAME.fullmatch(owner)
    assert browser.get("/other").text == browser.post("/").text == owner


def test_two_browsers_have_two_names() -> None:
    assert TestClient(APP).get("/").text != TestClient(APP).get("/").text


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(browser: TestClient) -> None:
    cookie = cookie_of(browser.get("/"))
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert int(cookie["max-age"]) > 365 * 24 * 60 * 60


def test_the_cookie_is_sent_encrypted_only_where_the_page_is() -> None:
    assert cookie_of(TestClient(APP, base_url="https://tea.example").get("/"))["secure"]
    assert not cookie_of(TestClient(APP, base_url="http://127.0.0.1").get("/"))["secure"]


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "user:anna",
        "0" * 31,
        "0" * 33,
        "A" * 32,
        "0" * 31 + "/",
        '"' + "0" * 30 + '"',
        "٠" * 32,
        "../" * 10 + "ab",
    ],
)
def test_a_name_that_was_never_given_is_replaced(cookie: str) -> None:
    header = f"alliance_owner={cookie}".encode()
    answer = TestClient(APP).get("/", headers=[(b"cookie", header)])
    assert NAME.fullmatch(answer.text)
    assert answer.text != cookie
    assert cookie_of(answer).value == answer.text


def test_what_caches_may_keep_for_others_carries_no_name(browser: TestClient) -> None:
    assert "set-cookie" not in browser.get("/other").headers
    assert browser.get("/").headers["cache-control"] == "private, no-cache"


def test_each_visit_of_the_page_begins_the_time_anew_that_the_name_is_kept(
    browser: TestClient,
) -> None:
    first, second = (cookie_of(browser.get("/")) for _ in range(2))
    assert first.value == second.value
    assert first["max-age"] == second["max-age"]


def test_a_login_owns_what_it_asks_for_in_any_browser(browser: TestClient) -> None:
    async def logged_in(scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"] = {"user": "anna"}
        await APP(scope, receive, send)

    answer = TestClient(logged_in).get("/")
    assert answer.text == "user:anna"
    assert "set-cookie" not in answer.headers


def test_a_request_without_an_owner_has_none() -> None:
    with pytest.raises(AttributeError):
        owner_of(Request({"type": "http", "headers": []}))
