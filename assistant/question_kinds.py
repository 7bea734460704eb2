"""What kind of words a question asks for: a date, a number, a name."""

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}|1\d{{3}}|2\d{{3}})(?:s|st|nd|rd|th)?\b|\b(?:{_MONTHS})\b|century"
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|forty|fifty|hundred|thousand|million|billion|half|third|quarter|dozen|once|twice)\b",
    re.I,
)
# A word in capitals that does not merely begin the sentence.
_NAME = re.compile(r"(?<!^)(?<![.!?:] )\b[A-Z][\w’'-]+")
_KINDS = (
    (
        re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|decade|century)\b", re.I),
        _DATE,
    ),
    (re.compile(r"\bhow (?:many|much|long|old|far|large|big|often)\b", re.I), _NUMBER),
    (re.compile(r"\b(?:who|whom|whose)\b", re.I), _NAME),
)


def has_what_is_asked(question: str, sentence: str) -> bool:
    """Tell whether a sentence has a word of the kind that a question asks for.

    Each kind that the question names must be there ("When ... and how many ..."); a question that
    names none is content with any sentence.
    """
    return all(words.search(sentence) for asks, words in _KINDS if asks.search(question))
