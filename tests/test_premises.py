"""Sentences that contradict what a question takes for granted."""

import pytest

from assistant.premises import contradicting
from assistant.question import Question
from assistant.ranking import rank_sentences
from index import terms
from tests.found import found, hit


@pytest.mark.parametrize(
    ("question", "sentence", "contradicts"),
    [
        ("When did NATO invoke Article 5 for the second time?", "NATO invoked Article 5 only once, in 2001.", True),
        ("When did NATO invoke Article 5 for the second time?", "NATO invoked Article 5 in 2001.", False),
        ("When did NATO invoke Article 5 for the second time?", "The second ship is the only one.", False),
        ("What did Resolute Support do in Iraq?", "Resolute Support worked in Afghanistan.", True),
        ("What did Resolute Support do in Iraq?", "Bees hum in Afghanistan.", False),
        ("Which Ally won the vote at NATO?", "There is no vote at NATO: each Ally has to accept.", True),
        ("Which Ally won the vote at NATO?", "Each Ally at NATO accepts the vote.", False),
        ("What did the declaration of 2010 of NATO say?", "The declaration of NATO was signed in 2016.", True),
        ("What did the declaration of 2010 of NATO say?", "The declaration of NATO was long.", False),
    ],
)  # fmt: skip
def test_a_sentence_contradicts_a_question(question: str, sentence: str, contradicts: bool) -> None:
    asked = Question.read(question)
    result = found([hit(sentence, [0.8])], **dict.fromkeys(terms(question), 5))
    contrary = contradicting(asked, rank_sentences(asked, result), result.weights)
    assert (contrary is not None) == contradicts
