"""Quotes with their references in APA style."""

from dataclasses import replace

import pytest

from tests.test_citing import QUOTE
from ui.apa import as_apa, as_apa_html


def entry(text: str) -> str:
    return text.strip().rpartition("\n")[2]


def test_a_quote_names_issuer_year_and_page_and_its_entry_follows() -> None:
    assert as_apa(QUOTE) == (
        "“Tea is hot.\nCups are cold.” (Tea Board, 2024, p. 4)\n\n"
        "Tea Board. (2024, May 3). The Tea & Cup Report. https://tea.example/report.pdf\n"
    )


def test_the_title_is_in_italics_where_text_can_be() -> None:
    html = as_apa_html(QUOTE)
    assert "Tea is hot.<br>Cups are cold." in html
    assert "(2024, May 3). <em>The Tea &amp; Cup Report</em>. https://tea.example" in html


@pytest.mark.parametrize(
    ("date", "year", "written"),
    [
        ("2024-05", "2024", "2024, May"),
        ("2024", "2024", "2024"),
        ("May 2024", "May 2024", "May 2024"),
        (None, "n.d.", "n.d."),
        ("2024-13-45", "2024", "2024-13-45"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(date: str | None, year: str, written: str) -> None:
    text = as_apa(replace(QUOTE, date=date))
    assert f"(Tea Board, {year}, p. 4)" in text
    assert f"Tea Board. ({written}). The Tea" in text


def test_without_an_issuer_the_title_takes_its_place() -> None:
    quote = replace(QUOTE, issuer=None, source="/home/a/report.pdf")
    assert "(The Tea & Cup Report, 2024, p. 4)" in as_apa(quote)
    assert entry(as_apa(quote)) == "The Tea & Cup Report. (2024, May 3)."
    assert "<em>The Tea &amp; Cup Report</em>. (2024, May 3)." in as_apa_html(quote)


def test_a_section_stands_for_a_page_that_there_is_not() -> None:
    assert "(Tea Board, 2024, “Chapter 1” section)" in as_apa(replace(QUOTE, page=None))
    assert "(Tea Board, 2024)" in as_apa(replace(QUOTE, page=None, section=None))


def test_no_stop_follows_another() -> None:
    quote = replace(QUOTE, issuer="Tea Inc.", title="Is tea hot?")
    assert entry(as_apa(quote)).startswith("Tea Inc. (2024, May 3). Is tea hot? https")


def test_a_long_quote_stands_without_quotation_marks() -> None:
    words = "tea " * 39 + "cup."
    assert as_apa(replace(QUOTE, text=words)).startswith(f"{words} (Tea Board")
    assert as_apa(replace(QUOTE, text=words[4:])).startswith("“tea")


def test_hostile_names_are_words_on_one_line() -> None:
    name = "A\n\n<script>alert(1)</script>\n"
    quote = replace(QUOTE, title=name, issuer=name, section=name, page=None, text="<b>x</b>")
    assert "<script>" not in as_apa_html(quote)
    assert "<b>" not in as_apa_html(quote)
    assert len(as_apa(quote).splitlines()) == 3
