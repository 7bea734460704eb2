"""What a question asks for, and which words of a sentence are of that kind."""

import pytest

from assistant.question import Question
from assistant.question_kinds import (
    Form,
    Kind,
    certain_answer,
    counts_other_things,
    defined_thing,
    form_asked,
    kinds_asked,
    words_of_kind,
    words_that_answer,
)


def has_what_is_asked(question: str, sentence: str) -> bool:
    return all(words_of_kind(kind, sentence) for kind in kinds_asked(question))


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
        ("When was it?", "In 1066 kings came.", "It took 1200 soldiers."),
        ("When was it?", "It was in 1066.", "About 1500 people came."),
        ("How many were there?", "There were 1200 soldiers.", "It was in 1200."),
        ("How many troops were sent?", "France | 1200 | 2019", "France | 2019"),
    ],
)
def test_the_kind_of_word_asked_for_is_seen(question: str, has: str, lacks: str) -> None:
    assert has_what_is_asked(question, has)
    assert not has_what_is_asked(question, lacks)


def test_a_question_that_names_no_kind_is_content_with_any_sentence() -> None:
    assert has_what_is_asked("What is tea?", "Tea.")
    assert has_what_is_asked("Show me whatever you have", "Tea.")


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("When was NATO formed and how many states founded it?", [Kind.WHEN, Kind.HOW_MANY]),
        ("How many states founded NATO, and when?", [Kind.HOW_MANY, Kind.WHEN]),
        ("In which year did it open?", [Kind.WHEN]),
        ("From which base did the aircraft fly?", [Kind.WHERE]),
        ("Who leads the mission?", [Kind.WHO]),
        ("What did NATO do when it was attacked?", []),
        ("Is there a state where it applies?", []),
        ("When states share data, what is it called?", []),
        ("Where ships pass, who escorts them?", [Kind.WHO]),
        ("When was it signed, and who signed it?", [Kind.WHEN, Kind.WHO]),
    ],
)
def test_the_kinds_asked_for_are_found_in_their_order(question: str, kinds: list[Kind]) -> None:
    assert kinds_asked(question) == kinds


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("When was it signed?", Form.FACT),
        ("Is the compact binding?", Form.FACT),
        ("Which measures did NATO agree on?", Form.LIST),
        ("What are the four pillars of the strategy?", Form.LIST),
        ("Give a timeline of the documents.", Form.LIST),
        ("Why was the deal blocked?", Form.ACCOUNT),
        ("Describe the tasks of the centre", Form.ACCOUNT),
        ("What does Article 5 say?", Form.ACCOUNT),
    ],
)
def test_the_form_tells_how_much_text_answers(question: str, form: Form) -> None:
    assert form_asked(question) is form


@pytest.mark.parametrize(
    ("kind", "question", "sentence", "words"),
    [
        (Kind.WHEN, "When was it?", "It began on 9 November 2016 at sea.", "9 November 2016"),
        (Kind.WHEN, "When in 2016 was it?", "In 2016 it began in May 2016.", "May 2016"),
        (Kind.WHEN, "When was it?", "It began in 2016 and ended in 2018.", None),
        (Kind.WHEN, "When was it?", "It began with a speech.", None),
        (Kind.HOW_MANY, "How many states?", "In 2001 all 19 member states agreed.", "19"),
        (Kind.HOW_MANY, "How many ships?", "By 2006 81,000 ships and 102 boats passed.", "81,000"),
        (Kind.HOW_MANY, "How many?", "About 17,178 troops in 42 nations.", None),
        (
            Kind.HOW_MANY,
            "How many states?",
            "An attack on one or more of them is one of war.",
            None,
        ),
        (Kind.HOW_MANY, "How many states?", "Only one state agreed.", "one"),
        (
            Kind.WHO,
            "Who proposed Our Eyes?",
            "The plan of Ryamizard Ryacudu came.",
            "Ryamizard Ryacudu",
        ),
        (Kind.WHO, "Who signed it?", "Dean Acheson signed it with Robert Schuman.", None),
        (
            Kind.WHO,
            "Who adopted the UN Strategy?",
            "The UN General Assembly adopted it as resolution A/RES/60/288.",
            "The UN General Assembly",
        ),
        (Kind.WHO, "Who adopted the UN Strategy?", "The United Nations (UN) has one.", None),
        (Kind.WHERE, "Where is the centre?", "The centre is in Tallinn.", "Tallinn"),
        (Kind.WHERE, "Where did it open in May?", "It opened in May in Algiers.", "Algiers"),
    ],
)
def test_the_words_that_answer_are_marked_only_where_that_is_sure(
    kind: Kind, question: str, sentence: str, words: str | None
) -> None:
    span = certain_answer(kind, question, sentence)
    assert (span and sentence[slice(*span)]) == words


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("What is the GCTF?", "GCTF"),
        ("what's Etidal", "Etidal"),
        ("What was Operation Active Endeavour?", "Operation Active Endeavour"),
        ("What does PNR stand for?", "PNR"),
        ("What is meant by caveats?", "caveats"),
        ("What is the cost of the mission?", None),
        ("When was NATO formed?", None),
    ],
)
def test_the_thing_to_be_defined_is_found(question: str, thing: str | None) -> None:
    assert defined_thing(question) == thing


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It was invoked once only, in 2001.", ["once"]),
        ("The 19 Allies invoked it three times.", ["three times"]),
        ("It holds its 11th conference.", ["11th"]),
        ("They meet every two years.", ["every two years"]),
        ("The paper counted 19 members when it was invoked.", []),
        ("Measures end once the Council acts, and are reported at once.", []),
    ],
)
def test_how_many_times_wants_a_number_of_times(sentence: str, words: list[str]) -> None:
    question = "How many times was the conference held?"
    found = words_that_answer(Kind.HOW_MANY, question, sentence)
    assert [sentence[slice(*span)] for span in found] == words


