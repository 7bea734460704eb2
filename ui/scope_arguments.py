"""What can be typed to bound the documents that are asked. Imports nothing heavy, like `cli`."""

import argparse

_YEARS = range(1000, 10_000)


def add_scope_options(command: argparse.ArgumentParser) -> None:
    """Give a command the options that bound the documents it asks."""
    command.add_argument(
        "--document",
        metavar="ID|TITLE",
        action="append",
        help="only this document (may be given several times)",
    )
    command.add_argument(
        "--issuer",
        metavar="NAME",
        action="append",
        default=[],
        help="only documents of this issuer (may be given several times)",
    )
    command.add_argument(
        "--since",
        type=_year,
        metavar="YEAR",
        help="only documents of this year or later; those without a date are left out",
    )
    command.add_argument(
        "--until", type=_year, metavar="YEAR", help="only documents of this year or earlier"
    )


def _year(text: str) -> int:
    year = int(text)
    if year not in _YEARS:
        raise argparse.ArgumentTypeError("must be a year of four digits")
    return year
