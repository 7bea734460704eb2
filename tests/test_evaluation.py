"""Asking questions whose answers are known: verdicts, measures, and the command."""

import json
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.evaluation import (
    Case,
    CaseUnreadable,
    Verdict,
    case_from,
    evaluate,
    judged,
    measured,
)
from ui.cli import main
from ui.evaluating import changes, results_object
from ui.evaluation_report import report_html

TRAIN = Case(
    "1",
    "fact",
    "When did the first train leave the station?",
    True,
    evidence=("left the station in 1825",),
)
ZEBRA = Case("2", "unanswerable", "Which zebra won the lottery in Peru?", False)
HOSTILE = "<script>alert(1)</script>"


def verdict(assistant: Assistant, case: Case) -> Verdict:
    return judged(case, assistant.ask(case.question)).verdict


def test_an_answer_with_its_evidence_is_right(toy_assistant: Assistant) -> None:
    item = judged(TRAIN, toy_assistant.ask(TRAIN.question))
    assert item.verdict is Verdict.RIGHT
    assert (item.passage_rank, item.sentence_rank, item.first_right) == (1, 1, True)
    assert item.found == item.right_quotes == 1


def test_capitals_and_punctuation_of_evidence_do_not_count(toy_assistant: Assistant) -> None:
    case = Case("1", "fact", TRAIN.question, True, evidence=("LEFT the station, in 1825",))
    assert verdict(toy_assistant, case) is Verdict.RIGHT


def test_an_answer_with_some_of_its_evidence_is_partly_right(toy_assistant: Assistant) -> None:
    case = Case("1", "fact", TRAIN.question, True, evidence=("station in 1825", "of zebras"))
    assert verdict(toy_assistant, case) is Verdict.PARTLY


def test_an_answer_without_its_evidence_is_wrong(toy_assistant: Assistant) -> None:
    case = Case("1", "fact", TRAIN.question, True, evidence=("of zebras",))
    assert verdict(toy_assistant, case) is Verdict.WRONG


def test_what_is_refused_is_right_only_where_it_must_be(toy_assistant: Assistant) -> None:
    assert verdict(toy_assistant, ZEBRA) is Verdict.REFUSED
    asked = Case("2", "fact", ZEBRA.question, True, evidence=("zebra",))
    assert verdict(toy_assistant, asked) is Verdict.WRONGLY_REFUSED


def test_what_is_answered_though_it_cannot_be_is_wrong(toy_assistant: Assistant) -> None:
    case = Case("1", "near miss", TRAIN.question, False)
    assert verdict(toy_assistant, case) is Verdict.WRONGLY_ANSWERED


def test_an_answer_without_known_evidence_is_to_be_read(toy_assistant: Assistant) -> None:
    assert verdict(toy_assistant, Case("1", "fact", TRAIN.question, True)) is Verdict.UNJUDGED


def test_measures_are_those_of_the_items(toy_assistant: Assistant) -> None:
    told = []
    values = dict(measured(evaluate(toy_assistant, [TRAIN, ZEBRA], told.append)).values)
    assert len(told) == 2
    ones = (
        "right passage at 1",
        "evidence in the first quote",
        "not found: F1",
        "AUROC of confidence",
    )
    assert [values[name] for name in ones] == [1, 1, 1, 1]
    assert values["answerable but refused"] == 0


def test_a_run_is_compared_with_an_earlier_one(toy_assistant: Assistant) -> None:
    items = evaluate(toy_assistant, [TRAIN, ZEBRA], lambda item: None)
    before = results_object(items, measured(items))
    before["items"][0]["verdict"] = Verdict.WRONG.value
    better, worse = changes(items, before)
    assert [item.case.id for item in better] == ["1"]
    assert worse == []


def test_the_report_shows_every_question_and_runs_nothing(toy_assistant: Assistant) -> None:
    case = Case(
        HOSTILE, HOSTILE, f"{TRAIN.question} {HOSTILE}", True, expected=HOSTILE, evidence=(HOSTILE,)
    )
    items = evaluate(toy_assistant, [case, ZEBRA], lambda item: None)
    html = str(report_html(items, measured(items)))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert ZEBRA.question in html
    assert "<svg" in html


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"question": ""},
        {"question": 3},
        {"question": "a", "evidence": 3},
        {"question": "a", "history": [1]},
    ],
)
def test_a_line_that_is_no_case_is_named(values: dict[str, object]) -> None:
    with pytest.raises(CaseUnreadable, match="Line 7"):
        case_from(values, 7)


def test_a_case_is_answerable_unless_it_says_otherwise() -> None:
    assert case_from({"question": "a"}, 1).answerable
    assert not case_from({"question": "a", "kind": "unanswerable"}, 1).answerable
    assert not case_from({"question": "a", "kind": "near", "answerable": False}, 1).answerable
    assert case_from({"question": "a", "evidence": "b"}, 1).evidence == ("b",)


@pytest.mark.model
def test_the_command_prints_writes_and_compares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, results, report = (tmp_path / name for name in ("q.jsonl", "r.json", "r.html"))
    lines = [{"id": "a", "question": "When did the first train leave?", "evidence": "in 1825"}]
    questions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    document = tmp_path / "trains.txt"
    document.write_text("Trains\n\nThe first train left in 1825. Trains run.\n", encoding="utf-8")
    command = ["evaluate", str(questions), "--documents", str(document), "--no-starter"]
    assert main([*command, "--json", str(results), "--report", str(report)]) == 0
    assert "right passage at 1" in capsys.readouterr().out
    assert json.loads(results.read_text(encoding="utf-8"))["items"][0]["verdict"] == "right"
    assert "first train" in report.read_text(encoding="utf-8")
    assert main([*command, "--against", str(results)]) == 0
    assert "better: 0" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["no json", "[1]", ""])
def test_a_file_without_questions_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(text, encoding="utf-8")
    assert main(["evaluate", str(questions), "--no-starter"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
