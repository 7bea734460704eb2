"""Sentences that cannot be understood without the one before them."""

import re

from sources.patterns import pattern

_LEANS = pattern(
    r"(?:this|these|that|those|it|its|they|their|he|his|she|her|such|both|the former|the latter)\b",
    re.I,
)


def leans(sentence: str) -> bool:
    """Tell whether a sentence begins with a word that points back to the one before it."""
    return bool(_LEANS.match(sentence))
