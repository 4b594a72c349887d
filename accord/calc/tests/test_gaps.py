"""Who lacks what; countries and dates are made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.gaps import ASKS, LACKS, Gap, Holding, Measure, find_gap, find_gaps, months_to_publication, summarise

MEASURE = Measure(("SEX", "AGE", "DISABILITY_STATUS"), years=5, months=24)
ALL = frozenset({"SEX", "AGE", "DISABILITY_STATUS", "WEALTH"})
DATED = {"fieldwork_end": date(2021, 11, 30), "published": date(2023, 2, 2)}


def test_a_country_without_a_figure_is_asked_for_the_first() -> None:
    assert find_gap(Holding("XAA", None), MEASURE, 2026) == Gap(
        "XAA", ("none",), MEASURE.breakdowns, None, None, (("first_figure", ""),)
    )


def test_a_country_that_has_all_is_asked_for_nothing() -> None:
    assert find_gap(Holding("XAB", 2021, ALL, **DATED), MEASURE, 2026) == Gap("XAB", (), (), 5, 15, ())


def test_old_slow_and_half_broken_down() -> None:
    found = find_gap(Holding("XAC", 2018, frozenset({"SEX"}), date(2018, 3, 1), date(2020, 4, 1)), MEASURE, 2026)
    assert (found.lacks, found.age, found.months) == (("old", "breakdown", "slow"), 8, 25)
    assert found.asks == (
        ("new_figure", ""), ("breakdown", "AGE"), ("breakdown", "DISABILITY_STATUS"), ("quicker_publication", ""),
    )  # fmt: skip


@pytest.mark.parametrize(("year", "old"), [(2021, False), (2020, True), (2026, False)])
def test_more_than_the_years_is_old(year: int, old: bool) -> None:
    assert ("old" in find_gap(Holding("XAD", year, ALL, **DATED), MEASURE, 2026).lacks) == old


@pytest.mark.parametrize(
    ("end", "out", "months"),
    [
        (date(2021, 11, 30), date(2023, 2, 2), 15),
        (date(2021, 11, 1), date(2021, 11, 30), 0),
        (date(2021, 11, 30), date(2021, 11, 1), None),
        (None, date(2021, 11, 1), None),
        (date(2021, 11, 1), None, None),
    ],
)
def test_months_from_fieldwork_to_publication(end: date | None, out: date | None, months: int | None) -> None:
    assert months_to_publication(end, out) == months


def test_without_dates_they_are_asked_for() -> None:
    found = find_gap(Holding("XAE", 2024, ALL), MEASURE, 2026)
    assert (found.lacks, found.asks) == (("undated",), (("dates", ""),))


def test_the_counts() -> None:
    holdings = [
        Holding("XAA", None),
        Holding("XAB", 2021, ALL, **DATED),
        Holding("XAC", 2012, frozenset({"SEX"}), **DATED),
        Holding("XAD", 2024, frozenset({"AGE"})),
    ]
    found = summarise(find_gaps(holdings, MEASURE, 2026))
    assert (found.countries, found.complete) == (4, 1)
    assert found.lacks == {"none": 1, "old": 1, "breakdown": 2, "slow": 0, "undated": 1}
    assert found.missing == {"AGE": 1, "DISABILITY_STATUS": 2, "SEX": 1}
    assert (found.median_age, found.median_months) == (5, 15)
    assert summarise([]).median_age is None


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="year to come"):
        find_gap(Holding("XAA", 2027), MEASURE, 2026)
    with pytest.raises(ValueError, match="twice"):
        find_gaps([Holding("XAA", None), Holding("XAA", 2020)], MEASURE, 2026)


HOLDINGS = st.builds(
    Holding,
    country=st.just("XAA"),
    year=st.one_of(st.none(), st.integers(2000, 2026)),
    breakdowns=st.frozensets(st.sampled_from(sorted(ALL))),
    fieldwork_end=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2026, 1, 1))),
    published=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2026, 1, 1))),
)


@given(HOLDINGS)
def test_every_lack_has_its_ask_and_nothing_else_is_asked(holding: Holding) -> None:
    found = find_gap(holding, MEASURE, 2026)
    assert {ASKS[lack] for lack in found.lacks} == {code for code, _ in found.asks}
    assert set(found.lacks) <= set(LACKS)
    assert tuple(what for code, what in found.asks if code == "breakdown") == (found.missing if holding.year else ())
    assert found.months is None or found.months >= 0
