"""What can be typed to bound the documents that are asked. Imports nothing heavy, like `cli`."""

import argparse

from .argument_numbers import whole_number

_year = whole_number(1000, 9999, "a year of four digits, such as 2024")


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


def refuse_no_years(parser: argparse.ArgumentParser, parsed: argparse.Namespace) -> None:
    """End the program, as for any wrong usage, where no year is within those that were given.

    What is wrong is told in one line; how `alliance` is used would be no help.
    """
    since, until = getattr(parsed, "since", None), getattr(parsed, "until", None)
    if since and until and since > until:
        parser.exit(
            2,
            f"alliance: --since {since} is after --until {until}: no year is within them. Give the "
            f"earlier year first: --since {until} --until {since}\n",
        )
