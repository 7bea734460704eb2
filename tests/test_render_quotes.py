"""How the chat shows quoted words: their lines, lists and tables."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sources import Span
from ui.render_quotes import arranged, introduced, lines_of

LINK = " [1](#cite-1)"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_data(self, data: str) -> None:
        self.found += data


def words(html: str) -> list[str]:
    parser = _Words()
    parser.feed(html)
    return parser.found.split()


def shown(markdown: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(markdown))


def test_rows_are_a_table_with_the_link_in_its_last_cell() -> None:
    html = shown(arranged(lines_of("Tea | Minutes\nBlack | 4\nWhite | 2", LINK)))
    assert "<th>Tea</th>\n<th>Minutes</th>" in html
    assert '<td>White</td>\n<td>2 <a href="#cite-1">1</a></td>' in html


def test_each_cell_of_a_table_tells_its_language() -> None:
    html = shown(arranged(lines_of("Tea | Minutes\nBlack | 4", LINK, language="fr")))
    assert '<th><span lang="fr">Tea</span></th>' in html
    assert '<td><span lang="fr">4</span> <a href="#cite-1">1</a></td>' in html


def test_words_before_a_table_stay_a_paragraph() -> None:
    html = shown(arranged(lines_of("Times differ.\nTea | Minutes\nBlack | 4", "")))
    assert html.startswith("<p>Times differ.</p>\n<table>")


def test_a_row_that_is_longer_than_its_header_is_shown_whole() -> None:
    assert "<td>c</td>" in shown(arranged(lines_of("Tea | Minutes\na | b | c", "")))


def test_a_line_with_a_bar_in_it_is_no_table() -> None:
    assert shown(arranged(lines_of("One cup | or two.", ""))) == "<p>One cup | or two.</p>\n"


def test_a_row_and_its_header_are_one_table_though_they_are_two_quotes() -> None:
    header, row = lines_of("Tea | Minutes", " [1](#cite-1)"), lines_of("White | 2", " [2](#cite-2)")
    html = shown(arranged(introduced(header, row, skips=True)))
    assert html.count("<table>") == 1
    assert '<th>Minutes <a href="#cite-1">1</a></th>' in html
    assert "<td>…</td>" in html.replace("[…]", "…")
    assert '<td>2 <a href="#cite-2">2</a></td>' in html


def test_a_line_that_introduces_a_list_stands_above_it() -> None:
    header, item = lines_of("There are three:", " [1](#cite-1)"), lines_of("• black;\n• white", "")
    html = shown(arranged(introduced(header, item, skips=False)))
    assert html.startswith('<p>There are three: <a href="#cite-1">1</a></p>\n<ul>\n<li>black;</li>')


def test_words_that_answer_are_bold_in_whichever_cells_they_stand() -> None:
    text = "Tea | Minutes\nBlack | 4 to 5"
    html = shown(arranged(lines_of(text, "", (Span(text.index("ack"), text.index(" to")),))))
    assert "<td>Bl<strong>ack</strong></td>\n<td><strong>4</strong> to 5</td>" in html


@given(st.lists(st.sampled_from([*"ab -:*<&`#1.|", " | ", "\n", "• "]), min_size=1).map("".join))
def test_any_quote_is_shown_with_all_its_words_and_nothing_alive(text: str) -> None:
    html = shown(arranged(lines_of(text, "")))
    marks = {"•", "|"}
    assert [each for each in words(html) if each not in marks] == [
        each for each in text.split() if each not in marks
    ]
    assert "<em>" not in html
    assert "<code>" not in html
