"""Files of questions, for asking many at once."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant import AssistantError


class QuestionsUnreadable(AssistantError):
    """The file of questions cannot be read."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question of a file, with what was asked before and the documents to answer from.

    ``problem`` says what is wrong with a line that holds no question, which then is the line.
    """

    number: int
    question: str
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] | None = None
    problem: str | None = None


def read_questions(path: str) -> Iterator[QuestionLine]:
    """Yield the questions of a file, or of standard input for "-"; empty lines are passed over.

    A line that begins with a brace is JSON: {"question": …, "history": […], "documents": […]}.
    Raises QuestionsUnreadable.
    """
    for number, line in enumerate(lines_of(path), start=1):
        if line.startswith("{"):
            yield _from_json(number, line)
        elif line:
            yield QuestionLine(number, line)


def lines_of(path: str) -> Iterator[str]:
    """Yield the lines of a file, or of standard input for "-", without white space around them.

    Raises QuestionsUnreadable.
    """
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsUnreadable(
            f"The questions in {path} cannot be read. Give a text file in UTF-8 with a question a "
            "line."
        ) from error
    return (line.strip() for line in text.split("\n"))


def _from_json(number: int, line: str) -> QuestionLine:
    try:
        values = json.loads(line)
        question = values["question"]
        history = values.get("history") or []
        documents = values.get("documents")
        if not all(isinstance(each, str) for each in [question, *history, *(documents or [])]):
            raise TypeError("question, history and documents hold strings")
    except (ValueError, KeyError, TypeError):
        form = '{"question": "…", "history": ["…"], "documents": ["…"]}'
        return QuestionLine(number, line, problem=f"This is no question. Write it as {form}.")
    return QuestionLine(number, question, tuple(history), tuple(documents) if documents else None)
