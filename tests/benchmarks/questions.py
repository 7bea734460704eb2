"""Asks the questions of a file and tells where their evidence was quoted and what was refused.

    python tests/benchmarks/questions.py questions.jsonl DOCUMENT…

Each line of the file is {"id", "kind", "question", "history"?, "evidence"?}; questions of the kind
"unanswerable" must be refused. The library is the starter library with the given documents.
"""

import argparse
import json
import re
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from assistant import Answer, Assistant, Settings, Status


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="questions, JSON lines")
    parser.add_argument("documents", nargs="*", help="documents to add to the starter library")
    arguments = parser.parse_args()
    lines = arguments.file.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(Path(folder)))
        assistant.add_starter()
        assistant.add(arguments.documents)
        answers = [assistant.ask(each["question"], each.get("history", ())) for each in questions]
        assistant.close()
    _print_evidence(questions, answers)
    _print_refusals(questions, answers)


def _print_evidence(questions: list[dict[str, Any]], answers: list[Answer]) -> None:
    asked = cited = first = 0
    for question, answer in zip(questions, answers, strict=True):
        if "evidence" not in question:
            continue
        evidence = _words(question["evidence"])
        quotes = [evidence in _words(citation.quote) for citation in answer.citations]
        asked, cited, first = asked + 1, cited + any(quotes), first + (quotes[:1] == [True])
        if not any(quotes):
            print(f"not quoted: {question['id']} {question['question']} ({answer.status})")
    print(f"evidence in a cited quote: {cited} of {asked}, in the first: {first}")


def _print_refusals(questions: list[dict[str, Any]], answers: list[Answer]) -> None:
    by_kind = defaultdict[str, list[Answer]](list)
    for question, answer in zip(questions, answers, strict=True):
        by_kind[question["kind"]].append(answer)
    for kind, theirs in by_kind.items():
        refused = sum(answer.status is Status.NOT_FOUND for answer in theirs)
        print(f"refused of {kind}: {refused} of {len(theirs)}")
    right = [each.confidence for kind in by_kind for each in by_kind[kind]
             if kind != "unanswerable"]  # fmt: skip
    wrong = [each.confidence for each in by_kind["unanswerable"]]
    wins = sum((high > low) + 0.5 * (high == low) for high in right for low in wrong)
    if right and wrong:
        print(f"AUROC of refusal: {wins / len(right) / len(wrong):.3f}")


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


if __name__ == "__main__":
    main()
