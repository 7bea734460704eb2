"""From evidence to the statements of an answer and their citations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sources import Document, Span

from . import layout
from .answer import Citation, Statement
from .evidence import Evidence
from .question import Question
from .question_kinds import certain_answer
from .ranking import ScoredSentence


@dataclass(frozen=True, slots=True)
class Quotes:
    """Statements, the citations that they name by number, and which of these differ."""

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    differing: tuple[int, ...] = ()


def quoted(
    question: Question,
    evidence: Sequence[Evidence],
    chosen: Sequence[ScoredSentence],
    differing: Sequence[ScoredSentence],
    documents: Mapping[str, Document],
) -> Quotes:
    """Return evidence as statements in its order, what differs first and of that the newer.

    ``chosen`` are the sentences that the evidence was made of, ``differing`` those of them that
    contradict each other; ``documents`` are those they stand in, by id. A line that introduces
    several pieces is cited once.
    """
    unlike = [each for each in evidence if any(_holds(each, other) for other in differing)]
    unlike.sort(key=lambda each: documents[each.hit.document_id].date or "", reverse=True)
    citations: list[Citation] = []
    statements: list[Statement] = []
    for each in [*unlike, *(other for other in evidence if other not in unlike)]:
        document = documents[each.hit.document_id]
        above = None
        # It stands above its quote, and numbers are read downwards.
        if each.introduction:
            above = _cite(citations, document, replace(each, span=each.introduction))
        own = _cite(citations, document, each)
        quote = document.text[slice(*each.span)]
        answers = tuple(_answers(question, each, chosen))
        numbers = (own,) if above is None else (own, above)
        cut = _cut(document.text, each)
        statements.append(Statement(quote, numbers, above, answers, *cut))
    first = tuple(statement.citations[0] for statement in statements[: len(unlike)])
    return Quotes(tuple(statements), tuple(citations), first if len(first) > 1 else ())


def _holds(evidence: Evidence, sentence: ScoredSentence) -> bool:
    within = evidence.span.start <= sentence.span.start < evidence.span.end
    return within and evidence.hit.document_id == sentence.hit.document_id


def _answers(
    question: Question, evidence: Evidence, chosen: Sequence[ScoredSentence]
) -> Iterator[Span]:
    """Yield the words that surely answer, of the first chosen sentence that some evidence holds."""
    sentence = next((each for each in chosen if _holds(evidence, each)), None)
    for kind in question.kinds if sentence else ():
        if sentence and (found := certain_answer(kind, question.text, sentence.text)):
            shift = sentence.span.start - evidence.span.start
            yield Span(found.start + shift, found.end + shift)


def _cut(text: str, evidence: Evidence) -> tuple[bool, bool]:
    """Tell whether items of its list are left out before some evidence, and behind it."""
    span, above = evidence.span, evidence.introduction
    if layout.is_row(text, span):
        return False, False
    skips = above is not None and layout.skips(text, above, span)
    return skips, layout.goes_on(text, span, above)


def _cite(citations: list[Citation], document: Document, evidence: Evidence) -> int:
    """Return the number of the citation of some evidence, a new one where none quotes it yet."""
    made = citation(len(citations) + 1, document, evidence)
    for number, known in enumerate(citations, start=1):
        if (known.document_id, known.start, known.end) == (made.document_id, made.start, made.end):
            return number
    citations.append(made)
    return len(citations)


def citation(number: int | None, document: Document, evidence: Evidence) -> Citation:
    """Return the citation of some evidence in its document."""
    start, end = evidence.span
    page = document.page_at(start)
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        source=document.source,
        issuer=document.issuer,
        date=document.date,
        page=page,
        section=evidence.hit.passage.section,
        start=start,
        end=end,
        quote=document.text[start:end],
        passage=evidence.hit.passage.text,
        score=round(evidence.score, 4),
        recognised=page in document.report.recognised,
        page_label=document.label_of(page),
    )
