"""What can be typed for the commands of `origin_commands`; imports nothing heavy."""

import argparse

_Commands = argparse._SubParsersAction  # the only name argparse has for it


def add_origin_commands(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Add the parsers of these commands."""
    _add_edit(commands, common)


def _add_edit(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    edit = commands.add_parser(
        "edit",
        parents=[common],
        help="change what citations show of a document",
        description="Changes what citations show of a document; the file stays as it is, and "
        'newer versions of it keep the change. An empty value ("") goes back to what the file '
        "says.",
    )
    edit.add_argument("document", metavar="ID|TITLE|SOURCE", help="the document")
    edit.add_argument("--title", metavar="TEXT", help="its title, which is searched too")
    edit.add_argument("--issuer", metavar="TEXT", help="who issued it")
    edit.add_argument("--date", metavar="DATE", help="its date: 2024, 2024-05 or 2024-05-31")
    edit.add_argument("--language", metavar="CODE", help="its language, like en or en-GB")
    edit.add_argument("--reset", action="store_true", help="go back to all that the file says")
