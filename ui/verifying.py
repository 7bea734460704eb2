"""The command that compares an exported conversation with the library, quote by quote."""

import argparse
from pathlib import Path

from assistant import Assistant, Judgement, judge_claims

from .exported import attribution, read_claims
from .printing import print_json, print_lines
from .terminal import printable
from .wording import count

_SHOWN = 70


def run_verification(assistant: Assistant, arguments: argparse.Namespace) -> int:
    """Print PASS or FAIL for each quote of a file; return 0 only where all pass."""
    judged = judge_claims(assistant, read_claims(Path(arguments.file)), attribution)
    passed = sum(each.holds for each in judged)
    if arguments.json:
        print_json([_object(each) for each in judged])
    else:
        print_lines(
            iter([*map(_line, judged), f"{passed} of {count(len(judged), 'quote')} passed"])
        )
    return 0 if passed == len(judged) else 1


def _line(judged: Judgement) -> str:
    claim = judged.claim
    words = " ".join(claim.quote.split())
    quote = words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"
    verdict = "PASS" if judged.holds else "FAIL"
    said = judged.reason or judged.warning
    reason = f": {said}" if said else ""
    return printable(f"{verdict} [{claim.number}] {claim.title} “{quote}”{reason}")


def _object(judged: Judgement) -> dict[str, object]:
    claim = judged.claim
    return {
        "number": claim.number,
        "result": "PASS" if judged.holds else "FAIL",
        "reason": judged.reason,
        "title": claim.title,
        "document_id": claim.document_id,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "warning": judged.warning,
    }
