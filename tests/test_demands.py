"""What a question demands of a sentence: what is of another thing or time comes behind or goes."""

import pytest

from assistant.demands import may_answer, meets
from assistant.latest import latest_first
from assistant.question import Question
from tests.found import hit, ranked


def first(question: str, text: str, context: str = "") -> str:
    """Return the sentence that comes first, of those of a text that are alike to the question."""
    count = len(text.split(". "))
    return ranked(question, hit(text, [0.5] * count, context=context))[0].text


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        (
            "When was resolution 1267 adopted?",
            "Resolution 1373 was adopted in 2001. Resolution 1267 was adopted in 1999.",
            "Resolution 1267 was adopted in 1999.",
        ),
        (
            "How many times was Article 5 invoked?",
            "The paper counted 19 Allies when it was invoked. Article 5 was invoked once only.",
            "Article 5 was invoked once only.",
        ),
        (
            "How many attacks were there?",
            "The police made 449 arrests. In all 58 attacks were counted.",
            "In all 58 attacks were counted.",
        ),
        (
            "When did the mission end?",
            "The mission started in 2001. The mission was over in 2014.",
            "The mission was over in 2014.",
        ),
        (
            "When did the mission start?",
            "In 2001 the mission ended. In 1999 the mission began.",
            "In 1999 the mission began.",
        ),
        (
            "Which states are members of the Quad?",
            "China is a member of the SCO and not of the Quad. The Quad joins India, Japan and Peru.",
            "The Quad joins India, Japan and Peru.",
        ),
        (
            "Which states are members of the Quad?",
            "India is a member of the Quad. The SCO joins China, Russia and Peru.",
            "India is a member of the Quad.",
        ),
        (
            "When was the law adopted?",
            "On 21 June 2022 a court upheld the law. The law was adopted in 2016.",
            "The law was adopted in 2016.",
        ),
        (
            "How many states did the club have in 2004?",
            "Seven states joined the club in 2004. In 2004 the club had 26 states.",
            "In 2004 the club had 26 states.",
        ),
        (
            "Who is the president of Mali?",
            "Oslo saw the visit of the president of Mali. Amadou Toumani was president of Mali.",
            "Amadou Toumani was president of Mali.",
        ),
        (
            "Which resolution created the Tea Board?",
            "Dean Acheson created the Tea Board. Resolution 12 created the Tea Board.",
            "Resolution 12 created the Tea Board.",
        ),
        (
            "Why was the fund created?",
            "The fund was created in Paris in 1989. It was created because money was laundered.",
            "It was created because money was laundered.",
        ),
    ],
)
def test_the_sentence_that_says_what_is_asked_comes_first(
    question: str, text: str, right: str
) -> None:
    assert first(question, text) == right


def test_a_sentence_is_about_the_thing_that_its_section_names_unless_it_names_another() -> None:
    question = Question.read("What does Article 4 say?")
    found = hit(
        "The Parties will consult. Article 12 is about a review.",
        [0, 0],
        context="Treaty › Article 4",
    )
    assert may_answer(question, found, 0)
    assert not may_answer(question, found, 1)
    assert not may_answer(question, hit("It was signed on 4 April 1949.", [0]), 0)


@pytest.mark.parametrize(
    ("question", "text", "may"),
    [
        ("What is the purpose of the Tea Convention?", "The purposes of this Convention:", False),
        ("What is the purpose of the Tea Convention?", "Its purpose is to keep tea hot.", True),
        ("What are the members of the club?", "The members of the club are:", True),
    ],
)
def test_what_introduces_something_in_the_words_of_the_question_answers_only_what_asks_for_a_list(
    question: str, text: str, may: bool
) -> None:
    assert may_answer(Question.read(question), hit(text, [0.5]), 0) is may


def test_a_year_in_the_stretch_of_a_title_dates_no_sentence() -> None:
    text = "In October 2023 Tom Goffus came. In October 2001 Lord Robertson spoke."
    assert first("Who came in 2001?", text, "Policy, 2001 to 2024").endswith("Robertson spoke.")


def test_the_end_of_something_else_is_not_the_end_asked_for() -> None:
    question = Question.read("When did the Nouakchott Process end?")
    assert not meets(question, hit("The Accra Initiative ended in 2023.", [0]), 0)
    assert meets(question, hit("The Nouakchott Process ended in 2023.", [0]), 0)


