"""The command line: what can be typed. Imports nothing heavy; `commands` does the work."""

import argparse
import os
import sys
from collections.abc import Sequence

from .argument_numbers import whole_number
from .keeping_arguments import add_keeping_commands
from .origin_arguments import add_origin_commands
from .password_arguments import add_password_options
from .people_arguments import add_people_commands
from .scope_arguments import add_scope_options, refuse_no_years

_DESCRIPTION = """\
Answers questions about NATO and counter-terrorism cooperation, and about any document that you
add. Every sentence of an answer is quoted from a document and opens there. Works offline."""
_EPILOGUE = """\
Settings from the environment: ALLIANCE_HOME (the library's folder), ALLIANCE_MODEL (the embedding
model), ALLIANCE_READER (the reader), ALLIANCE_AUTH (the file of the people who may log in),
ALLIANCE_STARTER (0 leaves the starter library out of a new library).
Exit status: 0 done, 1 an error that you can mend, 2 wrong usage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that some arguments name and return its exit status."""
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    refuse_no_years(parser, parsed)
    # NumPy's matrices are small here: its threads would spend more on waiting than they save.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Late on purpose: --help and a mistyped command must not wait for the libraries.
    from .commands import run

    return run(parsed)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="alliance",
        description=_DESCRIPTION,
        epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = _common_options()
    add_people_commands(commands, common)
    _add_ask(commands, common)
    _add_search(commands, common)
    _add_add(commands, common)
    _add_library_commands(commands, common)
    _add_verify(commands, common)
    _add_evaluate(commands, common)
    add_origin_commands(commands, common)
    add_keeping_commands(commands, common)
    return parser


_Commands = argparse._SubParsersAction  # the only name argparse has for it


def _common_options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--home", metavar="DIR", help="the library's folder (or ALLIANCE_HOME)")
    options.add_argument(
        "--model",
        metavar="NAME",
        help="the embedding model: a sentence-transformers name or folder (or ALLIANCE_MODEL)",
    )
    options.add_argument(
        "--reader",
        metavar="NAME",
        help="what reads the best passages again: a cross-encoder or token classifier by name or "
        "folder, or none (or ALLIANCE_READER)",
    )
    options.add_argument(
        "--no-starter",
        action="store_true",
        help="leave the starter library out of a new library (or ALLIANCE_STARTER=0)",
    )
    return options


