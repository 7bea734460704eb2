"""What the commands do that say where documents come from and what they are called."""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import replace

from assistant import Assistant, AssistantError, Plan, Signature, Syncer

from .contract import additions_object, catalogue_list
from .passwords import given_password
from .printing import Bar, add_starter, print_additions, print_json, print_lines
from .terminal import catalogue_lines, known_lines, plan_lines, printable, sync_lines

_SECONDS_BETWEEN_LOOKS = 2.0
_FIELDS = ("title", "issuer", "date", "language")


def _catalogue(assistant: Assistant, arguments: argparse.Namespace) -> int:
    entries = assistant.catalogue.matching(arguments.words)
    if arguments.json:
        print_json(catalogue_list(entries))
    else:
        print_lines(catalogue_lines(entries))
    return 0


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
    password = given_password(arguments)
    add_starter(assistant)
    with closing(Bar("Fetching")) as bar:
        additions = assistant.update(arguments.documents, bar, password)
    if additions:
        return print_additions(additions, arguments)
    if arguments.json:
        print_json(additions_object(additions))
    else:
        print("No document of the library was fetched from an address.")
    return 0


def _sync(assistant: Assistant, arguments: argparse.Namespace) -> int:
    add_starter(assistant)
    syncer = assistant.syncer(arguments.folder)
    plan = syncer.plan(remove_all=arguments.remove_all)
    if arguments.dry_run:
        print_lines(plan_lines(plan))
        return 0
    password = given_password(arguments)
    _carry_out(syncer, plan, password)
    if arguments.watch:
        print("Watching the folder (Ctrl+C ends it)", flush=True)
        with suppress(KeyboardInterrupt):
            _watch(syncer, password)
    return 0


def _carry_out(syncer: Syncer, plan: Plan, password: str | None) -> None:
    with closing(Bar("Adding")) as bar:
        additions = syncer.carry_out(plan, bar, password)
    print_lines(sync_lines(plan, additions))
    sys.stdout.flush()


def _watch(syncer: Syncer, password: str | None) -> None:
    """Carry out what changes; a file is read when it is the same at two looks one after the other.

    What cannot be read is told once, until its file changes.
    """
    before, done, told, problem = syncer.look(), None, set[tuple[str, Signature | None]](), ""
    while True:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
        now = syncer.look()
        changing = {each for each in {**before, **now} if before.get(each) != now.get(each)}
        seen, before = (now, changing), now
        if seen == done:
            continue
        try:
            plan = syncer.plan(leave=changing)
        except AssistantError as error:
            if str(error) != problem:
                print(printable(f"alliance: {error}"), file=sys.stderr)
            problem = str(error)
            continue
        done, problem = seen, ""
        skipped = {(source, now.get(source)): why for source, why in plan.skipped.items()}
        new = {each[0]: why for each, why in skipped.items() if each not in told}
        told |= skipped.keys()
        plan = replace(plan, skipped=new)
        if plan.added or plan.moved or plan.removed or plan.skipped:
            _carry_out(syncer, plan, password)


ORIGIN_COMMANDS: Mapping[str, Callable[[Assistant, argparse.Namespace], int]] = {
    "catalogue": _catalogue,
    "edit": _edit,
    "update": _update,
    "sync": _sync,
}
