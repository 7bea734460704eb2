"""Misspelt words of a question, and what is searched for instead."""

from pathlib import Path

import pytest

from assistant import Assistant
from index import Store
from tests.test_store import EMBEDDER, read

TEXT = (
    "# Board\n\nStoltenberg met the Counterterrorism Committee. Daesh lost Mosul in 2017. "
    "Enduring Freedom began. Freedoms, harm and Interoperability were discussed in Malta.\n"
)


@pytest.fixture
def assistant(empty_assistant: Assistant, tmp_path: Path) -> Assistant:
    (tmp_path / "board.md").write_text(TEXT, encoding="utf-8")
    empty_assistant.add([str(tmp_path / "board.md")])
    return empty_assistant


@pytest.mark.parametrize(
    ("question", "searched_for"),
    [
        ("Whom did Stoltenburg meet?", ("Stoltenberg",)),
        ("When did Daish lose Mosul?", ("Daesh",)),
        ("Who met the Counterterorism Comittee?", ("Counterterrorism", "Committee")),
        ("When did Daesh lose Mosul?", ()),
        ("What did the zebra do?", ()),
        ("Who is Boltenberg?", ()),
        ("What about a dash?", ()),
        ("What about Hurm of Daesh?", ()),
        ("Was there Interoperabillity?", ("Interoperability",)),
        ("What about enduring Freedoom?", ("Freedom",)),
        ("Whose Freedomm is Enduring?", ("Freedom",)),
        ("What did the Maltan do?", ()),
    ],
)
def test_a_misspelt_word_is_searched_as_the_documents_write_it(
    assistant: Assistant, question: str, searched_for: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert answer.searched_for == searched_for
    assert answer.read_as == question


def test_a_word_that_the_model_knows_is_not_misspelt(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "ship.md").write_text("# Ships\n\nShipp & Sons build.\n", encoding="utf-8")
    assistant.add([str(tmp_path / "ship.md")])
    assert assistant.ask("Which ship?").searched_for == ()


@pytest.mark.parametrize("word", ["summarise", "summarized", "summarising"])
def test_a_word_that_is_made_of_a_known_one_is_not_misspelt(home: Path, word: str) -> None:
    store = Store(home)
    document, passages = read("Summaries of it. A summary.", "toy.txt")
    store.add(document, passages, EMBEDDER.embed_passages(passages))
    assert store.corrected(word, lambda known: known == "summary") == (word, ())
    store.close()
