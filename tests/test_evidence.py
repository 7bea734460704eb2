"""Evidence: which sentences are quoted, how they are joined, and in which order."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import MOST_SENTENCES, Evidence, find_evidence, rank_sentences
from assistant.question_kinds import has_what_is_asked
from index import Hit, terms
from sources import Passage, Span
from sources.sentences import sentence_spans


def hit(
    text: str,
    similarities: list[float],
    *,
    score: float = 1.0,
    document: str = "d",
    start: int = 0,
    named: bool = False,
    alike: bool = False,
) -> Hit:
    """Return a hit whose sentences have given similarities to the question, and no common words.

    Sentences have nothing in common with one another unless they are ``alike``.
    """
    spans = tuple(Span(start + first, start + last) for first, last in sentence_spans(text))
    assert len(spans) == len(similarities)
    vectors = np.ones((len(spans), 1)) if alike else np.eye(50)[start % 40 :][: len(spans)]
    return Hit(
        document_id=document,
        passage=Passage(text, start, start + len(text), None, None, "", spans),
        score=score,
        dense=0.5,
        coverage=0.5,
        named=named,
        vectors=vectors.astype(np.float32),
        similarities=np.array(similarities, np.float32),
        overlaps=np.zeros(len(spans), np.float32),
    )


def quotes(question: str, *hits: Hit) -> list[str]:
    return [each.text for each in find_evidence(question, hits)]


def test_no_hits_give_no_evidence() -> None:
    assert find_evidence("What is tea?", []) == []


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
    assert quotes("tea", hit(text, [1, 0, 0, 0])) == [text]
    assert quotes("tea", hit("Tea comes as: leaves. Bees hum.", [1, 0])) == [
        "Tea comes as: leaves."
    ]


def test_a_colon_before_more_of_the_same_line_brings_nothing() -> None:
    assert quotes("tea", hit("Bees hum.\nTea comes as:", [0, 1])) == ["Tea comes as:"]


def test_a_sentence_that_leans_shares_in_the_words_of_the_one_before() -> None:
    plain = hit("Tea grows. Bees hum. Ships sail.", [0, 0, 0])
    leaning = hit("Tea grows. It hums. Ships sail.", [0, 0, 0])
    scores = []
    for each in (plain, leaning):
        each.overlaps[:] = [4, 0, 0]
        ranked = {s.number: s.score for s in rank_sentences("tea", [each])}
        scores.append(ranked[1])
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


def test_at_most_five_sentences_are_chosen() -> None:
    text = " ".join(f"Tea{number} is hot." for number in range(20))
    (quote,) = quotes("tea", hit(text, [1.0] * 20))
    assert len(sentence_spans(quote)) == MOST_SENTENCES == 5


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
        hit("An attack on one is one on all.", [0.0], document="b", named=True),
    ]
    assert quotes("What does Article 5 say?", *hits) == ["An attack on one is one on all."]


def test_a_sentence_with_the_kind_of_word_asked_for_is_better() -> None:
    text = "The train left the station. The train left in 1825."
    assert rank_sentences("When did the train leave?", [hit(text, [0.5, 0.5])])[0].number == 1
    assert rank_sentences("Where did it leave?", [hit(text, [0.5, 0.5])])[0].number == 0


def test_the_span_of_evidence_lies_in_the_document() -> None:
    document = "A heading. Tea is hot. Bees hum."
    (evidence,) = find_evidence("tea", [hit("Tea is hot. Bees hum.", [0, 1], start=11)])
    assert document[slice(*evidence.span)] == evidence.text == "Bees hum."


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
    for each in find_evidence("tea", hits):
        spans = each.hit.passage.sentences
        assert each.span.start in {span.start for span in spans}
        assert each.span.end in {span.end for span in spans}


@given(hits())
def test_no_two_pieces_overlap_and_there_are_few(hits: list[Hit]) -> None:
    found = find_evidence("tea", hits)
    assert 1 <= len(found) <= MOST_SENTENCES
    for one, other in combinations(found, 2):
        if one.hit is other.hit:
            assert one.span.end < other.span.start or other.span.end < one.span.start


@given(hits())
def test_no_two_pieces_have_the_same_words(hits: list[Hit]) -> None:
    said = [frozenset(terms(each.text)) for each in find_evidence("tea", hits) if alone(each)]
    assert len(said) == len(set(said))


def alone(evidence: Evidence) -> bool:
    """Tell whether some evidence is one sentence, chosen for itself."""
    return evidence.span in evidence.hit.passage.sentences


@given(hits())
def test_the_best_piece_is_first(hits: list[Hit]) -> None:
    scores = [each.score for each in find_evidence("tea", hits)]
    assert scores[0] == max(scores)


@given(hits())
def test_the_same_hits_give_the_same_evidence(hits: list[Hit]) -> None:
    assert quotes("tea", *hits) == quotes("tea", *hits)


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("When was it signed?", "It was signed on 4 April.", "It was signed by ministers."),
        ("In which year was it signed?", "It was in 1949.", "It was signed in Washington."),
        ("What century was it?", "It was the nineteenth century.", "It was long ago."),
        ("How many Allies are there?", "There are thirty-two Allies.", "There are many."),
        ("How long is it?", "It is 5 km long.", "It is rather long."),
        ("Who signed it?", "It was signed by Dean Acheson.", "It was signed by ministers."),
        ("Who signed it?", "The text was signed by NATO.", "Ministers signed it. They did."),
        ("When, and how many?", "In April, two came.", "Two came."),
    ],
)
def test_the_kind_of_word_asked_for_is_seen(question: str, has: str, lacks: str) -> None:
    assert has_what_is_asked(question, has)
    assert not has_what_is_asked(question, lacks)


def test_a_question_that_names_no_kind_is_content_with_any_sentence() -> None:
    assert has_what_is_asked("What is tea?", "Tea.")
    assert has_what_is_asked("Show me whatever you have", "Tea.")
