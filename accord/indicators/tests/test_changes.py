"""The difference of two releases, as a table and as a picture."""

import csv
import io

import pytest
from django.test import Client

from accord.indicators.models import Indicator
from accord.indicators.reads import changes_page
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
HEAD = "indicator,iso3,year,sex,value\n"
OLD = HEAD + "t.1,XKA,2018,female,12.5\nt.1,XKA,2019,female,10\nt.1,XKB,2018,female,7\nt.1,XKB,2019,female,6\n"
NEW = HEAD + "t.1,XKA,2018,female,12.5\nt.1,XKA,2019,female,11\nt.1,XKB,2018,female,4\nt.1,XKA,2020,female,9\n"


@pytest.fixture(autouse=True)
def _known() -> None:
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    for code in ("t.1", "t.2"):
        Indicator.objects.create(code=code, names={"en": "Tested"}, unit="percent", direction="lower", source="made up")


def test_each_kind_of_change_is_told(client: Client) -> None:
    old, new = release_of(OLD, "Custodian"), release_of(NEW, "Custodian")
    page = changes_page("t.1", old.pk, new.pk)
    told = {(c.area_code, c.period): (c.kind, c.before, c.after) for c in page.changes}
    assert {key: kind for key, (kind, _b, _a) in told.items()} == {
        ("XKA", "2019"): "raised", ("XKA", "2020"): "new", ("XKB", "2018"): "lowered", ("XKB", "2019"): "gone",
    }  # fmt: skip
    assert page.counts == {"raised": 1, "new": 1, "lowered": 1, "gone": 1}
    html = client.get(f"/en/indicators/t.1/changes/?from={old.pk}&to={new.pk}").content.decode()
    assert html.count("<svg") >= 3  # the mark of the site and two pictures
    assert "Land XKB, 2018: \u20667% → 4%\u2069" in html
    assert "not there" in html


def test_the_newest_two_are_compared_where_none_is_chosen(client: Client) -> None:
    assert "nothing to compare" in client.get("/en/indicators/t.1/changes/").content.decode()
    old, new = release_of(OLD, "Custodian"), release_of(NEW, "Custodian")
    told = client.get("/en/indicators/t.1/changes.json").json()
    assert (told["before"]["id"], told["after"]["id"]) == (old.pk, new.pk)
    rows = list(csv.DictReader(io.StringIO(client.get("/en/indicators/t.1/changes.csv").getvalue().decode())))
    assert {r["change"] for r in rows} == {"raised", "lowered", "new", "gone"}
    same = client.get(f"/en/indicators/t.1/changes/?from={new.pk}&to={new.pk}").content.decode()
    assert "The two say the same" in same


def test_a_release_without_its_figures_is_not_found(client: Client) -> None:
    old, other = release_of(OLD, "Custodian"), release_of(OLD.replace("t.1", "t.2"), "Custodian")
    draft = release_of(NEW, "Custodian", licence="")
    for query in (
        f"from={old.pk}&to={other.pk}",
        f"from={old.pk}&to={draft.pk}",
        f"from={old.pk}",
        "from=x&to=1",
        "from=1&to=99999999999",
    ):
        assert client.get(f"/en/indicators/t.1/changes/?{query}").status_code == 404, query
