"""What a question demands of the sentence that answers it, beside words of the right kind."""

import re
from functools import lru_cache

from index import Found, Hit, sentences_of, terms
from sources.patterns import pattern

from .instruments import Instrument, is_recital, speaks_of_itself
from .leaning import leans
from .names import names_longer
from .numbered import thing_asked, things_in
from .question import Question
from .question_kinds import Form, Kind, asks_times, counts_other_things, words_that_answer
from .reasons import gives_reason, only_tells_that
from .rows import about_another, is_row, must_be_reckoned
from .source_notes import asks_sources, names_sources_alone
from .titles import names_holder
from .turns import Turn, tells_change_alone, tells_opposite, tells_turn

# What a sentence loses in the logarithm of its odds where it is about something else than what is
# asked: as much as for a year that it lacks.
_ELSE = -5.0
# Where it lacks what such an answer mostly has.
_DOUBTFUL = -1.5
# Where it does not say what was done: "How many ships did they board?".
_NOT_DONE = -1.0
# Where it has no date or number and one is asked for, beside what the fitted weights take for it:
# these were fitted on texts where numbers that name documents are rare.
_NO_SUCH_WORD = -2.0
# The same for a number of times, which are told in few ways.
_NO_TIMES = -2.5
# What it gains where it gives a reason and the question asks why.
_REASON = 1.0
# What it gains where it lists names, and the question asks for all of some kind.
_NAMES = 3.0
# What a sentence of a treaty gains where it says "this Treaty" and the question is about that.
_ITS_OWN = 1.5
# How far a word of a sentence must be like that for what was done.
_LIKE = 0.3
# How many members there are is not told by how many joined.
_ASKS_TOTAL = pattern(
    r"\bhow many\b[^?]*\b(?:(?:do|does|did)\b[^?]*\bhave|are there|were there)\b", re.I
)
_PART = pattern(r"\b(?:join(?:s|ed|ing)?|left|leaves?|were added|acceded|new)\b", re.I)
_TOTAL = pattern(r"\b(?:has|have|had|total|altogether|members? of|grew|with)\b", re.I)
_ABBREVIATION = pattern(r"[A-Z][A-Z0-9-]+(?: \d+)? \| ")
# A row of a table of numbered things.
_BY_NUMBER = pattern(r"\d+ \| ")
_ASKS_NAMES = pattern(
    r"\b(?:members?|partners|parties|signatories|participants|founders)\b"
    r"|\b(?:states|countries|nations)\b[^?]*\b(?:belong|take part|participate|form|make up"
    r"|founded)\b",
    re.I,
)
_ONE = r"(?:the )?[A-Z][\w’'-]+(?: (?:of |of the |and the )?[A-Z][\w’'-]+)*"
_LISTED = pattern(rf"{_ONE}(?:, {_ONE})+,? and {_ONE}")
# Words that stand for an acting at the end of a question: "… adopted?", "… board?".
_DONE = pattern(r"\b(?:do|does|did|was|were|has|have|been)\b[^?]*\s(?P<done>[a-z]{3,})\W*$")


def gain(question: Question, found: Found, hit: Hit, number: int) -> float:
    """Return what sentence ``number`` of a hit gains or loses by what the question demands."""
    text = sentences_of(hit.passage)[number]
    if not may_answer(question, hit, number):
        return _ELSE
    if is_row(text) and about_another(question, found, hit, number):
        return _ELSE
    missed = (
        not meets(question, hit, number)
        or (counts_other_things(question.text, text) and not is_row(text))
        or names_longer(question.text, text)
        or not has_asked_thing(question, hit, number)
        or (question.form is Form.FACT and is_recital(text))
    )
    return (
        _DOUBTFUL * missed
        + _ITS_OWN
        * (question.instrument is not None and _of_itself(question.instrument, hit, text))
        + _NO_TIMES * _lacks_times(question, text)
        + _NO_SUCH_WORD * _lacks_kind(question, text)
        + _NOT_DONE * _lacks_done(question, found, hit, number)
        + _NAMES
        * (wants_names(question) and lists_names(text) and question.names <= hit.terms[number])
        + _REASON * (question.reason and gives_reason(text) and names_it(question, hit, number))
    )


def _of_itself(asked: Instrument | None, hit: Hit, text: str) -> bool:
    if asked is None or not speaks_of_itself(text):
        return False
    return asked.name <= frozenset(terms(hit.passage.context.partition(" › ")[0]))


def wants_names(question: Question) -> bool:
    """Tell whether a question asks which members, states and the like there are."""
    return question.form is Form.LIST and _asks_names(question.text)


@lru_cache
def _asks_names(question: str) -> bool:
    return bool(_ASKS_NAMES.search(question))


def lists_names(text: str) -> bool:
    """Tell whether a text lists three names or more: "Chad, Niger and Togo"."""
    return bool(_LISTED.search(text))


def _lacks_times(question: Question, text: str) -> bool:
    return asks_times(question.text) and not words_that_answer(Kind.HOW_MANY, question.text, text)


def _lacks_kind(question: Question, text: str) -> bool:
    return any(
        kind in (Kind.WHEN, Kind.HOW_MANY) and not words_that_answer(kind, question.text, text)
        for kind in question.kinds
    )


