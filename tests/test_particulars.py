"""What certain questions demand of a sentence: of whom it is, how many, not so, again, in force."""

import pytest

from assistant.demands import may_answer
from assistant.question import Question
from tests.found import hit

CELL = (
    "They share with the club through a unit at club headquarters and a cell at Rail Board in Oslo."
)
SWIM = "Some states of the Arab League swam next to members of the club."


def allowed(question: str, text: str, context: str = "") -> bool:
    """Tell whether a text, one sentence, may answer a question."""
    return may_answer(Question.read(question), hit(text, [0.5], context=context), 0)


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("Will the Tea Club move next year?", "The Tea Club moved to Oslo in May 2001.", False),
        ("When will the next state join the Tea Club?", "Two states joined it in 2004.", False),
        ("When will the next state join the Tea Club?", "The next will join in 2031.", True),
        ("Will the Tea Club move next year?", "The Tea Club plans to move in 2031.", True),
        ("Did the Tea Club move?", "The Tea Club moved to Oslo in May 2001.", True),
    ],
)
def test_what_was_does_not_tell_what_is_to_come(question: str, text: str, right: bool) -> None:
    assert allowed(question, text) is right


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("Where is the headquarters of the Tea Club?", "The headquarters of the Rail Board is in Oslo.", False),
        ("Where is the headquarters of the Tea Club?", "The Rail Board headquarters is in Oslo.", False),
        ("Where is the headquarters of the Tea Club?", "The Tea Club runs a school in Oslo.", False),
        ("Where is the headquarters of the Tea Club?", CELL, False),
        ("Where is the headquarters of the Tea Club?", "The old headquarters of the Tea Club was in Oslo.", False),
        ("Where was the headquarters of the Tea Club?", "The old headquarters of the Tea Club was in Oslo.", True),
        ("Where is the headquarters of the Tea Club?", "The headquarters of the Tea Club is in Oslo.", True),
        ("Where does the Tea Club have its headquarters?", "Its headquarters is in Oslo.", True),
        ("Where is the headquarters of the Tea Club?", "The Tea Club is based in Oslo.", True),
        ("Where is the headquarters of the Tea Club?", "The headquarters and the school of the Tea Club are in Oslo.", True),
        ("Where are the Tea Club's headquarters?", "The Tea Club has its headquarters in Oslo.", True),
        ("Who is the director of the Tea Club?", "Ann Lee is the director of the Rail Board.", False),
        ("Who is the director of the Tea Club?", "Ann Lee is the Rail Board's new director.", False),
        ("Who is the director of the Tea Club?", "Ann Lee leads the Tea Club.", True),
        ("Where is the headquarters of the Tea Club?", "The Rail Board's seat is in Oslo, near the tea club.", False),
        ("Where does the Tea Club have its seat?", "The Tea Club shares rooms through a unit at Rail Board headquarters and a cell in Oslo.", False),
        ("Where does the Tea Club have its seat?", "The Tea Club is at Oslo Bridge.", True),
        ("What is the capital of Tunisia?", "Tunis is the Tunisian capital.", True),
        ("What is the capital of Tunisia?", "Oslo is the capital of Norway.", False),
    ],
)  # fmt: skip
def test_what_one_thing_has_does_not_tell_what_another_has(
    question: str, text: str, right: bool
) -> None:
    assert allowed(question, text) is right


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("What did Ann Lee say about tea?", "The club of tea is led by Ann Lee.", False),
        ("What did Ann Lee say about tea?", "Ann Lee said that tea is pale.", True),
        ("What does Ann Lee think of tea?", "Ann Lee considers tea pale.", True),
        ("What does Ann Lee think of tea?", "“Tea is pale.”", True),
        ("What did Ann Lee say about tea?", "Bob Ray said that tea is pale.", False),
        ("What did Ann Lee say about tea?", "She warned against tea.", True),
        ("What is Ann Lee's opinion of tea?", "Ann Lee grows tea.", False),
        ("What does Ann Lee think of tea?", "A page noted of tea last year that Bob Ray and Ann Lee were not there.", False),
        ("What did Ann Lee say of tea?", "Tea is sold in the house of Ann Lee (“the shop”).", False),
        ("What did Ann Lee say of tea?", "“Tea is pale”, wrote the poet Ann Lee.", True),
        ("What did Ann Lee say of tea?", "Tea was criticised as pale by the poet Ann Lee.", True),
        ("What does Article 5 say about tea?", "Tea is free under Article 5.", True),
        ("What did Ann Lee do with tea?", "Ann Lee grows tea.", True),
    ],
)  # fmt: skip
def test_what_somebody_said_is_told_only_where_somebody_says_something(
    question: str, text: str, right: bool
) -> None:
    assert allowed(question, text) is right


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("Did all club members swim?", SWIM, False),
        ("Did all club members swim?", "Six members of the club swam.", True),
        ("Did all club members take part?", "Only those states that agreed swam in that part.", False),
        ("Did every Ally swim?", "The swim met one attack on an Ally.", False),
        ("Did all club members take part?", "Not all of them swam.", True),
        ("Did every member of the club swim?", "Bees swam for the club.", False),
        ("Did all club members swim?", "In 2001 club members swam.", False),
        ("Must each member swim?", "The rule does not oblige a member to swim.", True),
        ("Are all members of the club birds?", "Only three of them are members of the club.", True),
        ("Did members of the club swim?", SWIM, True),
    ],
)  # fmt: skip
def test_whether_it_is_so_of_all_is_told_only_by_how_many_it_is_so(
    question: str, text: str, right: bool
) -> None:
    assert allowed(question, text) is right


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("Which states did not sign the pact?", "Chad and Togo signed the pact.", False),
        ("Which states did not sign the pact?", "Chad and Togo refused to sign the pact.", True),
        ("Which states have not signed the pact?", "The pact does not allow guns in any state.", False),
        ("Who hasn't signed the pact?", "Chad is not among those who signed the pact.", True),
        ("Which states of the club are not parties?", "All but Chad are parties.", True),
        ("Which states that did not pay signed the pact?", "Chad and Togo signed the pact.", True),
        ("Which states did not sign the pact?", "The pact is long, and all that is said in the many pages of this list is not a secret.", False),
        ("Which members of the Tea Club did not swim?", "Boats are not under the Tea Club.", False),
        ("Which states are not in it?", "It joins Chad and Togo, while Mali is not among them.", True),
        ("Why did Chad not sign the pact?", "Chad wanted peace.", True),
    ],
)  # fmt: skip
def test_what_is_not_so_is_told_only_where_something_is_denied(
    question: str, text: str, right: bool
) -> None:
    assert allowed(question, text) is right


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("When did the flights resume?", "The flights took place from 2001 to 2016.", False),
        ("When did the flights resume?", "In 2018 the flights began again.", True),
        ("When was the bridge reopened?", "The bridge opened in 1825.", False),
        ("When was the bridge reopened?", "Since 1830 the bridge has been back in use.", True),
        ("When was the bridge opened?", "The bridge opened in 1825.", True),
        ("When did Mali return to the club?", "Mali left the club in 2022.", False),
        ("When did Mali return to the club?", "Mali was back in 2022.", True),
    ],
)  # fmt: skip
def test_what_happened_again_is_not_told_by_the_first_time(
    question: str, text: str, right: bool
) -> None:
    assert allowed(question, text) is right


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("When did Mali leave the club?", "Mali joined the club in 2014.", False),
        ("When did Mali leave the club?", "Mali withdrew in 2022.", True),
        ("Which states left the club?", "Mali and Chad founded the club.", False),
        ("Which states left the club?", "Mali and Chad quit it.", True),
        ("When did he leave office?", "He held it from 1956 to 1961.", True),
    ],
)
def test_a_leaving_is_not_told_by_a_coming(question: str, text: str, right: bool) -> None:
    assert allowed(question, text) is right


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("When does the Tea Treaty enter into force?", "It shall enter into force on signature.", True),
        ("When did the Tea Treaty enter into force?", "It has been in force since 1949.", False),
        ("When did the Tea Treaty come into force?", "The Treaty took effect in 1949.", True),
        ("When does the Tea Treaty enter into force?", "After its entry into force it is open to all.", False),
        ("When did the Tea Treaty enter into force?", "It was signed in 1949.", False),
        ("When was the Tea Treaty signed?", "It was signed in 1949.", True),
    ],
)  # fmt: skip
def test_when_it_is_in_force_is_told_by_its_entry(question: str, text: str, right: bool) -> None:
    assert allowed(question, text) is right


