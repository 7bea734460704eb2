"""The starter library: offered once, and never forced on anyone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Outcome, Progress, Settings, Stopped, Suggester
from assistant.starter import Starter
from index import Store
from sources.starter import starter_briefs


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """The store of the assistant's home, to look behind it."""
    store = Store(home)
    yield store
    store.close()


def missing(store: Store) -> list[str]:
    return [item.path for item in Starter(store).missing()]


def test_there_are_briefs() -> None:
    assert len(starter_briefs()) >= 5


def test_the_first_time_adds_all_and_the_second_none(empty_assistant: Assistant) -> None:
    additions = empty_assistant.add_starter()
    assert {addition.outcome for addition in additions} == {Outcome.ADDED}
    assert [each.path for each in additions] == [
        f"starter library/{path.name}" for path in starter_briefs()
    ]
    assert len(empty_assistant.documents()) == len(starter_briefs())
    assert empty_assistant.add_starter() == []


def test_the_starter_is_in_addition_to_what_is_there(toy_assistant: Assistant) -> None:
    before = len(toy_assistant.documents())
    toy_assistant.add_starter()
    assert len(toy_assistant.documents()) == before + len(starter_briefs())


def test_a_brief_that_was_removed_stays_away(empty_assistant: Assistant, store: Store) -> None:
    (first, *_) = empty_assistant.add_starter()
    empty_assistant.remove(str(first.document_id))
    assert empty_assistant.add_starter() == []
    remember_another_version(store, first.path)
    assert empty_assistant.add_starter() == []


def test_a_brief_that_this_version_has_no_more_is_removed(
    toy_assistant: Assistant, store: Store
) -> None:
    toy_assistant.add_starter()
    remember_another_version(store, str(toy_assistant.find("Tea").source))
    before = len(toy_assistant.documents())
    toy_assistant.add_starter()
    assert len(toy_assistant.documents()) == before - 1


def test_examples_are_questions_of_briefs_that_are_there(empty_assistant: Assistant) -> None:
    suggester = Suggester(empty_assistant)
    assert suggester.examples(4) == []
    additions = empty_assistant.add_starter()
    examples = suggester.examples(4)
    assert len(set(examples)) == 4
    for each in additions[1:]:
        empty_assistant.remove(str(each.document_id))
    assert len(suggester.examples(4)) == 1


def remember_another_version(store: Store, source: str) -> None:
    offered = json.loads(store.meta("starter") or "{}")
    store.set_meta("starter", json.dumps({**offered, source: "the hash of another version"}))


def test_a_brief_that_has_changed_is_offered_again(
    empty_assistant: Assistant, store: Store
) -> None:
    (first, *_) = empty_assistant.add_starter()
    remember_another_version(store, first.path)
    assert missing(store) == [first.path]
    assert [each.path for each in empty_assistant.add_starter()] == [first.path]
    assert missing(store) == []


def test_a_brief_that_is_new_is_offered(empty_assistant: Assistant, store: Store) -> None:
    second = empty_assistant.add_starter()[1]
    offered = json.loads(store.meta("starter") or "{}")
    del offered[second.path]
    store.set_meta("starter", json.dumps(offered))
    assert missing(store) == [second.path]


def test_briefs_that_were_not_added_are_offered_again(
    empty_assistant: Assistant, store: Store
) -> None:
    def stop(progress: Progress) -> None:
        raise Stopped

    assert {each.outcome for each in empty_assistant.add_starter(stop)} == {Outcome.SKIPPED}
    assert len(missing(store)) == len(starter_briefs())
    assert {each.outcome for each in empty_assistant.add_starter()} == {Outcome.ADDED}


def test_what_was_declined_stays_declined(home: Path) -> None:
    for starter in (False, True):
        assistant = Assistant.open(Settings(home, model="none is loaded", starter=starter))
        assert assistant.add_starter() == []
        assistant.close()


def test_a_library_that_has_the_starter_keeps_it(
    empty_assistant: Assistant, home: Path, store: Store
) -> None:
    (first, *_) = empty_assistant.add_starter()
    Assistant.open(Settings(home, starter=False)).close()
    assert len(empty_assistant.documents()) == len(starter_briefs())
    remember_another_version(store, first.path)
    assert missing(store) == [first.path]
