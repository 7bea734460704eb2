"""Makes near misses by rule: questions that look answerable and are not, from such as are.

A name, a year or the topic is swapped for another of its kind, a year or a repetition is added, or
a detail is asked that no text of the kind gives. Seeded, so that each run makes the same.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]+(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'-]+)*")
YEAR = re.compile(r"\b(?:1\d{3}|20[0-2]\d)\b")
_REPEATED = ("for the second time", "for the third time", "again", "a second time")
_DETAILS = (
    "How much did {} cost?", "What is the telephone number of {}?", "Who was the deputy head of {}?",
    "What is the annual budget of {} in euros?", "Which team won {} last year?",
    "How many people voted against {}?", "What will {} do in 2031?", "Who will lead {} next year?",
    "What are the names of the spies inside {}?", "Why was {} expelled?",
    "What colour is the flag of {}?", "When did {} make its first arrest?",
    "How many women work for {}?", "Who sued {} in court?", "What is the password of {}?",
    "Which computer system does {} use?", "When was {} restarted?",
    "How many kilometres is {} from Tokyo?", "What did {} say about climate change?",
    "When was {} awarded the Nobel Prize?",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """An answerable question, what it is about, the text that answers it, and its neighbours."""

    question: str
    topic: str
    answer: str
    text: str
    neighbours: str


def near_misses(
    source: Source, topics: Sequence[str], draw: random.Random
) -> Iterator[tuple[str, str]]:
    """Yield (kind, question) for each way in which a question can be made a near miss."""
    for kind, pattern in (("wrong year", YEAR), ("wrong name", NAME)):
        if question := _swapped(source, pattern, draw):
            yield kind, question
    names = list(NAME.finditer(source.question))
    if names and (others := [topic for topic in topics if topic not in source.question]):
        yield "wrong topic", _replaced(source.question, draw.choice(names), draw.choice(others))
    asked = source.question.rstrip("? ")
    if not YEAR.search(asked):
        yield "year added", f"{asked} in {_other_year(source, draw)}?"
    if re.match(r"when|who|why|where|(?:in )?what year", asked, re.I):
        yield "repeated", f"{asked} {draw.choice(_REPEATED)}?"
    subject = draw.choice([source.topic, *(name[0] for name in names)])
    yield "detail", draw.choice(_DETAILS).format(subject)


def _swapped(source: Source, pattern: re.Pattern[str], draw: random.Random) -> str | None:
    """Put another name or year in the place of one: from the same text, or from its neighbours."""
    choices = []
    for found in pattern.finditer(source.question):
        here, there = (
            [
                other[0]
                for other in pattern.finditer(text)
                if other[0] not in source.question
                and found[0] not in other[0]
                and source.answer not in other[0]
            ]
            for text in (source.text, source.neighbours)
        )
        if pool := (here if here and draw.random() < 0.5 else there or here):
            choices.append((found, draw.choice(pool)))
    return _replaced(source.question, *draw.choice(choices)) if choices else None


def _replaced(question: str, found: re.Match[str], other: str) -> str:
    return question[: found.start()] + other + question[found.end() :]


def _other_year(source: Source, draw: random.Random) -> str:
    known = set(YEAR.findall(source.text))
    others = [year for year in YEAR.findall(source.neighbours) if year not in known]
    return draw.choice(
        others or [str(year) for year in range(1950, 2030) if str(year) not in known]
    )
