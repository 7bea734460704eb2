"""Unicode and white space as every reader wants them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.normalise import normalise, one_line, tidy_lines

# What is dropped, replaced or composed, more often than chance brings it.
MEANINGFUL = st.sampled_from(
    "aé1 .\n\r\t\f\u0085\u2028\u00ad\u00a0\u200b\u202e\u2066\ufeff\ue000\x00\x1b\x7fﬁ\u0301\u0323\u212b"
)
ANY_TEXT = st.one_of(st.text(), st.lists(MEANINGFUL, max_size=40).map("".join))
DROPPED = "\u00ad\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\x00\x1b\x7f\x9f"


def test_letters_and_their_accents_become_one_character() -> None:
    assert normalise("Liberte\u0301") == "Liberté"


def test_ligatures_are_written_out() -> None:
    assert normalise("oﬃcial conﬂict, ﬁrst eﬀort") == "official conflict, first effort"


def test_superscripts_and_fractions_keep_their_meaning() -> None:
    assert normalise("10² and ½") == "10² and ½"


def test_a_soft_hyphen_in_a_word_is_dropped() -> None:
    assert normalise("counter\u00adterrorism") == "counterterrorism"


def test_a_soft_hyphen_at_a_line_end_makes_the_word_whole() -> None:
    assert normalise("co\u00ad\noperation, co\u00ad\r\n  ordination") == "cooperation, coordination"


@pytest.mark.parametrize("space", "\u00a0\u1680\u2000\u2003\u2009\u202f\u205f\u3000")
def test_an_odd_space_becomes_a_plain_one(space: str) -> None:
    assert normalise(f"Article{space}5") == "Article 5"


@pytest.mark.parametrize("char", DROPPED)
def test_an_invisible_character_is_dropped(char: str) -> None:
    assert normalise(f"Al{char}ly") == "Ally"


def test_text_that_would_be_shown_backwards_is_stored_as_it_is_read() -> None:
    assert normalise("a\u202edc\u202c b\u2067ef\u2069") == "adc bef"


def test_private_use_characters_and_lone_surrogates_are_dropped() -> None:
    assert normalise("a\ue000b\uf8ffc\U000f0000d\ud800e") == "abcde"


def test_joiners_that_some_scripts_and_emoji_need_are_kept() -> None:
    assert normalise("می\u200cخواهم 👩\u200d🚒") == "می\u200cخواهم 👩\u200d🚒"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_one_kind(end: str) -> None:
    assert normalise(f"one{end}two") == "one\ntwo"


def test_tabs_and_form_feeds_stay() -> None:
    assert normalise("a\tb\fc") == "a\tb\fc"


def test_one_line_is_without_runs_of_white_space() -> None:
    assert one_line("  Article\t5 \n of  the\ftreaty ") == "Article 5 of the treaty"


def test_tidy_lines_keep_empty_lines_and_lose_white_space() -> None:
    assert tidy_lines(" a \t b \n\n  c") == ["a b", "", "c"]


@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(ANY_TEXT)
def test_no_character_that_is_dropped_remains(text: str) -> None:
    normal = normalise(text)
    assert not set(normal) & set(DROPPED + "\r\u0085\u2028\u00a0ﬁ")
    assert not any(unicodedata.category(char) in ("Co", "Cs") for char in normal)


@given(ANY_TEXT)
def test_normal_text_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise(text))
