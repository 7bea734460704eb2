"""What becomes of a question: answered, in part, not found, compared, contradicted."""

from pathlib import Path

import pytest

from assistant import Answer, Assistant, Status

TEXTS = {
    "green.md": "---\ndate: 2020-01-01\nissuer: Green Board\n---\n# Green tea\n\n"
    "Green tea takes 2 minutes. Green tea is pale.\n",
    "black.md": "---\ndate: 2024-01-01\nissuer: Black Board\n---\n# Black tea\n\n"
    "Black tea takes 4 minutes. Black tea is dark. Black tea is dark as the sea.\n",
    "stations.md": "---\ndate: 2019-05-01\nissuer: Old Rail\n---\n# Rails\n\n"
    "The harbour station opened in 1825 to trains.\n",
    "news.md": "---\ndate: 2023-05-01\nissuer: New Rail\n---\n# News of rails\n\n"
    "The harbour station opened in 1830 to trains.\n",
    "hives.md": "# Hives\n\nA hive needs these things:\n\n- a queen;\n- honey;\n- water.\n\n"
    "| Hive | Bees |\n|---|---|\n| Red hive | 20,000 |\n| Blue hive | 30,000 |\n",
}


@pytest.fixture
def assistant(empty_assistant: Assistant, tmp_path: Path) -> Assistant:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    empty_assistant.add([str(tmp_path / name) for name in TEXTS])
    return empty_assistant


def quotes(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.sentences]


def test_both_sides_of_a_comparison_are_quoted_from_their_own_documents(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Compare green tea with black tea")
    assert answer.status is Status.ANSWERED
    assert {each.title for each in answer.citations} == {"Green tea", "Black tea"}


def test_a_comparison_with_something_unknown_is_answered_in_part(assistant: Assistant) -> None:
    answer = assistant.ask("Compare green tea with striped zebras")
    assert answer.status is Status.PARTIAL
    assert answer.missing == ("striped zebras",)
    assert {each.title for each in answer.citations} == {"Green tea"}


def test_documents_that_differ_are_both_quoted_the_newer_first(assistant: Assistant) -> None:
    answer = assistant.ask("When did the harbour station open to trains?")
    assert answer.differing == (1, 2)
    assert [each.issuer for each in answer.citations[:2]] == ["New Rail", "Old Rail"]


def test_the_words_that_answer_are_marked(assistant: Assistant) -> None:
    answer = assistant.ask("How many minutes does green tea take?")
    (span,) = answer.sentences[0].answers
    assert answer.sentences[0].text[slice(*span)] == "2"


def test_a_list_is_quoted_with_the_line_that_introduces_it(assistant: Assistant) -> None:
    answer = assistant.ask("Which things does a hive need?")
    assert "A hive needs these things:\n• a queen;\n• honey;\n• water." in quotes(answer)


def test_a_row_is_quoted_with_its_header_cited_beside_it(assistant: Assistant) -> None:
    answer = assistant.ask("How many bees has the blue hive?")
    statement = answer.sentences[0]
    assert statement.text == "Blue hive | 30,000"
    assert (statement.introduced_by, statement.citations) == (1, (2, 1))
    header = next(each for each in answer.citations if each.number == statement.introduced_by)
    assert header.quote == "Hive | Bees"


def test_a_question_for_a_date_that_is_not_there_is_answered_in_part(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("When is green tea pale?")
    assert answer.status is not Status.ANSWERED
    assert answer.status is Status.NOT_FOUND or answer.missing == ("when",)


def test_every_answer_tells_how_it_came_about(assistant: Assistant) -> None:
    explanation = assistant.ask("How many minutes does green tea take?").explanation
    assert explanation
    assert explanation.kinds == ("how many",)
    assert any(each.chosen for each in explanation.sentences)
    assert dict(explanation.signals)["in_kind"] == 1


def test_a_question_why_that_is_answered_with_a_date_is_answered_in_part(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    text = "# Station\n\nThe harbour station was opened in 1825.\n"
    (tmp_path / "station.md").write_text(text, encoding="utf-8")
    empty_assistant.add([str(tmp_path / "station.md")])
    answer = empty_assistant.ask("Why was the harbour station opened?")
    assert (answer.status, answer.missing) == (Status.PARTIAL, ("why",))
    assert quotes(answer) == ["The harbour station was opened in 1825."]


def test_a_question_for_a_numbered_thing_that_is_not_named_is_answered_in_part(
    empty_assistant: Assistant, tmp_path: Path
) -> None:
    text = "# Station\n\nThe ministers created the harbour station by a decree.\n"
    (tmp_path / "station.md").write_text(text, encoding="utf-8")
    empty_assistant.add([str(tmp_path / "station.md")])
    answer = empty_assistant.ask("Which resolution created the harbour station?")
    assert (answer.status, answer.missing) == (Status.PARTIAL, ("which",))
