"""Making a library anew: for another model, all of it or none."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant, Check, Progress, Stopped
from index import Originals, PassageVectors, Store, Vector
from sources import Passage
from sources.errors import ModelMismatch
from sources.fetch import Fetcher
from tests.conftest import TOY_LIBRARY, WordEmbedder


class LongerEmbedder(WordEmbedder):
    """Sees the same words in vectors twice as long."""

    name = "longer words"
    dimension = 2 * WordEmbedder.dimension
    fingerprint = hashlib.sha256(b"longer").hexdigest()
    broken = False

    def embed_question(self, question: str) -> Vector:
        vector = super().embed_question(question)
        return np.concatenate([vector, vector]) / np.float32(np.sqrt(2))

    def embed_passages(
        self, passages: Sequence[Passage], on_batch: Callable[[int], None] = lambda done: None
    ) -> list[PassageVectors]:
        if self.broken and "hive" in passages[0].text:
            raise MemoryError
        return super().embed_passages(passages, on_batch)


@pytest.fixture
def longer(home: Path) -> Iterator[Assistant]:
    """An assistant over the same home with another model."""
    originals = Originals(home / "originals")
    assistant = Assistant(Store(home), originals, LongerEmbedder(), Fetcher())
    yield assistant
    assistant.close()


def texts(assistant: Assistant, words: str) -> list[str]:
    return [hit.passage.text for hit in assistant.search(words)]


def test_a_library_is_made_anew_for_another_model(
    toy_assistant: Assistant, longer: Assistant
) -> None:
    before = texts(toy_assistant, "tea in a cup")
    entries = toy_assistant.documents()
    with pytest.raises(ModelMismatch, match=r"'words'.*'longer words'.*alliance rebuild"):
        longer.ask("What is tea?")
    assert longer.rebuild() == len(TOY_LIBRARY)
    assert texts(longer, "tea in a cup") == before
    assert longer.documents() == entries
    assert longer.search("tea")[0].vectors.shape[1] == LongerEmbedder.dimension


def test_one_who_has_the_library_open_with_the_old_model_is_told(
    toy_assistant: Assistant, longer: Assistant
) -> None:
    assert toy_assistant.search("tea")
    longer.rebuild()
    with pytest.raises(ModelMismatch, match="alliance rebuild"):
        toy_assistant.ask("What is tea?")


def test_one_who_has_not_searched_yet_is_told_too(
    toy_assistant: Assistant, open_assistant: Callable[[], Assistant], longer: Assistant
) -> None:
    other = open_assistant()
    other.warm_up()
    longer.rebuild()
    with pytest.raises(ModelMismatch, match="alliance rebuild"):
        other.ask("What is tea?")


def test_citations_survive(toy_assistant: Assistant, longer: Assistant) -> None:
    citations = toy_assistant.ask("How is tea made of leaves?").citations
    longer.rebuild()
    assert citations
    assert {longer.verify(each) for each in citations} == {Check.MATCHES}


def test_a_store_that_was_searched_can_change_its_model(toy_files: Path, home: Path) -> None:
    store, originals = Store(home), Originals(home / "originals")
    old = Assistant(store, originals, WordEmbedder(), Fetcher())
    old.add([str(toy_files)])
    before = texts(old, "tea in a cup")
    new = Assistant(store, originals, LongerEmbedder(), Fetcher())
    new.rebuild()
    assert texts(new, "tea in a cup") == before
    new.close()


@pytest.mark.parametrize("spoiled", [None, b"", b"Something else altogether.\n"])
def test_a_document_without_its_original_keeps_its_text(
    toy_assistant: Assistant, longer: Assistant, spoiled: bytes | None
) -> None:
    tea = toy_assistant.document("Tea")
    original = toy_assistant.original(tea.id)
    assert original
    original.unlink()
    if spoiled is not None:
        original.write_bytes(spoiled)
    assert longer.rebuild() == len(TOY_LIBRARY)
    assert longer.document("Tea") == tea
    assert any("hot water" in text for text in texts(longer, "tea"))


@pytest.mark.parametrize("at", range(len(TOY_LIBRARY)))
def test_stopping_leaves_the_library_as_it_was(
    toy_assistant: Assistant, longer: Assistant, at: int
) -> None:
    before = texts(toy_assistant, "tea and bees")

    def stop(progress: Progress) -> None:
        if progress.documents_done == at:
            raise Stopped

    with pytest.raises(Stopped):
        longer.rebuild(stop)
    assert texts(toy_assistant, "tea and bees") == before
    with pytest.raises(ModelMismatch):
        longer.ask("What is tea?")


def test_a_failure_leaves_the_library_as_it_was(toy_assistant: Assistant, home: Path) -> None:
    embedder = LongerEmbedder()
    embedder.broken = True
    longer = Assistant(Store(home), Originals(home / "originals"), embedder, Fetcher())
    before = texts(toy_assistant, "tea and bees")
    with pytest.raises(MemoryError):
        longer.rebuild()
    assert texts(toy_assistant, "tea and bees") == before
    embedder.broken = False
    assert longer.rebuild() == len(TOY_LIBRARY)
    longer.close()


def test_progress_tells_each_document(toy_assistant: Assistant, longer: Assistant) -> None:
    seen: list[Progress] = []
    longer.rebuild(seen.append)
    assert [each.documents_done for each in seen] == [0, 1, 2, 3]
    assert {each.documents for each in seen} == {len(TOY_LIBRARY)}
    assert [each.path for each in seen] == [entry.title for entry in longer.documents()]
    assert seen[-1].passages == sum(entry.passages for entry in longer.documents())


def test_questions_are_answered_meanwhile(
    toy_assistant: Assistant, open_assistant: Callable[[], Assistant], longer: Assistant
) -> None:
    def ask(progress: Progress) -> None:
        assert toy_assistant.ask("How is tea made of leaves?").citations
        assert open_assistant().documents() == toy_assistant.documents()

    longer.rebuild(ask)


def test_an_empty_library_can_be_made_anew(longer: Assistant) -> None:
    assert longer.rebuild() == 0
    assert longer.search("tea") == []


def test_what_is_read_better_today_comes_in(
    toy_assistant: Assistant, longer: Assistant, home: Path
) -> None:
    bees = toy_assistant.document("Bees")
    store = Store(home)
    store.add(replace(bees, title="Wasps", text="As an older reader read it.", notes=()), [], [])
    store.close()
    longer.rebuild()
    assert longer.document("Bees") == bees
    assert any("honey" in text for text in texts(longer, "bees"))
