"""Asking questions whose answers are known, and judging what comes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sources import AssistantError
from sources.sentences import sentence_spans

from .answer import Answer
from .assistant import Assistant
from .explanation import Considered
from .measures import (
    Bin,
    Rates,
    auroc,
    calibration_error,
    mean,
    mean_reciprocal_rank,
    percentile,
    rates,
    reliability,
    share_within,
)
from .status import Status


class Verdict(StrEnum):
    """What an answer is worth: the first three are good, the last only a person can judge."""

    RIGHT = "right"
    REFUSED = "rightly refused"
    CORRECTED = "corrected"
    PARTLY = "partly right"
    WRONG = "wrong quotes"
    WRONGLY_REFUSED = "wrongly refused"
    WRONGLY_ANSWERED = "wrongly answered"
    UNJUDGED = "to be read"


GOOD = (Verdict.RIGHT, Verdict.REFUSED, Verdict.CORRECTED)


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what is known of its answer.

    ``evidence`` are words of the sentences that answer, one entry a sentence; words are compared
    without capitals and punctuation. Without evidence an answer can only be read by a person.
    """

    id: str
    kind: str
    question: str
    answerable: bool
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] | None = None
    expected: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A case with its answer and verdict.

    Ranks count from 1: of the first passage and the first sentence with evidence. ``right_quotes``
    of ``quoted`` sentences hold evidence, ``found`` entries of the evidence are quoted.
    """

    case: Case
    answer: Answer
    verdict: Verdict
    passage_rank: int | None
    sentence_rank: int | None
    first_right: bool
    quoted: int
    right_quotes: int
    found: int


def evaluate(
    assistant: Assistant, cases: Sequence[Case], on_item: Callable[[Item], None]
) -> list[Item]:
    """Ask the questions of some cases and return their items; ``on_item`` is told each.

    A question that cannot be asked raises what `Assistant.ask` raises.
    """
    items = []
    for case in cases:
        items.append(judged(case, assistant.ask(case.question, case.history, case.documents)))
        on_item(items[-1])
    return items


def judged(case: Case, answer: Answer) -> Item:
    """Return a case with its answer judged."""
    wanted = [_plain(each) for each in case.evidence]
    quotes = [_plain(each.quote) for each in answer.citations]
    sentences = [
        _plain(each.quote[start:end])
        for each in answer.citations
        for start, end in sentence_spans(each.quote)
    ]
    found = sum(any(each in quote for quote in quotes) for each in wanted)
    explanation = answer.explanation
    return Item(
        case=case,
        answer=answer,
        verdict=_verdict(case, answer, found),
        passage_rank=_rank(wanted, explanation.passages if explanation else ()),
        sentence_rank=_rank(wanted, explanation.sentences if explanation else ()),
        first_right=any(each in quote for each in wanted for quote in quotes[:1]),
        quoted=len(sentences),
        right_quotes=sum(any(each in one or one in each for each in wanted) for one in sentences),
        found=found,
    )


def _verdict(case: Case, answer: Answer, found: int) -> Verdict:
    if not case.answerable:
        if answer.status is not Status.NOT_FOUND:
            return Verdict.WRONGLY_ANSWERED
        return Verdict.CORRECTED if answer.instead else Verdict.REFUSED
    if answer.status is Status.NOT_FOUND:
        return Verdict.WRONGLY_REFUSED
    if not case.evidence:
        return Verdict.UNJUDGED
    if not found:
        return Verdict.WRONG
    return Verdict.RIGHT if found == len(case.evidence) else Verdict.PARTLY


def _rank(wanted: Sequence[str], considered: Sequence[Considered]) -> int | None:
    for number, each in enumerate(considered, start=1):
        text = _plain(each.text)
        if any(words in text or text in words for words in wanted):
            return number
    return None


def _plain(text: str) -> str:
    return f" {re.sub(r'[^0-9a-z]+', ' ', text.casefold()).strip()} "


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of some items: (name, value) in the order in which they read, and the bins."""

    values: tuple[tuple[str, float | None], ...]
    bins: tuple[Bin, ...]


