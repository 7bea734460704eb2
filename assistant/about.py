"""Questions that no document answers: about the program, for an opinion, a forecast, or harm."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from index import Entry, terms
from sources.patterns import pattern

_MOST_LISTED = 12


class Talk(StrEnum):
    """What a person wants who asks for something else than what documents say."""

    GREETING = "greeting"
    THANKS = "thanks"
    ABILITIES = "abilities"
    DOCUMENTS = "documents"
    NEW = "new"
    OPINION = "opinion"
    HARM = "harm"


_PATTERNS = {
    Talk.GREETING: r"(?:hi|hello|hey|good (?:morning|day|afternoon|evening)|greetings)"
    r"(?: there| all| everyone)?[\s!.,]*$",
    Talk.THANKS: r"(?:thanks|thank you|thx|great|bye|goodbye|ok(?:ay)?|cool)\b[\w\s!.,]{0,20}$",
    Talk.ABILITIES: r"(?:help|what (?:can|do) you do|who are you|what are you|what is this"
    r"|how (?:do|does) (?:you|this|it) work|how can you help(?: me)?|what (?:can|may|should) i ask"
    r"(?: you)?|what is (?:this|alliance assistant)|can you help(?: me)?)[\s?!.]*$",
    Talk.DOCUMENTS: r"(?:which|what|how many|list(?: the| all| your)?"
    r"|show(?: me)?(?: the| all| your)?)"
    r" (?:documents?|sources?|briefs?|files?)"
    r"(?: (?:do|have|can) you(?: have| know| got| hold)?| are there"
    r"| (?:is|are) in (?:here|the library)"
    r"| does the library (?:have|hold))?"
    r"(?: (?:on|about|for|regarding|concerning) (?P<topic>.+?))?[\s?!.]*$",
    Talk.NEW: r"(?:what(?:['’]s| is| was) (?:new|(?:recently |last |newly )?added"
    r"(?: recently| last)?)"
    r"|(?:which|what) (?:documents|sources) (?:are new|were added (?:recently|last))"
    r"|(?:show )?(?:the )?(?:latest|newest|recent) (?:documents|sources|additions))[\s?!.]*$",
    Talk.OPINION: r".*\b(?:(?:do|would) you (?:think|believe|agree|like|support|prefer|recommend)"
    r"|in your (?:opinion|view)|what(?:['’]s| is) your (?:opinion|view|take)"
    r"|are you (?:for|against|pro|anti)\b)"
    r"|(?:is|was|are|were) (?:it |this |that )?.{0,60}\b(?:good or bad|evil|right or wrong"
    r"|morally (?:right|wrong|justified))\b|should (?:i|we|you)\b"
    # What somebody should do is settled by no document, but for what one lays down.
    r"|should (?!.*\b(?:under|according to|article|resolution|convention|treaty|directive|rules?"
    r"|law)\b)"
    r"|(?:which|who|what)(?: [\w-]+){0,4} (?:is|are|was|were|works?|worked|does|do|did)"
    r" (?:(?:the|a) )?(?:better|best|worse|worst)\b(?! (?:known|practices?|estimates?|evidence))"
    r"|(?:is|are|was|were) (?!there\b).{1,60}?\b(?:good|bad|better|best|worse|worst)\b"
    r"(?! (?:known|practices?|faith|standing|offices))",
    Talk.HARM: r"(?:(?:please )?(?:tell|show|teach) me )?"
    r"(?:how (?:to|do i|can i|could i|would i|do we|can we|might i)"
    r"|(?:give|write) me (?:a |the )?(?:instructions?|recipe|guide|plan)"
    r" (?:to|for|on)|help me(?: to)?|i want to)\b.*\b"
    r"(?:(?:make|build|construct|assemble|get|buy|acquire|plant|hide|detonate|set off)\b.*"
    r"\b(?:bombs?|explosives?|ieds?|detonators?|ricin|sarin|nerve (?:agent|gas)|poison|weapons?"
    r"|guns?|chemical weapons?)"
    r"|(?:plan|carry out|commit|launch|organi[sz]e|stage|attack|kill|murder|assassinate|kidnap"
    r"|hijack)\b.*|(?:join|finance|fund|send money to|recruit for|support)\b.*\b(?:isis|isil|daesh"
    r"|al-?qa[ei]da|terror\w*)"
    r"|(?:evade|avoid|bypass|get past|fool)\b.*\b(?:police|surveillance|security|detection"
    r"|sanctions|border controls?))",
}
_COMPILED = {talk: pattern(text, re.I) for talk, text in _PATTERNS.items()}
# What is still to come is asked with "will" and a word for the time, or after the next of its kind.
_ABILITIES = (
    "I answer questions from the {count} documents of this library, on NATO and counter-terrorism "
    "cooperation and on whatever you add. Every sentence of an answer is quoted from a document "
    "and opens there. Where the documents do not say, I say so. I work on this computer alone, "
    "without a language model, so I cannot write, translate, judge or predict."
)
_OPINION = (
    "That is a matter of opinion, and I have none. Ask what the documents say about it, or who "
    "takes which view, and I will quote them."
)
_HARM = (
    "I do not help with doing harm. I answer questions about how states and organisations work "
    "together against terrorism."
)
FORECAST = "Documents tell what has happened or been decided, not what will happen."


def kind_of_talk(question: str) -> tuple[Talk, str] | None:
    """Return what a person wants who asks no question to the documents, and on what topic."""
    asked = " ".join(question.split())
    for talk, form in _COMPILED.items():
        if found := form.match(asked):
            return talk, (found.groupdict().get("topic") or "")
    return None


def reply(
    talk: Talk,
    topic: str,
    entries: Sequence[Entry],
    titles_on: Callable[[str], Sequence[str]],
) -> str:
    """Return what the program says, in its own words and from the library's list.

    ``titles_on`` returns the titles of the documents that treat a topic, the closest first.
    """
    match talk:
        case Talk.GREETING:
            return "Hello. " + _ABILITIES.format(count=len(entries))
        case Talk.THANKS:
            return "You are welcome. Ask on whenever you like."
        case Talk.ABILITIES:
            return _ABILITIES.format(count=len(entries))
        case Talk.DOCUMENTS if topic and terms(topic):
            return _on_topic(topic, titles_on(topic))
        case Talk.DOCUMENTS:
            listed = [each.title for each in entries]
            return _listed(f"The library has {_documents(len(entries))}:", listed)
        case Talk.NEW:
            newest = sorted(entries, key=lambda each: (each.added_at, each.title), reverse=True)
            lines = [f"{each.title} (added on {each.added_at[:10]})" for each in newest]
            return _listed("These documents were added last:", lines)
        case Talk.OPINION:
            return _OPINION
        case Talk.HARM:
            return _HARM


def _on_topic(topic: str, titles: Sequence[str]) -> str:
    if not titles:
        return f"No document of the library treats “{topic}”."
    return _listed(f"These documents treat “{topic}”:", titles)


def _listed(head: str, lines: Sequence[str]) -> str:
    more = len(lines) - _MOST_LISTED
    rest = [f"and {more} more"] if more > 0 else []
    return "\n".join([head, *(f"• {line}" for line in [*lines[:_MOST_LISTED], *rest])])


def _documents(count: int) -> str:
    return f"{count} document" + ("" if count == 1 else "s")
