"""The command that measures answers on a file of questions."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant import Assistant, AssistantError, Settings
from assistant.evaluation import GOOD, Case, Item, Measures, case_from, evaluate, measured

from .evaluation_report import report_html
from .printing import write_text
from .questions import QuestionsUnreadable, lines_of
from .terminal import printable


class ResultsUnreadable(AssistantError):
    """The file of an earlier run holds no results."""


def run_evaluation(assistant: Assistant, arguments: argparse.Namespace, settings: Settings) -> int:
    """Ask the questions of a file, print the measures, and write what was asked for."""
    cases = read_cases(arguments.file, arguments.kind or ())
    before = _earlier(arguments.against) if arguments.against else None
    progress = tqdm(total=len(cases), desc="Asking", unit=" questions", leave=False, disable=None)
    with _asked(assistant, arguments.documents, settings) as asked, progress as bar:

        def advance(item: Item) -> None:
            bar.update()

        items = evaluate(asked, cases, advance)
    found = measured(items)
    results = results_object(items, found)
    _print_table(found, before)
    if before:
        _print_changes(items, before)
    if arguments.json:
        write_text(arguments.json, json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    if arguments.report:
        write_text(arguments.report, str(report_html(items, found, before)))
    return 0


def read_cases(path: str, kinds: Sequence[str]) -> list[Case]:
    """Return the cases of a file of JSON lines, of some kinds or all. Raises AssistantError."""
    cases = []
    for number, line in enumerate(lines_of(path), start=1):
        if line:
            cases.append(case_from(_values(line, number), number))
    chosen = [case for case in cases if not kinds or case.kind in kinds]
    if not chosen:
        raise QuestionsUnreadable(f"There are no questions in {path}, or none of the kinds given.")
    return chosen


def _values(line: str, number: int) -> dict[str, object]:
    try:
        values = json.loads(line)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        form = '{"question": "…", "evidence": ["…"], "kind": "…"}'
        raise QuestionsUnreadable(f"Line {number} is no question. Write it as {form}.")
    return values


@contextmanager
def _asked(
    assistant: Assistant, documents: Sequence[str] | None, settings: Settings
) -> Iterator[Assistant]:
    """Yield the assistant to ask: that of the library, or one of just some documents."""
    if not documents:
        yield assistant
        return
    with tempfile.TemporaryDirectory() as folder:
        other = Assistant.open(replace(settings, home=Path(folder) / "home"))
        try:
            other.add_starter()
            skipped = [each for each in other.add(documents) if not each.document_id]
            for each in skipped:
                print(printable(f"alliance: {each.path}: {each.reason}"), file=sys.stderr)
            yield other
        finally:
            other.close()


def results_object(items: Sequence[Item], found: Measures) -> dict[str, Any]:
    """Return a run's results as they are written to a file."""
    return {
        "questions": len(items),
        "measures": dict(found.values),
        "reliability": [[each.count, each.confidence, each.share] for each in found.bins],
        "items": [_item_object(item) for item in items],
    }


def _item_object(item: Item) -> dict[str, Any]:
    return {
        "id": item.case.id,
        "kind": item.case.kind,
        "question": item.case.question,
        "read_as": item.answer.read_as,
        "verdict": item.verdict.value,
        "status": item.answer.status.value,
        "confidence": item.answer.confidence,
        "quotes": [each.quote for each in item.answer.citations],
        "ranks": {"passage": item.passage_rank, "sentence": item.sentence_rank},
        "seconds": item.answer.seconds,
    }


def _earlier(path: str) -> dict[str, Any]:
    try:
        results = json.loads(Path(path).read_text(encoding="utf-8"))
        results["measures"], results["items"][0]["verdict"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ResultsUnreadable(
            f"{path} holds no results to compare with. Give a file that was written with --json."
        ) from error
    return dict(results)


def changes(items: Sequence[Item], before: dict[str, Any]) -> tuple[list[Item], list[Item]]:
    """Return the items whose verdict became good since an earlier run, and those that lost it."""
    good = {each.value for each in GOOD}
    was = {each["id"]: each["verdict"] for each in before["items"]}
    known = [item for item in items if item.case.id in was]
    better = [i for i in known if i.verdict in GOOD and was[i.case.id] not in good]
    worse = [i for i in known if i.verdict not in GOOD and was[i.case.id] in good]
    return better, worse


def _print_table(found: Measures, before: dict[str, Any] | None) -> None:
    for name, value in found.values:
        old = before["measures"].get(name) if before else None
        beside = f"   before {_number(old)}" if before else ""
        print(f"{name:30} {_number(value)}{beside}")


def _print_changes(items: Sequence[Item], before: dict[str, Any]) -> None:
    for name, changed in zip(("better", "worse"), changes(items, before), strict=True):
        print(f"\n{name}: {len(changed)}")
        for item in changed:
            print(printable(f"  {item.case.id} {item.case.question} ({item.verdict.value})"))


def _number(value: float | None) -> str:
    return "    –" if value is None else f"{value:5.3f}"
