"""Questions who leads, heads or commands something, and sentences that tell of a leading."""

import re
from dataclasses import dataclass

from sources.patterns import pattern

_ASKS = pattern(
    r"\W*who(?: \w+ly| now)?"
    r" (?:leads?|led|heads?|headed|chairs?|chaired|commands?|commanded|directs?|directed"
    r"|(?:presides|presided) over|(?:is|was)(?: \w+ly| now)? (?:leading|heading|chairing"
    r"|commanding|directing|in (?:charge|command) of|at the head of|the (?:head|leader|chief) of))"
    r" (?!to\b|by\b)"
    # Who led an attack is told as well by who attacked.
    r"(?!(?:the |an? )?(?:\w+ )?(?:attack|assault|raid|invasion|revolt|rebellion|uprising)s?\b)",
    re.I,
)
_TELLS = pattern(
    r"\b(?:led|leader(?:s|ship)?|lead(?:s|ing)?(?! (?:\w+ )?(?:in)?to\b)|head(?:s|ed|ing)?|charge"
    r"|(?:co-)?chair\w*|chiefs?|command(?:s|ed|ing|ers?)?|direct(?:s|ed|ing|ion|ors?)|presid\w+"
    r"|secretar(?:y|ies)[ -]general|(?-i:General(?! Assembly))|colonel|marshal|admiral|captain"
    r"|(?:prime )?minister|chancellor|king|queen|emperor|empress|pope|(?:arch)?bishop|governors?"
    r"|govern(?:s|ed)|rule(?:s|d|rs?)|coach\w*|manag\w+|coordinat(?:ors?|e[sd])|under|dean|principal"
    r"|rector|executive|mayor|guid\w+|spearhead\w*|overs(?:aw|ees?|een)|helm|bosse?s?)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """That a question asks who leads something: what has a name and does not lead is no answer."""

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text tells of a leading, or of somebody in an office."""
        return bool(_TELLS.search(text))


def heading_asked(question: str) -> Heading | None:
    """Return that a question asks who leads something, None where it does not."""
    return Heading() if _ASKS.match(question) else None
