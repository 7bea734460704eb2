"""Paragraphs and headings of text that comes as lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.paragraphs import blocks_of_lines, is_named_section, paragraphs

BODY = "The Parties will consult together whenever, in the opinion of any of them, they must."
WORDS = st.lists(st.sampled_from("the Allies agreed on co-operation in 2001 , ( . -".split()))


def headings(text: str) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in blocks_of_lines(text) if block.level]


def test_wrapped_lines_are_joined() -> None:
    text = "The Parties undertake to settle any dispute\nin which they may be involved by peaceful\nmeans.\n"
    assert paragraphs(text) == [
        "The Parties undertake to settle any dispute in which they may be involved by peaceful means."
    ]


def test_an_empty_line_ends_a_paragraph() -> None:
    assert paragraphs("A bee makes honey in\nthe hive.\n\nA hive has one queen.") == [
        "A bee makes honey in the hive.",
        "A hive has one queen.",
    ]


def test_a_short_line_before_a_capital_ends_a_paragraph() -> None:
    text = "The Parties undertake to settle any dispute\nby peaceful means.\nThe Council meets at once and sets up all\nthat is needed.\n"
    assert [each.split()[1] for each in paragraphs(text)] == ["Parties", "Council"]


def test_indented_lines_lose_their_indentation() -> None:
    assert paragraphs("    The first line of it\n  goes on here.") == [
        "The first line of it goes on here."
    ]


def test_lines_wider_than_any_page_are_paragraphs() -> None:
    long = "The Parties agree. " * 20
    assert paragraphs(f"{long}\n{long}\nand so on") == [long.strip(), long.strip(), "and so on"]


def test_a_word_broken_over_a_line_end_is_made_whole() -> None:
    assert paragraphs("The Allies agreed on closer co-\noperation in Prague.") == [
        "The Allies agreed on closer cooperation in Prague."
    ]


def test_a_compound_known_from_elsewhere_keeps_its_hyphen() -> None:
    text = "A centre for counter-\nterrorism was founded.\n\nIn counter-terrorism all Allies work together."
    assert paragraphs(text)[0] == "A centre for counter-terrorism was founded."


def test_a_name_broken_at_its_hyphen_keeps_it() -> None:
    assert (
        paragraphs("They met at the Anglo-\nAmerican talks of May.")[0].count("Anglo-American") == 1
    )


def test_years_and_symbols_broken_at_a_hyphen_keep_it() -> None:
    assert paragraphs("In the long war of 1992-\n1996 they fought.") == [
        "In the long war of 1992-1996 they fought."
    ]
    assert paragraphs("He flew with one of the F-\n16s that day too.")[0].endswith(
        "F-16s that day too."
    )


def test_list_items_are_paragraphs_of_their_own() -> None:
    text = "The aims of the policy are these, in short:\n- awareness of the threat that there is now\n- capabilities against it\n(a) first\n(b) second\n"
    assert len(paragraphs(text)) == 5


def test_a_list_mark_alone_on_its_line_goes_with_the_next() -> None:
    assert paragraphs("-\nAwareness\n-\nEngagement\n") == ["- Awareness", "- Engagement"]
    assert paragraphs("(a)\nthe Parties shall meet") == ["(a) the Parties shall meet"]


def test_a_number_that_ends_a_sentence_does_not_begin_a_list_item() -> None:
    text = (
        "The Allies said that it fell under Article\n5. The Council met again in the same week.\n"
    )
    assert len(paragraphs(text)) == 1


def test_a_numbered_item_after_a_full_line_is_a_paragraph_of_its_own() -> None:
    text = "1. The Parties settle their own disputes.\n2. The Parties consult together always.\n"
    assert len(paragraphs(text)) == 2


@pytest.mark.parametrize(
    "line", ["ARTICLE 5", "Article 5", "Chapter IV", "3.1 Scope", "POLICY", "The Road to War"]
)
def test_a_line_that_looks_like_a_heading_is_one(line: str) -> None:
    assert headings(f"{BODY}\n\n{line}\n\n{BODY}") == [(line, 2)]


def test_a_heading_that_opens_the_text_is_of_the_first_level() -> None:
    assert headings(f"POLICY\n\n{BODY}\n\nSCOPE\n\n{BODY}") == [("POLICY", 1), ("SCOPE", 2)]


def test_a_heading_in_capitals_over_two_lines_is_one_heading() -> None:
    assert headings(f"RESPONSES TO THE INITIAL\nASSAULTS OF 1998\n\n{BODY}") == [
        ("RESPONSES TO THE INITIAL ASSAULTS OF 1998", 1)
    ]


def test_a_heading_may_stand_above_one_of_another_look() -> None:
    text = f"{BODY}\n\nINSIDE THE FOUR FLIGHTS\n\nBoarding the Flights\n\n{BODY}"
    assert headings(text) == [("INSIDE THE FOUR FLIGHTS", 2), ("Boarding the Flights", 2)]


def test_short_lines_of_one_look_are_a_list_and_not_headings() -> None:
    assert headings(f"{BODY}\n\nFor Belgium\n\nFor Canada\n\nFor Denmark\n\n{BODY}") == [
        ("For Denmark", 2)
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("They Met In Prague.", "Among Them Are:", "(a) The Parties", "• Joint Training"),
        *(
            "5) Capabilities",
            "it was agreed by all",
            "2001",
            "1.1 Scope . . . . . . . . 7",
            "X" * 121,
        ),
    ],
)
def test_a_line_that_does_not_look_like_a_heading_is_none(line: str) -> None:
    assert headings(f"{BODY}\n\n{line}\n\n{BODY} {BODY}") == []


def test_a_heading_without_text_behind_it_is_none() -> None:
    assert headings(f"{BODY}\n\nThe Road to War") == []


def test_a_numbered_section_after_a_full_line_is_not_swallowed_by_it() -> None:
    text = "The Parties will consult together whenever they must.\nArticle 5\nThe Parties agree that an attack is one against all.\n"
    assert headings(text) == [("Article 5", 2)]


def test_entries_of_a_table_of_contents_are_lines_of_their_own() -> None:
    assert len(paragraphs("1 Overview . . . . . . . . . 6\n2 Model . . . . . . . . . . . 7\n")) == 2


def test_a_named_section_is_told_from_a_sentence_about_it() -> None:
    assert is_named_section("Article 5")
    assert is_named_section("PART II")
    assert not is_named_section("Article 5 applies")
    assert not is_named_section("article 5")


@given(st.lists(WORDS.map(" ".join), max_size=12).map("\n".join))
def test_no_letter_is_lost(text: str) -> None:
    found = "".join(block.text for block in blocks_of_lines(text))
    assert [char for char in found if char.isalnum()] == [char for char in text if char.isalnum()]
