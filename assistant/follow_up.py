"""Questions that lean on the conversation, read as questions that stand alone."""

import re
from collections.abc import Callable, Sequence

# Names the person whom the answer to a question names, None where that is not sure.
NameOfAnswer = Callable[[str], str | None]

_OPENING = re.compile(r"^(?:and|but|so|then|also|ok(?:ay)?|well|now)\b[,\s]*(?!-)", re.I)
_ABOUT = re.compile(r"^(?:what|how) about\s+(?P<other>.+?)[?.!\s]*$", re.I)
_ALONE = re.compile(
    r"^(?P<word>who|what|when|where|why|how|how many|how much|which|since when|by whom)\s*\??$",
    re.I,
)
_PERSON = re.compile(r"\b(?:he|him|she|hers|his|her)\b", re.I)
_THING = re.compile(r"\b(?:it|they|them|theirs|that one|this one|the former|the latter)\b", re.I)
_POSSESSIVE = re.compile(r"\b(?:its|their|his|her)\b(?=\s+\w)", re.I)
_POINTING = re.compile(
    r"\b(?:that|this|those|these)\b(?=\s*\??$"
    r"|\s+(?:criticised|adopted|decided|agreed|changed|done|happen\w*)\b)",
    re.I,
)
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?!\s+(?:is|are|was|were|be|been|any|an?)\b)",
    re.I,
)
_KINDS_OF_THING = (
    "mission|operation|strategy|plan|centre|center|agreement|convention|treaty|resolution|force"
    "|initiative|programme|program|exercise|coalition|forum|compact|declaration|committee|report"
    "|directive|concept|organisation|organization|alliance|document|article|task force|network"
)
_NAMED_BY_KIND = re.compile(
    rf"\b(?:the|this|that)\s+(?P<kind>{_KINDS_OF_THING})\b(?!\s+(?:of|on|for|against|in)\b)", re.I
)
# "It" that stands for nothing: "Is it true that", "How long did it take to".
_EMPTY_IT = re.compile(
    r"\b(?:is|was|would) it (?:true|possible|known|clear|likely|necessary|legal|the case)\b"
    r"|\b(?:did|does|will) it (?:take|mean)\b|\bit (?:is|was) (?:said|known|true|clear)\b",
    re.I,
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_LINK = r"(?:of|for|on|against|to|and|the|in)"
_NOT_A_MONTH = rf"(?!(?:{_MONTH})\b)"
# A run of words in capitals, small words and numbers that are no years within it, and the kind of
# thing behind it: "Article 5", "Partnership Action Plan against Terrorism", "Kadi case".
_NAME = re.compile(
    rf"\b{_NOT_A_MONTH}[A-Z][\w.’'/-]*"
    rf"(?:\s+(?:{_LINK}\s+){{0,2}}{_NOT_A_MONTH}[A-Z][\w.’'/-]*"
    r"|\s+(?!(?:1\d|20)\d\d\b)\d+(?:[/.]\d+)*)*"
    rf"(?:\s+(?:case|judgment|ruling|process|patrols|{_KINDS_OF_THING})\b)?"
    rf"|\b(?:{_KINDS_OF_THING})\s+\d+(?:/\d+)*"
)
_JUST_A_NAME = re.compile(rf"(?:the\s+)?(?:{_NAME.pattern})\s*\?*")
_WHERE_WAS_THAT = re.compile(
    r"(?P<word>where|when|why|how) (?:is|was|were|did) (?:that|this|it)(?: happen)?\s*\?*$", re.I
)
_PERSON_ASKED = re.compile(
    r"who (?:is|was)\s+(?P<person>[A-Z][a-z]+(?:\s[A-Z][\w’'-]+)+)\s*\?*$", re.I
)
_QUESTION_WORDS = re.compile(
    r"^(?:(?:in|on|at|from|since|by|to|through|under|with|for) )?"
    r"(?:who|whom|whose|what|when|where|why|which|how(?: many| much| often| long)?)\b"
    r"(?P<helpers>(?:\s+(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b)*)"
    r"\s*",
    re.I,
)
# A capital here only begins the question.
_FIRST_WORD = re.compile(
    r"(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|did|does|do|has|have|had|can"
    r"|could|will|would|should|in|on|at|by|for|to|from|since|under|through|with|according|tell|give"
    r"|explain|describe|compare|name|list|the|a|an|it|its|he|she|they|this|that|there)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:in\s+)?(?:1\d{3}|20\d{2})\b")


def stand_alone(
    question: str, history: Sequence[str], name_of_answer: NameOfAnswer = lambda question: None
) -> str:
    """Return a question as it is to be searched for, given the questions asked before it.

    A question that stands alone is returned as it is. In one that leans on the conversation ("And
    who adopted it?") the pronoun gives way to what the last question was about; where that cannot
    be done, the subject of the last question is put in brackets behind. For "him" and "her" the
    person is taken from the answer to the last question, if ``name_of_answer`` finds one.
    """
    if not leans(question):
        return question
    earlier: list[str] = []
    for each in history:
        earlier.append(stand_alone(each.strip(), earlier, name_of_answer))
    last = next((each for each in reversed(earlier) if not leans(each) and _topic(each)), None)
    if last is None:
        return question
    read = _read(_OPENING.sub("", question.strip()) or question, last, name_of_answer)
    return read[:1].upper() + read[1:]


def leans(question: str) -> bool:
    """Tell whether a question cannot be understood without the one before it."""
    question = question.strip()
    bare = _OPENING.sub("", question)
    if (
        _ABOUT.match(bare)
        or _ALONE.match(bare)
        or re.match(r"(?:in|on|at|by|for|to)\s", bare, re.I)
    ):
        return True
    if bare != question and (not _names(bare) or _JUST_A_NAME.fullmatch(bare)):
        return True
    bare = _EMPTY_IT.sub("", bare)
    signs = (_PERSON, _THING, _POSSESSIVE, _POINTING, _THERE, _NAMED_BY_KIND)
    return any((found := sign.search(bare)) and not _names(bare[: found.start()]) for sign in signs)


def _read(question: str, last: str, name_of_answer: NameOfAnswer) -> str:
    """Return a leaning question with what it leans on in its place."""
    topic = _topic(last)
    if found := _ALONE.match(question):
        return _asked_anew(found["word"], last)
    if found := _ABOUT.match(question):
        return _with_other(found["other"], last)
    if _JUST_A_NAME.fullmatch(question) or re.match(r"(?:in|on|at|by|for|to)\s", question, re.I):
        return _with_other(question.rstrip("?!. "), last)
    if found := _WHERE_WAS_THAT.match(question):
        return _asked_anew(found["word"], last)
    if _PERSON.search(question):
        named = _PERSON_ASKED.search(last)
        return _with_person(question, topic, named["person"] if named else name_of_answer(last))
    read = _POSSESSIVE.sub(_possessive(topic), question, count=1)
    found = _NAMED_BY_KIND.search(question)
    if read == question and found and found["kind"].lower() in topic.lower():
        return question[: found.start()] + topic + question[found.end() :]
    for sign, by in ((_THING, topic), (_POINTING, topic), (_THERE, f"at {topic}")):
        if read == question and (found := sign.search(question)):
            return question[: found.start()] + by + question[found.end() :]
    return read if read != question else f"{question.rstrip()} ({topic})"


def _with_person(question: str, topic: str, person: str | None) -> str:
    read = question
    if person or topic:
        name = person or topic
        sign, by = (_POSSESSIVE, _possessive(name)) if _POSSESSIVE.search(read) else (_PERSON, name)
        read = sign.sub(by.replace("\\", ""), question, count=1)
    return f"{read} ({topic})" if person and topic and topic not in read else read


def _possessive(topic: str) -> str:
    return topic + ("’" if topic.endswith("s") else "’s")


def _asked_anew(word: str, last: str) -> str:
    """Return the last question with another question word, where it says more than a name."""
    found = _QUESTION_WORDS.match(last)
    subject = _subject(last)
    if found and found["helpers"].strip() and not _JUST_A_NAME.fullmatch(subject):
        return f"{word.capitalize()}{found['helpers']} {last[found.end() :]}"
    return f"{word.capitalize()}? ({subject})"


def _with_other(other: str, last: str) -> str:
    """Return the last question, asked of another place, year or body."""
    year = _YEAR.search(last)
    if _YEAR.fullmatch(other) and year:
        return last[: year.start()] + other + last[year.end() :]
    bare = re.sub(r"^(?:in|on|at|by|for|to)\s+", "", other, flags=re.I)
    places = list(
        re.finditer(rf"\b(?:in|at|by|for|from|to|with)\s+(?:the\s+)?({_NAME.pattern})", last)
    )
    if places and not _YEAR.fullmatch(other):
        start, end = places[-1].span(1)
        return last[:start] + re.sub(r"^the\s+", "", bare, flags=re.I) + last[end:]
    if bare != other or _YEAR.fullmatch(other):
        return f"{last.rstrip('?!. ')} {other}?"
    return f"{_subject(last)}: {other}?"


def _topic(question: str) -> str:
    """Return what a question is about: its last name, or its subject where it has none."""
    names = _names(question)
    if not names:
        return _subject(question)
    name, before = names[-1], question[: names[-1].start()]
    if re.search(r"\bthe\s+(?:first\s+)?$", before, re.I):
        return f"the {name[0]}"
    if re.search(r"\b(?:its|their|his|her)\s+$", before, re.I) and len(names) > 1:
        return f"{_possessive(names[-2][0])} {name[0]}"
    # "NATO's first Special Coordinator" is one thing.
    if len(names) > 1 and re.search(r"['’]s?\s+(?:\w+\s+){0,2}$", before):
        return question[names[-2].start() : name.end()]
    return name[0]


def _names(text: str) -> list[re.Match[str]]:
    """Return the names in a text; its first word is one only where it is no common word."""
    if _FIRST_WORD.match(text):
        text = text[0].lower() + text[1:]
    return list(_NAME.finditer(text))


def _subject(question: str) -> str:
    """Return a question without its question words."""
    return _QUESTION_WORDS.sub("", question.strip()).rstrip("?!. ")