def _lacks_done(question: Question, found: Found, hit: Hit, number: int) -> bool:
    done = _done(question.text)
    if done not in found.sought.words:
        return False
    if question.turn is Turn.END or not {Kind.WHEN, Kind.HOW_MANY} & set(question.kinds):
        return False
    return bool(hit.matches[number][found.sought.words.index(done)] < _LIKE)


@lru_cache
def _done(question: str) -> str | None:
    """Return the word of a question for what was done, at its end, None where there is none."""
    found = _DONE.search(question)
    return found["done"] if found else None


def may_answer(question: Question, hit: Hit, number: int) -> bool:
    """Tell whether a sentence is about what a question asks, and not about another of its kind.

    Another numbered thing is another: "resolution 1535 of 2004" does not tell when resolution 1267
    was adopted. So is the beginning where the end is asked for, a part where the whole is, and a
    row of a glossary that begins with an abbreviation of something else. A note that only names its
    sources says nothing, nor does what introduces something in the question's own words.
    """
    text = sentences_of(hit.passage)[number]
    if names_sources_alone(text) and not asks_sources(question.text):
        return False
    if (
        question.form is not Form.LIST
        and text.endswith(":")
        and _adds_nothing(question, hit, number)
    ):
        return False
    if question.turn is not None and tells_opposite(question.turn, text):
        return False
    if question.kinds and _ABBREVIATION.match(text) and _names_none(question, hit, number):
        return False
    if is_row(text) and must_be_reckoned(question, hit, number):
        return False
    if question.particulars and not _particular(question, hit, number):
        return False
    if question.defined and not _holds_defined(question, hit, number):
        return False
    if _asks_total(question.text) and _PART.search(text) and not _TOTAL.search(text):
        return False
    return _about_things(question, hit, text)


def _holds_defined(question: Question, hit: Hit, number: int) -> bool:
    """Tell whether a sentence, its title or section has half of what is to be defined, as written.

    To a model "cyberterrorism" is like "counterterrorism", which it is not.
    """
    held = hit.terms[number] | hit.context_terms
    return 2 * len(question.defined & held) >= len(question.defined)


def _adds_nothing(question: Question, hit: Hit, number: int) -> bool:
    return hit.terms[number] <= question.names | question.words


def _particular(question: Question, hit: Hit, number: int) -> bool:
    held = hit.terms[number] | hit.context_terms
    text = sentences_of(hit.passage)[number]
    return all(each.allows(text, held) for each in question.particulars)


@lru_cache
def _asks_total(question: str) -> bool:
    return bool(_ASKS_TOTAL.search(question)) and not _PART.search(question)


def _names_none(question: Question, hit: Hit, number: int) -> bool:
    return bool(question.names) and not question.names & hit.terms[number]


def _about_things(question: Question, hit: Hit, text: str) -> bool:
    """Tell whether a text, or else its passage, names one of a question's numbered things."""
    if not question.things or hit.named or _names_any(question, text):
        return True
    kinds = {thing.kind for thing in question.things}
    if any(thing.kind in kinds for thing, _ in things_in(text)):
        return False
    return _names_any(question, f"{hit.passage.context} {hit.passage.text}")


def _names_any(question: Question, text: str) -> bool:
    named = {thing for thing, _ in things_in(text)}
    return any(thing in named or _stands_alone(thing.number, text) for thing in question.things)


def _stands_alone(number: str, text: str) -> bool:
    """Tell whether a number that is too long for a day or a count stands in a text by itself."""
    return len(number) > 2 and bool(re.search(rf"(?<![\w/]){re.escape(number)}(?!\w|/\d)", text))


def meets(question: Question, hit: Hit, number: int) -> bool:
    """Tell whether a sentence has what an answer to a question mostly has.

    That is a reason where it asks why, that something ended where it asks for the end, a number of
    times where it asks how often, the name of somebody who holds an office where it asks who does.
    """
    text = sentences_of(hit.passage)[number]
    if question.reason and only_tells_that(question.text, text):
        return False
    if question.turn is Turn.END and not (
        tells_turn(Turn.END, text) and names_it(question, hit, number)
    ):
        return False
    if _lacks_times(question, text):
        return False
    if tells_change_alone(question.text, text):
        return False
    return question.title is None or names_holder(question.title, text)


def has_asked_thing(question: Question, hit: Hit, number: int) -> bool:
    """Tell whether a sentence names what a question asks for by number: "Which resolution …?".

    Its title or section may name it, "Article 5" those of a treaty.
    """
    asked = thing_asked(question.text)
    if asked is None or any(thing.kind == asked for thing, _ in things_in(hit.passage.context)):
        return True
    text = sentences_of(hit.passage)[number]
    named = any(thing.kind == asked for thing, _ in things_in(text)) or _BY_NUMBER.match(text)
    return bool(named) and names_it(question, hit, number)


def names_it(question: Question, hit: Hit, number: int) -> bool:
    """Tell whether a sentence, or what it leans on, has half of a question's names or more."""
    leaning = number and leans(sentences_of(hit.passage)[number])
    own = hit.terms[number] | (hit.terms[number - 1] if leaning else frozenset[str]())
    return 2 * len(question.names & own) >= len(question.names)
