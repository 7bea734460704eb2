"""Search by words: which passages hold them, and how they are ranked."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import PassageVectors, Store
from index.database import Database
from index.postings import Postings
from sources import Document, Passage, Span

WORDS = "tea leaf water cup train rail bee honey hive sea ship".split()
VECTOR = np.array([1.0, 0.0], np.float32)


def add(store: Store, name: str, texts: list[str]) -> None:
    """Add a document with a passage of each text."""
    text, passages = "", list[Passage]()
    for each in texts:
        span = Span(len(text), len(text) + len(each))
        passages.append(Passage(each, *span, None, None, f"{name} treaty", (span,)))
        text += each + "\n"
    document = Document(name, name, name, "text/plain", text)
    store.add(document, passages, [PassageVectors(VECTOR, VECTOR[None, :])] * len(texts))


def random_texts(count: int, seed: int) -> list[str]:
    chance = np.random.default_rng(seed)
    return [
        "Boats. " + " ".join(chance.choice(WORDS, chance.integers(1, 30))) for _ in range(count)
    ]


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = Store(home)
    yield store
    store.close()


@pytest.fixture
def postings(store: Store, home: Path) -> Iterator[Postings]:
    database = Database(home / "library.db")
    yield Postings(database)
    database.close()


def numbers(store: Store, word: str) -> list[int]:
    """Return the numbers of the passages that hold a word, read one by one."""
    stored = store.passages(range(1, 1_000))
    return [each.number for each in stored if word in each.passage.text.split()]


def test_a_few_passages_are_ranked_as_by_sqlite(store: Store, home: Path) -> None:
    add(store, "a", random_texts(120, seed=1))
    found = store.lexical_search(["boat", "tea", "hive", "treati", "rail"], 120)
    with sqlite3.connect(home / "library.db") as connection:
        expected = connection.execute(
            "SELECT rowid, -bm25(words, 0.5, 1.0) AS score FROM words WHERE words MATCH "
            "'boat OR tea OR hive OR treati OR rail' ORDER BY score DESC, rowid"
        ).fetchall()
    connection.close()
    assert len(expected) == 120
    assert dict(found) == pytest.approx(dict(expected))
    assert found == sorted(found, key=lambda each: (-each[1], each[0]))


def test_of_many_passages_those_that_hold_the_rarest_words_are_compared(store: Store) -> None:
    add(store, "a", ["Tea is hot."] * 400 + ["Tea is hot at sea."] * 3 + ["Honey."] * 500)
    found = store.lexical_search(["tea", "sea"], 10)
    assert [number for number, _ in found[:3]] == [401, 402, 403]
    assert len(found) == 10


def test_more_are_compared_where_more_are_wanted(store: Store) -> None:
    add(store, "a", ["Tea is hot."] * 400)
    assert len(store.lexical_search(["tea"], 350)) == 350


def test_a_search_in_some_documents_compares_only_theirs(store: Store) -> None:
    for name in ("a", "b", "c"):
        add(store, name, random_texts(250, seed=ord(name)))
    found = store.lexical_search(["tea", "sea"], 1_000, ["b"])
    held = {*numbers(store, "tea"), *numbers(store, "sea")} & set(range(251, 501))
    assert {number for number, _ in found} == held


def test_what_is_added_later_is_found_too(store: Store, postings: Postings) -> None:
    for name in ("a", "b", "c"):
        add(store, name, random_texts(20, seed=ord(name)))
        held, passages = postings.holding(["tea", "coffee"])
        tea, none = held["tea"], held["coffee"]
        assert passages == store.passage_count()
        assert tea.tolist() == numbers(store, "tea")
        assert none.tolist() == []
        assert postings.frequencies(["tea", "coffee"]) == {"tea": len(tea), "coffee": 0}


def test_what_is_removed_is_not_found_any_more(store: Store, postings: Postings) -> None:
    for name in ("a", "b", "c"):
        add(store, name, random_texts(20, seed=ord(name)))
    before = postings.holding(["tea"])[0]["tea"]
    for name in ("c", "a"):
        store.remove(name)
        tea = postings.holding(["tea"])[0]["tea"]
        assert tea.tolist() == numbers(store, "tea")
        assert postings.frequencies(["tea"]) == {"tea": len(tea)}
    assert 0 < len(tea) < len(before)


def test_a_removed_last_passage_does_not_hide_the_one_that_comes_after_it(
    store: Store, postings: Postings
) -> None:
    add(store, "a", ["Tea."])
    add(store, "b", ["Tea."])
    postings.holding(["tea"])
    store.remove("b")
    add(store, "c", ["Tea."])
    assert postings.holding(["tea"])[0]["tea"].tolist() == [1, 3]


def test_words_that_are_syntax_to_sqlite_are_words(store: Store) -> None:
    add(store, "a", ["Tea and honey."])
    assert store.lexical_search(['tea" OR "honey', "NEAR(tea", "*"], 5) == []
