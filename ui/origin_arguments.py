"""What can be typed for the commands of `origin_commands`; imports nothing heavy."""

import argparse

from .password_arguments import add_password_options

_Commands = argparse._SubParsersAction  # the only name argparse has for it


def add_origin_commands(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Add the parsers of these commands."""
    _add_catalogue(commands, common)
    _add_edit(commands, common)
    _add_update(commands, common)
    _add_sync(commands, common)


def _add_catalogue(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    catalogue = commands.add_parser(
        "catalogue",
        parents=[common],
        help="list official documents that can be added by name",
        description="Lists official documents on the subject, of which the program knows the "
        "addresses; nothing is fetched. Add them with: alliance add --catalogue NAME",
    )
    catalogue.add_argument("words", metavar="WORD", nargs="*", help="only those with these words")
    catalogue.add_argument("--json", action="store_true", help="print JSON, a list")


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


def _add_update(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    update = commands.add_parser(
        "update",
        parents=[common],
        help="fetch documents again from their addresses",
        description="Fetches documents again from the addresses that they came from, and replaces "
        "those that have changed. A document whose address is gone stays, and is told.",
    )
    update.add_argument(
        "documents", metavar="ID|TITLE|ADDRESS", nargs="*", help="the documents (all that have one)"
    )
    add_password_options(update)
    update.add_argument(
        "--verbose", action="store_true", help="tell how each was read, page by page"
    )
    update.add_argument("--json", action="store_true", help="print JSON, one object")


def _add_sync(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    sync = commands.add_parser(
        "sync",
        parents=[common],
        help="keep the library equal to a folder",
        description="Adds the files of a folder, replaces those that have changed, and removes the "
        "documents whose files are gone from it. Documents from elsewhere are left alone.",
    )
    sync.add_argument("folder", metavar="FOLDER", help="the folder")
    add_password_options(sync)
    sync.add_argument("--dry-run", action="store_true", help="tell what would be done, and stop")
    sync.add_argument("--watch", action="store_true", help="go on until Ctrl+C")
    sync.add_argument(
        "--remove-all", action="store_true", help="remove even if none of its documents is left"
    )
