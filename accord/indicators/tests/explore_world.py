"""A small made-up world for tests of the explorer, made once for a file of them."""

import re
from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.utils import translation

from accord.indicators.explore import offer
from accord.indicators.explore.figures import Explored, explored
from accord.indicators.models import AcceptedSource, Breakdown, Family, Flag, Indicator, Origin, Release, Target, UnitMeasure
from accord.indicators.tests.makers import release_of
from accord.people.models import Area, AreaAlias

HEAD = "indicator,iso3,year,sex,age,nature,value,lower,upper,flags,footnote,Household income\n"
CUSTODIAN = HEAD + (
    "t.1,XKA,2010,female,15_49,c,30,,,,,\nt.1,XKA,2015,female,15_49,c,20,,,,,\n"
    "t.1,XKA,2018,female,15_49,c,12.5,10,15.5,y,Only the north,\nt.1,XKA,2018,male,15_49,c,3,,,,,\n"
    "t.1,XKA,2018,female,15_49,c,25,,,,,Poorest\nt.1,XKB,2016,female,15_49,c,8,7,9,,,\nt.1,XKB,2012,female,15_19,c,6,,,,,\n"
    "t.1,XKC,2017,female,15_49,c,4,,,,=HYPERLINK(evil),\nt.1,001,2019,female,15_49,e,20,,,,,\n"
    "t.2,XKA,2018,,,c,140,120,160,,,\nt.2,XKB,2018,,,c,70,,,,,\nt.2,XKA,2013-2021,,1_14,c,7,,,,,\n"
)
NATIONAL = "indicator,iso3,year,sex,age,value\nt.1,XKA,2020,female,15_49,14\n"
AT = "/en/explore/"
ONE = "indicator=t.1&area=XKA&area=XKB"
TILES = {"XKA": (0, 0), "XKB": (0, 1), "XKC": (1, 1)}


@pytest.fixture(scope="module")
def explore_world(one_world: None) -> None:
    _make()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page asked for in Arabic leaves the language behind: the next test has its own again."""
    with translation.override("en"):
        yield


@pytest.fixture
def tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up countries have their tiles on the map of States."""
    for where in ("accord.indicators.explore.pictures", "accord.kit.charts.map"):
        monkeypatch.setattr(f"{where}.positions", lambda: TILES)


def _make() -> None:
    world = Area.objects.create(code="001", m49="001", kind="region", names={"en": "World", "ar": "العالم"})
    south = Area.objects.create(code="202", m49="202", kind="region", names={"en": "South Land"}, parent=world)
    for code, name, arabic in (("XKA", "Alder", "ألدر"), ("XKB", "Birch", "بتولا"), ("XKC", "Cedar", "أرز")):
        Area.objects.create(
            code=code, iso3=code, kind="member_state", names={"en": name, "ar": arabic}, parent=south, sids=code == "XKB"
        )
    Area.objects.create(code="XKD", iso3="XKD", kind="member_state", names={"en": "Alderney"}, parent=world)
    Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Aldoria"})
    AreaAlias.objects.create(alias="Old Birchland", area=Area.objects.get(code="XKB"), source="made up")
    family = Family.objects.create(code="home", names={"en": "In the home"}, position=1, source="made up")
    percent = UnitMeasure.objects.create(
        code="PCNT", unit="percent", names={"en": "per cent"}, aliases=["percent"], lower=0, upper=100, source="made up"
    )
    one = Indicator.objects.create(
        code="t.1", names={"en": "Tested one", "ar": "مقيس"}, unit="percent", direction="lower", source="made up", position=1,
        family=family, unit_measure=percent, definition="Share of all.", core=True,
    )  # fmt: skip
    Indicator.objects.create(
        code="t.2", names={"en": "Counted two"}, unit="number", direction="lower", source="made up", position=2, family=family
    )
    Target.objects.create(indicator=one, kind="elimination", value=0, year=2030, words="End it.", source="made up goal")
    Breakdown.objects.create(code="wealth", names={"en": "Wealth"}, headings=["Household income"], position=1, source="made up")
    Flag.objects.create(code="y", meaning="Part of the country", source="made up")
    AcceptedSource.objects.create(
        indicator=one, name="Custodian", role="custodian", accepted_for_global=True, source="made up"
    )  # fmt: skip
    release_of(CUSTODIAN, "Custodian", "CC BY 4.0")
    release_of(NATIONAL, "Office of Alder", "Open licence")
    Origin.objects.filter(releases=Release.objects.get(source="Custodian")).update(role="custodian")
    Origin.objects.filter(releases=Release.objects.get(source="Office of Alder")).update(role="national")


def view_of(query: str) -> Explored:
    stage = offer.read(QueryDict(query))
    assert stage.asked is not None, stage.form.errors
    return explored(stage.asked, stage.places, stage.holdings, stage.by)


def table(html: str) -> str:
    found = re.search(r"<table.*?</table>", html.split('aria-label="Figures of this view"')[1], re.S)
    assert found
    return found[0]
