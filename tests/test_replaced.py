"""Documents that took the place of others are known to the citations of these."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant, Check, Excerpt, Reference
from assistant.reference import digest
from index import Replacement


@pytest.fixture
def write(tmp_path: Path, empty_assistant: Assistant) -> Callable[..., str]:
    """Adds a file with some text and returns the document's id."""

    def add(text: str, name: str = "tea.txt") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        (addition,) = empty_assistant.add([str(tmp_path / name)])
        assert addition.document_id
        return addition.document_id

    return add


def opened(assistant: Assistant, id: str) -> Excerpt:
    return assistant.look_up(Reference(id, 0, 3, digest("Tea")))


def newer(assistant: Assistant, id: str) -> Replacement:
    excerpt = opened(assistant, id)
    assert (excerpt.check, excerpt.document) == (Check.REMOVED, None)
    assert excerpt.replacement
    return excerpt.replacement


def test_a_newer_version_is_named_also_over_several(
    empty_assistant: Assistant, write: Callable[..., str]
) -> None:
    first, second, third = (write(f"Tea\n\nTea takes {n} minutes.\n") for n in (3, 4, 5))
    empty_assistant.edit(third, {"title": "Tea Times"})
    for old in (first, second):
        assert newer(empty_assistant, old).id == third
        assert newer(empty_assistant, old).title == "Tea Times"
    assert newer(empty_assistant, first).at <= newer(empty_assistant, second).at


def test_when_the_newer_version_is_removed_the_older_is_just_gone(
    empty_assistant: Assistant, write: Callable[..., str]
) -> None:
    first, second = (write(f"Tea\n\nTea takes {n} minutes.\n") for n in (3, 4))
    empty_assistant.remove(second)
    assert opened(empty_assistant, first).replacement is None
    assert opened(empty_assistant, second).replacement is None


def test_a_version_that_comes_back_is_there_and_replaces_the_other(
    empty_assistant: Assistant, write: Callable[..., str]
) -> None:
    first, second = (write(f"Tea\n\nTea takes {n} minutes.\n") for n in (3, 4))
    assert write("Tea\n\nTea takes 3 minutes.\n") == first
    assert opened(empty_assistant, first).check is Check.MATCHES
    assert newer(empty_assistant, second).id == first


def test_rebuilding_forgets_no_replacement(
    empty_assistant: Assistant, write: Callable[..., str]
) -> None:
    first, second = (write(f"Tea\n\nTea takes {n} minutes.\n") for n in (3, 4))
    before = newer(empty_assistant, first)
    empty_assistant.rebuild()
    assert newer(empty_assistant, first) == before
    assert opened(empty_assistant, second).check is Check.MATCHES


def test_a_removed_document_has_no_replacement(
    empty_assistant: Assistant, write: Callable[..., str]
) -> None:
    tea, _ = write("Tea\n\nTea is hot.\n"), write("Trains\n\nA train runs.\n", "train.txt")
    empty_assistant.remove(tea)
    assert opened(empty_assistant, tea).replacement is None
