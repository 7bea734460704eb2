"""A document about tea, citations of it, and words that attack whoever shows them."""

from assistant import Citation, Document
from sources import Heading, Note

HOSTILE = '<img src=x onerror="alert(1)"> ${alert(1)} {{alert(1)}} [a](javascript:alert(1)) `x` $y$'
TEXT = (
    "Tea\nTea is made from leaves. Green tea is not roasted.\nSteeping\nBlack tea takes 4 minutes."
    "\nWhite tea takes 2 minutes."
)
TEA = Document(
    id="a" * 64,
    title="Tea",
    source="tea.md",
    media_type="text/markdown",
    text=TEXT,
    headings=(Heading(1, 0, 3), Heading(2, 55, 63)),
    notes=(
        Note("1", "The Tea Board, https://tea.example/leaves", "https://tea.example/leaves", (28,)),
        Note("2", "A cup of tea", "javascript:alert(1)", (54,)),
    ),
    issuer="The Tea Board",
    date="2024-05-01",
)


def cite(quote: str, number: int | None = 1, document: Document = TEA) -> Citation:
    start = document.text.index(quote)
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        source=document.source,
        issuer=document.issuer,
        date=document.date,
        page=document.page_at(start),
        section=document.section_at(start),
        start=start,
        end=start + len(quote),
        quote=quote,
        passage=quote,
        score=1.0,
    )
