"""Names that stand within longer ones, which are those of something else."""

import pytest

from assistant.names import names_longer

QUESTION = "Which resolution created the Counter-Terrorism Committee?"


@pytest.mark.parametrize(
    "text",
    [
        "1535 | Creates the Counter-Terrorism Committee Executive Directorate",
        "It made the Executive Directorate of the Counter-Terrorism Committee a mission.",
    ],
)
def test_a_name_that_is_part_of_a_longer_one_is_not_the_name(text: str) -> None:
    assert names_longer(QUESTION, text)


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 1373 set up the Counter-Terrorism Committee, in which all members sit.",
        "The Counter-Terrorism Committee Executive Directorate helps the Counter-Terrorism Committee.",
        "The members of the Counter-Terrorism Committee meet.",
        "The committee meets.",
    ],
)
def test_a_name_that_stands_by_itself_is_meant(text: str) -> None:
    assert not names_longer(QUESTION, text)
