"""Hybrid retrieval: by meaning, by words, and by the place that a question names."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Hit, Retriever, Store, Vector
from sources import Document, read_document, split
from tests.conftest import VOCABULARY, WordEmbedder

EMBEDDER = WordEmbedder()
TREATY = """# The Tea Treaty

## Article 5

An attack on one is an attack on all.

## Article 6

Article 5 covers ships.
"""


class Synonyms(WordEmbedder):
    """Knows that tea is a beverage."""

    def embed_question(self, question: str) -> Vector:
        return super().embed_question(question.replace("beverage", "tea"))


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = Store(home)
    yield store
    store.close()


def add(store: Store, text: str, name: str) -> Document:
    document = read_document(text.encode(), name, name)
    passages = split(document, EMBEDDER.token_counts, limit=EMBEDDER.limit)
    store.add(document, passages, EMBEDDER.embed_passages(passages))
    return document


def search(store: Store, question: str, documents: list[str] | None = None) -> list[Hit]:
    return Retriever(store, EMBEDDER).search(question, 10, documents).hits


def texts(hits: list[Hit]) -> list[str]:
    return [hit.passage.text for hit in hits]


def test_an_empty_library_has_no_hits(store: Store) -> None:
    assert search(store, "tea") == []


def test_words_that_the_model_does_not_know_find_a_passage(store: Store) -> None:
    add(store, "Zebras sleep.", "a.txt")
    add(store, "Tigers hunt.", "b.txt")
    assert texts(search(store, "What do tigers do?"))[0] == "Tigers hunt."


def test_meaning_without_a_common_word_finds_a_passage(store: Store) -> None:
    add(store, "Tea steams.", "a.txt")
    add(store, "Bees hum.", "b.txt")
    (best, *_) = Retriever(store, Synonyms()).search("Which beverage?", 10).hits
    assert best.passage.text == "Tea steams."
    assert (best.dense, best.coverage) == (pytest.approx(1, abs=1e-3), 0)


def test_a_place_that_is_named_comes_before_a_passage_that_speaks_of_it(store: Store) -> None:
    add(store, TREATY, "treaty.md")
    best, *others = search(store, "What does Article 5 of the Tea Treaty say?")
    assert best.passage.text == "An attack on one is an attack on all."
    assert best.named
    assert not any(hit.named for hit in others)


def test_a_question_with_more_than_a_place_names_none(store: Store) -> None:
    add(store, TREATY, "treaty.md")
    assert not any(hit.named for hit in search(store, "When was Article 5 invoked?"))


def test_a_search_in_some_documents_finds_nothing_of_others(store: Store) -> None:
    tea, sea = add(store, "Tea is hot.", "a.txt"), add(store, "The sea is deep.", "b.txt")
    assert texts(search(store, "tea", [sea.id])) == ["The sea is deep."]
    assert {hit.document_id for hit in search(store, "tea", [tea.id, sea.id])} == {tea.id, sea.id}
    assert search(store, "tea", []) == []


def test_hits_are_limited_and_best_first(store: Store) -> None:
    for number in range(12):
        add(store, "Tea " * (number + 1) + "and water.", f"{number}.txt")
    hits = Retriever(store, EMBEDDER).search("tea", 5).hits
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_hit_tells_how_alike_it_is(store: Store) -> None:
    add(store, "Tea in a cup. The sea is deep.", "toy.txt")
    (hit,) = search(store, "tea")
    assert hit.dense == pytest.approx(1 / np.sqrt(3), abs=1e-3)
    np.testing.assert_allclose(hit.similarities, [1 / np.sqrt(2), 0], atol=1e-3)
    assert hit.overlaps[0] > hit.overlaps[1] == 0


def test_coverage_is_the_share_of_the_words_of_a_question(store: Store) -> None:
    add(store, "Tea in a cup.", "toy.txt")
    assert search(store, "tea cup")[0].coverage == pytest.approx(1)
    assert 0 < search(store, "tea zebra")[0].coverage < 0.5
    assert search(store, "zebra")[0].coverage == search(store, "what is it")[0].coverage == 0


def test_words_of_the_title_count_for_coverage(store: Store) -> None:
    add(store, "# Tea\n\nIt is hot.", "tea.md")
    assert search(store, "hot tea")[0].coverage == pytest.approx(1)


@pytest.mark.parametrize("question", ['"', "tea OR", "tea* NOT (", "body:tea", "½ tea", "tea\0cup"])
def test_query_syntax_in_a_question_is_harmless(store: Store, question: str) -> None:
    add(store, "Tea is hot.", "toy.txt")
    assert texts(search(store, question)) == ["Tea is hot."]


def test_equal_passages_have_an_order_that_does_not_depend_on_when_they_were_added(
    tmp_path: Path,
) -> None:
    orders = []
    for names in ("abcdef", "fedcba"):
        store = Store(tmp_path / names)
        for name in names:
            add(store, f"Tea is hot.\n\n\n{name}{name}", f"{name}.txt")
        orders.append([hit.document_id for hit in search(store, "tea")])
        store.close()
    assert orders[0] == orders[1]


@given(st.lists(st.sampled_from([*VOCABULARY, "zebra", "tiger"]), max_size=6).map(" ".join))
@settings(max_examples=20, deadline=None)
def test_a_search_has_the_same_hits_each_time(
    tmp_path_factory: pytest.TempPathFactory, question: str
) -> None:
    store = Store(tmp_path_factory.mktemp("home"))
    for number, word in enumerate(VOCABULARY):
        add(store, f"A {word} and a zebra.", f"{number}.txt")
    first = [(hit.document_id, hit.score, hit.coverage) for hit in search(store, question)]
    assert first == [(hit.document_id, hit.score, hit.coverage) for hit in search(store, question)]
    store.close()
