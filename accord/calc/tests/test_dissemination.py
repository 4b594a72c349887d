"""From country to country; practices and countries are made up, days counted by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.dissemination import Adopted, Branch, days_between, spread, tree

OUT = date(2026, 1, 1)


def adopted(country: str, decided: date) -> Adopted:
    return Adopted("p", "XAA", country, OUT, decided)


def test_the_worked_example() -> None:
    rows = [adopted("XAB", date(2026, 1, 31)), adopted("XAC", date(2026, 3, 1)), adopted("XAD", date(2025, 12, 1))]
    found = spread([*rows, adopted("XAA", date(2026, 5, 1))])
    assert days_between(OUT, date(2026, 3, 1)) == 59
    assert (found.counted, found.median, found.shortest, found.longest) == (2, 44.5, 30, 59)
    assert (found.earlier, found.at_home, found.countries) == (1, 1, 3)


def test_nothing_has_no_median() -> None:
    found = spread([])
    assert (found.counted, found.median, found.shortest, found.countries) == (0, None, None, 0)
    assert spread([adopted("XAB", OUT)]).median == 0


def test_a_tree_is_read_from_parent_to_child() -> None:
    parents = {"a": "", "b": "a", "c": "b", "d": "a", "e": "", "f": "gone"}
    assert tree(parents, "abcdef") == [
        Branch("a", 1, False, ()), Branch("b", 2, False, (True,)), Branch("c", 3, True, (True, True)),
        Branch("d", 2, True, (True,)), Branch("e", 1, False, ()), Branch("f", 1, True, ()),
    ]  # fmt: skip


def test_a_circle_and_a_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        tree({"a": "b", "b": "a"}, "ab")
    with pytest.raises(ValueError, match="order"):
        tree({"a": ""}, "ab")


@given(st.lists(st.integers(0, 30), max_size=30))
def test_each_member_stands_once_below_its_parent(steps: list[int]) -> None:
    parents = {str(n): "" if not n or not step else str(step % n) for n, step in enumerate(steps)}
    found = tree(parents, list(parents))
    at = {one.key: place for place, one in enumerate(found)}
    assert sorted(at) == sorted(parents)
    assert all(at[parents[key]] < at[key] for key in parents if parents[key])
