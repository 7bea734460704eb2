"""Questions that lean on the conversation, read as questions that stand alone."""

import re
from collections.abc import Callable, Sequence

from index import terms
from sources.patterns import pattern

from .dates import MONTHS

UNSAID = (
    "This question leans on one before it, and there is none that tells what is meant. Ask again "
    "with the name of the thing or the person."
)
# The most words beside its pronoun of a question that names nothing itself: "Who founded it, when?"
_LEFT_UNSAID = 2
# Names the person whom the answer to a question names, None where that is not sure.
NameOfAnswer = Callable[[str], str | None]

_OPENING = pattern(r"^(?:and|but|so|then|also|ok(?:ay)?|well|now)\b[,\s]*(?!-)", re.I)
_ABOUT = pattern(r"^(?:what|how) about\s+(?P<other>.+?)[?.!\s]*$", re.I)
_ALONE = pattern(
    r"^(?P<word>who|what|when|where|why|how|how many|how much|which|since when|by whom"
    r"|(?:in|since|from) (?:which|what) (?:year|month|city|country|place))\s*\??$",
    re.I,
)
# "In Africa?" leans; "In Africa, who leads?" and "In which year was NATO founded?" do not.
_PLACE = pattern(
    r"^(?:in|on|at|by|for|to|of|from|with)\s+(?!.*\b(?:wh(?:o|om|ose|at|en|ere|y|ich)|how|[a-z]+ed)\b)[^,]+$",
    re.I,
)
_MORE = pattern(
    r"^(?:please\s+)?(?:tell me more|more(?: details| about (?:it|that|this))?|go on|what else"
    r"|explain(?: it| that| this)?)\W*$",
    re.I,
)
# "What is the purpose?": a thing that is always something's.
_ITS_THING = pattern(
    r"\bthe (?:(?:main|legal|overall) )?(?:purpose|aim|goal|objective|reason|result|outcome|budget"
    r"|mandate|role|task|cost|members?|headquarters|legal basis|scope|difference)s?\s*\??$",
    re.I,
)
_PERSON = pattern(r"\b(?:he|him|she|hers|his|her)\b", re.I)
_THING = pattern(r"\b(?:it|they|them|theirs|that one|this one|the former|the latter)\b", re.I)
_POSSESSIVE = pattern(r"\b(?:its|their|his|her)\b(?=\s+\w)", re.I)
_POINTING = pattern(
    r"\b(?:that|this|those|these)\b(?=\s*\??$"
    r"|\s+(?:criticised|adopted|decided|agreed|changed|done|happen\w*)\b)",
    re.I,
)
_THERE = pattern(
    r"(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?!\s+(?:is|are|was|were|be|been|any|an?)\b)",
    re.I,
)
_KINDS_OF_THING = (
    "mission|operation|strategy|plan|centre|center|agreement|convention|treaty|resolution|force"
    "|initiative|programme|program|exercise|coalition|forum|compact|declaration|committee|report"
    "|directive|concept|organisation|organization|alliance|document|article|task force|network"
)
_NAMED_BY_KIND = pattern(
    rf"\b(?:the|this|that)\s+(?P<kind>{_KINDS_OF_THING})\b(?!\s+(?:of|on|for|against|in)\b)", re.I
)
# "It" that stands for nothing: "Is it true that", "How long did it take to".
_EMPTY_IT = pattern(
    r"\b(?:is|was|would) it (?:true|possible|known|clear|likely|necessary|legal|the case)\b"
    r"|\b(?:did|does|will) it (?:take|mean)\b|\bit (?:is|was) (?:said|known|true|clear)\b",
    re.I,
)
_LINK = r"(?:of|for|on|against|to|and|the|in)"
_NOT_A_MONTH = rf"(?!(?:{MONTHS})\b)"
# A run of words in capitals, small words and numbers that are no years within it, and the kind of
# thing behind it: "Article 5", "Partnership Action Plan against Terrorism", "Kadi case".
_NAME = pattern(
    rf"\b(?i:{_KINDS_OF_THING})\s+\d+(?:/\d+)*"
    rf"|\b{_NOT_A_MONTH}[A-Z][\w.’'/-]*"
    rf"(?:\s+(?:{_LINK}\s+){{0,2}}{_NOT_A_MONTH}[A-Z][\w.’'/-]*"
    r"|\s+(?!(?:1\d|20)\d\d\b)\d+(?:[/.]\d+)*)*"
    rf"(?:\s+(?:joint\s+)?(?:case|judgment|ruling|process|patrols|{_KINDS_OF_THING})\b(?:\s+\d+(?:/\d+)*)?)?"
)
_NUMBER = pattern(r"\d+(?:/\d+)*")
_NUMBERED = pattern(rf"\b(?i:{_KINDS_OF_THING})\s+({_NUMBER.pattern})")
_JUST_A_NAME = pattern(rf"(?:the\s+)?(?:{_NAME.pattern})\s*\?*")
_WHERE_WAS_THAT = pattern(
    r"(?P<word>where|when|why|how) (?:is|was|were|did) (?:that|this|it)(?: happen)?\s*\?*$", re.I
)
_PERSON_ASKED = pattern(
    r"who (?:is|was)\s+(?P<person>[A-Z][a-z]+(?:\s[A-Z][\w’'-]+)+)\s*\?*$", re.I
)
_QUESTION_WORDS = pattern(
    r"^(?:(?:in|on|at|from|since|by|to|through|under|with|for) )?"
    r"(?:who|whom|whose|what|when|where|why|which|how(?: many| much| often| long)?)\b"
    r"(?P<helpers>(?:\s+(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b)*)"
    r"\s*",
    re.I,
)
# "Who launched the operation?": what was done to something, and what does something.
_DONE = pattern(r"who\s+(?P<verb>[a-z]{2,}ed)\s+(?P<thing>(?:the\s+)?[A-Z].*?)\s*\?*$", re.I)
_DOING = pattern(r"[a-z]{3,}(?:s|ed)\s+(?=(?:the|a|an)\b)")
# "Which states left it?": those, and not it, are who "they" are.
_THEY = pattern(r"\b(?:they|them|their)\b", re.I)
_SEVERAL = pattern(
    r"(?:which|what)\s+(?P<those>(?:\w+\s+)?\w+s)\s+"
    r"(?P<what>(?!(?:did|does|do|can|could|will|would|should|has|is|was)\b)[a-z]+\s.+?)\s*\?*$",
    re.I,
)
# A capital here only begins the question.
_FIRST_WORD = pattern(
    r"(?:who|whom|whose|what|when|where|why|which|how|is|are|was|were|did|does|do|has|have|had|can"
    r"|could|will|would|should|in|on|at|by|for|to|from|since|under|through|with|according|tell|give"
    r"|explain|describe|compare|name|list|the|a|an|it|its|he|she|they|this|that|there)\b",
    re.I,
)
_YEAR = pattern(r"\b(?:in\s+)?(?:1\d{3}|20\d{2})\b")


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
    if any(sign.match(bare) for sign in (_ABOUT, _ALONE, _PLACE, _MORE)):
        return True
    if bare != question and (not _names(bare) or _JUST_A_NAME.fullmatch(bare)):
        return True
    bare = _EMPTY_IT.sub("", bare)
    signs = (_PERSON, _THING, _POSSESSIVE, _POINTING, _THERE, _NAMED_BY_KIND, _ITS_THING)
    return any((found := sign.search(bare)) and not _names(bare[: found.start()]) for sign in signs)


