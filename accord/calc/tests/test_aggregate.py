"""A made-up world of three regions with a known answer, worked by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.aggregate import Aggregate, Rule, Weights, aggregate_region, aggregate_world
from accord.calc.trend import Point

GIRLS = "women aged 20-24"
RULE = Rule(GIRLS, impute="regional_mean")
REGIONS = {"North": ["XAA", "XAB", "XAC"], "South": ["XBA", "XBB"], "East": ["XCA", "XCB", "XCC"]}
PEOPLE = Weights(GIRLS, {"XAA": 3, "XAB": 1, "XAC": 2, "XBA": 5, "XBB": 1, "XCA": 1, "XCB": 4, "XCC": 3})
FIGURES = {
    "XAA": [Point(2018, 10), Point(2010, 55)],  # the newer counts
    "XAB": [Point(2016, 40)],
    "XBA": [Point(2019, 20)],
    "XBB": [Point(2015, 50)],
    "XCA": [Point(2020, 80)],  # 1 of 8 in the East: below half
}


def world(rule: Rule = RULE, weights: Weights = PEOPLE) -> tuple[Aggregate, dict[str, Aggregate]]:
    found = aggregate_world(rule, REGIONS, FIGURES, weights)
    return found.total, dict(found.regions)


def test_the_regions_with_a_known_answer() -> None:
    """By hand: North (3*10 + 1*40) / 4 = 17.5 at 4/6; South (5*20 + 1*50) / 6 = 25 at 1; East 1/8 is refused."""
    _, parts = world()
    assert [(p.value, p.reason) for p in parts.values()] == [(17.5, ""), (25, ""), (None, "below_rule")]
    assert [p.coverage for p in parts.values()] == [4 / 6, 1, 1 / 8]
    assert [s.country for s in parts["North"].used] == ["XAA", "XAB"]
    assert [(s.country, s.value, s.weight, s.imputed) for s in parts["North"].imputed] == [("XAC", 17.5, 2, True)]
    assert parts["East"].imputed == ()
    assert parts["North"].publishable
    assert not parts["East"].publishable


def test_the_world_with_a_known_answer() -> None:
    """By hand: North 17.5 with its 6, South 25 with its 6, of the East only XCA, 80 with 1: (105 + 150 + 80) / 13.

    Data cover 4 + 6 + 1 of 20 persons, 55 %. Without imputing, North speaks with 4: (70 + 150 + 80) / 11.
    """
    total, _ = world()
    assert (total.value, total.coverage) == (pytest.approx(335 / 13), pytest.approx(11 / 20))
    plain, _ = world(replace(RULE, impute="none"))
    assert plain.value == pytest.approx(300 / 11)


def test_imputing_the_mean_changes_nothing_within_and_the_world_without() -> None:
    (imputed, inner), (plain, bare) = world(), world(replace(RULE, impute="none"))
    assert [p.value for p in inner.values()] == [p.value for p in bare.values()]
    assert imputed.value != plain.value
    assert imputed.coverage == plain.coverage


def test_below_its_rule_the_world_is_refused_too() -> None:
    total, _ = world(replace(RULE, min_coverage=0.6))
    assert (total.value, total.reason, total.coverage) == (None, "below_rule", 11 / 20)


def test_exactly_half_is_enough() -> None:
    people = Weights(GIRLS, {"XAA": 1, "XAB": 1})
    assert aggregate_region(RULE, ["XAA", "XAB"], {"XAA": [Point(2018, 9)]}, people).value == 9


def test_the_window_and_the_scope() -> None:
    narrow = aggregate_region(replace(RULE, year_from=2017, year_to=2018), REGIONS["North"], FIGURES, PEOPLE)
    assert (narrow.value, narrow.coverage) == (10, 3 / 6)
    older = aggregate_region(replace(RULE, year_to=2017), REGIONS["North"], FIGURES, PEOPLE)
    assert older.value == pytest.approx((3 * 55 + 40) / 4)
    scoped = aggregate_region(replace(RULE, scope=("XAB", "XAC")), REGIONS["North"], FIGURES, PEOPLE)
    assert (scoped.value, scoped.coverage, scoped.countries) == (None, 1 / 3, 2)


def test_an_unweighted_mean_counts_countries() -> None:
    found = aggregate_region(replace(RULE, mean="unweighted"), REGIONS["North"], FIGURES, Weights("", {}))
    assert (found.value, found.coverage, found.proxy, found.publishable) == (25, 2 / 3, False, True)


@pytest.mark.parametrize("weights", [replace(PEOPLE, name="children under 18"), replace(PEOPLE, stand_in=True)])
def test_a_stand_in_for_the_weights_is_never_publishable(weights: Weights) -> None:
    total, parts = world(weights=weights)
    assert all(a.proxy and not a.publishable for a in (total, *parts.values()))
    assert parts["North"].value == 17.5
    assert parts["North"].weights == weights.name


@pytest.mark.parametrize(
    ("members", "figures", "people", "reason", "coverage"),
    [
        ([], FIGURES, PEOPLE.values, "no_members", None),
        (["XAC"], FIGURES, PEOPLE.values, "no_data", 0),
        (["XAA"], FIGURES, {}, "no_weights", None),
    ],
)
def test_a_refused_mean_says_why(
    members: list[str], figures: dict[str, list[Point]], people: dict[str, float], reason: str, coverage: float | None
) -> None:
    found = aggregate_region(RULE, members, figures, Weights(GIRLS, people))
    assert (found.value, found.reason, found.coverage) == (None, reason, coverage)


def test_members_of_unknown_population_are_named() -> None:
    found = aggregate_region(RULE, ["XAA", "XZZ"], {**FIGURES, "XZZ": [Point(2018, 90)]}, PEOPLE)
    assert (found.value, found.without_weight) == (10, ("XZZ",))


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        Rule(GIRLS, min_coverage=50)
    with pytest.raises(ValueError, match="wrong order"):
        Rule(GIRLS, year_from=2020, year_to=2010)
    with pytest.raises(ValueError, match="not negative"):
        Weights(GIRLS, {"XAA": -1})
    with pytest.raises(ValueError, match="two regions"):
        aggregate_world(RULE, {"North": ["XAA"], "South": ["XAA"]}, FIGURES, PEOPLE)
    with pytest.raises(ValueError, match="finite"):
        aggregate_region(RULE, ["XAA"], {"XAA": [Point(2018, float("nan"))]}, PEOPLE)


CODES = [c for group in REGIONS.values() for c in group]
SOME = st.dictionaries(st.sampled_from(CODES), st.floats(0, 100).map(lambda v: [Point(2018, v)]))
COUNTS = st.fixed_dictionaries({c: st.floats(0.1, 100) for c in CODES})


@given(SOME, COUNTS, st.sampled_from([0, 0.5, 0.9]))
def test_imputing_never_changes_a_region_and_a_mean_lies_between(
    figures: dict[str, list[Point]], people: dict[str, float], least: float
) -> None:
    weights, rule = Weights(GIRLS, people), replace(RULE, min_coverage=least)
    with_it = aggregate_world(rule, REGIONS, figures, weights)
    without = aggregate_world(replace(rule, impute="none"), REGIONS, figures, weights)
    for name, part in with_it.regions.items():
        assert part.coverage == without.regions[name].coverage
        if part.value is not None:
            assert part.value == pytest.approx(without.regions[name].value)
            assert part.coverage is not None
            assert part.coverage >= least
    if with_it.total.value is not None:
        values = [p[0].value for p in figures.values()]
        assert min(values) - 1e-9 <= with_it.total.value <= max(values) + 1e-9


@given(SOME.filter(lambda f: len(f) == len(CODES)), COUNTS)
def test_with_every_figure_the_world_is_the_mean_of_its_regions(
    figures: dict[str, list[Point]], people: dict[str, float]
) -> None:
    found = aggregate_world(RULE, REGIONS, figures, Weights(GIRLS, people))
    whole = {name: sum(people[c] for c in group) for name, group in REGIONS.items()}
    mean = sum((found.regions[n].value or 0) * whole[n] for n in REGIONS) / sum(whole.values())
    assert found.total.value == pytest.approx(mean)
