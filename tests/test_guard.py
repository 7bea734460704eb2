"""Who is answered, what may be asked, and what every reply forbids."""

import pytest
from starlette.testclient import TestClient

from assistant import Assistant
from ui.web import make_app


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:9000", "LOCALHOST"])
def test_own_names_are_answered_at_any_port(shared_client: TestClient, host: str) -> None:
    assert shared_client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.7", "", "["])
def test_other_names_are_refused(shared_client: TestClient, host: str) -> None:
    assert shared_client.get("/healthz", headers={"host": host}).status_code == 403


def test_a_server_for_the_network_answers_to_addresses_but_not_to_names(
    empty_assistant: Assistant,
) -> None:
    client = TestClient(make_app(empty_assistant, "0.0.0.0"))
    assert client.get("/healthz", headers={"host": "192.168.0.7:7860"}).status_code == 200
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:7860"},
    ],
)
def test_other_websites_cannot_change_anything(
    shared_client: TestClient, headers: dict[str, str]
) -> None:
    answer = shared_client.post("/gradio_api/upload", headers=headers, files={"files": b"tea"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://127.0.0.1:7860"}, {"sec-fetch-site": "same-origin"}],
)
def test_the_page_itself_can_upload(shared_client: TestClient, headers: dict[str, str]) -> None:
    answer = shared_client.post("/gradio_api/upload", headers=headers, files={"files": b"tea"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=http://169.254.169.254/",
        "/gradio_api/file=/etc/hostname",
        "/gradio_api/%66ile=/etc/hostname",
        "/gradio_api/proxy=https://evil.example/",
        "/proxy=https://evil.example/",
    ],
)
def test_no_files_and_no_other_machines_are_reached(shared_client: TestClient, path: str) -> None:
    assert shared_client.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/", "/healthz", "/document/none", "/nowhere", "/proxy=x"])
def test_every_reply_is_guarded(shared_client: TestClient, path: str) -> None:
    headers = shared_client.get(path, headers={"origin": "https://evil.example"}).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_further_names_of_the_server_are_answered(empty_assistant: Assistant) -> None:
    client = TestClient(make_app(empty_assistant, names=["Chat.Tea.example"]))
    assert client.get("/healthz", headers={"host": "chat.tea.example:443"}).status_code == 200
    assert client.get("/healthz", headers={"host": "tea.example"}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_websites_can_link_to_a_page_and_not_build_it_into_theirs(
    shared_client: TestClient, site: str
) -> None:
    linked = {"sec-fetch-site": site, "sec-fetch-mode": "navigate"}
    assert shared_client.get("/healthz", headers=linked).status_code == 200
    for mode in ("no-cors", "cors", "websocket"):
        built_in = {"sec-fetch-site": site, "sec-fetch-mode": mode}
        assert shared_client.get("/healthz", headers=built_in).status_code == 403
