"""Expressions that are compiled at their first use do what compiled ones do."""

import re

import pytest

from sources.patterns import pattern


def test_an_expression_is_used_as_a_compiled_one_is() -> None:
    tea = pattern(r"(?P<hot>hot) tea", re.I)
    assert tea.search("of Hot Tea, hot tea", 4).start() == 12
    assert tea.match("HOT TEA")["hot"] == "HOT"
    assert tea.fullmatch("hot teas") is None
    assert tea.findall("hot tea Hot tea") == ["hot", "Hot"]
    assert [each.end() for each in tea.finditer("hot tea hot tea")] == [7, 15]
    assert tea.sub("milk", "a hot tea", count=1) == "a milk"
    assert tea.split("1 hot tea 2")[::2] == ["1 ", " 2"]
    assert tea.flags & re.I


def test_an_expression_can_be_part_of_another_before_it_is_used() -> None:
    assert pattern(f"cold {pattern('tea').pattern}").fullmatch("cold tea")


def test_a_wrong_expression_raises_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error, match="unterminated"):
        wrong.search("tea")
