"""What an indicator means comes from tables: loaded whole, again without a change, and used where figures are checked."""

import pytest

from accord.indicators.actions import origin_of, rule_of
from accord.indicators.models import (
    AcceptedSource,
    AggregationRule,
    Crosswalk,
    Indicator,
    Origin,
    ProgressRule,
    Target,
    UnitMeasure,
)
from accord.indicators.tests.makers import release_of
from accord.overview import facts
from accord.people.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tables")]


@pytest.fixture(scope="module")
def tables(one_world: None) -> None:
    for code in ("GBR", "CAN"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": code})
    facts.topics()
    facts.indicators()


def test_tables_come_in_with_their_types_and_twice_is_once() -> None:
    models = (Crosswalk, Target, AggregationRule, AcceptedSource, ProgressRule)
    counts = [m.objects.count() for m in models]
    Crosswalk.objects.create(indicator=Indicator.objects.all()[0], scheme="OLD", code="GONE", match="same", source="made up")
    facts.indicators()
    assert [m.objects.count() for m in models] == counts
    rule = AggregationRule.objects.get(indicator__code="5.3.1-u18", rule="unicef", scope="region")
    assert (rule.min_coverage, rule.impute, rule.year_from, rule.min_values) == (50, "region-mean", 2015, None)
    target = Target.objects.get(indicator__code="8.7.1")
    assert (target.value, target.year, target.kind) == (0, 2025, "elimination")
    assert Target.objects.get(indicator__code="16.1.1").value is None
    assert ProgressRule.objects.filter(indicator=None).exists()
    indicator = Indicator.objects.get(code="16.2.1")
    assert indicator.definition.startswith("Share of children")
    assert indicator.family is not None
    assert indicator.family.code == "home"
    assert "disability" in indicator.expected_breakdowns


def test_limits_are_those_of_the_unit() -> None:
    percent, gini = Indicator.objects.get(code="16.2.1"), Indicator.objects.get(code="gini")
    assert (rule_of(percent).low, rule_of(percent).high) == (0, 100)
    assert (rule_of(gini).low, rule_of(gini).high) == (None, None)
    assert rule_of(Indicator(code="x", unit="percent")).high == 100  # made here, without a row of units


def test_an_origin_knows_its_part() -> None:
    national, custodian, other = (
        origin_of(n) for n in ("Office for National Statistics", "UN SDG Global Database, UNSD", "A blog")
    )
    assert (national.role, national.area and national.area.code) == ("national", "GBR")
    assert (custodian.role, custodian.area, other.role) == ("custodian", None, "other")


def test_a_unit_knows_how_sources_write_it() -> None:
    unit = UnitMeasure.objects.get(code="PER_100000_POP")
    assert {"per 100000", "RATE_100000", "per_100000_pop"} <= set(unit.aliases)


def test_an_origin_that_was_there_first_learns_its_part() -> None:
    AcceptedSource.objects.all().delete()
    Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "XKA"})
    Indicator.objects.create(code="t.1", names={"en": "T"}, unit="percent", direction="lower", source="made up")
    release_of("indicator,iso3,year,value\nt.1,XKA,2018,4.5\n", "Statistics Canada")
    assert Origin.objects.get().role == "other"
    facts.indicators()
    told = Origin.objects.get()
    assert (told.role, told.area and told.area.code) == ("national", "CAN")
