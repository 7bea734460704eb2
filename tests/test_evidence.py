"""Evidence: which sentences are quoted, how they are joined, and in which order."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import Evidence
from index import Hit, terms
from sources.sentences import sentence_spans
from tests.found import documents, evidence, hit, quotes, ranked


def test_no_hits_give_no_evidence() -> None:
    assert evidence("What is tea?") == []


def test_the_best_sentence_is_quoted_and_those_far_from_it_are_not() -> None:
    assert quotes("tea", hit("Tea is hot. Bees hum. Ships sail.", [0, 1, 0])) == ["Bees hum."]


def test_adjacent_sentences_are_one_quote() -> None:
    assert quotes("tea", hit("Tea is hot. Bees hum. Ships sail.", [1, 1, 0])) == [
        "Tea is hot. Bees hum."
    ]


def test_sentences_with_another_between_them_are_two_quotes() -> None:
    assert quotes("tea", hit("Tea is hot. Bees hum. Ships sail.", [1, 0, 1])) == [
        "Tea is hot.",
        "Ships sail.",
    ]


@pytest.mark.parametrize("start", ["It is", "This was", "They are", "Such tea is", "The latter is"])
def test_a_sentence_that_leans_brings_the_one_before(start: str) -> None:
    text = f"Tea was found. {start} hot. Ships sail."
    assert quotes("tea", hit(text, [0, 1, 0])) == [f"Tea was found. {start} hot."]


def test_a_leaning_sentence_at_the_beginning_stands_alone() -> None:
    assert quotes("tea", hit("It is hot. Ships sail.", [1, 0])) == ["It is hot."]


def test_a_word_that_only_begins_like_a_leaning_one_leans_on_nothing() -> None:
    assert quotes("tea", hit("Ships sail. Italy is hot.", [0, 1])) == ["Italy is hot."]


def test_a_line_that_ends_in_a_colon_brings_the_list_it_introduces() -> None:
    text = "Tea comes as:\n• leaves;\n• powder.\nBees hum."
    assert quotes("tea", hit(text, [1, 0, 0, 0])) == ["Tea comes as:\n• leaves;\n• powder."]
    assert quotes("tea", hit("Tea comes as: leaves. Bees hum.", [1, 0])) == [
        "Tea comes as: leaves."
    ]


def test_a_list_of_which_several_items_are_good_is_quoted_whole() -> None:
    text = "Tea comes as:\n• leaves;\n• powder;\n• bags.\nBees hum."
    assert quotes("tea", hit(text, [0, 1, 0, 1, 0])) == [text.removesuffix("\nBees hum.")]
    assert quotes("tea", hit(text, [0, 1, 0, 0, 0])) == ["Tea comes as:\n• leaves;"]


def test_of_a_long_list_only_the_good_items_are_quoted() -> None:
    lines = [f"• tea {number} of the house;" for number in range(12)]
    text = "\n".join(["Tea comes as:", *lines])
    good = [0.0, 0, 1, 0, 1, *[0.0] * 8]
    assert quotes("tea", hit(text, good)) == [lines[1], lines[3]]


def test_a_colon_before_more_of_the_same_line_brings_nothing() -> None:
    assert quotes("tea", hit("Bees hum.\nTea comes as:", [0, 1])) == ["Tea comes as:"]


def test_a_sentence_that_leans_shares_in_the_words_of_the_one_before() -> None:
    plain = hit("Tea grows. Bees hum. Ships sail.", [0, 0, 0])
    leaning = hit("Tea grows. It hums. Ships sail.", [0, 0, 0])
    scores = []
    for each in (plain, leaning):
        each.overlaps[:] = [4, 0, 0]
        scores.append({s.number: s.score for s in ranked("tea", each)}[1])
    assert scores[0] < scores[1]


def test_of_two_sentences_with_the_same_words_the_better_is_quoted() -> None:
    hits = [
        hit("Tea is very hot in Spain.", [0.9], document="a"),
        hit("In Spain tea is very hot.", [1.0], document="b"),
        hit("Ships sail.", [0.0], document="c"),
    ]
    assert quotes("tea", *hits) == ["In Spain tea is very hot."]


def test_of_two_sentences_with_the_same_meaning_the_better_is_quoted() -> None:
    hits = [
        hit("Hot tea steams.", [0.9], document="a", alike=True),
        hit("Hot tea gives off vapour.", [1.0], document="b", alike=True),
    ]
    assert quotes("tea", *hits) == ["Hot tea gives off vapour."]


def test_sentences_alike_about_different_things_are_both_quoted() -> None:
    hits = [
        hit("Spain joined in 1982.", [0.95], document="a", alike=True),
        hit("Albania entered during 2009. Ships sail.", [1.0, 0], document="b", alike=True),
    ]
    assert len(quotes("joined", *hits)) == 2


@pytest.mark.parametrize(
    ("question", "most"), [("When was tea found?", 3), ("Why is tea hot?", 5), ("Which teas?", 8)]
)
def test_a_fact_takes_few_sentences_an_account_more_a_list_most(question: str, most: int) -> None:
    text = " ".join(f"Tea{number} is hot." for number in range(20))
    (quote,) = quotes(question, hit(text, [1.0] * 20))
    assert len(sentence_spans(quote)) == most


def test_a_sentence_half_as_probable_is_quoted_for_an_account_and_not_for_a_fact() -> None:
    text = "Tea is hot. Bees hum. Ships sail."
    assert quotes("Why is tea hot?", hit(text, [1, 0, 0.85])) == ["Tea is hot.", "Ships sail."]
    assert quotes("Is tea hot?", hit(text, [1, 0, 0.85])) == ["Tea is hot."]


def test_a_question_is_no_evidence() -> None:
    assert quotes("tea", hit("What is tea? Bees hum.", [1, 0.9])) == ["Bees hum."]
    assert quotes("tea", hit("What is tea?", [1])) == []


def test_the_best_piece_comes_first_then_its_document_then_others() -> None:
    hits = [
        hit("Tea is hot.", [0.90], document="b", start=0),
        hit("Bees hum.", [1.00], document="b", start=100),
        hit("Ships sail. Trains run.", [0.95, 0], document="a", start=0),
    ]
    assert quotes("tea", *hits) == ["Bees hum.", "Tea is hot.", "Ships sail."]


def test_what_stands_at_the_place_asked_about_is_best() -> None:
    hits = [
        hit("Article 5 is famous.", [1.0], document="a"),
        hit("An attack is one on all.", [0.0], document="b", named=True, context="Article 5"),
    ]
    assert quotes("What does Article 5 say?", *hits)[0] == "An attack is one on all."


def test_a_sentence_with_the_kind_of_word_asked_for_is_better() -> None:
    text = "The train left the station. The train left in 1825."
    assert ranked("When did the train leave?", hit(text, [0.5, 0.5]))[0].number == 1
    assert ranked("Did it leave?", hit(text, [0.5, 0.5]))[0].number == 0


def test_the_span_of_evidence_lies_in_the_document() -> None:
    document = "A heading. Tea is hot. Bees hum."
    (piece,) = evidence("tea", hit("Tea is hot. Bees hum.", [0, 1], start=11))
    assert document[slice(*piece.span)] == "Bees hum."


WORDS = "tea bee hum hot sea ship it they this hive".split()
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(
        lambda words: " ".join(words).capitalize() + "."
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def hits(draw: st.DrawFn) -> list[Hit]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        sentences = draw(TEXTS)
        shares = st.lists(st.floats(0, 1), min_size=len(sentences), max_size=len(sentences))
        found.append(hit(" ".join(sentences), draw(shares), document=f"d{number % 2}", start=100 * number, score=draw(st.floats(0, 1))))  # fmt: skip
    return found


@given(hits())
def test_every_piece_of_evidence_is_whole_sentences_of_its_passage(hits: list[Hit]) -> None:
    for each in evidence("tea", *hits):
        spans = each.hit.passage.sentences
        assert each.span.start in {span.start for span in spans}
        assert each.span.end in {span.end for span in spans}


@given(hits())
def test_no_two_pieces_overlap_and_there_are_few(hits: list[Hit]) -> None:
    found = evidence("tea", *hits)
    assert 1 <= len(found) <= 3
    for one, other in combinations(found, 2):
        if one.hit is other.hit:
            assert one.span.end < other.span.start or other.span.end < one.span.start


@given(hits())
def test_no_two_pieces_have_the_same_words(hits: list[Hit]) -> None:
    said = [frozenset(terms(words(each, hits))) for each in evidence("tea", *hits) if alone(each)]
    assert len(said) == len(set(said))


def words(evidence: Evidence, hits: list[Hit]) -> str:
    return documents(*hits)[evidence.hit.document_id].text[slice(*evidence.span)]


def alone(evidence: Evidence) -> bool:
    """Tell whether some evidence is one sentence, chosen for itself."""
    return evidence.span in evidence.hit.passage.sentences


@given(hits())
def test_the_best_piece_is_first(hits: list[Hit]) -> None:
    scores = [each.score for each in evidence("tea", *hits)]
    assert scores[0] == max(scores)


@given(hits())
def test_the_same_hits_give_the_same_evidence(hits: list[Hit]) -> None:
    assert quotes("tea", *hits) == quotes("tea", *hits)
