"""Documents that give different figures or dates for the same thing."""

from assistant.differing import differing
from assistant.question import Question
from tests.found import hit, ranked

OLD, NEW = "The station opened in 1825 to trains.", "The station opened in 1830 to trains."


def texts(question: str, *pairs: tuple[str, str]) -> list[str]:
    hits = [
        hit(text, [1 - number / 50], document=document, alike=True)
        for number, (document, text) in enumerate(pairs)
    ]
    found = differing(Question.read(question), ranked(question, *hits))
    return [each.text for each in found]


def test_two_documents_with_different_dates_differ() -> None:
    assert texts("When did the station open?", ("a", OLD), ("b", NEW)) == [OLD, NEW]


def test_two_documents_with_different_numbers_differ() -> None:
    pairs = ("a", "The hive has 20,000 bees."), ("b", "The hive has 30,000 bees.")
    assert len(texts("How many bees has the hive?", *pairs)) == 2


def test_one_document_does_not_differ_from_itself() -> None:
    assert texts("When did the station open?", ("a", OLD), ("a", NEW)) == []


def test_a_date_within_the_other_does_not_differ() -> None:
    whole = "The station opened on 4 May 1825 to trains."
    assert texts("When did the station open?", ("a", OLD), ("b", whole)) == []


def test_a_sentence_about_another_thing_does_not_differ() -> None:
    assert texts("When did the station open?", ("a", OLD), ("b", "The hive fell in 1830.")) == []


def test_a_question_for_no_date_or_number_finds_no_difference() -> None:
    assert texts("Why did the station open?", ("a", OLD), ("b", NEW)) == []
