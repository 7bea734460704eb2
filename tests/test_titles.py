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
