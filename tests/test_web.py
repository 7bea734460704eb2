"""The web application and its server, asked without a browser."""

import socket
import threading
from collections.abc import Iterator

import httpx
import pytest
from starlette.testclient import TestClient

from assistant import Assistant
from sources.errors import SettingsError
from ui.web import Server


@pytest.fixture
def server(empty_assistant: Assistant) -> Iterator[Server]:
    """A server that is ready."""
    ready = threading.Event()
    server = Server(empty_assistant, "127.0.0.1", 0, lambda address: ready.set())
    thread = threading.Thread(target=server.run)
    thread.start()
    assert ready.wait(120)
    yield server
    server.should_exit = True
    thread.join(120)
    assert not thread.is_alive()


def test_the_server_tells_that_it_answers(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_page_comes_up_by_itself(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Alliance Assistant" in page.text


def test_a_server_can_be_reached_at_its_address_when_it_is_ready(server: Server) -> None:
    assert httpx.get(f"{server.address}/healthz", timeout=120).json() == {"status": "ok"}


def test_a_server_ends_quietly_while_a_page_is_open(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with httpx.stream("GET", f"{server.address}/gradio_api/heartbeat/page", timeout=120) as page:
        assert page.status_code == 200
        server.should_exit = True
        assert list(page.iter_raw())
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


def test_a_port_in_use_is_said_with_the_cure(empty_assistant: Assistant) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"Port {port} is in use\. .*--port"):
            Server(empty_assistant, "127.0.0.1", port, print)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("256.0.0.1", 0)])
def test_an_impossible_address_is_refused(empty_assistant: Assistant, host: str, port: int) -> None:
    with pytest.raises(SettingsError, match=r"port 70000|cannot be used"):
        Server(empty_assistant, host, port, print)


def test_the_page_gives_a_browser_a_name_and_its_files_do_not(client: TestClient) -> None:
    assert "alliance_owner=" in client.get("/").headers["set-cookie"]
    assert "set-cookie" not in client.get("/document.css").headers
