"""No middle below its rule; how many of how many is told in any case."""

from fractions import Fraction

import pytest

from accord.calc.ratings import CHANGE, COMPLETION
from accord.calc.showing import COMMITMENTS, REPORTS, Middle, Rule, middle_of


def test_the_worked_example() -> None:
    given = ["limited", "complete", "no_evidence"]
    assert middle_of(COMPLETION, given, 4, Rule("two", 2, Fraction(1, 2))) == Middle(2, 4, "limited", "limited", "complete")
    assert middle_of(COMPLETION, given, 4, Rule("three", 3)) == Middle(2, 4, refused="few")


@pytest.mark.parametrize(
    ("told", "of", "said"), [(0, 5, "none"), (2, 2, "few"), (3, 5, ""), (3, 6, ""), (3, 7, "part"), (0, 0, "none")]
)
def test_three_and_half_of_all_are_needed(told: int, of: int, said: str) -> None:
    assert COMMITMENTS.refuses(told, of) == said


def test_reports_are_no_part_of_anything() -> None:
    assert REPORTS.refuses(3, 300) == ""


def test_a_scale_with_a_neutral_level_keeps_its_order() -> None:
    found = middle_of(CHANGE, ["outstanding", "worsened", "none"], 3, COMMITMENTS)
    assert (found.level, found.lowest, found.highest) == ("none", "worsened", "outstanding")


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="no coverage"):
        COMMITMENTS.refuses(4, 3)
    with pytest.raises(ValueError, match="no level"):
        middle_of(COMPLETION, ["good"], 1, REPORTS)
