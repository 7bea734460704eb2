"""Questions after what is not so, and sentences that say of something that it is not so."""

import re
from dataclasses import dataclass

from index import terms
from sources.patterns import pattern

_NOT = r"(?:not|never|n[’']t|cannot)\b"
_HELPER = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|must|may)"
# "Which states did not sign?", "Who hasn't paid?"; a reason why something is not so needs no "not",
# and "if not" or "not only" deny nothing.
_ASKS = pattern(
    rf"\W*(?:(?:in|on|at|by|to|from|for|with|of) )?(?:who|whom|whose|which|what|where|name|list)\b"
    rf"(?:(?!\b(?:that|who|which|when|if|because|while|where)\b)[^?,;])*?"
    rf"\b{_HELPER}(?: ?{_NOT}(?! only)"
    rf"| (?:(?!that |who |which )[\w-]+ ){{0,4}}?(?:not|never)\b(?! only))",
    re.I,
)
_DENIES = pattern(
    r"\b(?:not|never|no(?!\.)|none|neither|nor|nobody|nothing|nowhere|without|cannot|except(?:ed|ing"
    r"|ions?|ional)?|exclud\w+|exempt\w*|outside|apart from|other than|rather than"
    r"|instead of|all but|but for|lack\w*|absen\w+|missing|fail(?:s|ed|ing|ure)?|refus\w+|reject\w*"
    r"|declin\w+|abst\w+|oppos\w+|omit\w*|left out|leav\w+ out|prohibit\w*|ban(?:s|ned)?|forbid\w*"
    r"|forbade|prevent\w*|remain\w* (?:out|neutral|un\w+)|yet to|stay\w* (?:out|away|neutral)"
    r"|den(?:y|ies|ied)|depriv\w+|los(?:t|es?)|stopp\w*|ceas\w+|end(?:s|ed)|rare\w*|hardly|seldom|scarcely"
    r"|impossib\w*|illeg\w+|ineligib\w+|insuffic\w+|independen\w+|die[sd]? out"
    r"|free (?:of|from)|avoid\w*|regardless|contrast\w*|disagree\w*|critici[sz]\w+|non-?[a-z]{4,}"
    r"|un(?:able|afford|armed|common|fit|like|popular|suit|touch|will)\w*)\b|n[’']t\b",
    re.I,
)


_AMONG = pattern(r"\s(?:among|one of|part of|included|so\b|the case)", re.I)
# Who has not signed is told where signing is spoken of, or the like.
_ACT = pattern(r"\b(?:sign|ratif|join|acced|accept|adher)\w*", re.I)
_LIKE_ACT = pattern(
    r"\b(?:sign|ratif|join|acced|accept|adher|part(?:y|ies)\b|member|belong|among\b)", re.I
)
_WORD = pattern(r"[\w’'-]+")
# A name stands in most that is said of it: that a thing is "not under NATO" denies not much.
_NAME = pattern(r"(?<=\s)[A-Z][\w’'-]*")
# So many words before or behind what denies is told what is denied.
_NEAR = 10


@dataclass(frozen=True, slots=True)
class Negated:
    """That a question asks of which things something is not so.

    ``asked`` are its index terms but for names, ``act`` tells whether it is about joining or the
    like. Of the sentences that answer such a question of SQuAD one in five is not allowed, of those
    before them seven in eight.
    """

    asked: frozenset[str]
    act: bool

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text says of anything that is asked about that it is not so."""
        return (not self.act or bool(_LIKE_ACT.search(text))) and any(
            _AMONG.match(text, each.end()) or self.asked & set(terms(_around(text, each)))
            for each in _DENIES.finditer(text)
        )


def _around(text: str, found: re.Match[str]) -> str:
    before = _WORD.findall(text[: found.start()])[-_NEAR:]
    return " ".join([*before, *_WORD.findall(text[found.start() :])[: _NEAR + 1]])


def negation_asked(question: str) -> Negated | None:
    """Return that a question asks of what something is not so, None where it does not."""
    if not _ASKS.match(question):
        return None
    asked = frozenset(terms(_NAME.sub(" ", question))) or frozenset(terms(question))
    return Negated(asked, bool(_ACT.search(question)))
