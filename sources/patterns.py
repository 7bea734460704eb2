"""Regular expressions that are compiled when they are first used.

Of those that questions are read by, a question needs less than half, and Python takes half a
millisecond for each: a tenth of a second, at each start of the program.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")


class _Uncompiled:
    """Stands for an expression; its methods are there once one of them was asked for."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({each: getattr(compiled, each) for each in _METHODS})
        return getattr(compiled, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what can be used like what `re.compile` returns; a wrong one raises when used."""
    return cast("re.Pattern[str]", _Uncompiled(text, flags))
