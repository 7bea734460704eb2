"""How a document was read, in words, for the terminal and the page."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant import Account

from .wording import count

_MOST_NAMED = 3


def extent(account: Account) -> str:
    """Return how much was read, in one line."""
    parts = [count(account.characters, "character"), count(account.passages, "passage")]
    if account.pages:
        parts.append(count(len(account.pages), "page"))
    return " · ".join(parts)


def worth_saying(account: Account) -> Iterator[str]:
    """Yield what a reader of the document should know: what of it is not there, or not sure."""
    if account.without_text:
        yield f"No text on {named_pages(account.without_text)}."
    if account.recognised:
        yield f"Text recognised in pictures on {named_pages(account.recognised)}."
    if account.dropped:
        more = len(account.dropped) - _MOST_NAMED
        named = "; ".join(account.dropped[:_MOST_NAMED])
        yield f"Left out: {named}" + (f"; and {more} more." if more > 0 else ".")


def in_full(account: Account) -> Iterator[tuple[str, str]]:
    """Yield all that is known of how a document was read, each with its name."""
    if account.reader:
        yield "Read by", account.reader
    yield "Text", extent(account)
    if account.without_text:
        yield "Without text", named_pages(account.without_text)
    if account.recognised:
        yield "Recognised in pictures", named_pages(account.recognised)
    for dropped in account.dropped:
        yield "Left out", dropped


def named_pages(numbers: Sequence[int]) -> str:
    """Return the numbers of pages, runs of them as ranges: "pages 3, 5–9"."""
    # In a run of numbers each differs from its place by the same.
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0])
    ]
    named = ", ".join(f"{run[0]}–{run[-1]}" if run[1:] else str(run[0]) for run in runs)
    return f"page{'' if len(numbers) == 1 else 's'} {named}"
