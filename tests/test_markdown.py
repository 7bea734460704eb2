"""Reading Markdown: front matter, headings, lists, tables and footnotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import Document, Span, read_document

MARKS = st.sampled_from(
    [*"# - > * _ [ ] ( ) ` ~ | ! < 1. ^ : \\ & ;".split(), " ", "\n", "\n\n", "    "]
)
ANY_MARKDOWN = st.lists(st.one_of(MARKS, st.sampled_from(["word", "[^1]", "---\n"])), max_size=60)


def read(text: str) -> Document:
    return read_document(text.encode(), "brief.md", "brief.md")


def lines(text: str) -> list[str]:
    return read(text).text.split("\n")


def headings(text: str) -> list[tuple[int, str]]:
    document = read(text)
    return [(each.level, document.text[each.start : each.end]) for each in document.headings]


def test_front_matter_gives_title_issuer_and_date_and_is_no_text() -> None:
    document = read("---\ntitle: Tea\nissuer: Tea Board\ndate: 2024-05-06\n---\nTea is hot.\n")
    assert (document.title, document.issuer, document.date) == ("Tea", "Tea Board", "2024-05-06")
    assert document.text == "Tea is hot."


def test_the_author_stands_for_a_missing_issuer() -> None:
    assert read("---\nauthor: [A. Leaf, B. Cup]\n---\nTea.\n").issuer == "A. Leaf, B. Cup"


@pytest.mark.parametrize("date", ["2020-13-45", "2023-02-29", "2020-13", "0000-01-01"])
def test_a_date_that_is_in_no_calendar_is_none(date: str) -> None:
    assert read(f"---\ndate: {date}\n---\nTea.\n").date is None


@pytest.mark.parametrize("date", ["2024-02-29", "2024-05", "2024", "May 2024"])
def test_a_date_may_be_less_than_a_day(date: str) -> None:
    assert read(f"---\ndate: {date}\n---\nTea.\n").date == date


def test_a_time_of_day_is_no_part_of_the_date() -> None:
    assert read("---\ndate: 2024-05-06 10:00:00\n---\nTea.\n").date == "2024-05-06"


def test_a_title_that_looks_like_a_number_stays_as_it_is_written() -> None:
    assert read("---\ntitle: 007\n---\nTea.\n").title == "007"
    assert read(f"---\ntitle: 0x{'f' * 5000}\n---\nTea.\n").title.startswith("0xff")


@pytest.mark.parametrize(
    "front", ["title: a: b", "- one\n- two", "{", "a: &x [*x", "just words", "\tx: 1"]
)
def test_front_matter_that_cannot_be_read_is_not_lost(front: str) -> None:
    text = read(f"---\n{front}\n---\n\nTea is hot.\n").text
    assert "Tea is hot." in text
    assert front.split()[-1].strip("-[]*{") in text


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert lines("---\nFirst words.\n\n---\nTea is hot.\n") == ["First words.", "Tea is hot."]


def test_headings_of_both_kinds_have_their_level() -> None:
    assert headings("# A\n\n### B ###\n\nC\n---\n\nwords\n") == [(1, "A"), (3, "B"), (2, "C")]


def test_a_heading_without_a_space_after_its_hashes_is_a_heading() -> None:
    assert headings("###Article 5 \n\nThe Parties agree.\n\n#NORTH ATLANTIC TREATY\n") == [
        (3, "Article 5"),
        (1, "NORTH ATLANTIC TREATY"),
    ]


@pytest.mark.parametrize("line", ["#NATO", "#NATO #terrorism", "#", "It is #1 of them"])
def test_a_hashtag_is_no_heading(line: str) -> None:
    assert headings(f"Words.\n\n{line}\n\nWords.\n") == []


def test_fenced_code_is_left_as_it_is() -> None:
    document = read("Code:\n\n```\n#include <tea.h>\n##define HOT 1\n```\n\n##Tea time\n")
    assert document.text.split("\n") == ["Code:", "#include <tea.h>", "##define HOT 1", "Tea time"]
    assert [each.level for each in document.headings] == [2]


def test_emphasis_links_code_and_images_keep_their_words() -> None:
    text = "*One* **two** `three` [four](https://tea.example) ![five](tea.png) ~~six~~ <https://x.example>"
    assert lines(text) == ["One two three four five six https://x.example"]


def test_wrapped_lines_are_one_paragraph() -> None:
    assert lines("Tea is made\nof leaves  \nand water.\n") == ["Tea is made of leaves and water."]


def test_list_items_keep_their_number_or_get_a_bullet() -> None:
    assert lines("3. three\n4. four\n\n* one\n  - inner\n* two\n") == [
        *("3. three", "4. four"),
        *("• one", "• inner", "• two"),
    ]


def test_a_second_paragraph_of_a_list_item_has_no_bullet() -> None:
    assert lines("- one\n\n  more of it\n- two\n") == ["• one", "more of it", "• two"]


def test_deeply_nested_lists_keep_their_words() -> None:
    text = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(20))
    assert lines(text)[-1] == "• level 19"


def test_a_table_gives_a_line_a_row() -> None:
    assert lines("| Name | Year |\n|---|---|\n| *NATO* | 1949 |\n") == [
        "Name | Year",
        "NATO | 1949",
    ]


def test_a_footnote_is_kept_apart_with_the_place_of_its_mark() -> None:
    document = read("Bees make honey.[^b] Bees fly.[^2]\n\n[^b]: Bee Society.\n[^2]: Fly News.\n")
    assert document.text == "Bees make honey. Bees fly."
    assert [(note.label, note.text, note.at) for note in document.notes] == [
        ("b", "Bee Society.", (16,)),
        ("2", "Fly News.", (26,)),
    ]


def test_the_notes_of_a_sentence_are_those_marked_inside_it_or_at_its_end() -> None:
    document = read("# Bees\n\nOne[^1] two.[^2][^1] Three.[^3]\n\n[^1]: a\n[^2]: b\n[^3]: c\n")
    first, second = document.text.index("One"), document.text.index("Three")
    assert [note.label for note in document.notes_within(Span(first, first + 8))] == ["1", "2"]
    assert [note.label for note in document.notes_within(Span(second, second + 6))] == ["3"]


def test_a_footnote_has_the_address_that_it_names() -> None:
    notes = read(
        "A.[^1] B.[^2] C.[^3]\n\n[^1]: Tea, <https://t.example/a_(b)>.\n[^2]: [Cups](https://c.example/d)\n[^3]: (see https://e.example).\n"
    ).notes
    assert [note.address for note in notes] == [
        "https://t.example/a_(b)",
        "https://c.example/d",
        "https://e.example",
    ]
    assert notes[1].text == "Cups https://c.example/d"


def test_a_footnote_of_several_blocks_is_one_line_without_marks() -> None:
    document = read("A.[^1]\n\n[^1]: One.[^2]\n\n    - two\n    - three\n\n[^2]: Four.\n")
    assert document.notes[0].text == "One. • two • three"


def test_a_footnote_written_inline_does_not_take_the_label_of_another() -> None:
    notes = read("A.^[Inline.] B.[^1] C.[^2]\n\n[^1]: One.\n[^2]: Two.\n").notes
    assert [note.text for note in notes] == ["Inline.", "One.", "Two."]
    assert len({note.label for note in notes}) == 3


def test_a_mark_without_a_footnote_stays_in_the_text() -> None:
    assert lines("Bees fly.[^9]\n") == ["Bees fly.[^9]"]


def test_html_inside_is_read_as_a_browser_shows_it() -> None:
    assert lines(
        "Tea<br>time <b>now</b>\n\n<div><p>In a box</p><script>x()</script></div>\n\n<!-- no -->\n"
    ) == [
        "Tea time now",
        "In a box",
    ]


def test_entities_cannot_bring_back_what_is_dropped() -> None:
    document = read("Tea&#x202e; is &#xe002;hot &#xe000;1&#xe001; &amp; good.\n")
    assert document.text == "Tea is hot 1 & good."
    assert (document.page_starts, document.notes) == ((), ())


@given(ANY_MARKDOWN.map("".join))
def test_every_heading_is_a_line_of_the_text(text: str) -> None:
    document = read(f"words\n\n{text}\n")
    found = {document.text[each.start : each.end] for each in document.headings}
    assert found <= set(document.text.split("\n"))


@given(ANY_MARKDOWN.map("".join))
def test_every_footnote_stands_inside_the_text(text: str) -> None:
    document = read(f"words\n\n{text}\n\n[^1]: Note.\n")
    assert all(0 <= at <= len(document.text) for note in document.notes for at in note.at)
    assert "\ue000" not in document.text
