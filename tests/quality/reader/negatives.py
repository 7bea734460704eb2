"""Questions that a window does not answer, made by rule from one that it answers."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..near_misses import NAME, YEAR, Source, near_misses
from .pairs import Pair

# How often each kind is tried first; few questions hold a year or a number that could be changed.
SHARES = {
    "wrong name": 12,
    "changed text": 16,
    "wrong year": 18,
    "wrong number": 16,
    "opposite": 13,
    "other attribute": 12,
    "year added": 1.5,
    "repeated": 0.7,
    "detail": 0.5,
    "taken out": 6,
    "mined": 15,
    "neighbour": 6,
    "far": 2,
}
_OTHERS = """
first second third last|one two three four five six seven eight nine ten|before after during
largest smallest|highest lowest|oldest newest|most least|more fewer|north south east west
northern southern eastern western|begin end|began ended|start stop|started stopped|men women
joined left suspended|join leave|founded dissolved renamed|formed disbanded|created abolished
established dissolved relocated|establish dissolve relocate|adopted rejected repealed suspended
adopt reject repeal suspend|invoked withdrawn suspended amended|invoke withdraw suspend amend
launched cancelled postponed|launch cancel postpone|signed denounced|sign denounce
ratified denounced|approved vetoed rejected|approve veto reject|increased decreased|increase decrease
increases reduces|won lost|win lose|born killed|die marry|died married|built demolished|build demolish
opened closed|open close|appointed dismissed|elected defeated impeached|elect impeach
arrested released pardoned|arrest release pardon|attacked defended|attack defend
accepted refused|accept refuse|allowed prohibited|allow prohibit|allowed forbidden
permitted banned|required forbidden exempted|require forbid exempt|support oppose|supported opposed
bought sold|buy sell|introduced withdrawn|introduce withdraw|published banned|publish retract
discovered lost|invented stolen|released recalled|expanded closed|merged split|arrived departed
arrive depart|gained lost|gain lose|proposed vetoed|propose veto|announced denied|announce deny
produce import|produced imported|exported imported|independent occupied|positive negative
advantages drawbacks|benefits risks|strengths weaknesses|causes effects|common rare|public private
military civilian|primary secondary|early late|major minor|father mother|king queen|summer winter
president spokesman|chairman treasurer|director founder|capital flag|budget headquarters
members founders|headquarters budget|purpose cost|goal budget|responsible punished|known criticised
replaced preceded|succeeded preceded|moved returned|deployed recalled|deploy recall|extended shortened
convicted acquitted|captured surrendered|created sold|written translated|named renamed|led left
led betrayed|lead betray|head deputy|population area|language religion|currency anthem
"""
OPPOSITES: dict[str, list[str]] = {}
for _group in _OTHERS.strip().replace("\n", "|").split("|"):
    for _word in _group.split():
        OPPOSITES.setdefault(_word, []).extend(each for each in _group.split() if each != _word)
_BEFORE = re.compile(r"(\w+)\s+(?:the\s+|The\s+)?$")
_WORD = re.compile(r"[A-Za-z]+")
_NUMBER = re.compile(r"\b\d[\d,]*(?:\.\d+)?\b")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_ASKED = re.compile(r"^(When|Where|Why|How) (did|was|were|is|are|does|do|has|have|had|will)\b")
_NO_NAMES = set("The In On At By He She It They This That When What Who A An But And".split())
_NO_NAMES |= set(_MONTH.split("|"))
# What a text would hold if it answered the other question.
_HINTS = {
    "When": re.compile(rf"\d{{3}}|{_MONTH}|century|when|after|before|during"),
    "Where": re.compile(r"\b(?:in|at|near|from|to) (?:the )?[A-Z]|\bwhere\b"),
    "Why": re.compile(r"because|due to|\bto\b|since|as a result|so that|for|therefore|after"),
    "How many times": re.compile(r"\btimes\b|once|twice|again|second|third"),
    "By how many votes": re.compile(r"\bvote|\d+ to \d+"),
    "At whose request": re.compile(r"request|asked|invit|behest|appeal"),
}


def made_negatives(
    pair: Pair, answer: str, neighbours: str, draw: random.Random
) -> dict[str, Callable[[], Pair | None]]:
    """Return, by kind, what makes a pair of the same window that is not answered.

    ``answer`` are the words that answer; ``neighbours`` the text around the window, from which
    names and years are taken.
    """
    source = Source(pair.question, pair.context or "it", answer, pair.text, neighbours)

    def missed(kind: str) -> Pair | None:
        found = [question for made, question in near_misses(source, (), draw) if made == kind]
        return pair.unanswered(found[0], kind) if found else None

    made: dict[str, Callable[[], Pair | None]] = {
        kind: (lambda kind=kind: missed(kind))
        for kind in ("wrong year", "year added", "repeated", "detail")
    }
    made["wrong name"] = lambda: _other_name(pair, answer, neighbours, draw) or missed("wrong name")
    made["changed text"] = lambda: _changed_text(pair, answer, neighbours, draw)
    made["wrong number"] = lambda: _asked(pair, _other_number(pair, draw), "wrong number")
    made["opposite"] = lambda: (
        _opposite_told(pair, draw) or _asked(pair, _opposite(pair, draw), "opposite")
    )
    made["other attribute"] = lambda: _asked(pair, _attribute(pair, draw), "other attribute")
    made["taken out"] = lambda: taken_out(pair)
    return made


def order_of_kinds(draw: random.Random) -> Iterator[str]:
    """Yield the kinds, each first as often as its share says."""
    left = dict(SHARES)
    while left:
        kind = draw.choices(list(left), list(left.values()))[0]
        del left[kind]
        yield kind


def taken_out(pair: Pair) -> Pair | None:
    """Return the window without the sentences that answer, if there are others."""
    kept = tuple(s for s, own in zip(pair.sentences, pair.answers, strict=True) if not own)
    if not kept:
        return None
    return replace(pair, sentences=kept, answers=(False,) * len(kept), kind="taken out")


def _asked(pair: Pair, question: str | None, kind: str) -> Pair | None:
    return pair.unanswered(question, kind) if question else None


def _other_name(pair: Pair, answer: str, neighbours: str, draw: random.Random) -> Pair | None:
    """Put in a name's place one that stands behind the same word elsewhere: "in Germany"."""
    names = [name for name in NAME.finditer(pair.question) if name[0] in pair.text]
    if not names:
        return None
    name = draw.choice(names)
    pool = _like(name, pair.question, [pair.text, neighbours], answer)
    if not pool:
        return None
    asked = pair.question[: name.start()] + draw.choice(pool) + pair.question[name.end() :]
    return pair.unanswered(asked, "wrong name")


