"""What can be typed to open the web chat, and to say who may come in; imports nothing heavy."""

import argparse

from .argument_numbers import whole_number

_Commands = argparse._SubParsersAction  # the only name argparse has for it
_PORT = whole_number(1, 65_535, "a port from 1 to 65535")
_AUTH = "the file of the people who may log in (or ALLIANCE_AUTH)"


def add_people_commands(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Add the parsers of these commands."""
    _add_serve(commands, common)
    _add_user(commands)


def _add_serve(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    serve = commands.add_parser(
        "serve",
        parents=[common],
        help="open the web chat",
        description="Opens the web chat, for this computer only. To let others in, add people with "
        "`alliance user add`, then serve with --host and --auth.",
    )
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at (%(default)s)")
    serve.add_argument("--port", type=_PORT, default=7860, help="port to listen at (%(default)s)")
    serve.add_argument("--auth", metavar="FILE", help=f"ask for a login: {_AUTH}")
    serve.add_argument(
        "--name",
        metavar="NAME",
        action="append",
        default=[],
        help="a name under which the page is reached too, such as chat.example.org (may be given "
        "several times)",
    )
    serve.add_argument(
        "--read-only",
        action="store_true",
        help="let nobody add, edit or remove documents from the page",
    )


def _add_user(commands: "_Commands[argparse.ArgumentParser]") -> None:
    user = commands.add_parser(
        "user",
        help="say who may log in to the web chat",
        description="Adds people to a file, removes or lists them. `alliance user add` gives "
        "somebody who is there a new password, and ends the logins with the old one. A server that "
        "uses the file takes over what is changed at once.",
    )
    user.add_argument("act", choices=["add", "remove", "list"], help="what to do")
    user.add_argument("name", metavar="NAME", nargs="?", help="whom to add or remove")
    user.add_argument("--auth", metavar="FILE", help=_AUTH)
    user.add_argument(
        "--password-file",
        metavar="FILE",
        help="take the password from the first line of a file (- reads standard input), else it is "
        "asked for",
    )
