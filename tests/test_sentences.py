"""Sentences of a text: the hand-made cases, and what must hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.sentences import sentence_spans
from tests.benchmarks.sentence_splitters import Case, read_cases

# Of the cases in hard_sentences.txt, as measured with sentencex 1.0.32. The last section of the
# file was not looked at before the splitter was finished; it got 35 of those 36.
CASES_RIGHT = 177
CASES = 178

# Letters, stops, marks and blanks that matter to the splitter, more often than chance brings them.
MEANINGFUL = st.sampled_from(
    [
        *"aAjN17.?!…,;:\"'“”‘’()[]- \n\t\r\u00a0\u2028\u0085é中。😀",
        *("U.S.", "No. ", "Gen. ", "e.g.", ". The ", ".” He ", ".12 The ", "[^4]", "[...]"),
    ]
)
ANY_TEXT = st.one_of(st.text(), st.lists(MEANINGFUL, max_size=60).map("".join))


def is_right(case: Case) -> bool:
    return sentence_spans(case.text) == case.spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_the_splitter_gets_the_measured_number_of_cases_right() -> None:
    cases = read_cases()
    assert (sum(map(is_right, cases)), len(cases)) == (CASES_RIGHT, CASES)


def test_exactly_the_marked_cases_come_out_wrong() -> None:
    wrong = [case.text for case in read_cases() if not is_right(case)]
    assert wrong == [case.text for case in read_cases() if case.known_failure]


def test_a_case_is_read_with_its_glued_and_its_spaced_sentences() -> None:
    texts = {case.text: case.spans for case in read_cases()}
    glued = "It respects the rights of peoples.They are equal.They are free."
    assert texts[glued] == [(0, 34), (34, 49), (49, 63)]
    assert texts["Yes. No. Perhaps."] == [(0, 4), (5, 8), (9, 17)]


def test_a_text_without_words_has_no_sentences() -> None:
    assert sentence_spans("") == []
    assert sentence_spans(" \n\t\n ") == []


def test_a_title_before_a_name_does_not_end_a_sentence() -> None:
    text = "Lt. Gen. John Smith met Adm. Clark."
    assert sentences(text) == [text]


def test_a_word_before_a_number_ends_a_sentence_only_without_the_number() -> None:
    assert sentences("See Art. 5 and Vol. II.") == ["See Art. 5 and Vol. II."]
    assert sentences("It is in a vol. Nobody has.") == ["It is in a vol.", "Nobody has."]


def test_a_line_end_always_ends_a_sentence() -> None:
    assert sentences("Article 5\nThe Parties\n\nagree.") == ["Article 5", "The Parties", "agree."]


def test_glued_sentences_are_cut_apart_and_addresses_are_not() -> None:
    assert sentences("All peoples.They act.") == ["All peoples.", "They act."]
    assert sentences("See nato.int and ASP.NET.") == ["See nato.int and ASP.NET."]


def test_a_note_number_stays_with_the_sentence_it_belongs_to() -> None:
    assert sentences("A new policy.12 The end.") == ["A new policy.12", "The end."]
    assert sentences("It is new.[^1][4] The end.") == ["It is new.[^1][4]", "The end."]


def test_a_closing_mark_stays_with_its_sentence_and_an_opening_mark_with_the_next() -> None:
    text = "He said, “We act.” (So it was.) “Go on.”"
    assert sentences(text) == ["He said, “We act.”", "(So it was.)", "“Go on.”"]


def test_a_long_quotation_is_not_one_sentence() -> None:
    assert sentences("“We act. We win. We rest.”") == ["“We act.", "We win.", "We rest.”"]


@pytest.mark.parametrize("blank", ["\u00a0", "\u2028", "\u0085", "\u3000"])
def test_a_wide_blank_before_a_stop_does_no_harm(blank: str) -> None:
    # sentencex 1.0.32 stops with an internal error when it is shown such a text as it stands.
    assert sentences(f"Point N{blank}. Next one.")[-1].endswith("Next one.")


def test_a_lone_surrogate_does_no_harm() -> None:
    assert sentences("One \ud800 two. Three.") == ["One \ud800 two.", "Three."]


@given(ANY_TEXT)
def test_spans_are_in_order_and_do_not_overlap(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(ANY_TEXT)
def test_spans_cover_every_character_that_is_not_white_space(text: str) -> None:
    covered = {place for start, end in sentence_spans(text) for place in range(start, end)}
    assert all(char.isspace() or place in covered for place, char in enumerate(text))


@given(ANY_TEXT)
def test_a_sentence_holds_no_line_end_and_no_white_space_at_its_ends(text: str) -> None:
    assert all("\n" not in part and part == part.strip() != "" for part in sentences(text))


@given(ANY_TEXT)
def test_the_same_text_always_gives_the_same_spans(text: str) -> None:
    assert sentence_spans(text) == sentence_spans(text)
