"""Questions in other words that ask the same, and in which documents and reader answer better."""

import re

# Members of bodies are states more often than persons, and are told in a list.
_WHO_ARE = re.compile(
    r"who(?= (?:are|were) (?:the |its |their )?(?:[\w-]+ )?"
    r"(?:members|partners|parties|signatories|participants|founders|allies)\b)",
    re.I,
)


def reworded(question: str) -> str:
    """Return a question in other words: "Which are the members of it?" for "Who are …?"."""
    return _WHO_ARE.sub("Which", question, count=1)
