"""Questions that are offered: each was asked, and answered by a quote that was not shown yet."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from assistant import Assistant, Scope, Status, Suggester
from assistant.scope import EVERYTHING

HANDBOOK = """# The Tea Handbook

Tea is drunk in all countries.

## Hot water

Hot water is poured over the leaves of tea.

## Harbour of tea

The harbour of tea is London, where each ship brings leaf and cup.

## Introduction

This is what one reads first.

## Notes of bees

Nobody wrote any.
"""
QUESTION = "What is poured over the leaves of tea?"
ON_WATER = "What does “The Tea Handbook” say about “Hot water”?"
ON_HARBOUR = "What does “The Tea Handbook” say about “Harbour of tea”?"


@pytest.fixture
def handbook(empty_assistant: Assistant, tmp_path: Path) -> Assistant:
    """An assistant that knows the handbook alone."""
    (tmp_path / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    empty_assistant.add([str(tmp_path / "handbook.md")])
    return empty_assistant


@pytest.fixture
def patient(handbook: Assistant) -> Suggester:
    """A suggester for which no time passes."""
    return Suggester(handbook, lambda: 0.0)


def after(suggester: Suggester, assistant: Assistant, *questions: str, scope: Scope = EVERYTHING) -> list[str]:  # fmt: skip
    answer = assistant.ask(questions[-1], questions[:-1], scope=scope)
    return list(suggester.after(answer, questions))


def test_other_sections_of_what_was_cited_are_offered(
    handbook: Assistant, patient: Suggester
) -> None:
    assert after(patient, handbook, QUESTION) == [ON_HARBOUR]
    assert after(patient, handbook, ON_HARBOUR) == [ON_WATER]


def test_what_is_offered_is_answered_by_a_quote_that_was_not_shown(
    handbook: Assistant, patient: Suggester
) -> None:
    answer = handbook.ask(QUESTION)
    offered = list(patient.after(answer, [QUESTION]))
    assert offered
    shown = {(each.start, each.end) for each in answer.citations}
    for question in offered:
        again = handbook.ask(question, [QUESTION])
        assert again.status is Status.ANSWERED
        assert (again.citations[0].start, again.citations[0].end) not in shown


def test_what_was_asked_is_not_offered_again(handbook: Assistant, patient: Suggester) -> None:
    assert after(patient, handbook, ON_HARBOUR, QUESTION) == []


def test_the_same_answer_is_followed_by_the_same_questions(
    handbook: Assistant, patient: Suggester
) -> None:
    assert after(patient, handbook, QUESTION) == after(patient, handbook, QUESTION)


def test_nothing_is_offered_when_the_time_is_over(handbook: Assistant) -> None:
    seconds: Iterator[float] = map(float, count(step=3))
    hasty = Suggester(handbook, lambda: next(seconds))
    assert after(hasty, handbook, QUESTION) == []


def test_nothing_more_is_asked_once_nobody_waits(handbook: Assistant) -> None:
    suggester = Suggester(handbook, lambda: 0.0)
    answer = handbook.ask(QUESTION)
    assert list(suggester.after(answer, [QUESTION], lambda: True)) == [ON_HARBOUR]
    assert list(suggester.after(answer, [QUESTION], lambda: False)) == []


def test_only_what_the_scope_answers_is_offered(
    handbook: Assistant, patient: Suggester, toy_files: Path
) -> None:
    handbook.add([str(toy_files / "tea.txt")])
    tea = Scope((handbook.find("Tea").id,))
    assert after(patient, handbook, "What is tea made of?", scope=tea) == []


@pytest.mark.parametrize("question", ["Hello", "Who won the football cup of elephants?"])
def test_nothing_goes_on_from_what_quotes_nothing(
    question: str, handbook: Assistant, patient: Suggester
) -> None:
    assert after(patient, handbook, question) == []


def test_without_starter_briefs_examples_are_made_from_the_documents(
    handbook: Assistant, patient: Suggester
) -> None:
    examples = patient.examples(4)
    assert examples == [ON_WATER, ON_HARBOUR]
    assert all(handbook.ask(each).status is Status.ANSWERED for each in examples)
    assert patient.examples(1) == [ON_WATER]


def test_a_document_without_headings_gives_examples_by_its_names(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    text = "Hive\n\nThe Queen Bee of Sheba has honey. A ship lies in the harbour.\n"
    (tmp_path / "hive.txt").write_text(text, encoding="utf-8")
    empty_assistant.add([str(tmp_path / "hive.txt")])
    examples = Suggester(empty_assistant, lambda: 0.0).examples(4)
    assert examples == ["What do the documents say about the Queen Bee of Sheba?"]


def test_an_empty_library_offers_nothing(empty_assistant: Assistant) -> None:
    assert Suggester(empty_assistant).examples(4) == []


def test_a_hostile_heading_stays_as_it_is_written_on_one_line(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    heading = "Hot water ${alert(1)} {{tea}} \\<b onclick=x>"
    text = f"# Handbook\n\nTea.\n\n## {heading}\n\nHot water is poured over leaves of tea.\n"
    (tmp_path / "hostile.md").write_text(text, encoding="utf-8")
    empty_assistant.add([str(tmp_path / "hostile.md")])
    examples = Suggester(empty_assistant, lambda: 0.0).examples(4)
    assert examples == [f"What does “Handbook” say about “{heading.replace(chr(92), '')}”?"]