def test_today_is_what_is_told_of_the_latest_year() -> None:
    text = "In 2015 the club had 60 members. In 2017 the club had 73 members. Tea is hot."
    sentences = ranked("How many members does the club have today?", hit(text, [0.6, 0.5, 0.4]))
    asked = Question.read("How many members does the club have today?")
    assert latest_first(asked, sentences)[0].text == "In 2017 the club had 73 members."
    then = Question.read("How many members did the club have?")
    assert latest_first(then, sentences)[0].text == "In 2015 the club had 60 members."


def test_what_is_told_without_a_year_holds_today() -> None:
    text = "In 2015 the club had 60 members. The club has 79 members. Twelve members were first."
    asked = Question.read("How many members does the club have now?")
    sentences = ranked(asked.text, hit(text, [0.6, 0.5, 0.55]))
    assert latest_first(asked, sentences)[0].text == "The club has 79 members."


@pytest.mark.parametrize(
    "question",
    [
        "Which country joined the club last?",
        "What country was the last to join?",
        "Which states joined last?",
    ],
)
def test_what_came_last_is_what_is_told_of_the_latest_year(question: str) -> None:
    text = "Mali joined the club in 2015. Chad joined the club in 2017. Oslo likes the club."
    sentences = ranked(question, hit(text, [0.6, 0.3, 0.5]))
    latest, *others = latest_first(Question.read(question), sentences)
    assert latest.text == "Chad joined the club in 2017."
    assert all(each.score < latest.score - 1 for each in others)


def test_what_is_called_the_last_is_the_last() -> None:
    asked = "When was the last flood?"
    text = "The floods of 1629 and 1679 were great. The last flood came in 1654."
    best = latest_first(Question.read(asked), ranked(asked, hit(text, [0.6, 0.5])))[0]
    assert best.text == "The last flood came in 1654."


def test_today_s_director_is_no_later_thing_without_one() -> None:
    asked = "Who is the current director of the club?"
    text = "Tea is the aim of Club Law IV. Ann Lee has been director of the club since 2023."
    best = latest_first(Question.read(asked), ranked(asked, hit(text, [0.6, 0.5])))[0]
    assert best.text.startswith("Ann Lee")


def test_how_long_something_lasted_asks_for_nothing_that_came_last() -> None:
    for question in ("How many days did it last?", "Who joined last year?"):
        text = "Mali joined for two days in 2015. Chad joined for six days in 2017."
        sentences = ranked(question, hit(text, [0.6, 0.3]))
        assert latest_first(Question.read(question), sentences) == sentences


def test_a_recital_lays_down_nothing() -> None:
    text = "Recalling that each party pays for tea. Each party pays for tea."
    assert first("Does each party pay for tea?", text) == "Each party pays for tea."


def test_a_treaty_itself_comes_before_what_others_say_of_it() -> None:
    asked = "Who pays under the Tea Treaty?"
    other = hit("Under the Tea Treaty each of us pays.", [0.55], context="Rails")
    own = hit("Under this Treaty each of us pays.", [0.5], document="t", context="Tea Treaty")
    assert ranked(asked, other, own)[0].text == "Under this Treaty each of us pays."


def test_a_row_of_a_glossary_tells_of_its_own_abbreviation() -> None:
    row = hit("SHAPE | Supreme Headquarters | Headquarters near Mons", [0])
    assert not may_answer(Question.read("Where is the headquarters of NATO?"), row, 0)
    assert may_answer(Question.read("Where is SHAPE?"), row, 0)


def test_the_place_asked_for_is_not_that_of_a_longer_title() -> None:
    asked = "What does Article 4 of the Tea Treaty say?"
    other = hit(
        "The Organisation pays.",
        [0.6],
        named=True,
        context="Protocol to the Tea Treaty › Article 4",
    )
    own = hit(
        "The Parties drink.", [0.5], named=True, document="t", context="Tea Treaty › Article 4"
    )
    one, another = ranked(asked, other, own)
    assert one.text == "The Parties drink."
    assert one.score - another.score > 5


def test_how_many_joined_is_told_by_those_who_joined() -> None:
    joined = hit("Seven states joined NATO in 2004.", [0])
    assert may_answer(Question.read("How many new states has NATO admitted since 2000?"), joined, 0)
    assert may_answer(Question.read("How many states joined NATO in 2004?"), joined, 0)
    assert not may_answer(Question.read("How many states did NATO have in 2004?"), joined, 0)