def _add_ask(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    ask = commands.add_parser(
        "ask",
        parents=[common],
        help="answer a question",
        description="Answers a question with sentences quoted from the documents, and tells below "
        "them with which command each is shown in its document. Exit status 0 also where the "
        "documents do not say: --json tells that apart.",
    )
    ask.add_argument("question", metavar="QUESTION", nargs="?", help="the question")
    ask.add_argument(
        "--questions",
        metavar="FILE",
        help="ask many: a question a line, or JSON lines with question, history and documents "
        "(- reads standard input)",
    )
    add_scope_options(ask)
    ask.add_argument("--explain", action="store_true", help="tell why the answer is what it is")
    _add_json(ask, "one object a line")


def _add_search(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    search = commands.add_parser(
        "search",
        parents=[common],
        help="find passages",
        description="Lists the passages nearest to some words or a question, by words and by "
        "meaning, without an answer made of them.",
    )
    search.add_argument("words", metavar="WORDS", help="what to look for")
    search.add_argument(
        "--limit",
        type=whole_number(1, None, "a number of 1 or more"),
        default=10,
        metavar="N",
        help="most passages (%(default)s)",
    )
    add_scope_options(search)
    _add_json(search, "one object")


def _add_add(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    add = commands.add_parser(
        "add",
        parents=[common],
        help="add documents",
        description="Adds files, folders, archives and web addresses, and tells of each what "
        "became of it. A file that has changed takes the place of its earlier version; one that "
        "cannot be read is skipped, and the others go on.",
    )
    add.add_argument(
        "paths",
        metavar="PATH|FOLDER|ADDRESS",
        nargs="*",
        help="files (TXT, Markdown, HTML, PDF, DOCX, PPTX, XLSX, ODT, ODS, ODP, RTF, CSV, "
        "EPUB, MHTML, EML with attachments), folders and ZIP archives of these, http(s) addresses",
    )
    add.add_argument(
        "--catalogue",
        metavar="NAME",
        nargs="+",
        default=[],
        help="fetch official documents of `alliance catalogue` by name (all: every one)",
    )
    add_password_options(add)
    add.add_argument("--verbose", action="store_true", help="tell how each was read, page by page")
    _add_json(add, "one object")


def _add_library_commands(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    documents = commands.add_parser(
        "documents",
        parents=[common],
        help="list the documents",
        description="Lists the documents by title, with the beginning of each one's id, which "
        "names it in other commands.",
    )
    _add_json(documents, "a list")
    remove = commands.add_parser(
        "remove",
        parents=[common],
        help="remove a document",
        description="Removes a document from the library. The file that it was added from stays, "
        "and citations of it say that it was removed.",
    )
    remove.add_argument("document", metavar="ID|TITLE", help="the document")
    show = commands.add_parser(
        "show",
        parents=[common],
        help="print a document's text",
        description="Prints the text of a document as it was read and is quoted, or a part of it.",
    )
    show.add_argument("document", metavar="ID|TITLE", help="the document")
    show.add_argument(
        "--about", action="store_true", help="tell where it came from and how it was read instead"
    )
    place = whole_number(0, None, "a number of 0 or more")
    show.add_argument("--start", type=place, metavar="N", help="first character")
    show.add_argument("--end", type=place, metavar="N", help="character to stop before")
    rebuild = commands.add_parser(
        "rebuild",
        parents=[common],
        help="read and embed all documents anew, for another model or version",
        description="Reads all documents anew from their kept files and embeds them. Until all are "
        "done the library stays as it was; what `alliance edit` corrected is kept.",
    )
    add_password_options(rebuild)


def _add_verify(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    verify = commands.add_parser(
        "verify",
        parents=[common],
        help="compare an exported conversation with the library",
        description="Compares each quote of a conversation that the web chat exported (Markdown, "
        "HTML or JSON) with its document in the library: PASS, or FAIL with the reason. The title, "
        "issuer, date, section, page and address must be what the library or the file itself "
        "says. What stands outside the quotes, such as the questions, is not compared. Exit "
        "status 0 only where all quotes pass.",
    )
    verify.add_argument("file", metavar="FILE", help="the exported conversation")
    _add_json(verify, "a list")


def _add_evaluate(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    evaluate = commands.add_parser(
        "evaluate",
        parents=[common],
        help="measure answers on a file of questions",
        description="Asks the questions of a file and measures passages, quotes and refusals. A "
        'line is {"id", "kind", "question", "history", "documents", "evidence", "expected", '
        '"answerable"}; evidence are words of the sentences that answer, and a question of the '
        'kind "unanswerable" must be refused.',
    )
    evaluate.add_argument("file", metavar="FILE", help="questions, JSON lines (- reads stdin)")
    evaluate.add_argument(
        "--documents",
        metavar="PATH",
        nargs="+",
        help="ask a library made of these for the purpose (and the starter briefs)",
    )
    evaluate.add_argument("--kind", metavar="KIND", nargs="+", help="only questions of these kinds")
    evaluate.add_argument("--json", metavar="FILE", help="write the results (- prints them)")
    evaluate.add_argument("--report", metavar="FILE", help="write a page to read (HTML)")
    evaluate.add_argument(
        "--against", metavar="FILE", help="compare with results that --json wrote earlier"
    )


def _add_json(command: argparse.ArgumentParser, form: str) -> None:
    command.add_argument("--json", action="store_true", help=f"print JSON, {form}")


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        print(f"alliance {version('alliance-assistant')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
