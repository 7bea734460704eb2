"""The store: what is added is found again, whole, by any thread and any process."""

import sqlite3
import string
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Store, terms
from sources import Document, Passage, Report, read_document, split
from sources.errors import ModelMismatch
from tests.conftest import VOCABULARY, WordEmbedder

EMBEDDER = WordEmbedder()
SENTENCES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(
    lambda words: " ".join(words).capitalize() + "."
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join)


def read(text: str, source: str) -> tuple[Document, list[Passage]]:
    document = read_document(text.encode(), "toy.txt", source)
    return document, split(document, EMBEDDER.token_counts, limit=EMBEDDER.limit, target=12)


def add(store: Store, text: str, source: str = "toy.txt") -> Document:
    document, passages = read(text, source)
    store.add(document, passages, EMBEDDER.embed_passages(passages))
    return document


def dense(store: Store, question: str, documents: list[str] | None = None) -> list[str]:
    found = store.dense_search(EMBEDDER.embed_question(question), 10, documents)
    return [each.passage.text for each in store.passages([number for number, _ in found])]


def lexical(store: Store, words: str, documents: list[str] | None = None) -> list[str]:
    found = store.lexical_search(terms(words), 10, documents)
    return [each.passage.text for each in store.passages([number for number, _ in found])]


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = Store(home)
    yield store
    store.close()


@pytest.fixture
def other(home: Path, store: Store) -> Iterator[Store]:
    """A second store on the same folder, as another process has it."""
    other = Store(home)
    yield other
    other.close()


def test_a_document_comes_back_as_it_was(store: Store) -> None:
    text = "# Bees\n\nBees make honey.[^1]\n\n[^1]: A note, <https://a.example>\n"
    document = read_document(text.encode(), "bees.md", "/a/bees.md")
    passages = split(document, EMBEDDER.token_counts, limit=EMBEDDER.limit)
    store.add(document, passages, EMBEDDER.embed_passages(passages))
    assert store.document(document.id) == document
    assert document.headings
    assert document.notes


def test_where_a_document_came_from_and_how_it_was_read_is_kept(store: Store) -> None:
    document, passages = read("Tea is hot.", "https://tea.example/tea.txt")
    document = replace(
        document,
        language="en",
        address="https://tea.example/",
        fetched_at="2026-11-25T12:00:00Z",
        report=Report("a reader", ("the page header “Draft”, on 12 pages",), (2, 3)),
    )
    store.add(document, passages, EMBEDDER.embed_passages(passages))
    assert store.document(document.id) == document


def test_a_document_of_an_older_library_comes_back_without_what_was_not_kept_then(
    store: Store, home: Path
) -> None:
    document = add(store, "Tea is hot.")
    with sqlite3.connect(home / "library.db") as connection:
        connection.execute("DELETE FROM provenance")
    connection.close()
    assert document.report != Report()
    assert store.document(document.id) == replace(document, report=Report())


def test_a_passage_comes_back_as_it_was(store: Store) -> None:
    _, passages = read("Tea is hot. A cup of tea.", "toy.txt")
    add(store, "Tea is hot. A cup of tea.")
    ((number, similarity),) = store.dense_search(EMBEDDER.embed_question("tea"), 10)
    (stored,) = store.passages([number])
    (vectors,) = EMBEDDER.embed_passages(passages)
    assert [stored.passage] == passages
    assert similarity == pytest.approx(stored.vector @ EMBEDDER.embed_question("tea"))
    np.testing.assert_allclose(stored.vector, vectors.passage, atol=1e-3)
    np.testing.assert_allclose(stored.sentence_vectors, vectors.sentences, atol=1e-3)


@given(st.lists(TEXTS, max_size=4, unique=True))
@settings(max_examples=25, deadline=None)
def test_adding_closing_and_opening_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("home")
    first = Store(folder)
    added = [add(first, text, f"{number}.txt") for number, text in enumerate(texts)]
    question = EMBEDDER.embed_question("tea and bees at sea")
    before = first.dense_search(question, 50), first.lexical_search(["tea", "bee"], 50)
    first.close()
    second = Store(folder)
    assert (second.dense_search(question, 50), second.lexical_search(["tea", "bee"], 50)) == before
    assert [second.document(each.id) for each in added] == added
    second.close()


