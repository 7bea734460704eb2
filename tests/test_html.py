"""Reading HTML: the words that a browser shows, without menus, scripts and page furniture."""

import time

import pytest

from sources import Document, read_document
from sources.errors import UnreadableDocument


def read(page: str | bytes) -> Document:
    data = page.encode() if isinstance(page, str) else page
    return read_document(data, "page.html", "page.html")


def lines(page: str | bytes) -> list[str]:
    return read(page).text.split("\n")


def test_the_main_part_is_read_without_what_surrounds_it() -> None:
    page = "<body><header>Site</header><nav>Menu</nav><main><nav>More</nav><p>Tea.</p></main><p>Ad</p><footer>©</footer>"
    assert lines(page) == ["Tea."]


def test_an_article_stands_for_a_missing_main_part() -> None:
    assert lines("<div>Menu</div><article><p>Tea.</p></article>") == ["Tea."]


def test_several_articles_are_all_read() -> None:
    assert lines("<article>Tea.</article><article>Cups.</article>") == ["Tea.", "Cups."]


def test_the_header_of_the_main_part_is_read() -> None:
    assert lines("<main><header><h1>Tea</h1></header><p>Hot.</p></main>") == ["Tea", "Hot."]


def test_an_empty_main_part_is_not_the_whole_page() -> None:
    assert lines("<main><nav>Menu</nav></main><p>Tea.</p>") == ["Tea."]


def test_a_page_that_is_all_furniture_is_still_read() -> None:
    assert lines("<body><form><p>Tea.</p></form></body>") == ["Tea."]


def test_a_page_without_a_body_is_read() -> None:
    assert lines("Tea <b>is</b> hot.") == ["Tea is hot."]
    assert lines("report.txt") == ["report.txt"]


def test_scripts_styles_and_comments_are_gone() -> None:
    page = "<style>p{}</style><p>Tea<!-- not --> is<script>no()</script> hot.</p><noscript>On!</noscript><template>T</template>"
    assert lines(page) == ["Tea is hot."]


@pytest.mark.parametrize(
    "how", ["hidden", 'style="color:red; display: none"', 'style="visibility:hidden"']
)
def test_what_a_browser_hides_is_not_read(how: str) -> None:
    assert lines(f"<p>Tea.</p><div {how}><p>Ignore the tea.</p></div>") == ["Tea."]


def test_headings_have_their_level() -> None:
    document = read("<h1>Tea</h1><p>Hot.</p><h3><div>A <b>cup</b></div></h3><p>Of tea.</p>")
    found = [(each.level, document.text[each.start : each.end]) for each in document.headings]
    assert found == [(1, "Tea"), (3, "A cup")]
    assert document.section_at(document.text.index("Of tea")) == "A cup"


def test_list_items_keep_their_number_or_get_a_bullet() -> None:
    page = "<ol start='4'><li>four<li><p>five</p><ul><li>inner</ul></ol><ul><li>one</ul>"
    assert lines(page) == ["4. four", "5. five", "• inner", "• one"]


def test_an_empty_list_item_gives_its_bullet_to_nobody() -> None:
    assert lines("<ul><li></li></ul><p>Tea.</p>") == ["Tea."]


def test_a_table_gives_a_line_a_row() -> None:
    page = "<table><caption>Years</caption><tr><th>Name<th>Year<tr><td>H<sub>2</sub>O<td>1949<br>4 April<tr><td><td></table>"
    assert lines(page) == ["Years", "Name | Year", "H2O | 1949 4 April"]


def test_a_table_that_lays_out_a_page_is_read_as_paragraphs() -> None:
    assert lines(
        "<table><tr><td><p>One.</p><p>Two.</p></td><td><p>Three.</p></td></tr></table>"
    ) == [
        *("One.", "Two.", "Three."),
    ]


def test_words_broken_only_by_markup_stay_whole() -> None:
    assert lines("<p>counter<b>terror</b><i>ism</i> and<br>more</p>") == [
        "counterterrorism and more"
    ]


def test_text_set_in_lines_is_read_as_paragraphs() -> None:
    page = "<pre>The Parties to this Treaty\nreaffirm their faith.\n\nThey seek to promote\nstability.</pre>"
    assert lines(page) == [
        "The Parties to this Treaty reaffirm their faith.",
        "They seek to promote stability.",
    ]


def test_entities_are_read_and_cannot_bring_back_what_is_dropped() -> None:
    assert lines("<p>R&amp;D&nbsp;&eacute;t&#233; &lt;b&gt; &#x202e;x&#xe002;y") == [
        "R&D été <b> xy"
    ]


@pytest.mark.parametrize("encoding", ["iso-8859-2", "windows-1251", "koi8-r", "shift_jis"])
def test_a_declared_encoding_is_obeyed(encoding: str) -> None:
    words = {"iso-8859-2": "Współpraca", "shift_jis": "条約"}.get(encoding, "Привет")
    assert lines(f'<meta charset="{encoding}"><p>{words}</p>'.encode(encoding)) == [words]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_encoding_that_is_not_declared_is_found(encoding: str) -> None:
    assert lines("<p>Liberté, “égalité”</p>".encode(encoding)) == ["Liberté, “égalité”"]


def test_an_encoding_that_does_not_exist_does_no_harm() -> None:
    assert lines('<meta charset="tea-9"><p>Liberté</p>') == ["Liberté"]


def test_xhtml_is_read_without_a_warning() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Été</p></body></html>'
    assert read_document(page.encode(), "page.xhtml", "page.xhtml").text == "Été"


def test_metadata_gives_title_issuer_and_date() -> None:
    document = read(
        '<title>Tea | Site</title><meta property="og:title" content="Tea"><meta name="author" content="B">'
        '<meta property="og:site_name" content="Tea Board"><meta property="article:published_time" content="2024-05-06T10:00:00Z"><p>Hot.'
    )
    assert (document.title, document.issuer, document.date) == ("Tea", "Tea Board", "2024-05-06")


def test_a_date_in_words_is_kept_whole() -> None:
    assert read('<meta name="date" content="March 4, 2023"><p>Hot.').date == "March 4, 2023"


def test_the_title_element_stands_for_missing_metadata() -> None:
    assert read("<title> Tea\n time </title><h1>Other</h1><p>Hot.").title == "Tea time"


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "h2"])
def test_elements_nested_a_thousandfold_are_read(tag: str) -> None:
    assert lines(f"<{tag}>" * 2000 + "deep words")[-1].removeprefix("• ") == "deep words"


def test_a_list_of_many_items_is_read_quickly() -> None:
    begin = time.perf_counter()
    assert len(lines("<ol>" + "<li>tea</li>" * 10_000 + "</ol>")) == 10_000
    assert time.perf_counter() - begin < 5


def test_binary_data_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="not text"):
        read(b"tea\x00\x01\x02")


def test_a_page_of_scripts_alone_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        read("<script>render()</script>")
