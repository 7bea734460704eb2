"""The words by which texts and questions are matched: folded, stemmed, compounds kept whole too."""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

from snowballstemmer.english_stemmer import EnglishStemmer

_WORD = re.compile(r"[^\W_]+(?:[.’'&/\u2010-\u2015-][^\W_]+)*")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?$")
_POSSESSIVE = re.compile(r"[’'][sS]?$")
_PARTS = re.compile(r"[.’'&/\u2010-\u2015-]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# Words that stand in any question or sentence and tell nothing of what it is about.
STOP_WORDS = frozenset(
    """a about according after again all also am an and any are as at be because been before being
    between both but by can compare could describe did do does doing done down during each
    else explain few for from further had has have having he her here hers him his how i if
    in into is it its itself just many may me might more most much must my no nor not now of
    off on once only or other our out over own per said same say says shall she should so
    some such tell than that the their them then there these they this those through to too
    under until up upon us very was we were what when where whether which while who whom
    whose why will with within without would you your""".split()
)


def terms(text: str) -> list[str]:
    """Return the index terms of a text, in order, stop words left out.

    Letters are folded (case, accents) and stemmed by the Snowball algorithm for English
    (https://snowballstem.org/algorithms/english/stemmer.html). A compound gives its parts and the
    whole without its joints, so that "counter-terrorism" and "counterterrorism" meet, as do "U.N."
    and "UN". A stop word in capitals ("US", "WHO") is a name and stays.
    """
    words = _WORD.findall(_THOUSANDS.sub("", text))
    return list(chain.from_iterable(map(_terms_of, words)))


def joined_parts(text: str) -> dict[str, frozenset[str]]:
    """Return the compounds among a text's index terms, each with the terms of its parts."""
    found = (_terms_of(match[0]) for match in _WORD.finditer(text))
    return {each[-1]: frozenset(each[:-1]) for each in found if len(each) > 2}


@lru_cache(maxsize=100_000)
def _terms_of(word: str) -> tuple[str, ...]:
    word = _POSSESSIVE.sub("", word)
    parts = [part for part in _PARTS.split(word) if part]
    if len(parts) > 1 and _ACRONYM.match(word):
        parts = ["".join(parts)]
    kept = [part for part in parts if part.lower() not in STOP_WORDS or _is_name(part)]
    if len(parts) > 1:
        kept.append("".join(parts))
    return tuple(term for part in kept if (term := _stem(_folded(part))))


def _is_name(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(char for char in decomposed if char.isalnum())


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    # A stemmer keeps the word it works on: one each call is what makes this safe in threads.
    return str(EnglishStemmer().stemWord(word))
