"""What the commands do that say where documents come from and what they are called."""

import argparse
import sys
from collections.abc import Callable, Mapping
from contextlib import closing

from assistant import Assistant

from .contract import additions_object
from .printing import Bar, add_starter, print_additions, print_json, print_lines
from .terminal import known_lines

_FIELDS = ("title", "issuer", "date", "language")


def _edit(assistant: Assistant, arguments: argparse.Namespace) -> int:
    given = {name: getattr(arguments, name) for name in _FIELDS}
    changes = {name: value for name, value in given.items() if value is not None}
    if bool(changes) == arguments.reset:
        print("alliance: Give new values, or --reset to go back to the file's.", file=sys.stderr)
        return 2
    add_starter(assistant)
    entry = assistant.edit(arguments.document, changes or dict.fromkeys(_FIELDS, ""))
    print_lines(known_lines(assistant.document(entry.id)))
    return 0


def _update(assistant: Assistant, arguments: argparse.Namespace) -> int:
    add_starter(assistant)
    with closing(Bar("Fetching")) as bar:
        additions = assistant.update(arguments.documents, bar)
    if additions:
        return print_additions(additions, arguments)
    if arguments.json:
        print_json(additions_object(additions))
    else:
        print("No document of the library was fetched from an address.")
    return 0


ORIGIN_COMMANDS: Mapping[str, Callable[[Assistant, argparse.Namespace], int]] = {
    "edit": _edit,
    "update": _update,
}
