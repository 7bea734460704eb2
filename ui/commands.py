"""What each command does: calls the assistant and prints."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from assistant import Answer, Assistant, AssistantError, Scope, Settings
from sources.errors import QuestionRefused

from .contract import answer_object, documents_list, search_object
from .evaluating import run_evaluation
from .keeping import KEEPING_COMMANDS
from .origin_commands import ORIGIN_COMMANDS
from .passwords import given_password
from .people_commands import serve_command, user_command
from .printing import Bar, add_starter, notices, print_additions, print_json, print_lines
from .questions import QuestionLine, QuestionsUnreadable, read_questions
from .scope_wording import SEARCHED, scope_line
from .terminal import (
    about_lines,
    answer_lines,
    document_lines,
    explanation_lines,
    hit_lines,
    printable,
)
from .verifying import run_verification


def run(arguments: argparse.Namespace) -> int:
    """Run a parsed command and return its exit status: 0 done, 1 an error in one line."""
    try:
        with notices():
            return _run(arguments)
    except AssistantError as error:
        print(printable(f"alliance: {error}"), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("alliance: Stopped. What was complete by then is kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "user":
        return user_command(arguments)
    if arguments.command in KEEPING_COMMANDS:
        return KEEPING_COMMANDS[arguments.command](_settings(arguments), arguments)
    with closing(Assistant.open(_settings(arguments))) as assistant:
        return _COMMANDS[arguments.command](assistant, arguments)


def _settings(arguments: argparse.Namespace) -> Settings:
    settings = Settings.from_environment()
    if arguments.home:
        settings = replace(settings, home=Path(arguments.home).expanduser())
    if arguments.model:
        settings = replace(settings, model=arguments.model)
    if arguments.reader:
        settings = replace(settings, reader=arguments.reader)
    return replace(settings, starter=settings.starter and not arguments.no_starter)


def _serve(assistant: Assistant, arguments: argparse.Namespace) -> int:
    return serve_command(assistant, _settings(arguments), arguments)


def _ask(assistant: Assistant, arguments: argparse.Namespace) -> int:
    if (arguments.question is None) == (arguments.questions is None):
        print("alliance: Give one QUESTION, or a file with --questions FILE.", file=sys.stderr)
        return 2
    add_starter(assistant)
    if arguments.question is not None:
        answer = assistant.ask(arguments.question, scope=_scope(assistant, arguments))
        _print_answer(assistant, answer, arguments)
        return 0
    asked = [_ask_line(assistant, line, arguments) for line in read_questions(arguments.questions)]
    if not asked:
        raise QuestionsUnreadable(f"There are no questions in {arguments.questions}.")
    return 0 if all(asked) else 1


def _ask_line(assistant: Assistant, line: QuestionLine, arguments: argparse.Namespace) -> bool:
    """Answer one question of many; one that cannot be asked is told in its place."""
    try:
        if line.problem:
            raise QuestionRefused(line.problem)
        scope = _scope(assistant, arguments, line.documents)
        answer = assistant.ask(line.question, line.history, scope=scope)
    except AssistantError as error:
        if arguments.json:
            print_json({"question": line.question, "error": str(error)})
        print(printable(f"alliance: line {line.number}: {error}"), file=sys.stderr)
        return False
    if not arguments.json:
        print(f"# {printable(line.question)}\n")
    _print_answer(assistant, answer, arguments)
    return True


def _scope(
    assistant: Assistant, arguments: argparse.Namespace, documents: Sequence[str] | None = None
) -> Scope:
    """Return what options bound; ``documents`` take the place of those that they name."""
    names = documents or arguments.document or ()
    ids = tuple(assistant.find(name).id for name in names)
    return Scope(ids, tuple(arguments.issuer), arguments.since, arguments.until)


def _print_answer(assistant: Assistant, answer: Answer, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print_json(answer_object(answer, explain=arguments.explain))
        return
    print_lines(answer_lines(answer, assistant.verify_all(answer.citations)))
    if arguments.explain and answer.explanation:
        print()
        print_lines(explanation_lines(answer.explanation))


def _search(assistant: Assistant, arguments: argparse.Namespace) -> int:
    add_starter(assistant)
    scope = _scope(assistant, arguments)
    hits = assistant.search(arguments.words, arguments.limit, scope=scope)
    titles = {entry.id: entry.title for entry in assistant.documents()}
    if arguments.json:
        print_json(search_object(arguments.words, hits, titles))
        return 0
    if scope.bounded:
        asked_of = assistant.scoped(scope).asked_of
        print(printable(scope_line(asked_of, SEARCHED) or ""))
    if hits or not scope.bounded:
        print_lines(hit_lines(hits, titles))
    return 0


def _add(assistant: Assistant, arguments: argparse.Namespace) -> int:
    if not arguments.paths and not arguments.catalogue:
        print("alliance: Give a PATH, FOLDER or ADDRESS, or --catalogue NAME.", file=sys.stderr)
        return 2
    named = [entry.address for entry in assistant.catalogue.named(arguments.catalogue)]
    password = given_password(arguments)
    add_starter(assistant)
    with closing(Bar("Adding")) as bar:
        additions = assistant.add([*arguments.paths, *named], bar, password)
    return print_additions(additions, arguments)


def _documents(assistant: Assistant, arguments: argparse.Namespace) -> int:
    add_starter(assistant)
    entries = assistant.documents()
    if arguments.json:
        print_json(documents_list(entries))
    else:
        print_lines(document_lines(entries))
    return 0


def _remove(assistant: Assistant, arguments: argparse.Namespace) -> int:
    add_starter(assistant)
    entry = assistant.remove(arguments.document)
    print(f"Removed {printable(entry.title)}")
    return 0


_NO_TEXT = (
    "alliance: Nothing stands there: the document has {:,} characters. Give a --start below that, "
    "and below --end."
)


def _show(assistant: Assistant, arguments: argparse.Namespace) -> int:
    add_starter(assistant)
    document = assistant.document(arguments.document)
    if arguments.about:
        print_lines(about_lines(document, assistant.account_of(document)))
        return 0
    text = document.text[arguments.start : arguments.end]
    if not text:
        print(_NO_TEXT.format(len(document.text)), file=sys.stderr)
        return 1
    print(text)
    return 0


_LOCKED = (
    "alliance: {} keeps the text that was read of it, for its file needs a password. To have it "
    "read anew, give that: alliance rebuild --password"
)


def _rebuild(assistant: Assistant, arguments: argparse.Namespace) -> int:
    password = given_password(arguments)
    locked: list[str] = []
    with closing(Bar("Rebuilding")) as bar:
        count = assistant.rebuild(bar, locked.append, password)
    print(f"Rebuilt {count} documents")
    for title in locked:
        print(printable(_LOCKED.format(title)), file=sys.stderr)
    return 0


def _evaluate(assistant: Assistant, arguments: argparse.Namespace) -> int:
    if not arguments.documents:
        add_starter(assistant)
    return run_evaluation(assistant, arguments, _settings(arguments))


def _verify(assistant: Assistant, arguments: argparse.Namespace) -> int:
    add_starter(assistant)
    return run_verification(assistant, arguments)


_COMMANDS = {
    "serve": _serve,
    "ask": _ask,
    "search": _search,
    "add": _add,
    "documents": _documents,
    "remove": _remove,
    "show": _show,
    "rebuild": _rebuild,
    "evaluate": _evaluate,
    "verify": _verify,
    **ORIGIN_COMMANDS,
}
