"""The web application and the queue behind it, asked without a browser."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx
import numpy as np
import pytest
from starlette.testclient import TestClient

from assistant import Assistant, Outcome, Reference
from index import Originals, PassageVectors, Store, Vector
from sources import Passage
from sources.errors import SettingsError
from sources.fetch import Fetcher
from ui.adding_queue import AddingQueue, Upload
from ui.web import Server, make_app

HOSTILE = """<img src=x onerror=alert(1)>

<script>alert(2)</script> Tea is made from ${leaves} and {{water}}.
"""


class GatedEmbedder:
    """Finds all texts alike, one after the other, and waits at ``gate`` before each."""

    name = fingerprint = "gated"
    dimension = 1
    limit = 60

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.at_gate = threading.Event()

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed_question(self, question: str) -> Vector:
        return np.ones(1, np.float32)

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        for _ in passages:
            self.at_gate.set()
            assert self.gate.wait(20)
            on_batch(1)
        ones = [np.ones((len(passage.sentences), 1), np.float32) for passage in passages]
        return [PassageVectors(np.ones(1, np.float32), sentences) for sentences in ones]


@pytest.fixture
def client(toy_assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(make_app(toy_assistant), base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture
def bees(toy_assistant: Assistant) -> str:
    """The id of the document about bees."""
    return toy_assistant.find("Bees").id


@pytest.fixture
def embedder() -> GatedEmbedder:
    return GatedEmbedder()


@pytest.fixture
def assistant(home: Path, embedder: GatedEmbedder) -> Iterator[Assistant]:
    assistant = Assistant(Store(home), Originals(home / "originals"), embedder, Fetcher())
    yield assistant
    assistant.close()


@pytest.fixture
def queue(assistant: Assistant, embedder: GatedEmbedder) -> Iterator[AddingQueue]:
    queue = AddingQueue(assistant)
    yield queue
    embedder.gate.set()
    queue.close()


def files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text(f"The file {path.name} is about bees. Bees make honey.", encoding="utf-8")
    return paths


def finished(queue: AddingQueue) -> Sequence[Upload]:
    """Wait until the queue has nothing left to do."""
    for thread in threading.enumerate():
        if thread.name == "adding":
            thread.join(20)
    assert not queue.busy
    return queue.uploads


def outcomes(uploads: Sequence[Upload]) -> list[Outcome | None]:
    return [each.addition.outcome if each.addition else None for each in uploads]


def test_the_server_tells_that_it_answers(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_page_comes_up_by_itself(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Alliance Assistant" in page.text


def test_a_document_is_shown_whole_with_the_quoted_words_marked(
    client: TestClient, toy_assistant: Assistant, bees: str
) -> None:
    citation = toy_assistant.ask("Where do bees make honey?").citations[0]
    page = client.get(f"/document/{bees}", params={"at": str(Reference.to(citation))})
    assert page.status_code == 200
    assert "<h1>Bees</h1>" in page.text
    assert '<mark id="quote">Bees make honey in a hive.</mark>' in page.text
    assert "A hive has one queen." in page.text
    assert '<li id="note-1">Bee Society' in page.text


def test_a_document_is_shown_without_a_place_too(client: TestClient, bees: str) -> None:
    page = client.get(f"/document/{bees}")
    assert "A hive has one queen." in page.text
    assert "<mark" not in page.text
    assert "warning" not in page.text


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("{id}-4-20-0000000000000000", "no longer at this place"),
        ("{other}-4-20-0000000000000000", "no place in this document"),
        ("<script>", "no place in this document"),
    ],
)
def test_a_document_marks_nothing_that_is_not_what_was_quoted(
    client: TestClient, bees: str, at: str, said: str
) -> None:
    place = at.format(id=bees, other="b" * 64)
    page = client.get(f"/document/{bees}", params={"at": place})
    assert page.status_code == 200
    assert said in page.text
    assert "<mark" not in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    "path", ["/document/bees", f"/document/{'b' * 64}", "/document/x/original"]
)
def test_what_is_not_there_is_said(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "removed" in page.text


def test_a_removed_document_is_gone(
    client: TestClient, toy_assistant: Assistant, bees: str
) -> None:
    toy_assistant.remove(bees)
    assert client.get(f"/document/{bees}").status_code == 404
    assert client.get(f"/document/{bees}/original").status_code == 404


def test_hostile_documents_are_shown_as_text_and_may_run_nothing(
    client: TestClient, toy_assistant: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    page = client.get(f"/document/{toy_assistant.add_file(path.name, path).document_id}")
    assert "<img" not in page.text
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_the_original_is_sent_as_it_was_added(
    client: TestClient, toy_files: Path, bees: str
) -> None:
    sent = client.get(f"/document/{bees}/original")
    assert sent.content == (toy_files / "bees.md").read_bytes()
    assert sent.headers["content-type"] == "text/markdown; charset=utf-8"
    assert sent.headers["content-disposition"] == 'attachment; filename="bees.md"'
    assert sent.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:9000", "LOCALHOST"])
def test_own_names_are_answered_at_any_port(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.7", "", "["])
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 403


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
def test_other_websites_cannot_change_anything(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/gradio_api/upload", headers=headers, files={"files": b"tea"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://127.0.0.1:7860"}, {"sec-fetch-site": "same-origin"}],
)
def test_the_page_itself_can_upload(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/gradio_api/upload", headers=headers, files={"files": b"tea"})
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
def test_no_files_and_no_other_machines_are_reached(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/", "/healthz", "/document/none", "/nowhere", "/proxy=x"])
def test_every_reply_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"origin": "https://evil.example"}).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_files_are_added_one_after_the_other(queue: AddingQueue, tmp_path: Path) -> None:
    queue.put(files(tmp_path, "one.txt", "two.md", "three.docx"))
    uploads = finished(queue)
    assert [each.name for each in uploads] == ["one.txt", "two.md", "three.docx"]
    assert outcomes(uploads) == [Outcome.ADDED, Outcome.ADDED, Outcome.SKIPPED]
    assert uploads[2].addition
    assert "cannot be read" in str(uploads[2].addition.reason)


def test_a_file_may_be_deleted_once_it_is_handed_over(
    queue: AddingQueue, embedder: GatedEmbedder, tmp_path: Path
) -> None:
    embedder.gate.clear()
    paths = files(tmp_path, "one.txt", "two.txt")
    queue.put(paths)
    for path in paths:
        path.unlink()
    embedder.gate.set()
    assert outcomes(finished(queue)) == [Outcome.ADDED, Outcome.ADDED]


def test_nothing_stays_behind_of_the_copies(queue: AddingQueue, tmp_path: Path) -> None:
    queue.put(files(tmp_path, "one.txt"))
    (upload,) = finished(queue)
    assert not upload.path.parent.exists()


def test_a_file_that_is_gone_is_skipped_and_the_others_go_on(
    queue: AddingQueue, tmp_path: Path
) -> None:
    queue.put([tmp_path / "gone.txt", *files(tmp_path, "one.txt")])
    assert outcomes(finished(queue)) == [Outcome.SKIPPED, Outcome.ADDED]


def test_questions_are_answered_while_files_are_added(
    queue: AddingQueue, embedder: GatedEmbedder, assistant: Assistant, tmp_path: Path
) -> None:
    assistant.add([str(path) for path in files(tmp_path, "first.txt")])
    embedder.at_gate.clear()
    embedder.gate.clear()
    queue.put(files(tmp_path, "second.txt"))
    assert embedder.at_gate.wait(20)
    assert queue.busy
    answer = assistant.ask("What do bees make?")
    assert {each.title for each in answer.citations or answer.nearest} == {"first"}


def test_a_file_says_how_many_of_its_passages_are_done(queue: AddingQueue, tmp_path: Path) -> None:
    (path,) = files(tmp_path, "long.txt")
    path.write_text("Bees make honey in a hive. " * 60, encoding="utf-8")
    queue.put([path])
    (upload,) = finished(queue)
    assert upload.progress
    assert upload.progress.passages_done == upload.progress.passages > 1


def test_stopping_leaves_what_is_not_complete(
    queue: AddingQueue, embedder: GatedEmbedder, assistant: Assistant, tmp_path: Path
) -> None:
    embedder.gate.clear()
    queue.put(files(tmp_path, "one.txt", "two.txt"))
    assert embedder.at_gate.wait(20)
    queue.stop()
    embedder.gate.set()
    uploads = finished(queue)
    assert outcomes(uploads) == [Outcome.SKIPPED, Outcome.SKIPPED]
    assert all("stopped" in str(each.addition and each.addition.reason) for each in uploads)
    assert not assistant.documents()


def test_after_stopping_files_can_be_added_again(queue: AddingQueue, tmp_path: Path) -> None:
    queue.stop()
    queue.put(files(tmp_path, "one.txt"))
    assert outcomes(finished(queue)) == [Outcome.ADDED]


def test_the_list_can_be_cleared(queue: AddingQueue, tmp_path: Path) -> None:
    queue.put(files(tmp_path, "one.txt"))
    finished(queue)
    queue.clear()
    assert not queue.uploads


def test_new_files_take_the_place_of_those_that_are_done(
    queue: AddingQueue, tmp_path: Path
) -> None:
    queue.put(files(tmp_path, "one.txt"))
    finished(queue)
    queue.put(files(tmp_path, "one.txt"))
    assert outcomes(finished(queue)) == [Outcome.UNCHANGED]


@pytest.fixture
def server(empty_assistant: Assistant) -> Iterator[Server]:
    """A server that is ready."""
    ready = threading.Event()
    server = Server(empty_assistant, "127.0.0.1", 0, lambda address: ready.set())
    thread = threading.Thread(target=server.run)
    thread.start()
    assert ready.wait(20)
    yield server
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


def test_a_server_can_be_reached_at_its_address_when_it_is_ready(server: Server) -> None:
    assert httpx.get(f"{server.address}/healthz").json() == {"status": "ok"}


def test_a_server_ends_quietly_while_a_page_is_open(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with httpx.stream("GET", f"{server.address}/gradio_api/heartbeat/page", timeout=20) as page:
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
