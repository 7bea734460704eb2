"""The command that lists what people said of answers."""

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import closing

from assistant import Conversations, Exchange, Settings

from .citing import csv_row
from .printing import print_lines, write_text
from .terminal import printable
from .wording import count

_COLUMNS = ("question", "thumb", "word", "said_at", "outcome")


def list_feedback(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print what was said of answers, or write it as JSON."""
    with closing(Conversations.open(settings.home)) as conversations:
        rows = [dict(zip(_COLUMNS, _values(each), strict=True)) for each in conversations.rated()]
    if arguments.json:
        write_text(arguments.json, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif arguments.csv:
        write_text("-", "".join(map(csv_row, (_COLUMNS, *(row.values() for row in rows)))))
    else:
        print_lines(map(printable, _lines(rows)))
    return 0


def _values(rated: Exchange) -> tuple[str, ...]:
    """Return the values of the columns for an exchange of which something was said."""
    said = rated.feedback
    outcome = rated.answer.status.value if rated.answer else "no answer"
    return (rated.question, said.thumb, said.word, said.said_at, outcome) if said else ()


def _lines(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    for row in rows:
        word = f" “{row['word']}”" if row["word"] else ""
        question = " ".join(row["question"].split())
        yield f"{row['said_at'][:10]} {row['thumb']:4} {row['outcome']:9} {question}{word}"
    yield f"{count(len(rows), 'answer')} rated"
