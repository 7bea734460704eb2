"""Questions made to take long: the longest that are allowed, of what rules of language stumble on."""

import time
from contextlib import suppress

import pytest

from assistant import LONGEST_QUESTION, Assistant
from sources.errors import QuestionRefused

PIECES = [
    "a", "a ", ". ", "(", ")", "1,", "1.", "1,1 ", "A.B.C.", "A.", "e\u0301", "\u0301", "the ",
    "A a ", "Tea ", "tea and ", "who ", "who is ", "what is the ", "is it ", "not ", "and ", "or ",
    "of the ", "'", "\"", "“", "-", "- ", "a-", "A-", "a'", "/", "\\", "?", "? ", "!", "\n", "\t",
    "\u00a0", "\u200b", "\u202e", "\U0001f600", "北", "ß", "İ", "ﷺ", "1 ", "1/", "2024-01-01 ",
    "12 September ", "Article 5 ", "a@b.", "https://a.", "x=", "* ", "NATO ", "N.A.T.O. ",
    "difference between a and ", "compare ", "when was ", "how many ", "ing ", "s ", "ss", "ies ",
    "Tea, ", "(a", "a)", "( ", "([{", "a\n", "A of the A ", "Aa", "aA", "_", "%", "\x00", "NEAR ",
    'OR "', "tea* ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_no_question_takes_long(toy_assistant: Assistant, piece: str) -> None:
    question = (piece * LONGEST_QUESTION)[:LONGEST_QUESTION]
    for asked in (question, "What is tea " + question[: LONGEST_QUESTION - 20] + " tea?"):
        started = time.process_time()
        with suppress(QuestionRefused):
            toy_assistant.ask(asked)
        toy_assistant.ask("And when was it?", [asked])
        assert time.process_time() - started < 2
