"""What ranks the passages that were found: how near they are, without their texts."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import PassageVectors, Store
from sources import Document, Passage, Span

QUESTION = np.array([1.0, 0.0], np.float32)


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = Store(home)
    yield store
    store.close()


def add(store: Store, name: str, passage: list[float], sentences: list[list[float]]) -> int:
    """Add a document of one passage with some vectors; return the passage's number."""
    text = "Tea. " * len(sentences)
    spans = tuple(Span(each * 5, each * 5 + 4) for each in range(len(sentences)))
    store.add(
        Document(name, name, f"{name}.txt", "text/plain", text),
        [Passage(text, 0, len(text), None, None, name, spans)],
        [PassageVectors(np.array(passage, np.float32), np.array(sentences, np.float32))],
    )
    ((number, _),) = store.dense_search(QUESTION, 1, [name])
    return number


def test_a_passage_is_as_near_as_its_vector_and_as_its_nearest_sentence(store: Store) -> None:
    first = add(store, "first", [0.5, 0.0], [[0.25, 0.0], [0.75, 0.0], [0.0, 1.0]])
    second = add(store, "second", [0.0, 1.0], [[-0.5, 0.5]])
    found = store.candidates([second, first], QUESTION)
    assert [(each.number, each.dense, each.sentence) for each in found] == [
        (second, 0.0, -0.5),
        (first, 0.5, 0.75),
    ]
    assert [(each.document_id, each.start) for each in found] == [("second", 0), ("first", 0)]


def test_passages_that_are_gone_are_no_candidates(store: Store) -> None:
    number = add(store, "first", [0.5, 0.0], [[0.25, 0.0]])
    assert store.candidates([], QUESTION) == store.candidates([number + 1], QUESTION) == []


def test_passages_with_the_same_vectors_are_equally_near_wherever_they_stand(store: Store) -> None:
    chance = np.random.default_rng(1)
    question = chance.normal(size=384).astype(np.float32)
    vector, sentences = chance.normal(size=384), chance.normal(size=(3, 384))
    vectors = PassageVectors(vector.astype(np.float32), sentences.astype(np.float32))
    spans = (Span(0, 4), Span(5, 9), Span(10, 14))
    for number in range(11):
        document = Document(str(number), "Tea", f"{number}.txt", "text/plain", "Tea. Tea. Tea.")
        store.add(document, [Passage("Tea. Tea. Tea.", 0, 14, None, None, "Tea", spans)], [vectors])
    found = store.candidates(range(1, 12), question)
    assert len({(each.dense, each.sentence) for each in found}) == 1
