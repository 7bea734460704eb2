"""How a document was read, in words, for the terminal and the page."""

from collections.abc import Iterator, Sequence

from assistant import Account
from sources.page_numbers import named_pages

from .phrases import phrase, say, told
from .wording import count

_MOST_NAMED = 3
_LEFT_OUT = phrase("Left out: {dropped}.")
_LEFT_OUT_MORE = phrase("Left out: {dropped}; and {more} more.")


def extent(account: Account) -> str:
    """Return how much was read, in one line."""
    parts = [count(account.characters, "character"), count(account.passages, "passage")]
    if account.pages:
        parts.append(count(len(account.pages), "page"))
    return " · ".join(parts)


def worth_saying(account: Account) -> Iterator[str]:
    """Yield what a reader of the document should know: what of it is not there, or not sure."""
    if account.without_text:
        yield say("No text on {pages}.", pages=_pages(account.without_text))
    if account.recognised:
        yield say("Text recognised in pictures on {pages}.", pages=_pages(account.recognised))
    if account.dropped:
        more = len(account.dropped) - _MOST_NAMED
        named = "; ".join(map(told, account.dropped[:_MOST_NAMED]))
        said = _LEFT_OUT_MORE if more > 0 else _LEFT_OUT
        yield say(said, dropped=named, more=more)


def in_full(account: Account) -> Iterator[tuple[str, str]]:
    """Yield all that is known of how a document was read, each with its name."""
    if account.reader:
        yield say("Read by"), account.reader
    yield say("Text"), extent(account)
    if account.without_text:
        yield say("Without text"), _pages(account.without_text)
    if account.recognised:
        yield say("Recognised in pictures"), _pages(account.recognised)
    for dropped in account.dropped:
        yield say("Left out"), told(dropped)


def _pages(numbers: Sequence[int]) -> str:
    return told(named_pages(numbers))
