"""Questions that lean on the conversation, read as questions that stand alone."""

import re
from collections.abc import Sequence

# How a question begins or ends, or what it names, when it cannot be understood alone.
_LEANS = re.compile(
    r"^(?:and|but|so|then|also|what about|how about)\b(?!-)"
    r"|\b(?:it|he|him|she|hers|they|them|theirs|that one|this one|the former|the latter)\b"
    r"|\b(?:that|this|those|these)\s*\??$",
    re.I,
)
# Whose it is may have been said in the question itself: "When did NATO adopt its first concept?"
_POSSESSIVE = re.compile(r"\b(?:its|his|her|their)\b", re.I)
_NAME = re.compile(r"\s[A-Z]")
_ALONE = re.compile(r"^(?:who|what|when|where|why|how|how many|how much|which)\s*\??$", re.I)
_QUESTION_WORDS = re.compile(
    r"^(?:and |but |so )?(?:who|whom|whose|what|when|where|why|which|how(?: many| much| often)?)\b"
    r"(?:\s+(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b)*\s*",
    re.I,
)


def stand_alone(question: str, history: Sequence[str]) -> str:
    """Return a question as it is to be searched for, given the questions asked before it.

    A question that stands alone is returned as it is. One that leans on the conversation ("And
    who adopted it?") gets the subject of the last question that stands alone in brackets behind.
    """
    if not leans(question):
        return question
    for earlier in reversed(history):
        if not leans(earlier):
            subject = _QUESTION_WORDS.sub("", earlier.strip()).rstrip("?!. ")
            if subject:
                return f"{question.strip()} ({subject})"
    return question


def leans(question: str) -> bool:
    """Tell whether a question cannot be understood without the one before it."""
    question = question.strip()
    if _LEANS.search(question) or _ALONE.match(question):
        return True
    possessive = _POSSESSIVE.search(question)
    return possessive is not None and not _NAME.search(question[: possessive.start()])
