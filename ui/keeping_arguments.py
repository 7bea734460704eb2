"""What can be typed for the commands of `keeping`; imports nothing heavy."""

import argparse

_Commands = argparse._SubParsersAction  # the only name argparse has for it


def add_keeping_commands(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    """Add the parsers of these commands."""
    backup = commands.add_parser(
        "backup",
        parents=[common],
        help="write the whole library to one file",
        description="Writes the whole library, with the original files, to one ZIP file. The "
        "library may be in use meanwhile.",
    )
    backup.add_argument("file", metavar="FILE", help="the file to write")
    backup.add_argument("--replace", action="store_true", help="replace a file that is there")
    commands.add_parser(
        "repair",
        parents=[common],
        help="save what can be saved of a damaged library",
        description="Saves the documents that can be read of a damaged library, reads the others "
        "anew from their original files, and keeps the damaged file under a name that is told. "
        "End other programs that use the library first.",
    )
    feedback = commands.add_parser(
        "feedback",
        parents=[common],
        help="list what people said of answers",
        description="Lists the thumbs and words that were given to answers in the web chat, by "
        "everybody who uses this library: question, thumb, word, time, and what the answer was.",
    )
    form = feedback.add_mutually_exclusive_group()
    form.add_argument("--json", metavar="FILE", help="write a list of objects (- prints it)")
    form.add_argument("--csv", action="store_true", help="print rows for a spreadsheet")
    restore = commands.add_parser(
        "restore",
        parents=[common],
        help="make the library from a backup",
        description="Makes the library from a backup, in an empty or new folder. The backup is "
        "checked before anything is changed. End other programs that use the library first.",
    )
    restore.add_argument("file", metavar="FILE", help="a file that alliance backup wrote")
    restore.add_argument(
        "--replace",
        action="store_true",
        help="put a library that is there aside, under a name that is told",
    )
