"""Numbers of list items in letters and in Roman numerals."""

import string

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def letters(number: int) -> str:
    """Return a number as lists with letters have it: a to z, then aa to zz."""
    turns, index = divmod(max(number, 1) - 1, 26)
    return string.ascii_lowercase[index] * min(turns + 1, 10)


def roman(number: int) -> str:
    """Return a number in small Roman numerals, beyond 3999 in digits."""
    if number > 3999:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written, number = written + sign, number - value
    return written
