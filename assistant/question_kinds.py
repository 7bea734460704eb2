"""What kind of answer a question asks for, and which words of a sentence are of that kind."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from index import terms
from sources import Span
from sources.patterns import pattern

from .dates import MONTHS, asks_rule, dates_another, dates_in, durations_in, moments_in
from .numbered import without_names


class Kind(StrEnum):
    """A kind of words that answer: each has a question word of its own."""

    WHEN = "when"
    HOW_MANY = "how many"
    WHO = "who"
    WHERE = "where"


class Form(StrEnum):
    """How much text an answer takes: a fact is one sentence, a list or an account are several."""

    FACT = "fact"
    LIST = "list"
    ACCOUNT = "account"


_WORD_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|thousand|million|billion|dozen|half|once|twice|third|quarter"
)
_NUMBER = pattern(
    rf"(?:\b(?!one (?:or more|of|another)\b)(?:{_WORD_NUMBERS})\b"
    r"|(?<![\w/.,-])[$€£]?\d[\d,]*(?:\.\d+)?(?![\d/]))"
    r"(?:\s*(?:%|per cent|percent|hundred|thousand|million|billion|dozen))*",
    re.I,
)
_LINK = r"(?:of|the|and|for|on|de|von|van|bin|al|der|la)"
_CAPITAL = r"[^\W\d_a-zß-ÿ][\w’'-]*"
# A run of words in capitals, small words between them, as names are written.
_NAME = pattern(rf"\b{_CAPITAL}(?:[\s-]+(?:{_LINK}\s+){{0,2}}{_CAPITAL})*")
_PLACE = pattern(rf"\b(?:in|at|near|from|to|outside)\s+(?:the\s+)?(?P<place>{_NAME.pattern})")
_NO_NAME = pattern(
    rf"(?:{MONTHS}|The|A|An|In|On|At|By|For|From|After|Before|Since|As|It|This|These|That|Those"
    r"|When|While|If|He|She|They|His|Her|Its|Their|According|Under|With|Each|Every|All|No|Not"
    r"|Article|Resolution|Part|Section|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$"
)
COUNTED = pattern(r"\bhow many ((?:[\w-]+ ){0,2}?[\w-]+s|people|men|women)\b", re.I)
_MEMBERS = frozenset(terms("countries states nations members"))  # all count the same
# "17,178 Allied and partner troops"
_WORDS_TO_NOUN = 4
_ASKS_TIMES = pattern(r"\bhow (?:many times(?! (?:more|as|the))|often|frequently)\b", re.I)
# "Measures end once the Council acts" and "at once" count nothing.
_TIMES = pattern(
    r"(?<!at )\bonce\b(?! (?:the|an?|it|they|he|she|this|these|all|its?|their)\b)"
    r"|\b(?:twice|thrice|never|rarely|seldom|regularly|occasionally|frequently)\b"
    r"|\b(?:daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|bi\w?annual(?:ly)?|biennial)\b"
    rf"|\b(?:{_WORD_NUMBERS}|several|\d[\d,]*) (?:\w+ ){{0,2}}?(?:times|occasions|instances)\b"
    r"|\b(?:each|every) (?:\w+ )?(?:hour|day|night|week|month|quarter|year|decade|century)s?\b",
    re.I,
)
_ORDINAL = pattern(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b", re.I
)
_ASKS = {
    Kind.WHEN: pattern(
        r"\b(?:(?:since )?when|wh(?:at|ich) (?:year|date|day|month|decade|century)|how long ago)\b",
        re.I,
    ),
    Kind.HOW_MANY: pattern(
        r"\bhow (?:many|much|long|old|far|large|big|often|high)\b(?! ago)"
        r"|\bwhat (?:number|share|percentage|proportion|amount)\b",
        re.I,
    ),
    # "Who is a refugee?" and "Who may ratify?" want no name.
    Kind.WHO: pattern(
        r"\b(?:who(?! (?:is|are) (?:considered )?an? [a-z])"
        r"(?! (?:may|must|commits|is (?:entitled|liable|obliged|guilty)))|whom|whose)\b",
        re.I,
    ),
    Kind.WHERE: pattern(
        r"\bwhere\b"
        r"|\b(?:what|which) (?:country|city|town|place|state|capital|region|base|summit)\b",
        re.I,
    ),
}
# "Which country joined …?" wants a name, which need not stand behind "in" or "at".
_NAMED_PLACE = pattern(
    r"(?<!\bin )(?<!\bat )(?<!\bto )(?<!\bfrom )\b(?:what|which) (?:[\w-]+ )?"
    r"(?:country|city|town|state|capital|region)\b",
    re.I,
)
_BEGINS = pattern(rf"({_CAPITAL}) (?:is|was|has|had|became|\w+ed)\b")
# A subordinate clause is not a question: "What did NATO do when it was attacked?"
_NOT_ASKED = pattern(r"(?<=[\w,] )(?:when|where|who|whom|whose)\b(?=[^?]*\?)", re.I)
# Nor is one at the beginning: "When states share data, what happens?"
_CLAUSE_FIRST = pattern(
    r"\W*(?:when|where)\s+(?!(?:and|or|in|at|on|was|were|is|are|did|do|does|has|have|had|will|would"
    r"|can|could|should|exactly|else)\b)[^?]+,\s*(?:then )?(?:what|which|who|whom|whose|how|why|did"
    r"|do|does|is|are|was|were|has|have|can|must|may)\b",
    re.I,
)
_JOINED = pattern(r"(?:\b(?:and|or|by|in|at|from|to|since|with|for|of)|,|:|;)\s*$", re.I)
# "Which three kinds of", "What are the key pillars", "Name the states": a noun in the plural soon
# after the question word, and no verb before it.
_LIST = pattern(
    r"(?:\b(?:which|what (?:are|were)|what|name|list|give)"
    r"(?: (?!(?:is|was|does|did|has|will|can|an?)\b)[\w-]+){0,3}?"
    r" (?!(?:is|was|does|has|its|his|this|us|\w*ss)\b)[\w-]{2,}s\b(?!['’])"
    r"|\b(?:timeline|steps|stages|list of|what else)\b)",
    re.I,
)
_ACCOUNT = pattern(
    r"\b(?:why|how (?!many|much|long|old|far|large|big|often|high)|explain|describe|compare"
    r"|differ\w*|what (?:do|does|did|has|have|can|must|may|should|happen\w*)|tell me|about"
    r"|overview|summar\w+|relat\w+|role|purpose|background)\b",
    re.I,
)
# Right behind a name: "United Nations (UN)".
_SHORT_FORM = pattern(r"\s*\(([A-Z][\w&-]{1,11})\)")
_DEFINITION = pattern(
    r"(?:what(?: is|'s|’s| are| was| were)|define|who (?:is|was))(?: an?| the)? "
    r"((?:(?!\b(?:of|for|in|on|by|that|which|with|to|from|under|within|according)\b)"
    r"[\w.’'/&-]+ ?){1,7}"
    r"(?:against terrorism|of excellence)?)"
    r"(?:(?:under|according to|within the meaning of|for the purposes? of|as defined) .+)?\?*$"
    r"|what does (.{2,60}?) (?:mean|stand for)\?*$|what is meant by (.{2,60}?)\?*$",
    re.I,
)


def kinds_asked(question: str) -> list[Kind]:
    """Return the kinds of words that a question asks for, in the order in which it asks."""
    found: list[tuple[int, Kind]] = []
    for kind, asks in _ASKS.items():
        matches = [each.start() for each in asks.finditer(question) if _is_asked(question, each)]
        found += [(matches[0], kind)] if matches else []
    return [kind for _, kind in sorted(found)]


def _is_asked(question: str, word: re.Match[str]) -> bool:
    """Tell whether a question word asks, and does not merely open a clause."""
    before = question[: word.start()]
    if not before.strip() and _CLAUSE_FIRST.match(question):
        return False
    return not _NOT_ASKED.match(question, word.start()) or bool(_JOINED.search(before))


def defined_thing(question: str) -> str | None:
    """Return the thing that a question wants defined ("What is the GCTF?"), None where none."""
    found = _DEFINITION.match(question.strip())
    return next((part.strip() for part in found.groups() if part), None) if found else None


def form_asked(question: str) -> Form:
    """Return how much text the answer to a question takes."""
    kinds = kinds_asked(question)
    if not kinds and _LIST.search(question):
        return Form.LIST
    return Form.FACT if kinds or not _ACCOUNT.search(question) else Form.ACCOUNT


@lru_cache(maxsize=4096)
def words_of_kind(kind: Kind, text: str) -> tuple[Span, ...]:
    """Return the spans of a text that are of a kind: its dates, numbers, names or places."""
    return tuple(_words_of_kind(kind, text))


def _words_of_kind(kind: Kind, text: str) -> Iterator[Span]:
    match kind:
        case Kind.WHEN:
            yield from dates_in(text)
        case Kind.HOW_MANY:
            dates = list(dates_in(text))
            text = without_names(text)
            for each in _NUMBER.finditer(text):
                if not any(date.start <= each.start() < date.end for date in dates):
                    yield Span(*each.span())
        case Kind.WHO:
            yield from (Span(*each.span()) for each in _NAME.finditer(text) if _names(text, each))
        case Kind.WHERE:
            for each in _PLACE.finditer(text):
                if not _NO_NAME.match(each["place"]):
                    yield Span(*each.span("place"))


def _names(text: str, found: re.Match[str]) -> bool:
    """Tell whether words in capitals are a name; a single one that begins a sentence may not be."""
    # What stands between slashes is a number's part: "A/RES/60/288".
    if "/" in (text[found.end() : found.end() + 1], text[: found.start()][-1:]):
        return False
    begins = text[: found.start()].rstrip()[-1:] in ".!?:"  # what "" is, too
    word = begins and found[0].replace("-", "").isalpha() and found[0][1:].islower()
    return not word and not _NO_NAME.match(found[0])


def words_that_answer(kind: Kind, question: str, sentence: str) -> list[Span]:
    """Return the words of a kind in a sentence that the question does not hold itself."""
    asked = question.casefold()
    if kind is Kind.HOW_MANY and asks_times(question):
        return _times(question, sentence)
    if kind is Kind.HOW_MANY and (durations := durations_in(question, sentence)) is not None:
        return durations
    found = words_of_kind(kind, sentence)
    if kind is Kind.WHERE and _asks_named_place(question):
        found += words_of_kind(Kind.WHO, sentence) + _name_at_beginning(sentence)
    if kind is Kind.WHEN and asks_rule(question):
        found += moments_in(question, sentence)
    return [
        span
        for span in found
        if not _holds(asked, sentence[span.start : span.end].casefold())
        and not (kind is Kind.WHEN and dates_another(question, sentence, span))
    ]


@lru_cache
def _asks_named_place(question: str) -> bool:
    return bool(_NAMED_PLACE.search(question))


def _name_at_beginning(sentence: str) -> tuple[Span, ...]:
    """Return the word that begins a sentence where it is like a name: "Sweden became …"."""
    found = _BEGINS.match(sentence)
    return (Span(*found.span(1)),) if found and not _NO_NAME.match(found[1]) else ()


def _holds(question: str, words: str) -> bool:
    """Tell whether a question holds some words, and not merely their letters: "19" in "1999"."""
    start = question.find(words)
    while start >= 0:
        end = start + len(words)
        if not (question[:start][-1:].isalnum() or question[end : end + 1].isalnum()):
            return True
        start = question.find(words, start + 1)
    return False


def _times(question: str, sentence: str) -> list[Span]:
    """Return the words of a sentence that tell how many times: "twice", "its 11th conference"."""
    found = [Span(*each.span()) for each in _TIMES.finditer(sentence)]
    counted = set(terms(" ".join(word for word in question.split()[1:] if word.islower())))
    numbers = {each.start: each for each in words_of_kind(Kind.HOW_MANY, sentence)}
    numbers |= {each.start(): Span(*each.span()) for each in _ORDINAL.finditer(sentence)}
    return found or [
        each for each in numbers.values() if counted & set(terms(_next_words(sentence, each)))
    ]


def counts_other_things(question: str, sentence: str) -> bool:
    """Tell whether a sentence has numbers, but none before the noun that a question counts.

    "How many states …?" counts states; "the 449 arrests in the states" are no states.
    """
    noun = COUNTED.search(question)
    found = words_that_answer(Kind.HOW_MANY, question, sentence) if noun else []
    if noun is None or not found:
        return False
    counted = set(terms(noun[1].split()[-1]))
    counted |= _MEMBERS if counted <= _MEMBERS else set()
    return not any(counted & set(terms(_next_words(sentence, span))) for span in found)


@lru_cache
def asks_times(question: str) -> bool:
    """Tell whether a question asks how many times or how often something happens."""
    return bool(_ASKS_TIMES.search(question))


def certain_answer(kind: Kind, question: str, sentence: str) -> Span | None:
    """Return the words of a sentence that answer a question of a kind, None where unsure.

    Sure is the only candidate, for "how many" also the only number before the noun asked about.
    """
    found = words_that_answer(kind, question, sentence)
    if kind is Kind.HOW_MANY and (noun := COUNTED.search(question)):
        counted = set(terms(noun[1]))
        behind = [span for span in found if counted & set(terms(_next_words(sentence, span)))]
        found = behind or found
    if kind is Kind.WHO:
        known = set(terms(question))
        found = [each for each in found if not known >= _what_names(sentence, each)]
    return found[0] if len(found) == 1 else None


def _what_names(sentence: str, name: Span) -> set[str]:
    """Return the terms of a name, of "United Nations (UN)" those of its short form."""
    short = _SHORT_FORM.match(sentence, name.end)
    return set(terms(short[1] if short else sentence[slice(*name)]))


def _next_words(sentence: str, span: Span) -> str:
    return " ".join(sentence[span.end :].split()[:_WORDS_TO_NOUN])