def unsaid(question: str) -> bool:
    """Tell whether a question, as it is read, asks of what nothing names: "And who leads it?".

    With more words of its own it may still say what it asks about: "Do drones find their targets?".
    """
    bare = _EMPTY_IT.sub("", _OPENING.sub("", question.strip()))
    if _names(bare):
        return False
    signs = (_PERSON, _THING, _POSSESSIVE, _POINTING)
    points = any(sign.search(bare) for sign in signs) and len(set(terms(bare))) <= _LEFT_UNSAID
    return points or any(sign.match(bare) for sign in (_ALONE, _MORE))


def _read(question: str, last: str, name_of_answer: NameOfAnswer) -> str:
    """Return a leaning question with what it leans on in its place."""
    several = _SEVERAL.match(last) if _THEY.search(question) else None
    topic = f"the {several['those']} that {several['what']}" if several else _topic(last)
    if _MORE.match(question):
        return f"Tell me more about {topic}"
    if found := _ALONE.match(question) or _WHERE_WAS_THAT.match(question):
        return _asked_anew(found["word"], last)
    if other := _other(question):
        return _with_other(other, last)
    if _PERSON.search(question):
        named = _PERSON_ASKED.search(last)
        return _with_person(question, topic, named["person"] if named else name_of_answer(last))
    if (chosen := _one_of_two(question, topic)) != question:
        return chosen
    thing, its = _THING.search(question), _POSSESSIVE.search(question)
    # "How many did it have at its peak?" speaks of one thing: the first word takes its name.
    if thing and its and thing.start() < its.start():
        return question[: thing.start()] + topic + question[thing.end() :]
    read = _POSSESSIVE.sub(_possessive(topic), question, count=1)
    found = _NAMED_BY_KIND.search(question)
    if read == question and found and found["kind"].lower() in topic.lower():
        return question[: found.start()] + topic + question[found.end() :]
    for sign, by in ((_THING, topic), (_POINTING, topic), (_THERE, f"at {topic}")):
        if read == question and (found := sign.search(question)):
            return question[: found.start()] + by + question[found.end() :]
    return read if read != question else f"{question.rstrip()} ({topic})"


