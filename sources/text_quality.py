"""How far the text that a reader took from a page is from being text."""

import re

# Names and numbers of glyphs that stand where a reader did not find out their letters.
_GLYPHS = re.compile(r"\(cid:\d+\)|/(?:g|G|c|C|glyph|index|uni)\d[0-9A-Fa-f]*")
# Replacement, control and private-use characters, and code points that stand for none.
_NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\uffff\u0378\u0379\u0380-\u0383]"
)
# Letters of scripts that no writer puts into one word.
_TORN_SCRIPTS = re.compile(
    "[A-Za-z\u00c0-\u02af][\u0400-\u10ff]|[\u0400-\u10ff][A-Za-z\u00c0-\u02af]"
    "|[\u0370-\u10ff][\u2e80-\u9fff]|[\u2e80-\u9fff][\u0370-\u10ff]"
)
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_LATIN_RUN = re.compile(r"(?<![^\s])[A-Za-z\u00c0-\u024f]+(?![^\s])")
_VOWEL = re.compile("[aeiouy\u00c0-\u00c6\u00c8-\u00cf\u00d2-\u00d6\u00d8-\u00dd\u00e0-\u00e6"
                    "\u00e8-\u00ef\u00f2-\u00f6\u00f8-\u00fd]", re.I)  # fmt: skip
_ENOUGH_WORDS = 20
# Long words and abbreviations are no more than this in prose of any language in Latin letters.
_LONGEST_WORD = 35


def doubt(text: str) -> float:
    """Return the share of a page's characters that are no text, from 0 (text) to 1 (rubbish).

    Counted are glyph numbers, characters that are none, words torn between scripts, letters set
    apart, words run together and words without a vowel; what is short is judged by its
    characters alone.
    """
    length = len("".join(text.split()))
    if not length:
        return 0.0
    glyphs = sum(len(found[0]) for found in _GLYPHS.finditer(text))
    wrong = glyphs + len(_NO_CHARACTER.findall(text)) + 2 * len(_TORN_SCRIPTS.findall(text))
    return min(1.0, max(wrong / length, _doubtful_words(text)))


def _doubtful_words(text: str) -> float:
    """Return the share of the letters of Latin words that do not stand in likely words."""
    runs: list[str] = _LATIN_RUN.findall(text)
    if len(runs) >= _ENOUGH_WORDS and sum(len(run) == 1 for run in runs) > 0.8 * len(runs):
        return 0.5
    words: list[str] = _LATIN_WORD.findall(text)
    letters = sum(map(len, words))
    if letters < 4 * _ENOUGH_WORDS:
        return 0.0
    joined = sum(len(word) for word in words if len(word) > _LONGEST_WORD)
    voiced = sum(len(word) for word in words if _VOWEL.search(word))
    # Abbreviations and formulas have no vowels either; half a page of them is not prose.
    voiceless = 1 - voiced / letters
    return max(joined / letters, voiceless if voiceless > 0.5 else 0.0)
