"""Numbers among the arguments of a command. Imports nothing heavy, like `cli`."""

import argparse
from collections.abc import Callable


def whole_number(least: int, most: int | None, wanted: str) -> Callable[[str], int]:
    """Return what reads a whole number for argparse; ``wanted`` ends "it must be …"."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least or (most is not None and number > most):
            raise argparse.ArgumentTypeError(f"it must be {wanted}, not {text!r}")
        return number

    return read
