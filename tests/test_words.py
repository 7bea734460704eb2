"""Index terms: which words of a text and of a question meet."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import terms

SAME = {
    "counter-terrorism": "counterterrorism",
    "counter‑terrorism": "counter-terrorism",
    "counter–terrorism": "counter-terrorism",
    "co-operation": "cooperation",
    "U.N.": "UN",
    "U.S.A.": "USA",
    "N.A.T.O": "NATO",
    "NATO's": "NATO",
    "NATO’s": "NATO",
    "ALLIANCE’S": "alliance",
    "Allies'": "allies",
    "café": "cafe",
    "CAFÉ": "cafe",
    "Straße": "strasse",
    "ﬁnance": "finance",
    "terrorists": "terrorist",
    "agreed": "agrees",
    "A/RES/60/288": "A-RES-60-288",
    "𝐍𝐀𝐓𝐎": "nato",
}


@pytest.mark.parametrize(("one", "other"), SAME.items())
def test_two_ways_of_writing_a_word_meet(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other)), (terms(one), terms(other))


@pytest.mark.parametrize("word", ["U.N.", "U.S.", "N.A.T.O."])
def test_an_acronym_with_dots_is_one_word(word: str) -> None:
    assert terms(word) == [word.replace(".", "").lower()]


@pytest.mark.parametrize("owner", ["NATO's", "NATO’s", "NATO’S", "NATO'"])
def test_what_is_owned_is_left_out(owner: str) -> None:
    assert terms(owner) == ["nato"]


def test_a_compound_gives_its_parts_and_the_whole() -> None:
    assert terms("counter-terrorism") == ["counter", "terror", "counterterror"]
    assert terms("9/11") == ["9", "11", "911"]
    assert terms("A/RES/60/288") == ["res", "60", "288", "ares60288"]


def test_stop_words_are_left_out() -> None:
    assert terms("What is it that they have done, and why?") == []
    assert terms("When was the treaty signed?") == ["treati", "sign"]


def test_a_stop_word_in_capitals_is_a_name() -> None:
    assert terms("Tell us about WHO") == ["who"]
    assert terms("the US sent us") == ["us", "sent"]
    assert terms("the U.S. sent") == ["us", "sent"]


def test_a_single_capital_is_no_name() -> None:
    assert terms("A plan. I agree.") == ["plan", "agre"]


@pytest.mark.parametrize("number", ["1,500", "1,500,000", "12,000"])
def test_thousands_are_one_number(number: str) -> None:
    assert terms(number) == [number.replace(",", "")]


def test_numbers_in_a_list_stay_apart() -> None:
    assert terms("in 2001,2002 and 3,45") == ["2001", "2002", "3", "45"]


def test_terms_keep_the_order_of_the_text() -> None:
    assert terms("Bees make honey; honey feeds bees") == "bee make honey honey feed bee".split()


def test_a_fraction_sign_gives_digits_only() -> None:
    assert terms("½ cup") == ["12", "cup"]


@given(st.text())
def test_any_text_gives_folded_words_of_letters_and_digits(text: str) -> None:
    for term in terms(text):
        assert term
        assert term.isalnum()
        assert term == term.casefold()


@given(st.text(), st.text())
def test_a_line_end_keeps_words_apart(one: str, other: str) -> None:
    assert terms(f"{one}\n{other}") == terms(one) + terms(other)


def test_threads_stem_alike() -> None:
    stem = terms("nationalities")[0]
    words = [f"x{number}nationalities" for number in range(4_000)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(terms, words))
    assert found == [[f"x{number}{stem}"] for number in range(4_000)]