def _changed_text(pair: Pair, answer: str, neighbours: str, draw: random.Random) -> Pair | None:
    """Change the text instead: another name, year or number wherever it has the question's."""
    kind = draw.choice([NAME, NAME, YEAR, _NUMBER])
    told = " ".join(s for s, own in zip(pair.sentences, pair.answers, strict=True) if own)
    told += pair.context
    found = [each for each in kind.finditer(pair.question) if each[0] in told]
    if not found:
        return None
    old = draw.choice(found)
    pool = [each[0] for each in kind.finditer(neighbours) if each[0] not in pair.question]
    if kind is NAME:
        pool = _like(old, pair.question, [neighbours], answer) or pool
    pool = [new for new in pool if new not in pair.text and old[0] not in new]
    if not pool or old[0] in answer:
        return None
    new = draw.choice(pool)
    return replace(
        pair,
        context=pair.context.replace(old[0], new),
        sentences=tuple(each.replace(old[0], new) for each in pair.sentences),
        answers=(False,) * len(pair.answers),
        kind="changed text",
    )


def _like(name: re.Match[str], question: str, texts: Sequence[str], answer: str) -> list[str]:
    """Return other names of some texts that stand behind the same word as one of a question."""
    before = _BEFORE.search(question[: name.start()])
    pool = []
    for other in (found for text in texts for found in NAME.finditer(text)):
        word = _BEFORE.search(other.string[: other.start()][-30:])
        same = before and word and word[1].lower() == before[1].lower()
        fits = len(other[0].split()) == len(name[0].split()) if not before else same
        apart = other[0] not in question and name[0] not in other[0] and answer not in other[0]
        if fits and apart and other[0] not in answer and other[0] not in _NO_NAMES:
            pool.append(other[0])
    return pool


def _opposite(pair: Pair, draw: random.Random) -> str | None:
    """Put in the place of a word one that the text says no word of."""
    text = pair.text.lower()
    found = [
        (word, other)
        for word in _WORD.finditer(pair.question)
        for other in OPPOSITES.get(word[0], [])
        if other not in text
    ]
    if not found:
        return None
    word, other = draw.choice(found)
    return pair.question[: word.start()] + other + pair.question[word.end() :]


def _opposite_told(pair: Pair, draw: random.Random) -> Pair | None:
    """Change the text instead, where it has a word of the question that has opposites.

    A question that asks for the "first" must not be taken for a wrong one by that word alone.
    """
    found = [word[0] for word in _WORD.finditer(pair.question) if word[0] in OPPOSITES]
    found = [word for word in found if re.search(rf"\b{word}\b", pair.text)]
    if not found:
        return None
    old = draw.choice(found)
    new = draw.choice(OPPOSITES[old])
    return replace(
        pair,
        sentences=tuple(re.sub(rf"\b{old}\b", new, each) for each in pair.sentences),
        answers=(False,) * len(pair.answers),
        kind="opposite",
    )


def _other_number(pair: Pair, draw: random.Random) -> str | None:
    """Put another number in the place of one that is no year: from the text, or one near it."""
    found = [n for n in _NUMBER.finditer(pair.question) if not YEAR.fullmatch(n[0])]
    if not found:
        return None
    old = draw.choice(found)
    there = [n for n in _NUMBER.findall(pair.text) if n not in pair.question]
    value = int(float(old[0].replace(",", "")))
    near = str(draw.choice([value + 1, value + 2, max(value - 1, 0), value * 2, value + 10]))
    new = draw.choice(there) if there and draw.random() < 0.5 else near
    return (
        None if new == old[0] else pair.question[: old.start()] + new + pair.question[old.end() :]
    )


def _attribute(pair: Pair, draw: random.Random) -> str | None:
    """Ask for another thing about the same fact, of which the answering sentences hold no hint."""
    asked = _ASKED.match(pair.question)
    if not asked:
        return None
    own = " ".join(s for s, yes in zip(pair.sentences, pair.answers, strict=True) if yes)
    free = [what for what, hint in _HINTS.items() if what != asked[1] and not hint.search(own)]
    return draw.choice(free) + pair.question[len(asked[1]) :] if free else None
