"""The test set of questions for descriptions, reasons and lists: that its evidence stands there."""

import re
from pathlib import Path

from sources.load import read_document
from sources.starter import starter_briefs
from ui.evaluating import read_cases

CASES = read_cases(str(Path(__file__).parent / "quality" / "descriptive.jsonl"), ())


def plain(text: str) -> str:
    return f" {re.sub(r'[^0-9a-z]+', ' ', text.casefold()).strip()} "


def test_there_are_sixty_questions_each_with_evidence() -> None:
    assert len({case.id for case in CASES}) == len({case.question for case in CASES}) == 60
    assert all(case.evidence and case.answerable for case in CASES)
    kinds = {case.kind.removeprefix("treaty ") for case in CASES}
    assert kinds == {"describe", "reason", "list"}


def test_the_evidence_of_those_on_the_starter_library_stands_in_one_brief() -> None:
    texts = [
        plain(read_document(path.read_bytes(), path.name, path.name).text)
        for path in starter_briefs()
    ]
    for case in CASES:
        if not case.kind.startswith("treaty"):
            for words in case.evidence:
                assert sum(plain(words) in text for text in texts) == 1, words
