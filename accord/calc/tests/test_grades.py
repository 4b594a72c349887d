"""A rating lies between what two peers proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.grades import GRADES, allowed, apart


def test_the_worked_example() -> None:
    assert allowed(["prudent", "effective"], 1) == ("prudent", "promising", "effective")
    assert allowed(["prudent", "effective"], 0) == ("not_shown",)
    assert allowed(["promising", "promising"], 2) == ("promising",)
    assert allowed(["effective"], 3) == ()
    assert (apart(["prudent", "effective"]), apart(["prudent", "prudent"])) == (2, 0)


def test_what_is_no_grade_is_refused() -> None:
    for wrong in (lambda: allowed(["great", "prudent"], 1), lambda: apart([]), lambda: allowed([], -1)):
        with pytest.raises(ValueError, match=r"."):
            wrong()


@given(st.lists(st.sampled_from(GRADES), min_size=2, max_size=2))
def test_each_proposal_is_allowed_where_there_is_evidence(proposals: list[str]) -> None:
    assert set(proposals) <= set(allowed(proposals, 1))
    assert len(allowed(proposals, 1)) == apart(proposals) + 1
