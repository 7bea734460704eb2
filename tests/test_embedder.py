"""The real embedding model, as it was published and as the copies that are converted from it."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index import DEFAULT_MODEL, Embedder, SentenceTransformerEmbedder
from index.conversion import open_converted
from index.embedder import DEFAULT_MODEL_SHA256, model_folder
from sources import Passage, read_document, split

pytestmark = pytest.mark.model

TEXT = b"""# The Tea Treaty

## Article 1

Tea is made of leaves and hot water. A cup of tea takes three minutes. It is drunk in Lisbon.

## Article 2

An armed attack against one shall be considered an attack against all. The Parties assist.

## Article 3

Short.
"""


@pytest.fixture(scope="module", params=["original", "copy", "exact copy"])
def embedder(request: pytest.FixtureRequest, models: Path) -> Embedder:
    if request.param == "original":
        return SentenceTransformerEmbedder()
    return open_converted(models, None if request.param == "copy" else ["fp32"])


@pytest.fixture(scope="module")
def passages(embedder: Embedder) -> list[Passage]:
    document = read_document(TEXT, "treaty.md", "treaty.md")
    return split(document, embedder.token_counts, limit=embedder.limit)


def test_the_weights_are_the_published_ones() -> None:
    (weights,) = model_folder().rglob("model.safetensors")
    assert hashlib.sha256(weights.read_bytes()).hexdigest() == DEFAULT_MODEL_SHA256
    assert DEFAULT_MODEL_SHA256 == (
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    )


def test_the_model_tells_what_it_is(embedder: Embedder) -> None:
    assert (embedder.name, embedder.dimension, embedder.limit) == (DEFAULT_MODEL, 384, 256)
    assert len(bytes.fromhex(embedder.fingerprint)) == 32


def test_vectors_are_of_length_one_and_one_a_sentence(
    embedder: Embedder, passages: list[Passage]
) -> None:
    for passage, vectors in zip(passages, embedder.embed_passages(passages), strict=True):
        assert vectors.passage.shape == (384,)
        assert vectors.sentences.shape == (len(passage.sentences), 384)
        assert vectors.passage.dtype == vectors.sentences.dtype == np.float32
        norms = np.linalg.norm(np.vstack([vectors.passage, vectors.sentences]), axis=1)
        np.testing.assert_allclose(norms, 1, atol=1e-5)


def test_a_sentence_is_nearest_to_the_question_that_it_answers(
    embedder: Embedder, passages: list[Passage]
) -> None:
    (tea, *_) = embedder.embed_passages(passages)
    for number, question in enumerate(
        ("What is tea made of?", "How many minutes does a cup take?", "In which city is it drunk?")
    ):
        assert np.argmax(tea.sentences @ embedder.embed_question(question)) == number


def test_vectors_come_in_the_order_of_the_passages_whatever_their_length(
    embedder: Embedder, passages: list[Passage]
) -> None:
    alone = [embedder.embed_passages([passage])[0] for passage in passages]
    together = embedder.embed_passages(passages * 15)
    for number, vectors in enumerate(together):
        one = alone[number % len(passages)]
        np.testing.assert_allclose(vectors.passage, one.passage, atol=1e-4)
        np.testing.assert_allclose(vectors.sentences, one.sentences, atol=1e-4)


def test_each_batch_is_told_with_the_number_of_its_passages(
    embedder: Embedder, passages: list[Passage]
) -> None:
    batches: list[int] = []
    embedder.embed_passages(passages * 15, batches.append)
    assert len(batches) > 1
    assert sum(batches) == len(passages) * 15


def test_what_a_batch_raises_ends_the_work(embedder: Embedder, passages: list[Passage]) -> None:
    batches: list[int] = []

    def stop(done: int) -> None:
        batches.append(done)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        embedder.embed_passages(passages * 15, stop)
    assert len(batches) == 1


def test_nothing_gives_nothing(embedder: Embedder) -> None:
    assert embedder.embed_passages([]) == []
    assert embedder.token_counts([]) == []


def test_tokens_are_counted_without_the_models_own_marks(
    embedder: Embedder,
) -> None:
    texts = ["tea", "Tea is hot.", "", "counter-terrorism", "tea " * 2_000]
    assert embedder.token_counts(texts) == [1, 4, 0, 3, 2_000]


def test_a_passage_longer_than_the_model_takes_has_all_its_vectors(
    embedder: Embedder,
) -> None:
    text = "Tea is hot. " * 200
    document = read_document(text.encode(), "tea.txt", "tea.txt")
    (passage,) = split(document, embedder.token_counts, limit=10_000, target=10_000)
    (vectors,) = embedder.embed_passages([passage])
    np.testing.assert_allclose(np.linalg.norm(vectors.sentences, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(vectors.sentences[-1], vectors.passage)
    assert not np.array_equal(vectors.sentences[0], vectors.passage)


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "😀中é", "½", "a" * 5_000, "[CLS][SEP]"])
def test_any_text_has_a_vector(embedder: Embedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed_question(text)) == pytest.approx(1, abs=1e-5)


def test_the_same_text_has_the_same_vector_each_time(
    embedder: Embedder, passages: list[Passage]
) -> None:
    first, second = embedder.embed_passages(passages), embedder.embed_passages(passages)
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.passage, other.passage)
        np.testing.assert_array_equal(one.sentences, other.sentences)


def test_several_threads_can_embed_and_count_at_once(
    embedder: Embedder, passages: list[Passage]
) -> None:
    def work(number: int) -> np.ndarray:
        embedder.token_counts([f"tea {number}"] * 5)
        embedder.embed_passages(passages)
        return embedder.embed_question("What is tea?")

    with ThreadPoolExecutor(4) as pool:
        vectors = list(pool.map(work, range(12)))
    for vector in vectors:
        np.testing.assert_allclose(vector, vectors[0], atol=1e-5)
