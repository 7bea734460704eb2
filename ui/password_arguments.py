"""What can be typed to give the password of PDF files that need one; imports nothing heavy."""

import argparse


def add_password_options(command: argparse.ArgumentParser) -> None:
    """Add the options that `given_password` reads to the parser of a command."""
    password = command.add_mutually_exclusive_group()
    password.add_argument(
        "--password",
        action="store_true",
        help="ask for the password of PDF files that need one; it is not kept",
    )
    password.add_argument(
        "--password-file",
        metavar="FILE",
        help="take that password from the first line of a file (- reads standard input)",
    )
