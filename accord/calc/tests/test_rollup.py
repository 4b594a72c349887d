"""Milestones by weight; unknown is not nought."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.rollup import Milestone, against, mean_of, roll_up


def test_the_worked_example() -> None:
    found = roll_up([Milestone(2, 1), Milestone(1, F(1, 2)), Milestone(1, None)])
    assert (found.done, found.open, found.unknown) == (F(5, 8), F(1, 8), F(2, 8))
    assert (found.of_known, found.milestones, found.finished) == (F(5, 6), 3, 1)


def test_unknown_is_told_apart_from_nought() -> None:
    nought, unknown = roll_up([Milestone(1, 0)]), roll_up([Milestone(1, None)])
    assert (nought.done, nought.unknown, nought.of_known) == (0, 0, 0)
    assert (unknown.done, unknown.unknown, unknown.of_known) == (0, 1, None)


@pytest.mark.parametrize("milestones", [[], [Milestone(0, 1)]])
def test_without_weight_there_is_no_share(milestones: list[Milestone]) -> None:
    found = roll_up(milestones)
    assert (found.done, found.open, found.unknown, found.of_known) == (None, None, None, None)


@pytest.mark.parametrize("wrong", [Milestone(-1, 0), Milestone(1, 2), Milestone(1, F(-1, 2))])
def test_impossible_milestones_are_refused(wrong: Milestone) -> None:
    with pytest.raises(ValueError, match=r"not negative|from 0 to 1"):
        roll_up([wrong])


PARTS = st.builds(Milestone, st.integers(0, 9), st.none() | st.fractions(0, 1))


@given(st.lists(PARTS, min_size=1, max_size=8))
def test_the_three_shares_make_one_whole(milestones: list[Milestone]) -> None:
    found = roll_up(milestones)
    if found.done is not None and found.open is not None and found.unknown is not None:
        assert found.done + found.open + found.unknown == 1
        assert min(found.done, found.open, found.unknown) >= 0


@given(st.lists(PARTS, min_size=1, max_size=6), st.integers(1, 9))
def test_only_the_ratio_of_weights_counts(milestones: list[Milestone], times: int) -> None:
    assert roll_up(milestones).done == roll_up([Milestone(m.weight * times, m.progress) for m in milestones]).done


@pytest.mark.parametrize(
    ("level", "finished", "count", "done", "unknown", "code"),
    [
        ("complete", 1, 3, 33, 67, "open"), ("complete", 3, 3, 100, 0, ""), ("not_started", 0, 3, 0, 100, ""),
        ("not_started", 0, 3, 10, 90, "begun"), ("limited", 3, 3, 100, 0, "done"), ("no_evidence", 3, 3, 100, 0, "done"),
        ("substantial", 0, 3, 20, 29, "less"), ("substantial", 0, 3, 20, 30, ""), ("limited", 0, 0, None, None, ""),
        ("complete", 0, 0, None, None, ""),
    ],
)  # fmt: skip
def test_a_level_that_goes_against_the_milestones(
    level: str, finished: int, count: int, done: int | None, unknown: int | None, code: str
) -> None:
    assert against(level, finished, count, done, unknown) == code


def test_several_as_one_count_alike_and_what_has_no_milestones_is_unknown() -> None:
    done, bare = roll_up([Milestone(5, 1)]), roll_up([])
    found = mean_of([done, bare])
    assert (found.done, found.open, found.unknown) == (F(1, 2), 0, F(1, 2))
    assert (found.milestones, found.finished) == (1, 1)
    assert mean_of([]).done is None


@given(st.lists(st.lists(PARTS, max_size=5), min_size=1, max_size=6))
def test_the_shares_of_several_make_a_whole(several: list[list[Milestone]]) -> None:
    found = mean_of([roll_up(one) for one in several])
    assert found.done is not None
    assert found.done + found.open + found.unknown == 1
    assert min(found.done, found.open, found.unknown) >= 0
