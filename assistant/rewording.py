"""Questions in other words that ask the same, and in which documents and reader answer better."""

import re

from sources.patterns import pattern

# Members of bodies are states more often than persons, and are told in a list.
_WHO_ARE = pattern(
    r"who(?= (?:are|were) (?:the |its |their )?(?:[\w-]+ )?"
    r"(?:members|partners|parties|signatories|participants|founders|allies)\b)",
    re.I,
)
# Short words are too like each other to be corrected by likeness, as those of the library are.
_MISTYPED = {
    "what": "waht whta hwat wht",
    "when": "wehn whne hwen wen",
    "where": "wher wehre hwere wheer",
    "which": "wich whcih whihc whitch wihch hwich",
    "who": "woh",
    "how": "hwo",
    "why": "wyh hwy",
    "the": "teh hte",
    "does": "deos",
    "did": "ddi",
    "are": "aer",
    "have": "ahve",
    "many": "mnay",
    "members": "membrs memebers membres",
}
_MEANT = {wrong: right for right, all in _MISTYPED.items() for wrong in all.split()}
# With a capital within a question, or before another one, it may be a name.
_WRONG = "|".join(_MEANT)
_MISTYPED_WORD = pattern(rf"\b(?:{_WRONG})\b|^(?i:{_WRONG})\b(?!\s+[A-Z])")
_RUN_TOGETHER = pattern(r"^(what|who|where|when|why|how)(?:['’]s|s)(?= )", re.I)
# The date, and not a part of a name such as that of the 9/11 Commission.
_THE_DAY = pattern(r"\b((?:on|by|of|after|since|until|before|from) )9/11\b(?!/|\s+[A-Z])", re.I)

# Allies that are counted are members of the Alliance, and documents call them so.
_ALLIES = pattern(
    r"\b(how many (?:nato )?)allies\b"
    r"(?=[^?]*\b(?:nato|the alliance) (?:have|had|has|count)"
    r"|(?: are| were) (?:there|in nato)\b|\W*$)",
    re.I,
)


def well_typed(question: str) -> str:
    """Return a question with its commonest words as they are spelt: "What is" for "Whats"."""
    question = _MISTYPED_WORD.sub(_as_spelt, question)
    return _RUN_TOGETHER.sub(r"\1 is", question)


def reworded(question: str) -> str:
    """Return a question in other words: "Which are the members of it?" for "Who are …?"."""
    question = _ALLIES.sub(r"\1members", _WHO_ARE.sub("Which", question, count=1))
    return _THE_DAY.sub(r"\g<1>11 September 2001", question)


def _as_spelt(typed: re.Match[str]) -> str:
    meant = _MEANT[typed[0].lower()]
    return meant.capitalize() if typed[0][0].isupper() else meant
