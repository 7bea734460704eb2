"""What tests share: a home of their own, an embedder to compute by hand, servers to ask."""

import hashlib
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

from assistant import Assistant
from index import Originals, PassageVectors, Store, Vector
from sources import Passage, ReadingProcess
from sources.fetch import Fetcher
from tests.loopback import Server, lenient

# What takes long on a busy machine is not wrong. With CI set, hypothesis has a profile of its own.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if not os.environ.get("CI"):
    settings.load_profile("unhurried")

# One dimension a word. Whatever is said in a test's documents and questions of tea, trains, bees
# and the sea is what the fake model knows; other words it does not see.
VOCABULARY = "tea leaf water cup train rail station bee honey hive queen sea ship harbour".split()


class WordEmbedder:
    """A bag of words over a small vocabulary, scaled to length 1; a token is a word.

    "Tea in a cup" is 1 at tea and at cup, so its similarity to "tea" is 1/√2.
    """

    name = "words"
    dimension = len(VOCABULARY)
    fingerprint = hashlib.sha256(" ".join(VOCABULARY).encode()).hexdigest()
    limit = 60

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def is_word(self, word: str) -> bool:
        # To this model what is written small is a word, and a name may be misspelt.
        return word.islower()

    def word_vectors(self, words: Sequence[str]) -> Vector:
        return np.stack([self.embed_question(word) for word in words])

    def embed_question(self, question: str) -> Vector:
        words = [word.strip(".,;:?!").removesuffix("s") for word in question.lower().split()]
        counts = np.array([words.count(word) for word in VOCABULARY], np.float32)
        norm = float(np.linalg.norm(counts))
        return counts / norm if norm else counts

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        found = []
        for passage in passages:
            sentences = [
                self.embed_question(passage.text[start - passage.start : end - passage.start])
                for start, end in passage.sentences
            ]
            found.append(PassageVectors(self.embed_question(passage.text), np.stack(sentences)))
        on_batch(len(passages))
        return found


TOY_LIBRARY = {
    "tea.txt": "Tea\n\nTea is made of leaves and hot water. A cup of tea takes three minutes.\n",
    "trains.txt": "Trains\n\nThe first train left the station in 1825. A train runs on rails.\n",
    "bees.md": "# Bees\n\nBees make honey in a hive.[^1] A hive has one queen.\n\n"
    "[^1]: Bee Society, <https://bees.example/honey>\n",
    "sea.html": "<title>The sea</title><main><h1>Ships</h1><p>A ship lies in the harbour.</p>"
    "<p>The sea is deep.</p></main>",
}


def unused_port() -> int:
    """Return a port at which nobody listens, none of those that a system gives to who names none."""
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def wait_until(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until something holds; a time that a busy machine keeps too is enough."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"it did not hold within {seconds:g} seconds"
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own, so that no test can touch a real library."""
    home = tmp_path / "home"
    monkeypatch.setenv("ALLIANCE_HOME", str(home))
    for name in ("ALLIANCE_MODEL", "ALLIANCE_READER", "ALLIANCE_STARTER", "ALLIANCE_AUTH"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for converted copies of the real model, made by the first test that needs one."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def toy_files(tmp_path: Path) -> Path:
    """A folder with the files of the toy library."""
    folder = tmp_path / "toys"
    folder.mkdir()
    for name, text in TOY_LIBRARY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def open_assistant(home: Path) -> Iterator[Callable[[], Assistant]]:
    """Opens assistants over the test's home, all with the fake embedder and without starter."""
    opened: list[Assistant] = []

    def open_one() -> Assistant:
        embedder, originals = WordEmbedder(), Originals(home / "originals")
        opened.append(Assistant(Store(home), originals, embedder, Fetcher()))
        return opened[-1]

    yield open_one
    for assistant in opened:
        assistant.close()


@pytest.fixture
def empty_assistant(open_assistant: Callable[[], Assistant]) -> Assistant:
    """An assistant whose library is empty."""
    return open_assistant()


@pytest.fixture
def careful_assistant(home: Path) -> Iterator[Assistant]:
    """An assistant that reads in a process of its own."""
    originals = Originals(home / "originals")
    assistant = Assistant(Store(home), originals, WordEmbedder(), Fetcher(), ReadingProcess())
    yield assistant
    assistant.close()


@pytest.fixture
def toy_assistant(empty_assistant: Assistant, toy_files: Path) -> Assistant:
    """An assistant that knows the toy library."""
    empty_assistant.add([str(toy_files)])
    return empty_assistant


@pytest.fixture
def client(toy_assistant: Assistant) -> Iterator[TestClient]:
    """Asks the web application, which knows the toy library."""
    # Gradio takes two seconds to import, which most tests need not wait for.
    from ui.web import make_app

    with TestClient(make_app(toy_assistant), base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture(scope="session")
def shared_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Asks a web application with an empty library, for tests that leave everything as it is.

    Half a second goes into building one.
    """
    from ui.web import make_app

    home = tmp_path_factory.mktemp("shared")
    parts = Store(home), Originals(home / "originals"), WordEmbedder(), Fetcher()
    with closing(Assistant(*parts)) as assistant:
        app = make_app(assistant)
        with TestClient(app, base_url="http://127.0.0.1:7860") as client:
            yield client


@pytest.fixture
def server() -> Iterator[Server]:
    """A website on this machine."""
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def fetcher(server: Server) -> Fetcher:
    """A fetcher that may visit the website on this machine."""
    return lenient(server)
