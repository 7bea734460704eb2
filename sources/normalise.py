"""Unicode and white space as every reader wants them, before anything is measured in characters."""

import re
import unicodedata

# The compatibility forms of NFKC would also flatten superscripts and fractions, which carry
# meaning ("10²", "½"), so only the typographic ligatures are written out.
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_REPLACEMENTS = str.maketrans(_LIGATURES | dict.fromkeys(_SPACES, " "))
# Invisible marks and soft hyphens; bidirectional controls, with which text can be made to read
# otherwise than it is stored (CVE-2021-42574); control characters but tab, line and form feed;
# surrogates; private-use characters, among which `reading` keeps its own marks.
_DROPPED = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\U000e0000-\U0010ffff]+"
)
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_SOFT_BREAK = re.compile("\u00ad[ \t]*\n[ \t]*(?=\\w)")
_BLANKS = re.compile(r"[^\S\n]+")


def normalise(text: str) -> str:
    """Return text in NFC with plain spaces, plain line ends and no invisible characters.

    Ligatures are written out; soft hyphens, control characters, bidirectional controls and
    private-use characters are dropped. Line ends, tabs and form feeds stay, but for line ends that
    a soft hyphen makes part of a word.
    """
    text = _SOFT_BREAK.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _DROPPED.sub("", text.translate(_REPLACEMENTS)))


def one_line(text: str) -> str:
    """Return text with every run of white space made one space, and none at either end."""
    return " ".join(text.split())


def tidy_lines(text: str) -> list[str]:
    """Return the lines of a text without white space at their ends or doubled inside."""
    return [_BLANKS.sub(" ", line).strip() for line in text.split("\n")]