def test_a_document_takes_the_place_of_the_one_from_the_same_source(store: Store) -> None:
    old, new = add(store, "Tea is hot."), add(store, "Bees make honey.")
    assert [entry.id for entry in store.entries()] == [new.id]
    assert store.document(old.id) is None
    assert (dense(store, "tea bee"), lexical(store, "tea bee")) == (["Bees make honey."],) * 2


def test_a_document_takes_the_place_of_the_one_with_the_same_content(store: Store) -> None:
    add(store, "Tea is hot.", "old.txt")
    add(store, "Tea is hot.", "new.txt")
    assert [entry.source for entry in store.entries()] == ["new.txt"]
    assert store.passage_count() == 1


def test_a_removed_document_is_gone_from_both_searches(store: Store) -> None:
    document = add(store, "Tea is hot.")
    assert dense(store, "tea") == lexical(store, "tea") == ["Tea is hot."]
    assert store.remove(document.id)
    assert dense(store, "tea") == lexical(store, "tea") == []
    assert (store.passage_count(), store.entries()) == (0, [])
    assert store.document_frequencies(["tea"]) == ({"tea": 0}, 0)


def test_removing_what_is_not_there_is_told(store: Store) -> None:
    assert not store.remove("f" * 64)


def test_passage_numbers_are_never_used_again(store: Store) -> None:
    seen: set[int] = set()
    for text in ("Tea is hot.", "Tea is cold.", "Tea is green."):
        document = add(store, text)
        numbers = {number for number, _ in store.dense_search(EMBEDDER.embed_question("tea"), 9)}
        assert numbers
        assert not numbers & seen
        seen |= numbers
        store.remove(document.id)


def test_another_process_sees_changes_at_once(store: Store, other: Store) -> None:
    assert dense(other, "tea") == []
    document = add(store, "Tea is hot.")
    assert dense(other, "tea") == lexical(other, "tea") == ["Tea is hot."]
    add(other, "Tea is cold.", "other.txt")
    assert sorted(dense(store, "tea")) == ["Tea is cold.", "Tea is hot."]
    store.remove(document.id)
    assert dense(other, "tea") == lexical(other, "tea") == ["Tea is cold."]


def test_a_document_that_cannot_be_added_whole_leaves_nothing(store: Store) -> None:
    add(store, "Tea is hot.")
    document, passages = read("Bees make honey in a hive. " * 4, "toy.txt")
    vectors = EMBEDDER.embed_passages(passages)
    assert len(passages) > 1
    with pytest.raises(ValueError, match="shorter"):
        store.add(document, passages, vectors[:-1])
    assert (dense(store, "tea bee"), lexical(store, "tea bee")) == (["Tea is hot."],) * 2
    assert store.passage_count() == len(store.entries()) == 1


def test_the_next_document_is_added_after_one_that_failed(store: Store) -> None:
    document, passages = read("Bees make honey.", "toy.txt")
    with pytest.raises(ValueError, match="shorter"):
        store.add(document, passages, [])
    add(store, "Tea is hot.")
    assert dense(store, "tea") == ["Tea is hot."]


@pytest.mark.parametrize(
    "term", ['"', "tea*", "NOT", "tea OR bee", "NEAR(", "body:", "^", "-", "", "a b", "1⁄2", "%"]
)
def test_query_syntax_in_terms_is_harmless(store: Store, term: str) -> None:
    add(store, "Tea is hot.")
    number = store.lexical_search(["tea"], 10)[0][0]
    assert store.lexical_search([term], 10) == []
    assert [found for found, _ in store.lexical_search([term, "tea"], 10)] == [number]
    assert store.place_search([term, "toy"], 10) == []


