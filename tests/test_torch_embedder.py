"""The model as sentence-transformers runs it: its own library's vectors, and any other model."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index import DEFAULT_MODEL, SentenceTransformerEmbedder
from index.embedder import model_folder
from sources import read_document, split
from sources.errors import ModelUnavailable

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
TEXT = b"# Tea\n\nTea is hot. It is drunk in Lisbon.\n\n# Ships\n\nA ship lies in the harbour.\n"


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module")
def network() -> list[object]:
    """What is asked of the network, as the interpreter's own audit tells it."""
    asked: list[object] = []

    def keep(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo"):
            asked.append(arguments)

    sys.addaudithook(keep)
    return asked


def test_the_network_is_watched(network: list[object]) -> None:
    socket.getaddrinfo("127.0.0.1", 80)
    assert len(network) == 1
    network.clear()


def test_vectors_are_those_of_the_models_own_library(
    embedder: SentenceTransformerEmbedder,
) -> None:
    from sentence_transformers import SentenceTransformer  # slow, and only needed here

    model = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)
    document = read_document(TEXT, "tea.md", "tea.md")
    passages = split(document, embedder.token_counts, limit=embedder.limit)
    texts = [f"{passage.context}\n{passage.text}" for passage in passages]
    ours = np.stack([vectors.passage for vectors in embedder.embed_passages(passages)])
    theirs = model.encode(texts, normalize_embeddings=True)
    assert ((ours * theirs).sum(axis=1) > 0.9999).all()
    question = "What does Article 1 say about tea?"
    assert embedder.embed_question(question) @ model.encode(question) > 0.9999


def test_the_default_model_needs_no_network(network: list[object]) -> None:
    assert SentenceTransformerEmbedder().embed_question("tea").shape == (384,)
    assert network == []


@pytest.mark.parametrize("name", ["no-such-model", "someone/no-such-model", "/no/such/folder", ""])
def test_an_unknown_model_is_unavailable_and_nothing_is_downloaded(
    name: str, network: list[object]
) -> None:
    embedder = SentenceTransformerEmbedder(name)
    with pytest.raises(ModelUnavailable, match="--model"):
        embedder.embed_question("tea")
    assert network == []


@pytest.mark.parametrize("damaged", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_folder_with_a_damaged_model_is_unavailable(tmp_path: Path, damaged: str) -> None:
    folder = shutil.copytree(model_folder(), tmp_path / "model")
    (folder / damaged).write_bytes((folder / damaged).read_bytes()[:100])
    with pytest.raises(ModelUnavailable, match="--model"):
        SentenceTransformerEmbedder(str(folder)).embed_question("tea")


def test_a_model_can_be_given_by_its_folder(embedder: SentenceTransformerEmbedder) -> None:
    other = SentenceTransformerEmbedder(str(model_folder()))
    assert other.fingerprint == embedder.fingerprint
    assert other.name == str(model_folder())


def test_naming_a_model_loads_nothing() -> None:
    program = (
        "import sys; from index import SentenceTransformerEmbedder; "
        "print(SentenceTransformerEmbedder().name, 'torch' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.split() == [DEFAULT_MODEL, "False"]


def test_loading_says_nothing_on_the_terminal() -> None:
    program = "from index import SentenceTransformerEmbedder as E; E().embed_question('tea')"
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    assert (run.stdout, run.stderr) == ("", "")
