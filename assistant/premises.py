"""What a question takes for granted, and what documents say instead of an answer to it."""

import re
from collections.abc import Sequence
from itertools import islice

from index import TermWeights, terms
from sources.patterns import pattern

from .question import Question, order_words, years_of
from .question_kinds import Kind, words_that_answer
from .ranking import ScoredSentence
from .status import Beside

# Sentences looked at, best first, for one that contradicts the question.
_LOOKED_AT = 12
# The share of a question's weight that a sentence must hold to speak of the same thing.
_SAME_THING = 0.62
_ONCE = pattern(r"\b(?:only|once|sole|single|never|first and only|no other)\b", re.I)
# "No coordinator existed before 2023", "There is no voting at NATO", "ISAF has never fought": with
# the words for what there is not.
_NOUN = r"(?:(?!(?:at|in|of|for|on|by|between|among|with|from|to|that|which)\b)[\w-]+ ?){1,5}?"
_THERE_IS_NONE = pattern(
    rf"\bno (?P<thing>{_NOUN})\b(?:(?:at|in|of|for|on|by|with|between) (?:[\w-]+ ){{1,6}}?)?"
    r"(?:exists?|existed|is|are|was|were|has|have|had)\b"
    rf"|\bthere (?:is|are|was|were|has been|have been) (?:no|never(?: an?)?) (?P<named>{_NOUN})"
    r"(?=$|[^\w\s-]|\s*\b(?:at|in|of|for|on|by|between|among|with|from|to|that|which|and|or)\b)"
    r"|\b(?:has|have|had) never (?:been )?(?P<done>[\w-]+)",
    re.I,
)
_YES_OR_NO = pattern(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)\b", re.I
)
_CAPITALS = pattern(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_NOT_A_NAME = pattern(
    r"\b(?:not|never) (?:in|at|by|with|for|to|from|on|of) (?:the )?([A-Z][\w’'-]+)"
)
_TELLS = r"(?:describe|name|list|say|give|tell|state|mention)s?\b"
# A document that tells what it does not tell; ``aside`` where it does so of something further.
_ADMITS = pattern(
    rf"\b(?:none of|no) (?:the )?(?:\w+ )?(?:sources?|documents?)(?: [\w-]+){{0,3}}? {_TELLS}"
    rf"|\b(?:sources?|documents?)\b[^.;]{{0,40}}\b(?:do|does|did) not {_TELLS}"
    rf"|\bsources?\b.*; none of them {_TELLS}"
    rf"|\b(?:sources?|documents?)\b[^.;]{{0,40}}\b{_TELLS} no\b"
    r"|(?P<aside>\b(?:which|whose|later|further)\b[^.;]*)?\b(?:was|were|is|are) not looked up\b",
    re.I,
)
# Without one of these no text admits anything; they are looked for in a hundredth of the time.
_IN_ADMISSIONS = ("source", "document", "looked up")
# What a document admits not to know it does not know of today either.
_NOW = frozenset(terms("today current currently present latest"))
_WHO_DOES = pattern(
    r"who (?!(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b)"
    r"([a-z]+) (?!to\b|in\b|at\b)(.+?)\??$",
    re.I,
)
_PASSIVE = pattern(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly)? $", re.I)
_WORD = pattern(r"[^\W\d_]+")
_AT_A_PLACE = pattern(r"\b(?:in|at|near|over|from|to)\s+(?:the\s+)?([A-Z][\w’'-]+)")


Instead = tuple[ScoredSentence, Beside]


def contradicting(
    question: Question, ranked: Sequence[ScoredSentence], weights: TermWeights
) -> Instead | None:
    """Return the best sentence that says something else of what is asked, None if none does.

    It speaks of the same thing, and denies what the question takes for granted: says that it
    happened only once where the question asks for the second time, or that there is none. Or it
    names another year or place than the question.
    """
    for sentence in islice(ranked, _LOOKED_AT):
        if beside := _beside(question, sentence, weights):
            return sentence, beside
    return None


def instead(
    question: Question, chosen: Sequence[ScoredSentence], weights: TermWeights
) -> Instead | None:
    """Return a chosen sentence that denies what is asked, or admits that it is not known.

    "Resolute Support worked in Afghanistan and not in Iraq" denies that the one name of a question
    was at the other; of a question that names one thing alone it denies nothing. "The sources do
    not say who chairs the GCTF today" has the question's words itself. None where no sentence does,
    and for what asks whether something is so, which takes nothing for granted.
    """
    if _YES_OR_NO.match(question.text):
        return None
    for sentence in chosen:
        if _names_denied(question, sentence.text):
            return sentence, Beside.DENIAL
        if _admits(question, sentence, weights):
            return sentence, Beside.ADMISSION
    return None


def answering(question: Question, ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Return the ranked sentences without those that cannot answer, whatever their words.

    They only admit what is not known; one that has the kind of words asked for stays: "It ran to
    2025; a later one was not looked up". Or they say what something does where it is asked who
    does it: "MARCOM leads the operation" tells not who leads MARCOM. Where such a sentence is the
    best, only others that have its verb are left.
    """
    if _YES_OR_NO.match(question.text):
        return list(ranked)
    left = [
        each
        for each in ranked
        if not _admitting(each.text)
        or any(words_that_answer(kind, question.text, each.text) for kind in question.kinds)
    ]
    asked = _WHO_DOES.match(question.text.strip())
    if asked is None:
        return left
    only = set(terms(asked[1]) if left and swapped(question.text, left[0].text) else ())
    return [
        each
        for each in left
        if only <= set(terms(each.text)) and not swapped(question.text, each.text)
    ]


def swapped(question: str, sentence: str) -> bool:
    """Tell whether a sentence has as its subject what a question has as its object.

    The question is of the form "Who leads MARCOM?"; a passive ("is led by") swaps nothing.
    """
    asked = _WHO_DOES.match(question.strip())
    verb, thing = (terms(asked[1]), set(terms(asked[2]))) if asked else ([], set())
    if not verb or not thing:
        return False
    for word in _WORD.finditer(sentence):
        if terms(word[0]) == verb:
            before, behind = sentence[: word.start()], sentence[word.end() :]
            passive = _PASSIVE.search(before) or behind.startswith(" by ")
            return not passive and thing <= set(terms(before)) and not thing & set(terms(behind))
    return False


def _names_denied(question: Question, text: str) -> bool:
    """Tell whether a text says of one name in the question that it is not so of another.

    Its first name, of which it speaks, is in the question, as is the one denied: "not in Iraq".
    """
    names = (set(terms(each)) for each in _CAPITALS.findall(text))
    spoken_of = next((each for each in names if each), set()) & question.names
    denied = [set(terms(found[1])) for found in _NOT_A_NAME.finditer(text)]
    return any(each <= question.names and spoken_of - each for each in denied)


def _admitting(text: str) -> re.Match[str] | None:
    small = text.lower()
    return _ADMITS.search(text) if any(word in small for word in _IN_ADMISSIONS) else None


def _admits(question: Question, sentence: ScoredSentence, weights: TermWeights) -> bool:
    """Tell whether a sentence admits that just what is asked is not known."""
    found = _admitting(sentence.text)
    if not found or found["aside"] or question.names - sentence.window:
        return False
    said = frozenset(terms(sentence.text[: found.start()] + sentence.text[found.end() :])) | _NOW
    every = question.names | question.words
    # Besides the thing, what is asked of it.
    of_it = 2 * weights.share(question.words - said) < weights.share(question.words - _NOW)
    return of_it and _share(weights, question, every - said) <= 1 - _SAME_THING


def _beside(question: Question, sentence: ScoredSentence, weights: TermWeights) -> Beside | None:
    """Return how a sentence stands to a question that it does not answer, None if not at all."""
    missing = (question.names | question.words) - sentence.window
    if question.order and not question.order & order_words(sentence.text):
        once = _ONCE.search(sentence.text) and _speaks_of(question, sentence, weights)
        return Beside.DENIAL if once else None
    if _share(weights, question, missing) > 1 - _SAME_THING:
        return None
    if _admits(question, sentence, weights):
        return Beside.ADMISSION
    if question.years and not question.years & years_of(sentence.text):
        dated = words_that_answer(Kind.WHEN, question.text, sentence.text)
        return Beside.NEIGHBOUR if dated and not missing - question.years else None
    asked = {place for place in _AT_A_PLACE.findall(question.text) if place not in sentence.text}
    if asked and question.names & missing:
        there = set(_AT_A_PLACE.findall(sentence.text)) - set(_AT_A_PLACE.findall(question.text))
        elsewhere = there and question.names & missing <= {each.lower() for each in asked}
        return Beside.NEIGHBOUR if elsewhere else None
    return Beside.DENIAL if _there_is_none(question, sentence.text) else None


def _there_is_none(question: Question, text: str) -> bool:
    """Tell whether a text says that there is none of what a question takes for granted."""
    for found in _THERE_IS_NONE.finditer(text):
        thing = terms(found["thing"] or found["named"] or found["done"] or "")
        if thing and thing[-1] in question.words | question.names:
            return True
    return False


def _speaks_of(question: Question, sentence: ScoredSentence, weights: TermWeights) -> bool:
    """Tell whether a sentence holds the question's words but for those that count times."""
    counted = {"second", "third", "time", "again", "anoth", "twice", "once"}
    words = (question.names | question.words) - counted
    missing = weights.share(words - sentence.window)
    return missing <= (1 - _SAME_THING) * weights.share(words)


def _share(weights: TermWeights, question: Question, words: frozenset[str]) -> float:
    everything = weights.share(question.names | question.words)
    return weights.share(words) / everything if everything else 0.0
