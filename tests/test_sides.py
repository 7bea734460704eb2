"""The two things that a question compares."""

import pytest

from assistant.sides import sides_of


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Compare green tea with black tea: colour and price.", ("green tea", "black tea")),
        (
            "What was the difference between ISAF and Enduring Freedom?",
            ("ISAF", "Enduring Freedom"),
        ),
        ("How does Our Eyes compare with Five Eyes?", ("Our Eyes", "Five Eyes")),
        ("How do trains differ from ships", ("trains", "ships")),
        ("How do UN and FATF rules relate?", ("UN rules", "FATF rules")),
        ("ISAF vs Resolute Support", ("ISAF", "Resolute Support")),
        ("Compare the African and ASEAN conventions", ("African conventions", "ASEAN conventions")),
        ("Compare the centres in Tallinn and Ankara.", ("centres in Tallinn", "centres in Ankara")),
        ("How do the EU's strategy and its agenda differ?", ("EU's strategy", "EU's agenda")),
    ],
)
def test_both_sides_of_a_comparison_are_found(question: str, sides: tuple[str, str]) -> None:
    assert sides_of(question) == sides


@pytest.mark.parametrize(
    "question", ["Who leads NATO?", "Why do caveats differ?", "When did NATO and the EU sign?", ""]
)
def test_a_question_that_compares_nothing_has_no_sides(question: str) -> None:
    assert sides_of(question) is None