@pytest.mark.parametrize(
    ("question", "text", "title", "right"),
    [
        ("Who pays under the Tea Treaty?", "Under this Treaty each party pays.", "Tea Treaty", True),
        ("Who pays under the Tea Treaty?", "Under this Treaty each party pays.", "Rail Treaty", False),
        ("Who pays under the Tea Treaty?", "Under the present Protocol all pay.", "Protocol to the Tea Treaty", False),
        ("Who pays under the tea treaty?", "Under this Convention all pay.", "Convention on Tea", True),
        ("Who pays under the Tea Treaty?", "All pay for tea.", "Rails", True),
        ("Who pays under the treaty?", "Under this Treaty each party pays.", "Rail Treaty", True),
    ],
)  # fmt: skip
def test_what_a_treaty_says_of_itself_is_not_said_of_another(
    question: str, text: str, title: str, right: bool
) -> None:
    assert allowed(question, text, title) is right


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("Who leads the Tea Club?", "The Tea Club works with a school in Oslo.", False),
        ("Who was in charge of the Tea Club?", "The Tea Club has members in Oslo and Bergen.", False),
        ("Who leads the Tea Club?", "The Tea Club is led by Ann Lee.", True),
        ("Who chaired the Tea Club?", "A report names Ann Lee as director of the Tea Club.", True),
        ("Who commands the Tea Club?", "The Tea Club was in the General Assembly.", False),
        ("Who led the attack on the Tea Club?", "In 1565 Ann Lee attacked the Tea Club.", True),
        ("Who leads the Tea Club?", "The Tea Club is a hub for coordinating support.", False),
        ("Who leads the Tea Club?", "The Tea Club would not lead Norway into debt.", False),
        ("Who leads the Tea Club?", "Ann Lee and Bo Berg lead the Tea Club.", True),
        ("Who founded the Tea Club?", "The Tea Club was founded by Ann Lee.", True),
        ("Did Norway leave the Tea Club?", "Norway was among those that set up the Tea Club.", False),
        ("Did Norway leave the Tea Club?", "Norway withdrew from the Tea Club in 2001.", True),
    ],
)  # fmt: skip
def test_what_has_a_name_but_tells_of_no_leading_or_leaving_does_not_answer_who_or_whether(
    question: str, text: str, right: bool
) -> None:
    assert allowed(question, text) is right


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("What is cyberterrorism?", "The forum is a platform against counterterrorism.", False),
        ("What is counterterrorism?", "Counter-terrorism is what states do.", True),
        ("What is the Rail Board?", "The board is a body in Oslo.", True),
        ("What is the Rail Board?", "The Tea Club is a body in Oslo.", False),
        ("What is tea?", "It is a drink.", False),
    ],
)
def test_what_is_to_be_defined_must_stand_there(question: str, text: str, right: bool) -> None:
    assert allowed(question, text) is right
    assert allowed(question, text, question) is True


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        ("Is Interpol part of the Tea Club?", "INTERPOL is a member of the Rail Board.", False),
        ("Is Interpol part of the Tea Club?", "Interpol has belonged to the Tea Club since 2001.", True),
        ("When did Sweden found the Tea Club?", "The Tea Club was founded in 2001.", False),
        ("When did Sweden found the Tea Club?", "Sweden founded it in 2001.", True),
        ("When did Sweden found the Tea Club?", "It founded the Tea Club in 2001.", True),
        ("When did Norway join the Tea Club?", "Norway joined the Rail Board in 2001.", False),
        ("When did Norway join the Tea Club?", "Norway joined the Tea Club in 2001.", True),
        ("When did Norway join the Tea Club?", "2001 | Norway | 3", True),
        ("In which city does the Africa school sit?", "The African school sits in Oslo.", True),
        ("When was the Tea Club founded?", "It was in 2001.", True),
    ],
)  # fmt: skip
def test_what_somebody_else_did_or_belongs_to_does_not_answer(
    question: str, text: str, right: bool
) -> None:
    assert allowed(question, text) is right


def test_who_did_it_may_stand_in_the_title() -> None:
    assert allowed("When did Sweden tax tea?", "Tea was taxed in 2001.", context="Sweden › Taxes")
