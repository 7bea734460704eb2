"""Answers, passages and reports as text for a terminal."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant import (
    Account,
    Addition,
    Answer,
    Check,
    Citation,
    Document,
    Entry,
    Explanation,
    Hit,
    Outcome,
    Plan,
    outcome_counts,
)
from sources.catalogue import CatalogueEntry

from .account_wording import in_full, worth_saying
from .scope_wording import elsewhere, scope_line
from .wording import (
    LEFT_OUT,
    before_nearest,
    by_meaning_only,
    count,
    dated,
    opening,
    origin,
    page_name,
    readings,
    sureness,
)

# Control characters in a file's name could otherwise steer the terminal.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WIDTH = 96
# Below the path in the line that says what became of a document.
_BELOW = " " * 11


def printable(text: str) -> str:
    """Return one line of text without characters that steer a terminal."""
    return _CONTROLS.sub("�", text)


def answer_lines(answer: Answer, checks: Sequence[Check]) -> Iterator[str]:
    """Yield an answer as lines: its quotes, then where each of them stands.

    ``checks`` are those of its citations, in their order.
    """
    yield from map(printable, readings(answer))
    yield from _wrapped(scope_line(answer.asked_of) or "")
    for part in (opening(answer) or "").splitlines():
        yield from _wrapped(part)
    yield ""
    by_number = {citation.number: citation for citation in answer.citations}
    for statement in answer.sentences:
        if above := statement.introduced_by:
            yield from _wrapped(f"{by_number[above].quote} [{above}]")
            yield from [LEFT_OUT] * statement.skips
        first = by_number[statement.citations[0]]
        said = f" ({dated(first)})" if first.number in answer.differing else ""
        yield from _wrapped(f"{statement.text}{said} [{first.number}]")
        yield from [LEFT_OUT] * statement.goes_on
        yield ""
    if line := sureness(answer, checks):
        yield from _wrapped(line)
        yield ""
    for citation in answer.citations:
        yield from _wrapped(f"[{citation.number}] {_place(citation)}")
        yield f"    {_show_command(citation)}"
    nearest = () if answer.instead else answer.nearest
    if line := before_nearest(answer):
        yield line
        yield ""
    for citation in nearest:
        yield from _wrapped(f"- {_place(citation)}")
        yield from _wrapped(citation.quote, "    ")
        yield f"    {_show_command(citation)}"
        yield ""
    yield from _wrapped(elsewhere(answer) or "")


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """Yield as lines why an answer is what it is."""
    yield f"Searched: {printable(explanation.searched)}"
    weights = ", ".join(f"{term} {share:.2f}" for term, share in explanation.terms)
    yield from _wrapped(f"Words with their weights: {weights or 'none'}")
    kinds = ", ".join(explanation.kinds) or "no date, number, name or place"
    yield f"Asked for: {kinds}; taken for: {explanation.form}"
    weighed = {"Passages": explanation.passages, "Sentences": explanation.sentences}
    for name, considered in weighed.items():
        yield f"{name}, best first (* is quoted):"
        for each in considered:
            mark = "*" if each.chosen else " "
            yield printable(f" {mark}{each.score:7.2f}  {each.place}: {each.text}"[:_WIDTH])
    signals = ", ".join(f"{name} {value:.2f}" for name, value in explanation.signals)
    yield from _wrapped(f"Signals: {signals or 'none'}")
    yield f"A question is answered from a confidence of {explanation.enough:.2f}."


def hit_lines(hits: Sequence[Hit], titles: dict[str, str]) -> Iterator[str]:
    """Yield passages found as lines."""
    if not hits:
        yield "Nothing was found: the library is empty. Add documents with: alliance add PATH"
    if said := by_meaning_only(hits):
        yield from (said, "")
    for number, hit in enumerate(hits, start=1):
        page = page_name(hit.passage.page, hit.page_label)
        place = [titles.get(hit.document_id), hit.passage.section, page]
        yield from _wrapped(f"{number}. " + printable(" · ".join(part for part in place if part)))
        yield from _wrapped(hit.passage.text, "   ")
        yield ""


def document_lines(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the list of documents as lines."""
    for entry in entries:
        details = [entry.issuer, entry.date, entry.media_type, f"{entry.passages} passages"]
        yield f"{entry.id[:12]}  {printable(entry.title)}"
        yield f"              {printable(' · '.join(part for part in details if part))}"
    yield f"{len(entries)} document{'' if len(entries) == 1 else 's'}"


