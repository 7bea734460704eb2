"""Questions made by rule from the sentences of documents, with the sentences that answer them.

They are of the kinds that SQuAD lacks: what a section says, definitions, lists, what happened on a
day, reasons, and descriptions that take several sentences.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..near_misses import NAME

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}, ?\d{{4}}|{_MONTH} \d{{4}}|(?:1[5-9]|20)\d\d)"
_BASES = dict(
    pair.split(":")
    for pair in """decided:decide agreed:agree adopted:adopt launched:launch began:begin became:become
    created:create signed:sign joined:join announced:announce established:establish called:call
    approved:approve set:set told:tell met:meet held:hold took:take gave:give made:make went:go
    came:come left:leave sent:send received:receive issued:issue asked:ask ordered:order led:lead
    wrote:write published:publish opened:open ended:end started:start moved:move killed:kill
    attacked:attack invoked:invoke ratified:ratify deployed:deploy replaced:replace declared:declare
    condemned:condemn extended:extend renamed:rename appointed:appoint elected:elect arrested:arrest
    returned:return entered:enter offered:offer proposed:propose won:win lost:lose died:die built:build
    released:release introduced:introduce founded:found said:say reported:report warned:warn
    concluded:conclude requested:request recommended:recommend failed:fail refused:refuse
    expanded:expand added:add increased:increase reached:reach provided:provide found:find
    needed:need wanted:want used:use supported:support changed:change divided:divide
    conquered:conquer defeated:defeat invaded:invade moved:move developed:develop produced:produce
    remained:remain served:serve continued:continue acquired:acquire discovered:discover
    flew:fly travelled:travel traveled:travel learned:learn sought:seek knew:know
    established:establish helped:help turned:turn hosted:host granted:grant passed:pass""".split()
)
_PAST = "|".join(_BASES)
_SUBJECT = r"(?!(?:There|It|This|That|These|Those|He|She|They|We|You|I|What|Here|In|On|At|By|For|As|If|His|Her|Their|Its|One|All|Both|Most|Some|Many|Such|No|Although|While|When|After|Before)\b)(?:[Tt]he |[Aa] |[Aa]n )?[A-Z][\w’'-]*(?: (?:of|the|and|for|on|in|de|al|[A-Z][\w’'-]*|\d+)){0,9}"
_ON_DAY = re.compile(
    rf"^(?P<when>(?:On|In|By|Since) {_DATE}),? (?P<who>{_SUBJECT}) (?P<verb>was|were|{_PAST}) (?P<rest>[^.;:]{{8,110}})"
)
_ENDS_IN_DAY = re.compile(
    rf"^(?P<who>{_SUBJECT}) (?P<verb>was|were|{_PAST}) (?P<rest>[^.;:]{{6,90}}?) (?P<when>(?:on|in) {_DATE})\b"
)
_REASON = re.compile(
    rf"^(?P<who>{_SUBJECT}) (?P<verb>was|were|is|are|{_PAST}) (?P<rest>[^.;:,]{{6,90}}?),? "
    r"(?:because|in order to|so that|so as to|owing to|due to) "
)
_DEFINED = re.compile(
    rf"^(?P<who>{_SUBJECT})(?: \([^)]*\))? (?P<verb>is|was|are|were) (?:an?|the|one of|part of) "
)
_MEANS = re.compile(
    r"[\"“'](?P<term>[A-Za-z][\w ’'-]{2,50})[\"”'] (?:means|shall mean|includes|shall include|refers)"
)
_FOLLOWING = re.compile(
    r"\b(?:[Tt]he following|[Tt]hese) (?P<what>(?!are|is|was|were)[a-z][a-z -]{3,40})"
)
_COUNT = re.compile(
    r"(?:^|[ ,])(?P<many>\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?P<what>(?:[a-z]+ ){0,2}[a-z]+s) (?P<verb>were|had been|are|have been|had|died|took part|joined)"
)
_ARTICLE = re.compile(r"(?i)^(article|chapter|section|annex|part|protocol)\b")


@dataclass(frozen=True)
class Made:
    """A question, the numbers of the sentences that answer it, and the rule that made it."""

    question: str
    answers: frozenset[int]
    rule: str


def made_questions(
    sentences: Sequence[str], title: str, section: str | None, draw: random.Random
) -> Iterator[Made]:
    """Yield the questions that can be made of some sentences of one section."""
    everything = frozenset(range(len(sentences)))
    if section:
        for question in _of_section(title, section, draw):
            yield Made(question, everything, "section")
    for number, sentence in enumerate(sentences):
        for question, rule in _of_sentence(sentence, title, draw):
            same = _same_day(question, sentences) if rule == "day" else frozenset()
            yield Made(question, same | {number}, rule)
        if sentence.endswith(":") and len(sentences) - number > 2:
            for question in _of_list(sentence, draw):
                yield Made(question, everything - frozenset(range(number)), "list")
    yield from _of_names(sentences, draw)


def _of_section(title: str, section: str, draw: random.Random) -> Iterator[str]:
    *above, last = section.split(" › ")
    if _ARTICLE.match(last):
        verb = draw.choice(["say", "provide", "require", "state", "lay down"])
        yield f"What does {last} of the {title} {verb}?"
        return
    if len(last.split()) < 2 or len(last) > 90 or "?" in last or not last[0].isalpha():
        return
    plain = last[1].islower() and last.split()[1][0].islower()
    named = last[0].lower() + last[1:] if plain else last
    yield draw.choice(
        [
            f"What does {title} say about {named}?",
            f"Describe {named}.",
            f"Explain {named}.",
            f"What is known about {named}?",
            f"What is said about {named}?",
            f"Give an account of {named}.",
            f"Tell me about {named}.",
        ]
    )
    if above and _ARTICLE.match(above[-1]):
        yield f"What does {above[-1]} of the {title} say about {named}?"


def _of_sentence(sentence: str, title: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    if found := _ON_DAY.match(sentence) or _ENDS_IN_DAY.match(sentence):
        yield from ((question, "day") for question in _of_day(found, draw))
    if found := _REASON.match(sentence):
        yield _inverted("Why", found), "reason"
    if found := _MEANS.search(sentence):
        term = found["term"]
        question = draw.choice(
            [
                f"What does “{term}” mean in the {title}?",
                f"How does the {title} define “{term}”?",
                f"What is meant by {term}?",
                f"What is the definition of {term}?",
            ]
        )
        yield question, "term"
    elif found := _DEFINED.match(sentence):
        who = _lowered(found["who"])
        yield (
            draw.choice(
                [
                    f"What {found['verb']} {who}?",
                    f"Describe {who}.",
                    f"What kind of thing is {who}?",
                ]
            ),
            "definition",
        )
    if found := _COUNT.search(sentence):
        rest = sentence[found.start("verb") :].split(",")[0].rstrip(".;: ")
        if 2 <= len(rest.split()) <= 14:
            yield f"How many {found['what']} {rest}?", "count"


def _of_day(found: re.Match[str], draw: random.Random) -> Iterator[str]:
    when = found["when"][0].lower() + found["when"][1:]
    yield _inverted("When", found)
    who = _lowered(found["who"])
    if found["verb"] not in ("was", "were"):
        asked = draw.choice([f"What did {who} do {when}?", f"What happened {when}?"])
        yield asked
    else:
        yield draw.choice([f"What happened {when}?", f"What happened to {who} {when}?"])


def _same_day(question: str, sentences: Sequence[str]) -> frozenset[int]:
    """Return the sentences with the date of a question for what happened on a day."""
    day = re.search(_DATE, question) if question.startswith("What") else None
    return frozenset(n for n, each in enumerate(sentences) if day and day[0] in each)


def _inverted(asked: str, found: re.Match[str]) -> str:
    """Return "When did NATO invoke Article 5?" of "NATO invoked Article 5"."""
    who, verb, rest = _lowered(found["who"]), found["verb"], found["rest"].strip(" ,")
    if verb in _BASES:
        return f"{asked} did {who} {_BASES[verb]} {rest}?"
    return f"{asked} {verb} {who} {rest}?"


def _lowered(who: str) -> str:
    return re.sub(r"^(The|A|An) ", lambda found: found[0].lower(), who)


def _of_list(lead: str, draw: random.Random) -> Iterator[str]:
    if found := _FOLLOWING.search(lead):
        what = found["what"].strip()
        yield draw.choice(
            [f"What are the {what}?", f"List the {what}.", f"Which {what} are named?"]
        )


def _of_names(sentences: Sequence[str], draw: random.Random) -> Iterator[Made]:
    """Yield questions for an account of a name that several sentences, but not all, speak of."""
    names = {found[0] for sentence in sentences for found in NAME.finditer(sentence)}
    for name in sorted(names):
        told = frozenset(n for n, sentence in enumerate(sentences) if name in sentence)
        if len(name) > 3 and 2 <= len(told) < len(sentences) and " " in name:
            asked = draw.choice(
                ["Describe {}.", "What is said about {}?", "What does the text say about {}?",
                 "What is known about {}?", "Tell me about {}.", "Why does {} matter?",
                 "What was the part of {}?"]
            )  # fmt: skip
            yield Made(asked.format(name), told, "name")