@given(st.text(string.printable + "éßœ½№²ﬁЖωسа中あ", min_size=1))
@settings(max_examples=60, deadline=None)
def test_every_word_of_a_text_finds_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    store = Store(tmp_path_factory.mktemp("home"))
    passage = Passage(text, 0, len(text), None, None, "", ())
    document = Document("d", "title", "source", "text/plain", text)
    store.add(document, [passage], EMBEDDER.embed_passages([read("Tea.", "s")[1][0]]))
    for term in terms(text):
        assert len(store.lexical_search([term], 10)) == 1, term
    store.close()


def test_a_thousand_words_can_be_searched_for(store: Store) -> None:
    words = [f"word{number}" for number in range(1_000)]
    add(store, "Tea " + " ".join(words))
    assert len(store.lexical_search(words, 10_000)) == store.passage_count()
    assert store.place_search(words, 10) == []


def test_a_search_can_be_limited_to_documents(store: Store) -> None:
    hot, cold = add(store, "Tea is hot.", "a.txt"), add(store, "Tea is cold.", "b.txt")
    assert dense(store, "tea", [hot.id]) == lexical(store, "tea", [hot.id]) == ["Tea is hot."]
    assert sorted(dense(store, "tea", [hot.id, cold.id])) == ["Tea is cold.", "Tea is hot."]
    assert dense(store, "tea", []) == lexical(store, "tea", []) == []
    assert dense(store, "tea", ["unknown"]) == []


def test_words_of_the_title_are_a_place(store: Store) -> None:
    document = read_document(b"# Tea leaves\n\nThey are dried.", "a.md", "a.md")
    passages = split(document, EMBEDDER.token_counts, limit=EMBEDDER.limit)
    store.add(document, passages, EMBEDDER.embed_passages(passages))
    assert len(store.place_search(terms("tea leaf leaves"), 10)) == 0
    assert len(store.place_search(terms("the leaves of tea"), 10)) == 1
    assert store.place_search([], 10) == []


def test_entries_tell_what_was_added(store: Store) -> None:
    document = add(store, "Tea is hot. A cup of tea.", "/a/tea.txt")
    (entry,) = store.entries()
    assert entry == store.entry(document.id)
    assert (entry.source, entry.pages, entry.passages) == ("/a/tea.txt", None, 1)
    assert entry.characters == len(document.text)
    assert entry.added_at.endswith("+00:00")
    assert store.id_of_source("/a/tea.txt") == document.id
    assert store.id_of_source("/a/other.txt") is None


def test_entries_are_ordered_by_title_whatever_its_case(store: Store) -> None:
    for title in ("beta", "Gamma", "Alpha"):
        document = read_document(f"# {title}\n\nTea for {title}.".encode(), "a.md", title)
        store.add(document, [], [])
    assert [entry.title for entry in store.entries()] == ["Alpha", "beta", "Gamma"]


class OtherEmbedder(WordEmbedder):
    name = "other words"
    fingerprint = "another"


def test_another_model_is_refused_with_the_cure(store: Store, other: Store) -> None:
    store.check_model(EMBEDDER)
    store.check_model(EMBEDDER)
    with pytest.raises(ModelMismatch, match=r"'words'.*'other words'.*alliance rebuild"):
        other.check_model(OtherEmbedder())


def test_vectors_of_a_model_that_was_replaced_are_not_added(store: Store, other: Store) -> None:
    store.check_model(EMBEDDER)
    add(store, "Tea is hot.")
    other.rebuild(OtherEmbedder(), [])
    with pytest.raises(ModelMismatch, match="alliance rebuild"):
        add(store, "Bees make honey.", "bees.txt")
    assert [entry.source for entry in store.entries()] == ["toy.txt"]


def test_a_search_waits_for_nobody_and_an_add_waits_its_turn(store: Store, home: Path) -> None:
    add(store, "Tea is hot.")
    holder = sqlite3.connect(home / "library.db", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    adding = threading.Thread(target=add, args=(store, "Bees make honey.", "bees.txt"))
    adding.start()
    time.sleep(0.3)
    assert dense(store, "tea bee") == ["Tea is hot."]
    assert adding.is_alive()
    holder.execute("ROLLBACK")
    adding.join(60)
    holder.close()
    assert dense(store, "bee")[0] == "Bees make honey."
