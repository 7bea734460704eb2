"""Questions after what somebody said or thinks, and sentences in which somebody says something."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import terms
from sources.patterns import pattern

_VERBS = (
    r"say|tell|write|state|argue|warn|announce|declare|criticise|criticize|comment|propose"
    r"|recommend|think|believe|complain|said|thought|written"
)
_ASKS = pattern(
    rf"\W*(?:what|how) (?:did|do|does|has|have|had) (?P<who>(?:[\w.’'-]+ ){{1,8}}?)"
    rf"(?:(?:once|ever|publicly|reportedly|really|actually) )?(?:{_VERBS})\b"
    r"(?: (?:\w+ ){0,6}?(?:about|of|on|to|regarding|concerning)\b|\W*$| in\b)",
    re.I,
)
_OPINION = pattern(
    r"\W*(?:what|how) (?:is|are|was|were) (?:the )?(?P<who>(?:[\w.-]+ ){0,6}?[\w.-]+)[’']s?"
    r" (?:own )?(?:opinion|views?) (?:of|on|about)\b"
    r"|\W*what (?:is|are|was|were) the (?:opinion|views?) of (?P<whose>(?:[\w.’'-]+ ){1,6}?)"
    r"(?:on|about)\b",
    re.I,
)
_NAME = pattern(r"\b[A-Z]")
# A text says what its sentences say, without a word for it.
_A_TEXT = pattern(
    r"\b(?:articles?|resolutions?|treat(?:y|ies)|concepts?|conventions?|reports?|briefs?"
    r"|documents?|declarations?|strateg(?:y|ies)|laws?|directives?|charter|plans?|polic(?:y|ies)"
    r"|guidelines?|statute|protocols?|agreements?|constitution|letters?|memo(?:randum)?|papers?"
    r"|stud(?:y|ies)|pages?|books?|chapters?|acts?|codes?|compact|communiqu\w+|sources?|bible"
    r"|qur\w+|recommendations?|rules?|clauses?|mandate|glossary|table|manual|handbook|regulations?"
    r"|preamble|part|section|paragraph|annex|amendments?|principles?|theor(?:y|ies))\b|\d",
    re.I,
)
# Quoted speech, longer than a term such as “the host State”, or begun or ended in another sentence.
_SPEECH = r"[“\"](?:[^”\"]{20,}|[^”\"]*$)|^[“\"]|^[^“\"]*[”\"]"
_SAYS = pattern(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|wr(?:ites?|ote|itten|itings?)|stat(?:ed|ing)"
    r"|states? that|statements?|(?<!also )(?<!so-)call(?:s|ed|ing)?|describ\w+|warn\w*|announc\w+"
    r"|declar\w+|claim\w*|argu\w+|according to|words|view(?:s|ed)?|opinions?|ask(?:s|ed|ing)?"
    r"|criti\w+|prais\w+|welcom\w+|demand\w*|promis\w+|pledg\w+|reject\w*|belie\w+"
    r"|th(?:inks?|ought|inking)|consider\w*|regard(?:s|ed)|conclu\w+|ruled|noted|notes"
    r"|f(?:i|ou)nds? (?:it|him|her|them|that|this|the)|(?<!\w )for"
    r"|point(?:s|ed)? (?:out|to)|explain\w*|recall\w*|report(?:s|ed)?|propos\w+|suggest\w*"
    r"|recommend\w*|urg(?:e[sd]?|ing)|stress\w*|emphasi\w+|express\w*|admit\w*|den(?:y|ies|ied)"
    r"|confirm\w*|insist\w*|question(?:s|ed)|complain\w*|predict\w*|speech\w*|spoke\w*|speaks?"
    r"|interviews?|letters?|message\w*|testif\w+|testimony|quot\w+|remark\w*|comment\w*|repl\w+"
    r"|answer\w*|respon\w+|react\w*|condemn\w*|denounc\w+|accus\w+|blam\w+|oppos\w+|objec\w+"
    r"|agree\w*|disagree\w*|swore|vow\w*|threaten\w*|order\w*|maintain\w*|assert\w*|affirm\w*"
    r"|contend\w*|counts?|counted|names?|lists?|mention\w*|refer(?:s|red) to|see[sn]?|saw|felt"
    r"|feels?|fear(?:s|ed)?|doubt\w*|hop(?:ed|es)|want(?:s|ed)|wish\w*|prefer\w*|ideas?|theor\w+"
    r"|attribut\w+|h(?:e|o)lds? that|understood|understands|interpret\w*|perceiv\w+|repudiat\w+"
    r"|proclaim\w*|polic(?:y|ies)|aware|conscious|knew|seems?|unlikely|impossible"
    r"|support(?:ed|s)|favou?red|advocat\w+|teach\w*|taught|fatwa\w*|manifesto)\b"
    rf"|{_SPEECH}",
    re.I,
)
_BY = pattern(r"\b(?:by|to|of|from|for|in|with|as)(?: \w+){0,3} $", re.I)
_WORD, _RIGHT_BEHIND = pattern(r"[\w’'-]+"), 3
_SOMEBODY = pattern(rf"\b(?:he|she|they|his|her|their|we|our|my)\b|\bI\b|{_SPEECH}", re.I)


@dataclass(frozen=True, slots=True)
class Saying:
    """That a question asks what somebody said or thinks; ``who`` are the index terms of the name.

    Of the sentences that answer such a question of SQuAD three in a hundred are not allowed.
    """

    who: frozenset[str]

    def allows(self, text: str, held: frozenset[str]) -> bool:
        """Tell whether a text may tell that they said something."""
        says = [each.span() for each in _SAYS.finditer(text)]
        named = [each for each in _WORD.finditer(text) if self.who & set(terms(each[0]))]
        if not says or not (named or self.who & held or _SOMEBODY.search(text)):
            return False
        return not named or any(_speaks(text, each.start(), says) for each in named)


def _speaks(text: str, name: int, says: Sequence[tuple[int, int]]) -> bool:
    """Tell whether who is named at a place may say something, and is not merely spoken of.

    Named before what is said, by a word such as "by", or right behind: "…, wrote the poet Ann Lee".
    """
    return (
        name < says[-1][0]
        or bool(_BY.search(text, 0, name))
        or any(len(text[end:name].split()) <= _RIGHT_BEHIND for _, end in says)
    )


def saying_asked(question: str) -> Saying | None:
    """Return whose words or thoughts a question asks for, None where it asks for nobody's.

    What a text says ("What does Article 5 say …?") needs no word for it.
    """
    found = _ASKS.match(question) or _OPINION.match(question)
    who = next((each for each in found.groups() if each), "") if found else ""
    return Saying(frozenset(terms(who))) if _NAME.search(who) and not _A_TEXT.search(who) else None
