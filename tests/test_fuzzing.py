"""A small part of what `tests/quality/fuzzing.py` tries."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.quality.fuzzing import Fuzzing, good_files

GOOD = good_files()


@pytest.fixture
def fuzzing(home: Path) -> Iterator[Fuzzing]:
    made = Fuzzing(home, seed=2)
    yield made
    made.close()


@pytest.mark.parametrize("ending", list(GOOD))
def test_damaged_files_are_added_or_refused_and_harm_nothing(fuzzing: Fuzzing, ending: str) -> None:
    tally = fuzzing.run(ending, GOOD[ending], 10)
    assert sum(tally.outcomes.values()) >= 10
