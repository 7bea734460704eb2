"""What Gradio leaves open by itself, tried on the application as it runs here."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio.utils import get_upload_folder
from starlette.testclient import TestClient

from assistant import Assistant
from ui.web import make_app

BASE = "http://127.0.0.1:7860"
HOSTILE: list[Any] = [
    None,
    [],
    "'; DROP TABLE documents; --",
    {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}},
    [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}],
    {"url": "http://169.254.169.254/", "path": "x", "meta": {"_type": "gradio.FileData"}},
    "\ud800",
    -1,
    {"__type__": "update", "value": "<script>"},
]
TELLTALE = ("Traceback", "site-packages", "root:x:0", "Error(", ".py")


@pytest.fixture
def network(toy_assistant: Assistant) -> Iterator[TestClient]:
    """The application as others reach it, where Gradio would answer every website."""
    app = make_app(toy_assistant, "0.0.0.0")
    with TestClient(app, base_url="http://192.0.2.1:7860") as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_no_website_may_read_what_is_answered(network: TestClient, method: str) -> None:
    evil = {
        "origin": "https://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    for path in ("/", "/config", "/gradio_api/info", "/gradio_api/queue/join", "/healthz"):
        headers = network.request(method, path, headers=evil).headers
        assert not [name for name in headers if name.startswith("access-control-allow-origin")]
        assert "access-control-allow-credentials" not in headers


def test_every_handler_can_be_called_by_anybody_and_tells_nothing_of_the_program(
    client: TestClient, toy_assistant: Assistant
) -> None:
    calls = [each for each in client.get("/config").json()["dependencies"] if each["backend_fn"]]
    assert len(calls) > 15
    before = [entry.id for entry in toy_assistant.documents()]
    for each in calls:
        for hostile in HOSTILE:
            body = {
                "fn_index": each["id"],
                "data": [hostile] * len(each["inputs"]),
                "event_data": hostile,
                "session_hash": "x",
            }
            said = queued(client, body) if each["queue"] else run(client, each["api_name"], body)
            assert not [word for word in TELLTALE if word in said], (each, hostile)
    assert [entry.id for entry in toy_assistant.documents()] == before
    assert client.get("/healthz").status_code == 200


def run(client: TestClient, name: str, body: dict[str, Any]) -> str:
    answer = client.post(f"/gradio_api/run/{name}", content=json.dumps(body))
    assert answer.status_code in (200, 422, 500)
    return answer.text


def queued(client: TestClient, body: dict[str, Any]) -> str:
    answer = client.post("/gradio_api/queue/join", content=json.dumps(body))
    if answer.status_code != 200:
        assert answer.status_code in (422, 500)
        return answer.text
    said = client.get("/gradio_api/queue/data?session_hash=x").text
    assert "process_completed" in said
    return said


def test_no_handler_is_offered_to_programs(shared_client: TestClient) -> None:
    empty = {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert shared_client.get("/gradio_api/info").json() == empty


def called(client: TestClient, name: str, *data: Any) -> httpx.Response:
    """Call a handler of the page with whatever one likes."""
    calls = client.get("/config").json()["dependencies"]
    index = next(each["id"] for each in calls if each["api_name"] == name)
    body = {"fn_index": index, "data": data, "session_hash": "x"}
    return client.post(f"/gradio_api/run/{name}", json=body)


def test_a_file_on_the_server_cannot_be_sent_for_one_that_was_uploaded(
    client: TestClient, toy_files: Path
) -> None:
    for path in (toy_files / "tea.txt", Path("README.md"), Path("README.md").resolve()):
        file = {"path": str(path), "meta": {"_type": "gradio.FileData"}}
        assert called(client, "on_upload", [file]).status_code == 500
    page = {"files": ("new.txt", b"New\n\nA new cup of tea.\n")}
    uploaded = client.post("/gradio_api/upload", files=page).json()[0]
    file = {"path": uploaded, "meta": {"_type": "gradio.FileData"}}
    assert called(client, "on_upload", [file]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/openapi.json",
        "/monitoring",
        "/monitoring/summary",
        "/gradio_api/openapi.json",
        "/gradio_api/vibe-edit",
        "/gradio_api/vibe-code",
        "/gradio_api/process_recording",
        "/gradio_api/deep_link?session_hash=x",
        "/gradio_api/dev/reload",
        "/gradio_api/token",
        "/gradio_api/stream/x/0/0/playlist.m3u8",
        "/gradio_api/custom_component/x/client/x/x.js",
        "/gradio_api/runs",
        "/gradio_api/run-history/records",
        "/gradio_api/file/etc/hostname",
        "/gradio_api/../gradio_api/file=/etc/hostname",
        "/gradio_api//file=/etc/hostname",
        "/gradio_api/",
    ],
)
def test_what_the_page_does_not_need_of_gradio_is_not_there(
    shared_client: TestClient, path: str
) -> None:
    for method in ("GET", "POST"):
        assert shared_client.request(method, path).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../etc/hostname",
        "/static/%2e%2e/%2e%2e/%2e%2e/etc/hostname",
        "/assets/..%2f..%2f..%2fetc/hostname",
        "/svelte/../../etc/hostname",
        "/document/..%2f..%2fetc%2fhostname/original",
        "/document/" + "0" * 64 + "/original",
        "/document/" + "A" * 64,
        "/pwa_icon/..%2f..",
    ],
)
def test_no_path_leads_to_a_file_of_the_server(shared_client: TestClient, path: str) -> None:
    assert shared_client.get(path).status_code in (400, 403, 404)


def test_what_was_uploaded_is_sent_to_nobody_and_gone_with_the_server(
    toy_assistant: Assistant,
) -> None:
    with TestClient(make_app(toy_assistant), base_url=BASE) as client:
        page = {"files": ("tea.html", b"<script>alert(1)</script>", "text/html")}
        path = client.post("/gradio_api/upload", files=page).json()[0]
        assert Path(path).exists()
        assert client.get(f"/gradio_api/file={path}").status_code == 403
        assert client.get(f"/file={path}").status_code == 403
    assert not Path(path).exists()


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "..\\evil.txt", "a\x00b.txt"])
def test_an_upload_stays_in_its_folder_whatever_its_name(
    shared_client: TestClient, name: str
) -> None:
    answer = shared_client.post("/gradio_api/upload", files={"files": (name, b"tea")})
    if answer.status_code == 200:
        path = Path(answer.json()[0])
        assert ".." not in path.parts
        assert path.parent.parent == Path(get_upload_folder())
    else:
        assert answer.status_code == 400


def test_an_upload_that_is_too_large_is_refused(shared_client: TestClient) -> None:
    answer = shared_client.post("/gradio_api/upload", files={"files": bytes(101 * 1024 * 1024)})
    assert answer.status_code == 413


@pytest.mark.parametrize("headers", [{}, {"transfer-encoding": "chunked"}])
def test_what_is_no_upload_may_not_be_long(
    shared_client: TestClient, headers: dict[str, str]
) -> None:
    long = b'{"data": ["' + b"x" * 1_100_000 + b'"]}'
    content: Any = iter([long]) if headers else long
    answer = shared_client.post("/gradio_api/queue/join", content=content)
    assert answer.status_code == 413


def test_an_error_is_told_without_what_it_was(client: TestClient) -> None:
    answer = called(client, "on_upload", ["no file"])
    assert (answer.status_code, answer.json()) == (500, {"error": None})
