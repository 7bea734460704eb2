"""Who holds an office, such as a president: which one a question asks for, and who is named."""

import re

from index import terms
from sources.patterns import pattern

from .question_kinds import Kind, words_of_kind

_TITLE = (
    r"(?:vice[ -])?president|prime minister|chancellor|king|queen|emperor|empress"
    r"|pope|mayor|governor|secretary[ -]general|(?:foreign |defen[cs]e |interior )?minister"
    r"|ambassador|commissioner|director[ -]general|(?:executive )?director|rapporteur"
    r"|administrator|(?:co-)?chair(?:man|woman|person)?|attorney general|senator|secretary"
    r"|chief executive"
)
_ASKS = pattern(rf"\W*who(?:’s|'s| is| was| are| were)\b[^?]*?\b(?P<title>{_TITLE})\b", re.I)
# Of a director or a chair is told as well by what one does.
_DOES = {
    "director": pattern(r"\b(?:leads?|led|head(?:s|ed)|direct(?:s|ed)|runs?|ran)\b", re.I),
    "chair": pattern(r"\b(?:co-)?chair(?:s|ed|ing)\b|\bpresid\w+", re.I),
}
_CAPITAL = r"[A-Z][\w’'-]*"
# Between a name and the office: "was appointed the first", ", then NATO's".
_IS = pattern(
    r"\s*(?:,|\(|\b(?:is|was|as|became|becomes|remain(?:s|ed)|served as|ha[sd] been))"
    r"(?:[\s,]+(?:as|appointed|elected|named|made|sworn|in|then|the|an?|its|their|first|new|former"
    rf"|acting|current|next|\d+(?:st|nd|rd|th)|{_CAPITAL}))*\s*"
)
# Between the office and a name: " of the United States, ".
_OF = pattern(
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?(?:\([^)]*\)\s+)?{_CAPITAL}(?:\s+(?:of\s+)?(?:the\s+)?{_CAPITAL})*)?"
    r"(?:[,:]|\s+(?:is|was))?\s+"
)


def title_asked(question: str) -> str | None:
    """Return the office of which a question asks who holds it, None where it asks for none."""
    found = _ASKS.match(question)
    return found["title"].lower() if found else None


def names_holder(title: str, text: str) -> bool:
    """Tell whether a text names somebody as the one who holds an office.

    "President Truman" and "Truman was the president" do, "during the visit of the president to
    Riyadh" does not.
    """
    office = re.sub(r"[ -]", "[ -]", title)
    offices = [each.span() for each in re.finditer(rf"\b{office}\b", text, re.I)]
    for start, end in words_of_kind(Kind.WHO, text):
        named = set(terms(text[start:end])) - set(terms(title))
        for first, last in offices:
            within = start <= first and last <= end and bool(named)
            before = end <= first and _IS.fullmatch(text, end, first)
            after = last <= start and _OF.fullmatch(text, last, start)
            if within or before or after:
                return True
    does = any(word in title and done.search(text) for word, done in _DOES.items())
    return does and bool(words_of_kind(Kind.WHO, text))
