"""The password that a command is given: asked for, or read from a file."""

import argparse
import getpass
import sys
import warnings
from pathlib import Path

from sources.errors import SettingsError


def given_password(arguments: argparse.Namespace) -> str | None:
    """Return the password that ``--password`` or ``--password-file`` gives, None without both.

    Raises SettingsError where there is none to be had.
    """
    if arguments.password:
        return _checked(
            _asked("Password of the documents: "),
            "No password was typed. Try again, or use --password-file FILE.",
        )
    if arguments.password_file is not None:
        problem = f"There is no password in the first line of {arguments.password_file}."
        return _checked(_first_line(arguments.password_file), problem)
    return None


def new_password(arguments: argparse.Namespace) -> str:
    """Return a new password, from ``--password-file`` or asked for twice.

    Raises SettingsError where there is none to be had.
    """
    if arguments.password_file is not None:
        problem = f"There is no password in the first line of {arguments.password_file}."
        return _checked(_first_line(arguments.password_file), problem)
    password = _checked(_asked("New password: "), "No password was typed. Try again.")
    if _asked("The same again: ") != password:
        raise SettingsError("These were two passwords. Try again.")
    return password


def _asked(prompt: str) -> str:
    with warnings.catch_warnings():
        # Where it cannot hide what is typed, getpass only warns.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (getpass.GetPassWarning, EOFError, OSError) as error:
            raise SettingsError(
                "There is no terminal to ask for the password at. Use --password-file FILE."
            ) from error


def _first_line(name: str) -> str:
    try:
        if name == "-":
            return sys.stdin.readline()
        with Path(name).expanduser().open(encoding="utf-8-sig") as file:
            return file.readline()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise SettingsError(
            f"The password file {name} cannot be read ({why}). Check its name."
        ) from error


def _checked(password: str, problem: str) -> str:
    password = password.rstrip("\r\n")
    if not password:
        raise SettingsError(problem)
    return password
