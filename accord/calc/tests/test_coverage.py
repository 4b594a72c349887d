"""Coverage beside every count, and no mean of too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.coverage import measure_coverage, weighted_average

PEOPLE = {"XAA": 3.0, "XAB": 1.0, "XAC": 2.0}


def test_the_worked_example() -> None:
    found = weighted_average(["XAA", "XAB", "XAC"], {"XAA": 10, "XAB": 40}, PEOPLE)
    assert (found.value, found.reason) == (17.5, "")
    assert (found.coverage.country_share, found.coverage.population_share) == (2 / 3, 4 / 6)


def test_below_half_of_the_people_there_is_no_mean() -> None:
    found = weighted_average(["XAA", "XAB", "XAC"], {"XAA": 10, "XAB": 40}, {**PEOPLE, "XAC": 8.0})
    assert (found.value, found.reason, found.coverage.population_share) == (None, "below_rule", 4 / 12)


def test_exactly_half_is_enough() -> None:
    assert weighted_average(["XAA", "XAB"], {"XAA": 10}, {"XAA": 1, "XAB": 1}).value == 10


@pytest.mark.parametrize(
    ("values", "people", "reason"),
    [({}, PEOPLE, "no_data"), ({"XAA": 1.0}, {}, "no_population"), ({"XAD": 1.0}, PEOPLE, "no_data")],
)
def test_a_refused_mean_says_why(values: dict[str, float], people: dict[str, float], reason: str) -> None:
    found = weighted_average(["XAA", "XAB", "XAC"], values, people)
    assert (found.value, found.reason) == (None, reason)


def test_members_of_unknown_population_are_named() -> None:
    found = measure_coverage(["XAA", "XAB", "XAA"], ["XAA"], {"XAA": 1})
    assert (found.countries, found.without_population, found.population_share) == (2, ("XAB",), 1.0)
    assert measure_coverage([], [], {}).country_share is None


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        measure_coverage(["XAA"], [], {"XAA": -1})
    with pytest.raises(ValueError, match="from 0 to 1"):
        weighted_average([], {}, {}, least=2)


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.floats(0, 100), min_size=1), st.floats(0.5, 50))
def test_a_mean_lies_between_least_and_most(values: dict[str, float], people: float) -> None:
    found = weighted_average("ABCDEF", values, dict.fromkeys("ABCDEF", people), least=0)
    assert found.value is not None
    assert min(values.values()) - 1e-9 <= found.value <= max(values.values()) + 1e-9