def measured(items: Sequence[Item]) -> Measures:
    """Return the measures of some items."""
    judged_items = [item for item in items if item.case.answerable and item.case.evidence]
    yes = [item for item in items if item.case.answerable]
    no = [item for item in items if not item.case.answerable]
    bins = reliability(
        [item.answer.confidence for item in items], [item.case.answerable for item in items]
    )
    values = [
        *_of_search(judged_items),
        *_of_quotes(judged_items),
        *_of_refusals(yes, no),
        *_of_triggering(judged_items, no),
        ("calibration error", calibration_error(bins)),
        ("seconds, median", percentile([item.answer.seconds for item in items], 0.5)),
        ("seconds, 95 in 100", percentile([item.answer.seconds for item in items], 0.95)),
    ]
    return Measures(tuple(values), tuple(bins))


def _of_search(items: Sequence[Item]) -> Iterator[tuple[str, float | None]]:
    passages = [item.passage_rank for item in items]
    sentences = [item.sentence_rank for item in items]
    yield "right passage at 1", share_within(passages, 1)
    yield "right passage at 5", share_within(passages, 5)
    yield "mean reciprocal rank", mean_reciprocal_rank(passages)
    yield "evidence sentence at 1", share_within(sentences, 1)
    yield "evidence sentence at 3", share_within(sentences, 3)


def _of_quotes(items: Sequence[Item]) -> Iterator[tuple[str, float | None]]:
    yield "evidence in a quote", mean([float(item.found > 0) for item in items])
    yield "evidence in the first quote", mean([float(item.first_right) for item in items])
    quoted = sum(item.quoted for item in items)
    wanted = sum(len(item.case.evidence) for item in items)
    both = Rates(
        sum(item.right_quotes for item in items) / quoted if quoted else None,
        sum(item.found for item in items) / wanted if wanted else None,
    )
    yield "quoted sentences: precision", both.precision
    yield "quoted sentences: recall", both.recall
    yield "quoted sentences: F1", both.f1


def _of_refusals(yes: Sequence[Item], no: Sequence[Item]) -> Iterator[tuple[str, float | None]]:
    refused = [sum(item.answer.status is Status.NOT_FOUND for item in part) for part in (yes, no)]
    found = rates(refused[1], sum(refused), len(no))
    yield "not found: precision", found.precision
    yield "not found: recall", found.recall
    yield "not found: F1", found.f1
    yield "answerable but refused", refused[0] / len(yes) if yes else None
    yield (
        "AUROC of confidence",
        auroc([item.answer.confidence for item in yes], [item.answer.confidence for item in no]),
    )


def _of_triggering(yes: Sequence[Item], no: Sequence[Item]) -> Iterator[tuple[str, float | None]]:
    """Yield answer triggering: a question counts when its first quote is right.

    As in Yang, Yih and Meek, "WikiQA: a challenge dataset for open-domain question answering",
    EMNLP 2015, whose best model reached a precision of 0.280, a recall of 0.379 and an F1 of 0.322.
    """
    answered = sum(item.answer.status is not Status.NOT_FOUND for item in [*yes, *no])
    found = rates(sum(item.first_right for item in yes), answered, len(yes))
    yield "answer triggering: precision", found.precision
    yield "answer triggering: recall", found.recall
    yield "answer triggering: F1", found.f1


def case_from(values: dict[str, object], number: int) -> Case:
    """Return the case that a line of a question file holds, numbered from 1.

    A question is not answerable when ``answerable`` says so, or else when its kind is
    "unanswerable". Raises CaseUnreadable.
    """
    question = values.get("question")
    if not isinstance(question, str) or not question.strip():
        raise CaseUnreadable(f'Line {number} holds no question. Write it as {{"question": "…"}}.')
    kind = str(values.get("kind") or "question")
    documents = _texts(values, "documents", number)
    return Case(
        id=str(values.get("id") or number),
        kind=kind,
        question=question,
        answerable=bool(values.get("answerable", kind != "unanswerable")),
        history=_texts(values, "history", number),
        documents=documents or None,
        expected=str(values.get("expected") or ""),
        evidence=_texts(values, "evidence", number),
    )


class CaseUnreadable(AssistantError):
    """A line of a question file holds no case."""


def _texts(values: dict[str, object], name: str, number: int) -> tuple[str, ...]:
    value = values.get(name) or []
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise CaseUnreadable(f"Line {number}: “{name}” holds a text or a list of texts.")
    return tuple(texts)
