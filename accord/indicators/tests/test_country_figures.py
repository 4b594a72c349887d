"""Figures of a country by family: which source a small chart shows, what is missing, what the table says."""

import csv
import io

import pytest
from django.test import Client

from accord.indicators.models import AcceptedSource, Family, Indicator, Latest, Target
from accord.indicators.reads import area_values, country_figures
from accord.indicators.reads.figures import newest, newest_of
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
HEAD = "indicator,iso3,year,sex,value,nature,flags\n"


@pytest.fixture(autouse=True)
def _known() -> None:
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    Area.objects.create(code="001", m49="001", kind="region", names={"en": "World"})
    home, school = (
        Family.objects.create(code=c, names={"en": c.title()}, position=n, source="made up")
        for n, c in enumerate(("home", "school"))
    )
    for n, (code, family, core) in enumerate((("h.1", home, True), ("h.2", home, True), ("s.1", school, False))):
        one = Indicator.objects.create(
            code=code, names={"en": f"Name {code}"}, unit="percent", direction="lower", source="made up", family=family,
            core=core, position=n,
        )  # fmt: skip
        for name in ("Custodian", "Other custodian"):
            AcceptedSource.objects.create(
                indicator=one, name=name, role="custodian", accepted_for_global=name == "Custodian", source="made up"
            )
        AcceptedSource.objects.create(indicator=one, name="Office", role="national", source="made up")
    Target.objects.create(
        indicator=Indicator.objects.get(code="h.1"), kind="elimination", value=0, year=2030, words="End it.", source="made up"
    )


def land() -> Area:
    return Area.objects.get(code="XKA")


def test_one_accepted_source_and_the_countrys_own_side_by_side() -> None:
    release_of(HEAD + "h.1,XKA,2015,,40,c,\nh.1,XKA,2018,,30,c,\nh.1,XKB,2018,,3,c,\n", "Custodian")
    release_of(HEAD + "h.1,XKA,2020,,25,c,\n", "Other custodian")
    release_of(HEAD + "h.1,XKA,2021,,28,,\n", "Office")
    home = country_figures(land()).families[0]
    letters = {s.letter: s.name for s in country_figures(land()).sources}
    assert [letters[p.source] for p in home.panels] == ["Custodian", "Office"]
    first = home.panels[0]
    assert (first.countries, first.of, first.target, first.target_year) == (2, 2, 0, 2030)
    assert [year for year, _v in first.series[0].points] == [2015, 2018]
    assert [code for code, _names in home.missing] == ["h.2"]


def test_a_newest_year_without_a_value_takes_no_older_figure_away(client: Client) -> None:
    release_of(HEAD + "h.1,XKA,2015,,14,c,\nh.1,XKA,2018,,..,c,\n", "Custodian")
    home = country_figures(land()).families[0]
    assert [(p.indicator, p.series[0].points) for p in home.panels] == [("h.1", [(2015, 14)])]
    assert [code for code, _names in home.missing] == ["h.2"]
    assert client.get("/en/countries/XKA/").status_code == 200


def test_the_newest_figure_that_there_is_stands_with_its_year(client: Client) -> None:
    """What is withheld, or told as a bound, is told: an older figure does not take its place."""
    release = release_of(
        HEAD + "h.1,XKA,2015,,14,c,\nh.1,XKA,2018,,..,c,\nh.1,XKB,2015,,3,c,\nh.1,XKB,2018,,,c,Q\n"
        "h.2,XKA,2015,,6,c,\nh.2,XKA,2018,,<5,c,\nh.2,XKB,2018,,..,c,\n", "Custodian",
    )  # fmt: skip
    told = {("h.1", "XKA"): (14, 2015), ("h.1", "XKB"): (None, 2018), ("h.2", "XKA"): (None, 2018), ("h.2", "XKB"): (None, 2018)}
    known = list(Indicator.objects.filter(code__in=("h.1", "h.2")))
    for found in (newest(Latest.objects.all()), [v for one in known for v in newest_of(release, one)]):
        assert {(v.indicator, v.area_code): (v.value, v.end) for v in found} == told
    html = client.get("/en/countries/XKA/").content.decode()
    assert "14</td>" in html


def test_a_family_without_core_figures_shows_another() -> None:
    release_of(HEAD + "s.1,XKA,2018,,30,c,\n", "Custodian")
    families = {f.code: f for f in country_figures(land()).families}
    assert [p.indicator for p in families["school"].panels] == ["s.1"]
    assert families["home"].panels == []


def test_the_page_names_unit_source_and_marks(client: Client) -> None:
    release_of(HEAD + "h.1,XKA,2015,female,40,c,y\nh.1,XKA,2018,female,30,e,y\n", "Custodian")
    html = client.get("/en/countries/XKA/").content.decode()
    row = next(line for line in html.splitlines() if line.startswith('<tr><th scope="row"><a href="/en/indicators/h.1/">'))
    for words in ("Women and girls", ">2018<", "30", "per cent", "Estimate", "#source-A", 'class="spark"'):
        assert words in row, words
    assert "figures of 1 of 2 countries" in html
    assert "No figure of this country:" in html
    rows = list(csv.DictReader(io.StringIO(client.get("/en/countries/XKA.csv").getvalue().decode())))
    assert [(r["indicator"], r["period"], r["value"], r["source"]) for r in rows] == [("h.1", "2018", "30", "Custodian")]
    told = client.get("/en/countries/XKA.json").json()["figures"]
    assert told["families"][0]["panels"][0]["countries"] == 1


def test_a_fictional_country_is_not_told_of_a_count_it_has_no_part_in(client: Client) -> None:
    release_of(HEAD + "h.1,XKB,2018,female,30,e,y\n", "Office")
    Area.objects.filter(code="XKB").update(world="demo", kind="demo")
    html = client.get("/en/countries/XKB/").content.decode()
    assert "A: Office" in html
    assert "figures of 0" not in html


def test_only_accepted_sources_speak_for_the_world() -> None:
    release_of(HEAD + "h.1,001,2020,,50,e,\n", "Office")
    release_of(HEAD + "h.1,001,2021,,51,e,\n", "Other custodian")
    assert area_values("001", ["h.1"]) == []
    release_of(HEAD + "h.1,001,2019,,52,e,\n", "Custodian")
    assert [str(v.value) for v in area_values("001", ["h.1"])] == ["52"]
