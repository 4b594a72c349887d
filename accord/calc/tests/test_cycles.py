"""Two cycles are compared over the members rated in both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.cycles import compare

LEVELS = ("low", "high")
spreads = st.dictionaries(st.sampled_from("abcdef"), st.dictionaries(st.sampled_from(LEVELS), st.integers(0, 9)))


def test_only_members_of_both_are_counted() -> None:
    told = compare(LEVELS, {"a": {"low": 2}, "b": {"low": 7}}, {"a": {"low": 1, "high": 1}, "c": {"high": 9}})
    assert (told.members, told.of, told.first, told.second) == (("a",), 3, (2, 0), (1, 1))


def test_rated_on_nothing_is_not_rated() -> None:
    assert compare(LEVELS, {"a": {"low": 0}}, {"a": {"low": 1}}).members == ()


def test_a_level_of_another_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="outstanding"):
        compare(LEVELS, {"a": {"outstanding": 1}}, {})


@given(spreads, spreads)
def test_turned_round_it_says_the_same(first: dict[str, dict[str, int]], second: dict[str, dict[str, int]]) -> None:
    one, other = compare(LEVELS, first, second), compare(LEVELS, second, first)
    assert (one.members, one.of, one.first, one.second) == (other.members, other.of, other.second, other.first)
    assert len(one.members) <= one.of