def test_a_number_is_not_in_a_question_that_only_has_its_digits() -> None:
    question = "How many members did the club have in 1999?"
    (span,) = words_that_answer(Kind.HOW_MANY, question, "1999 | Hungary and Poland | 19")
    assert span == (28, 30)


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("Which country joined the club?", "Sweden became a member.", ["Sweden"]),
        ("Which city won?", "The prize went to New York.", ["New York", "New York"]),
        ("Which country joined the club?", "It became a member.", []),
        ("In which country is the club?", "Sweden became a member.", []),
        ("Where is the club?", "Sweden became a member.", []),
    ],
)
def test_which_country_wants_a_name_wherever_it_stands(
    question: str, sentence: str, words: list[str]
) -> None:
    found = words_that_answer(Kind.WHERE, question, sentence)
    assert [sentence[slice(*span)] for span in found] == words


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        (
            "When does the pact end?",
            "It ends one year after notice, unless all agree.",
            ["one year after notice", "unless all agree"],
        ),
        ("When does the pact end?", "It ends as soon as all agree.", ["as soon as all agree"]),
        ("When can the pact end?", "If the pact ends, all pay within a week of it.", []),
        ("When did the pact end?", "It ends one year after notice.", []),
    ],
)
def test_a_rule_sets_when_without_a_date(question: str, sentence: str, words: list[str]) -> None:
    found = words_that_answer(Kind.WHEN, question, sentence)
    assert [sentence[slice(*span)] for span in found] == words


def test_who_is_a_kind_of_person_wants_no_name() -> None:
    assert kinds_asked("Who is a refugee?") == kinds_asked("Who may ratify it?") == []
    assert kinds_asked("Who is the president?") == [Kind.WHO]
    assert defined_thing("What is a hostage under the convention?") == "hostage"


@pytest.mark.parametrize(
    "question",
    [
        "According to the article, who leads the club?",
        "Who leads the club, according to the documents?",
        "Who leads the club in this text?",
    ],
)
def test_words_that_only_ask_are_not_looked_for(question: str) -> None:
    assert Question.read(question).words == Question.read("Who leads the club?").words


def test_a_text_that_is_asked_about_is_looked_for() -> None:
    assert "articl" in Question.read("Who wrote the article?").words


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The force was in the valley from 2001 to 2014.", ["from 2001 to 2014"]),
        ("Dates | October 2001 to November 2016", ["2001 to November 2016"]),
        ("It lasted seven months.", ["seven months"]),
        ("A six-year accreditation began.", ["A six-year"]),
        ("It is 1,230 km long.", ["1,230 km"]),
        ("The command rotated every six months.", []),
        ("It had 40 nations in 2014.", []),
    ],
)
def test_how_long_is_told_by_a_stretch_or_a_measure(sentence: str, told: list[str]) -> None:
    found = words_that_answer(Kind.HOW_MANY, "How long did it last?", sentence)
    assert [sentence[slice(*each)] for each in found] == told


def test_those_that_belong_to_something_are_counted_under_any_name() -> None:
    question = "How many countries are in the club?"
    assert not counts_other_things(question, "The club had 73 members.")
    assert counts_other_things(question, "The club has five rooms.")
