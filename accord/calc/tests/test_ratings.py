"""Scales, and the gap between a government's rating and an assessor's."""

import pytest

from accord.calc.ratings import AMBITION, CHANGE, COMPLETION, Gaps, count_gaps, gap, middle


@pytest.mark.parametrize(
    ("own", "independent", "steps"),
    [("complete", "limited", -2), ("limited", "limited", 0), ("not_started", "complete", 3), ("no_evidence", "complete", None),
     ("complete", "no_evidence", None)],
)  # fmt: skip
def test_the_gap_is_the_assessors_level_less_the_governments(own: str, independent: str, steps: int | None) -> None:
    assert gap(COMPLETION, own, independent) == steps


def test_change_counts_from_none() -> None:
    assert [CHANGE.place(code) for code in CHANGE.levels] == [-1, 0, 1, 2, 3]
    assert gap(CHANGE, "marginal", "worsened") == -2


def test_a_level_of_another_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="no level of ambition"):
        gap(AMBITION, "complete", "modest")


def test_the_unknown_may_be_chosen_and_has_no_place() -> None:
    assert COMPLETION.codes == ("no_evidence", "not_started", "limited", "substantial", "complete")
    assert AMBITION.place("unclear") is None


def test_gaps_are_counted_by_direction() -> None:
    pairs = [
        ("complete", "limited"),
        ("limited", "limited"),
        ("limited", "complete"),
        ("complete", None),
        ("no_evidence", "limited"),
    ]
    found = count_gaps(COMPLETION, pairs)
    assert (found, found.compared) == (Gaps(agree=1, own_higher=1, independent_higher=1, untold=2), 3)


@pytest.mark.parametrize(
    ("given", "level"),
    [(["limited", "complete", "complete"], "complete"), (["limited", "complete"], "limited"),
     (["no_evidence", "limited"], "limited"),
     (["no_evidence"], "no_evidence"), ([], "no_evidence")],
)  # fmt: skip
def test_the_middle_of_several_ratings(given: list[str], level: str) -> None:
    assert middle(COMPLETION, given) == level
    assert middle(CHANGE, ["worsened", "major", "none"]) == "none"
