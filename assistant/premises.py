"""What a question takes for granted: what of it the documents do not say, and what they deny."""

import re
from collections.abc import Sequence
from itertools import islice

from index import TermWeights, terms

from .question import Question, order_words, years_of
from .question_kinds import Kind, words_that_answer
from .ranking import ScoredSentence

# Sentences looked at, best first, for one that contradicts the question.
_LOOKED_AT = 12
# The share of a question's weight that a sentence must hold to speak of the same thing.
_SAME_THING = 0.62
_ONCE = re.compile(r"\b(?:only|once|sole|single|never|first and only|no other)\b", re.I)
# "No coordinator existed before 2023", "There is no voting at NATO", "none of them describes".
_THERE_IS_NONE = re.compile(
    r"\bno (?:[\w-]+ ){1,8}?(?:exists?|existed|is|are|was|were|has|have|had)\b"
    r"|\bthere (?:is|are|was|were|has been|have been) (?:no|never)\b"
    r"|\bnone of (?:them|these|those|the)\b|\b(?:has|have|had) never\b",
    re.I,
)
_YES_OR_NO = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)\b", re.I
)
_NOT_A_NAME = re.compile(
    r"\b(?:not|never) (?:in|at|by|with|for|to|from|on|of) (?:the )?([A-Z][\w’'-]+)"
)
_SILENT = re.compile(
    r"\b(?:none of|no) (?:the )?(?:\w+ )?(?:sources?|documents?)\b"
    r"|\b(?:sources?|documents?)\b[^.;]{0,40}\b(?:do|does|did) not"
    r" (?:list|say|name|give|tell|state)\b"
    r"|\bnot looked up\b",
    re.I,
)
_AT_A_PLACE = re.compile(r"\b(?:in|at|near|over|from|to)\s+(?:the\s+)?([A-Z][\w’'-]+)")


def contradicting(
    question: Question, ranked: Sequence[ScoredSentence], weights: TermWeights
) -> ScoredSentence | None:
    """Return the best sentence that contradicts what a question takes for granted, None if none.

    It speaks of the same thing, and says that it happened only once where the question asks for
    the second time, names another year or place than the question, or says that there is none.
    """
    for sentence in islice(ranked, _LOOKED_AT):
        if _says_otherwise(question, sentence, weights):
            return sentence
    return None


def denied(
    question: Question, chosen: Sequence[ScoredSentence], weights: TermWeights
) -> ScoredSentence | None:
    """Return a chosen sentence that denies what a question takes for granted, None if none does.

    "Resolute Support worked in Afghanistan and not in Iraq" denies a place of the question; "which
    states are listed changes, and the sources do not say" tells that it is not known. What asks
    whether something is so takes nothing for granted.
    """
    if _YES_OR_NO.match(question.text):
        return None
    for sentence in chosen:
        same = _share(
            weights, question, frozenset(question.names | question.words) - sentence.window
        )
        if same <= 1 - _SAME_THING and (
            _names_denied(question, sentence.text) or _SILENT.search(sentence.text)
        ):
            return sentence
    return None


def _names_denied(question: Question, text: str) -> bool:
    """Tell whether a text says of a name in the question that it is not so: "not in Iraq"."""
    return any(set(terms(found[1])) <= question.names for found in _NOT_A_NAME.finditer(text))


def _says_otherwise(question: Question, sentence: ScoredSentence, weights: TermWeights) -> bool:
    missing = (question.names | question.words) - sentence.window
    if question.order and not question.order & order_words(sentence.text):
        return bool(_ONCE.search(sentence.text)) and _speaks_of(question, sentence, weights)
    if _share(weights, question, missing) > 1 - _SAME_THING:
        return False
    if question.years and not question.years & years_of(sentence.text):
        return not missing - question.years and bool(
            words_that_answer(Kind.WHEN, question.text, sentence.text)
        )
    asked = {place for place in _AT_A_PLACE.findall(question.text) if place not in sentence.text}
    if asked and question.names & missing:
        there = set(_AT_A_PLACE.findall(sentence.text)) - set(_AT_A_PLACE.findall(question.text))
        return bool(there) and question.names & missing <= {each.lower() for each in asked}
    return bool(_THERE_IS_NONE.search(sentence.text))


def _speaks_of(question: Question, sentence: ScoredSentence, weights: TermWeights) -> bool:
    """Tell whether a sentence holds the question's words but for those that count times."""
    counted = {"second", "third", "time", "again", "anoth", "twice", "once"}
    words = (question.names | question.words) - counted
    missing = weights.share(words - sentence.window)
    return missing <= (1 - _SAME_THING) * weights.share(words)


def _share(weights: TermWeights, question: Question, words: frozenset[str]) -> float:
    everything = weights.share(question.names | question.words)
    return weights.share(words) / everything if everything else 0.0
