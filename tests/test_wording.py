"""What is said around the quotes of an answer: how sure it is, and of which documents."""

from dataclasses import replace

import pytest

from assistant import Answer, AskedOf, Beside, Check, Scope, Statement, Status
from tests.tea import HOSTILE, cite
from ui.scope_wording import elsewhere, scope_line
from ui.wording import opening, support, sureness

QUOTES = (cite("Tea is made from leaves.", 1), cite("Black tea takes 4 minutes.", 2))
ANSWER = Answer(
    "How?",
    "How?",
    Status.ANSWERED,
    0.9,
    tuple(Statement(each.quote, (each.number or 0,)) for each in QUOTES),
    QUOTES,
)


@pytest.mark.parametrize(
    ("confidence", "degree"),
    [(0.95, "Well supported"), (0.8, "Well supported"), (0.7, "Supported"), (0.4, "Unsure")],
)
def test_how_sure_an_answer_is_follows_its_confidence(confidence: float, degree: str) -> None:
    said = support(replace(ANSWER, confidence=confidence))
    assert said == f"{degree}: 2 quotes from 1 document."


def test_a_partial_answer_names_what_is_not_said() -> None:
    partial = replace(ANSWER, status=Status.PARTIAL, missing=("when", "tea in Peru"))
    assert support(partial) == (
        "Partly: the documents found do not say when and anything on tea in Peru; "
        "2 quotes from 1 document."
    )


def test_quotes_are_counted_as_checked_only_where_they_match() -> None:
    assert sureness(ANSWER, [Check.MATCHES, Check.MATCHES]) == (
        "Well supported: 2 quotes from 1 document. 2 of 2 quotes checked against their documents."
    )
    assert sureness(ANSWER, [Check.MATCHES, Check.REMOVED]) == (
        "Well supported: 2 quotes from 1 document. "
        "1 of 2 quotes checked against their documents; no longer there: [2]."
    )


def test_quotes_that_say_otherwise_are_checked_but_do_not_support() -> None:
    denied = replace(ANSWER, status=Status.NOT_FOUND, otherwise=True)
    said = sureness(denied, [Check.MATCHES, Check.CHANGED])
    assert said == "1 of 2 quotes checked against their documents; no longer there: [2]."


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        (Beside.DENIAL, "The documents do not say this. They say otherwise:"),
        (Beside.ADMISSION, "The documents do not say this, and one of them says so:"),
        (Beside.NEIGHBOUR, "The documents do not say this. Of another time or place they say:"),
    ],
)
def test_it_is_said_how_quotes_that_do_not_answer_stand_to_the_question(
    beside: Beside, said: str
) -> None:
    instead = replace(ANSWER, status=Status.NOT_FOUND, beside=beside)
    assert opening(instead) == said
    assert (
        sureness(instead, [Check.MATCHES] * 2) == "2 of 2 quotes checked against their documents."
    )


def test_what_is_not_found_needs_no_line_on_how_sure_it_is() -> None:
    nothing = Answer("How?", "How?", Status.NOT_FOUND, 0.1, nearest=(cite("Tea is made", None),))
    assert sureness(nothing, []) is None
    assert opening(nothing) == "Not found in the documents; nearest passages:"
    bounded = replace(nothing, asked_of=AskedOf(Scope(last_year=1990), documents=1))
    assert opening(bounded) == "Not found in these documents; nearest passages:"


@pytest.mark.parametrize(
    ("asked_of", "said"),
    [
        (None, None),
        (AskedOf(Scope(("a",)), ("Tea",), 1), "Asked of 1 document: “Tea”."),
        (AskedOf(Scope(("a", "b", "c")), ("A", "B", "C"), 3), "Asked of 3 documents: “A”, “B”, 1 more."),
        (AskedOf(Scope(issuers=("NATO", "UN", "EU", "AU")), documents=9), "Asked of 9 documents: NATO, UN, 2 more."),
        (AskedOf(Scope(issuers=("NATO",), first_year=2010, last_year=2020), documents=3), "Asked of 3 documents: NATO; 2010–2020."),
        (AskedOf(Scope(first_year=2015, last_year=2015), documents=1), "Asked of 1 document: 2015."),
        (AskedOf(Scope(first_year=2015), documents=1, undated=1), "Asked of 1 document: since 2015. 1 document without a date is left out."),
        (AskedOf(Scope((), ("X",), None, 1), (), 1, 2, 1), "Asked of 1 document: X; until 1. 2 documents without a date and 1 document without an issuer are left out."),
        (AskedOf(Scope(("gone",))), "No document matches: documents that are no longer there."),
    ],
)  # fmt: skip
def test_what_an_answer_was_asked_of_is_said_in_a_line(asked_of: AskedOf, said: str) -> None:
    assert scope_line(asked_of) == said


def test_a_long_or_hostile_title_stays_short_and_on_one_line() -> None:
    said = scope_line(AskedOf(Scope(("a",)), (f"a\n{HOSTILE}" * 9,), 1))
    assert said
    assert len(said) < 100
    assert "\n" not in said


def test_documents_that_answer_and_were_not_asked_are_told() -> None:
    assert elsewhere(ANSWER) is None
    assert elsewhere(replace(ANSWER, asked_of=AskedOf(Scope(last_year=1990)))) is None
    other = AskedOf(Scope(last_year=1990), elsewhere=True)
    assert (
        elsewhere(replace(ANSWER, asked_of=other)) == "Other documents of the library answer this."
    )