def catalogue_lines(entries: Sequence[CatalogueEntry]) -> Iterator[str]:
    """Yield the list of documents that can be added by name as lines."""
    for entry in entries:
        yield entry.name
        said = filter(None, (entry.title, entry.issuer, entry.date))
        yield from _wrapped(" · ".join(said), "    ")
        yield from _wrapped(entry.what, "    ")
    yield count(len(entries), "document")


def addition_lines(addition: Addition, *, verbose: bool = False) -> Iterator[str]:
    """Yield what became of one document, with ``verbose`` also how it was read, page by page."""
    reason = f": {addition.reason}" if addition.reason else ""
    account = addition.account
    passages = count(addition.passages, "passage") if addition.passages else ""
    pages = count(len(account.pages), "page") if account and account.pages else ""
    size = ", ".join(filter(None, (passages, pages)))
    yield printable(f"{addition.outcome:>9}  {addition.path}{size and f' ({size})'}{reason}")
    if account and not verbose:
        for said in worth_saying(account):
            yield from _wrapped(said, _BELOW)
    elif account:
        yield from account_lines(account, _BELOW)
        seconds = (addition.seconds_reading, addition.seconds_embedding)
        yield _BELOW + "Time: {:.2f} seconds reading, {:.2f} embedding".format(*seconds)


def account_lines(account: Account, indent: str = "") -> Iterator[str]:
    """Yield all that is known of how a document was read, page by page."""
    for name, said in in_full(account):
        yield from _wrapped(f"{name}: {said}", indent)
    for page in account.pages:
        size = f"{count(page.characters, 'character')}, {count(page.passages, 'passage')}"
        yield f"{indent}Page {page.page}: {size}"


def about_lines(document: Document, account: Account) -> Iterator[str]:
    """Yield what is known of a document besides its text."""
    yield from known_lines(document)
    yield from account_lines(account)


def known_lines(document: Document) -> Iterator[str]:
    """Yield what a document is called, and where it came from."""
    known = {
        "Title": document.title,
        "Issuer": document.issuer,
        "Date": document.date,
        "Language": document.language,
        "Came from": origin(document),
        "Format": document.media_type,
        "Id": document.id,
    }
    for name, said in known.items():
        if said:
            yield printable(f"{name}: {said}")


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield what a sync would do."""
    yield from (printable(f"      add  {source}") for source in plan.added)
    yield from _moves(plan)
    yield from (printable(f"     skip  {source}: {why}") for source, why in plan.skipped.items())
    yield f"{count(plan.unchanged, 'file')} unchanged"


def sync_lines(plan: Plan, additions: Sequence[Addition]) -> Iterator[str]:
    """Yield what a sync has done."""
    for addition in additions:
        yield from addition_lines(addition)
    yield from _moves(plan)
    for source, why in plan.skipped.items():
        yield printable(f"  skipped  {source}: {why}")
    counts = outcome_counts(plan, list(additions))
    yield ", ".join(f"{number} {what}" for what, number in counts.items() if number) or "No files"


def _moves(plan: Plan) -> Iterator[str]:
    yield from (printable(f"     move  to {source}") for source in plan.moved.values())
    yield from (printable(f"   remove  {each.source} ({each.title})") for each in plan.removed)


def totals_line(additions: Sequence[Addition]) -> str:
    """Return how many documents came to which outcome."""
    counts = Counter(addition.outcome for addition in additions)
    return ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])


def _place(citation: Citation) -> str:
    page = page_name(citation.page, citation.page_label)
    recognised = "recognised text" if citation.recognised else None
    parts = [citation.title, citation.section, page, recognised, citation.issuer, citation.date]
    return printable(" · ".join(part for part in parts if part))


def _show_command(citation: Citation) -> str:
    return (
        f"alliance show {citation.document_id[:12]} --start {citation.start} --end {citation.end}"
    )


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    for line in text.split("\n"):
        yield from textwrap.wrap(
            printable(line), _WIDTH, initial_indent=indent, subsequent_indent=indent
        )