def _other(question: str) -> str | None:
    """Return what the last question is to be asked of, where a question names just that."""
    if found := _ABOUT.match(question):
        return found["other"]
    bare = question.rstrip("?!. ")
    just_another = _JUST_A_NAME.fullmatch(bare) or _NUMBER.fullmatch(bare) or _PLACE.match(bare)
    return bare if just_another else None


def _one_of_two(question: str, topic: str) -> str:
    """Return a question with "the former" and "the latter" as the two that were spoken of."""
    first, _, second = topic.partition(" and ")
    if second:
        question = re.sub(r"\bthe former\b", first, question, flags=re.I)
        question = re.sub(r"\bthe latter\b", second, question, flags=re.I)
    return question


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
    if (done := _DONE.match(last)) and word.lower() in ("when", "where", "why", "how"):
        return f"{word.capitalize()} was {done['thing']} {done['verb']}?"
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
    numbered = _NUMBERED.search(last)
    if numbered and _NUMBER.fullmatch(other):
        return last[: numbered.start(1)] + other + last[numbered.end(1) :]
    bare = re.sub(r"^(?:in|on|at|by|for|to|of|from|with)\s+", "", other, flags=re.I)
    before = "of" if other[:3].lower() == "of " else "in|at|by|for|from|to|with"
    places = list(re.finditer(rf"\b(?:{before})\s+(?:the\s+)?({_NAME.pattern})", last))
    if places and not _YEAR.fullmatch(other):
        start, end = places[-1].span(1)
        return last[:start] + re.sub(r"^the\s+", "", bare, flags=re.I) + last[end:]
    if bare != other or _YEAR.fullmatch(other):
        return f"{last.rstrip('?!. ')} {other}?"
    replaced = _like(other, last)
    if replaced is None:
        return f"{_subject(last)}: {other}?"
    start, end = replaced
    return last[:start] + other + last[end:]


def _like(other: str, last: str) -> tuple[int, int] | None:
    """Return where a question names what another name may take the place of, None if nowhere.

    That is the name which begins with the same word ("Article 5" and "Article 4"), else the first.
    """
    names = [found.span() for found in _names(last)]
    kind = other.split()[0].lower()
    alike = [(a, b) for a, b in names if last[a:b].split()[0].lower() == kind]
    if not names or not _JUST_A_NAME.fullmatch(other):
        return None
    start, end = (alike or names)[0]
    article = re.search(r"\bthe\s+$", last[:start], re.I)
    possessive = not other.endswith(("'s", "’s")) and re.search(r"['’]s?$", last[start:end])
    return article.start() if article else start, end - len(possessive[0]) if possessive else end


def _topic(question: str) -> str:
    """Return what a question is about: its last name, or its subject where it has none."""
    names = _names(question)
    if not names:
        return _DOING.sub("", _subject(question), count=1)
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
