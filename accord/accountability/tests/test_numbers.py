"""No number that stands in a table, however it came there, breaks the page of its record."""

from typing import Any

import pytest
from django.db import connection

from accord.accountability import actions
from accord.accountability.models import Commitment, Entry, Measure
from accord.accountability.tests.test_reporting import TOLD, Stage, client_of
from accord.directory.actions import publish_country
from accord.indicators.models import Indicator, Latest, Release
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
HUGE = 1.5e300


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    Indicator.objects.create(code="t.1", names={"en": "T"}, unit="percent", direction="lower", source="made up")
    return Stage()


def poison(model: Any, column: str) -> None:
    """As an earlier version of a form could leave it: SQLite keeps any number."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL refuses what its column does not hold")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = %s", [HUGE])


def test_a_commitment_with_poisoned_figures_is_shown(stage: Stage) -> None:
    Measure.objects.create(
        commitment=stage.commitment, indicator=Indicator.objects.get(), baseline=1, baseline_year=2020, target=2, target_year=2030
    )
    Commitment.objects.update(budget=1, currency="EUR")
    for model, column in ((Measure, "baseline"), (Measure, "target"), (Commitment, "budget")):
        poison(model, column)
    client = client_of(stage.focal)
    for path in (f"/en/commitments/{stage.commitment.ref}/", f"/en/commitments/{stage.commitment.ref}.json", stage.url):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("value", ["1E+1000000", "9" * 5_000, "1E+30", "sNaN", "x" * 5_000])
def test_a_report_with_a_poisoned_value_is_shown(stage: Stage, value: str) -> None:
    told = TOLD | {"values": [{"indicator": "t.1", "value": value, "year": 2020}]}
    actions.write_entry(stage.report, stage.commitment, told, version=0, by=stage.focal)
    assert Entry.objects.get().values[0]["value"] == value
    assert client_of(stage.focal).get(stage.url).status_code == 200


def test_an_indicator_with_a_poisoned_figure_is_shown(stage: Stage) -> None:
    publish_country(Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land"}))
    release_of("indicator,iso3,year,value\nt.1,XKA,2018,4.5\n")
    assert Release.objects.exists()
    poison(Latest, "value")
    client = client_of(stage.focal)
    for path in ("indicators/t.1/", "countries/XKA/", "countries/XKA.json"):
        assert client.get(f"/en/{path}").status_code == 200, path
    assert (Latest.objects.get().value or 0) > 10**299


@pytest.mark.parametrize(("field", "typed"), [("baseline", "1E+20"), ("target", "9" * 30), ("baseline", "1" * 10)])
def test_a_figure_that_does_not_fit_is_refused_by_the_form(stage: Stage, field: str, typed: str) -> None:
    answer = client_of(stage.focal).post(
        f"/en/commitments/{stage.commitment.ref}/measures/new/",
        {"indicator": "t.1", field: typed, f"{field}_year": "2020", "version": "0", "draft": "0"},
    )
    assert answer.status_code == 422
    assert not Measure.objects.exists()
