"""Who holds an office: which one a question asks for, and whether a sentence names somebody."""

import pytest

from assistant.titles import names_holder, title_asked


def test_the_office_asked_for_is_known() -> None:
    assert title_asked("Who is the president of Mali?") == "president"
    assert title_asked("Who was NATO Secretary General in 2001?") == "secretary general"
    assert title_asked("Who met the president of Mali?") is None


@pytest.mark.parametrize(
    "text",
    [
        "On 2 October NATO Secretary General Lord Robertson announced it.",
        "Dean Acheson, then Secretary-General, signed it.",
        "Jens Stoltenberg was appointed Secretary General in 2014.",
        "The Secretary General of NATO, Javier Solana, agreed.",
        "The last Secretary General of the (old) Arab League, Chedli Klibi, left.",
    ],
)
def test_a_sentence_that_names_the_holder_is_known(text: str) -> None:
    assert names_holder("secretary general", text)


@pytest.mark.parametrize(
    "text",
    [
        "Etidal was launched during the visit of the president of the United States to Riyadh.",
        "The president met Frank Taylor.",
        "Frank Taylor briefed the Council.",
    ],
)
def test_a_name_beside_an_office_does_not_hold_it(text: str) -> None:
    assert not names_holder("president", text)


@pytest.mark.parametrize(
    ("title", "text", "named"),
    [
        ("administrator", "FAA Administrator Jane Garvey closed the sky.", True),
        ("administrator", "As of 11 September 2001 the FAA was mandated by law.", False),
        ("secretary", "Donald Rumsfeld was Secretary of Defense.", True),
        ("secretary", "The notes of Stephen Cambone are of that day.", False),
        ("chair", "The panel was chaired by Thomas Kean.", True),
        ("chairman", "General Shelton remained chairman of the panel.", True),
        ("chairman", "The panel heard Thomas Kean.", False),
    ],
)
def test_an_administrator_a_secretary_or_a_chair_is_told_as_a_president_is(
    title: str, text: str, named: bool
) -> None:
    assert title_asked(f"Who was the {title} of the board?") == title
    assert names_holder(title, text) is named
