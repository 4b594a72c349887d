"""Countries like mine; countries and figures are made up, distances worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.likeness import INCOMES, Likeness, Profile, Weights, compare, rank

HOME = Profile("XAA", ("Africa", "Eastern"), "LIC", 10e6, 30)
NEAR = Profile("XAB", ("Africa", "Eastern"), "LIC", 10e6, 30)
MIDDLE = Profile("XAC", ("Africa", "Western"), "UMC", 100e6, 40)
FAR = Profile("XAD", ("Oceania", "Melanesia"), "HIC", 9e3, 95)
UNKNOWN = Profile("XAE", (), None, 10e6, None)


def test_the_worked_example_with_its_parts() -> None:
    found = compare(HOME, MIDDLE, Weights())
    assert [p.distance for p in found.parts] == pytest.approx([0.5, 2 / 3, 0.5, 0.1])
    assert found.distance == pytest.approx(0.441667, abs=1e-6)


def test_the_nearest_come_first_and_the_unknown_last() -> None:
    found = rank(HOME, [UNKNOWN, FAR, MIDDLE, NEAR, HOME])
    assert [(one.code, one.rank) for one in found] == [("XAB", 1), ("XAC", 2), ("XAD", 3), ("XAE", None)]
    assert (found[0].distance, found[2].distance) == (0, pytest.approx((1 + 1 + 1 + 0.65) / 4))
    assert (found[3].distance, found[3].known) == (None, 0.25)


def test_ties_have_one_rank_and_stand_by_code() -> None:
    twins = [Profile(code, HOME.region, "LMC", 10e6, 30) for code in ("XAZ", "XAY")]
    assert [(one.code, one.rank) for one in rank(HOME, [*twins, MIDDLE])] == [("XAY", 1), ("XAZ", 1), ("XAC", 3)]


def test_the_readers_weights_decide() -> None:
    only_size = rank(HOME, [UNKNOWN, MIDDLE], Weights(0, 0, 1, 0))
    assert [(one.code, one.distance) for one in only_size] == [("XAE", 0), ("XAC", pytest.approx(0.5))]


def test_missing_values_are_left_out_of_the_mean() -> None:
    other = Profile("XAF", ("Africa", "Western"), None, None, 40)
    found = compare(HOME, other, Weights())
    assert (found.distance, found.known) == (pytest.approx((0.5 + 0.1) / 2), 0.5)
    assert [p.distance is None for p in found.parts] == [False, True, True, False]
    assert compare(HOME, other, Weights(), least_known=0.6).distance is None


def test_impossible_input_is_refused() -> None:
    for wrong in ({"income": "RICH"}, {"population": 0}, {"baseline": float("nan")}):
        with pytest.raises(ValueError, match=r"."):
            Profile("XAA", **wrong)  # type: ignore[arg-type]
    for weights in ((0, 0, 0, 0), (-1, 1, 1, 1)):
        with pytest.raises(ValueError, match="Weights"):
            Weights(*weights)
    with pytest.raises(ValueError, match="span"):
        compare(HOME, NEAR, Weights(), span=0)


PROFILES = st.builds(
    Profile,
    code=st.sampled_from(["XBA", "XBB", "XBC"]),
    region=st.sampled_from([(), ("Africa",), ("Africa", "Eastern"), ("Asia", "Eastern")]),
    income=st.sampled_from([None, *INCOMES]),
    population=st.one_of(st.none(), st.floats(1, 2e9)),
    baseline=st.one_of(st.none(), st.floats(0, 100)),
)
WEIGHTS = st.builds(Weights, *[st.floats(0.1, 10)] * 4)


@given(PROFILES, PROFILES, WEIGHTS)
def test_a_distance_goes_both_ways_and_from_nought_to_one(one: Profile, other: Profile, weights: Weights) -> None:
    there, back = compare(one, other, weights), compare(other, one, weights)
    assert isinstance(there, Likeness)
    assert there.distance == back.distance
    assert there.distance is None or 0 <= there.distance <= 1 + 1e-12
    same = compare(one, one, weights, least_known=0)
    assert same.distance in (0, None)
    doubled = Weights(*(2 * w for w in (weights.region, weights.income, weights.population, weights.baseline)))
    assert compare(one, other, doubled).distance == pytest.approx(there.distance)
