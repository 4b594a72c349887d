"""An indicator's page: what it means, who says what side by side, what each mark means, and how it stood before."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from accord.indicators.actions import rematerialise
from accord.indicators.drawing.pictures import class_limits
from accord.indicators.models import (
    AcceptedSource,
    Breakdown,
    Crosswalk,
    Flag,
    Indicator,
    Release,
    Target,
    UnitMeasure,
)
from accord.indicators.progress.series import series_of
from accord.indicators.reads import indicator_page
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
CUSTODIAN = (
    "indicator,iso3,year,sex,age,nature,value,lower,upper,flags,footnote\n"
    "t.1,XKA,2015,female,15_49,c,30,,,,\nt.1,XKA,2018,female,15_49,c,12.5,10,15.5,y,Only the north\n"
    "t.1,XKA,2018,male,15_49,c,3,,,,\n"
    "t.1,XKB,2016,female,15_49,c,8,,,,\nt.1,001,2019,female,15_49,e,20,,,,\n"
)
NATIONAL = "indicator,iso3,year,sex,value\nt.1,XKA,2020,female,14\n"


@pytest.fixture(autouse=True)
def _known() -> None:
    for code in ("XKA", "XKB", "XKC"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    Area.objects.create(code="001", m49="001", kind="region", names={"en": "World"})
    unit = UnitMeasure.objects.create(
        code="PCNT", unit="percent", names={"en": "per cent"}, aliases=["percent"], lower=0, upper=100, source="made up"
    )
    indicator = Indicator.objects.create(
        code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up", definition="Share of all.",
        unit_measure=unit, expected_breakdowns=["sex", "age", "wealth"], comparability="Surveys differ.",
    )  # fmt: skip
    for number, name in enumerate(("sex", "age", "wealth")):
        headings = {"wealth": ["Household income"]}.get(name, [name.upper()])
        Breakdown.objects.create(code=name, names={"en": name.title()}, headings=headings, position=number, source="made up")
    Flag.objects.create(code="y", meaning="Part of the country", source="made up")
    Target.objects.create(indicator=indicator, kind="elimination", value=0, year=2030, words="End it.", source="made up")
    AcceptedSource.objects.create(
        indicator=indicator, name="Custodian", role="custodian", accepted_for_global=True, source="made up"
    )
    AcceptedSource.objects.create(
        indicator=indicator, name="Office of Land", role="national", area=Area.objects.get(code="XKA"), source="made up"
    )


def cells(client: Client, path: str) -> list[dict[str, str]]:
    response = client.get(f"/en/{path}")
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


def test_it_says_what_is_measured_and_what_is_to_be_reached(client: Client) -> None:
    html = client.get("/en/indicators/t.1/").content.decode()
    for words in ("Share of all.", "per cent", "Lower is better", "To be ended: 0 per cent by 2030", "Surveys differ."):
        assert words in html, words


def test_a_national_value_stands_beside_the_custodians(client: Client) -> None:
    release_of(CUSTODIAN, "Custodian")
    assert indicator_page("t.1").side_by_side == []
    release_of(NATIONAL, "Office of Land")
    row = next(r for r in indicator_page("t.1").side_by_side if r.sex == "F")
    assert [(v.source, str(v.value)) for v in (*row.national, *row.others)] == [("Office of Land", "14"), ("Custodian", "12.5")]
    html = client.get("/en/indicators/t.1/").content.decode()
    table = html.split('id="side"')[1].split("</table>")[0]
    first = next(line for line in table.split("<tr>") if "Women and girls" in line)
    assert all(words in first for words in ("Land XKA", "Office of Land", "Custodian", ">14", "12.5"))
    assert "Not accepted for global figures." in html


def test_the_newest_year_is_that_of_a_country() -> None:
    release_of(CUSTODIAN, "Custodian")
    shown = indicator_page("t.1").sources[0]
    assert (shown.newest, shown.countries, shown.of) == (2018, 2, 3)
    assert [(w.sex, [y for y, _v in w.points]) for w in shown.world] == [("F", [2019])]


def test_columns_that_say_the_same_are_said_once(client: Client) -> None:
    release_of(CUSTODIAN, "Custodian")
    html = client.get("/en/indicators/t.1/").content.decode()
    table = next(
        t.split("</table>")[0] for t in html.split("<table") if "Newest value of each country" in t.split("</caption>")[0]
    )
    heads = [h.split(">")[1].split("<")[0] for h in table.split('<th scope="col"')[1:]]
    assert heads == ["Country", "Period", "Women and girls", "Men and boys"]
    assert "Ages 15–49 · per cent · Country data" in table
    assert table.count("Land XKA") == 1  # women and men in one row


def test_marks_intervals_and_footnotes_are_within_reach(client: Client) -> None:
    release_of(CUSTODIAN, "Custodian")
    html = client.get("/en/indicators/t.1/").content.decode()
    assert '12.5 <span class="interval"><bdi dir="ltr">(10–15.5)</bdi></span><sup class="mk"><a href="#flag-y">y</a>' in html
    assert 'id="flag-y"' in html
    assert "Part of the country" in html
    note = html.split('<a href="#n1-')[1].split('"')[0]
    assert f'<li id="n1-{note}">Only the north</li>' in html
    row = next(r for r in cells(client, "indicators/t.1.csv") if r["area"] == "XKA" and r["sex"] == "F")
    assert [row[k] for k in ("lower", "upper", "flags", "footnote", "source")] == [
        "10.0",
        "15.5",
        "y",
        "Only the north",
        "Custodian",
    ]
    told = client.get("/en/indicators/t.1.json").json()
    value = next(v for v in told["sources"][0]["values"] if v["area_code"] == "XKA" and v["sex"] == "F")
    assert (value["lower"], value["footnote"], told["natures"]["c"]) == (10.0, "Only the north", "Country data")


def test_what_a_source_writes_is_text(client: Client) -> None:
    bad = '"<script>x</script>"'
    release_of(CUSTODIAN.replace("Only the north", bad), "<b>Custodian</b>", "<i>CC0</i>")
    html = client.get("/en/indicators/t.1/").content.decode()
    assert "<script>x" not in html
    assert "<b>Custodian" not in html
    assert "<i>CC0" not in html
    assert "&lt;script&gt;x" in html
    release_of(NATIONAL.replace("14", "15"), "=1+1")
    assert {r["source"] for r in cells(client, "indicators/t.1.csv")} == {"<b>Custodian</b>", "'=1+1"}


def published(release: Release, days_ago: int) -> None:
    Release.objects.filter(pk=release.pk).update(published_at=datetime(2026, 6, 30, 12, tzinfo=UTC) - timedelta(days=days_ago))


def test_a_page_as_it_stood(client: Client) -> None:
    first = release_of(CUSTODIAN, "Custodian")
    second = release_of(CUSTODIAN.replace("12.5", "11"), "Custodian")
    published(first, 20)
    published(second, 10)

    def women(day: str) -> list[str]:
        told = client.get(f"/en/indicators/t.1.json{day}").json()
        return [v["value"] for s in told["sources"] for v in s["values"] if (v["area_code"], v["sex"]) == ("XKA", "F")]

    assert [women(d) for d in ("", "?as_of=2026-06-20", "?as_of=2026-06-19", "?as_of=2026-06-10", "?as_of=2026-06-09")] == [
        ["11"], ["11"], ["12.5"], ["12.5"], []
    ]  # fmt: skip
    html = client.get("/en/indicators/t.1/?as_of=2026-06-12").content.decode()
    assert "As it stood on 12 June 2026." in html
    assert '<a href="/en/indicators/t.1/">' in html
    assert "12.5" in html
    assert [
        r["value"] for r in cells(client, "indicators/t.1.csv?as_of=2026-06-12") if r["sex"] == "F" and r["area"] == "XKA"
    ] == ["12.5"]
    assert client.get("/en/indicators/t.1/?as_of=yesterday").status_code == 404


def test_the_index_gives_what_the_database_holds() -> None:
    mixed = (
        "indicator,iso3,year,sex,age,Household income,value\n"
        "t.1,XKA,2015,female,15_49,,30\nt.1,XKA,2016,female,15_19,,9\nt.1,XKA,2016,female,15_49,Low,40\nt.1,XKA,2014,female,15_19,,8\n"
        "t.1,XKB,2016,,,Low,5\nt.1,XKB,2010-2012,,,,6\nt.1,XKB,2012,,,,x\n"
    ).replace("t.1,XKB,2012,,,,x\n", "")
    release_of(mixed, "Custodian")
    rematerialise()
    day = datetime.now(UTC).date() + timedelta(days=1)

    def rows(page: object) -> list[tuple[object, ...]]:
        return sorted((v.area_code, v.sex, v.age, v.breakdown, v.period, v.value) for s in page.sources for v in s.values)  # type: ignore[attr-defined]

    assert rows(indicator_page("t.1")) == rows(indicator_page("t.1", day))
    assert ("XKA", "F", "15_19", "", "2016", Decimal(9)) in rows(indicator_page("t.1"))


def test_of_age_groups_alike_the_widest_speaks_for_a_country() -> None:
    """A survey gives 15–49 and its parts in one year: the first of them in the alphabet is no figure of all women."""
    parts = ("15_19", "15_49", "20_24", "45_49")
    rows = "".join(f"t.1,XKA,2014,F,{age},{n}\n" for n, age in enumerate(parts, 1))
    release_of(f"indicator,iso3,year,sex,age,value\n{rows}", "C")
    rematerialise()
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    for page in (indicator_page("t.1"), indicator_page("t.1", tomorrow)):  # from the database, from the index
        assert [(v.age, v.value) for s in page.sources for v in s.values] == [("15_49", Decimal(2))]
    (told,) = series_of(Indicator.objects.filter(code="t.1"))[Indicator.objects.get(code="t.1").pk]
    assert told.age == "15_49"


def test_breakdowns_that_are_there_and_that_are_not() -> None:
    release_of(CUSTODIAN, "Custodian")
    release_of(
        "indicator,iso3,year,age,Household income,value\nt.1,XKA,2020,15_19,Low,1\nt.1,XKA,2020,20_24,Low,2\n", "Office of Land"
    )
    told = {b.code: b.there for b in indicator_page("t.1").breakdowns}
    assert told == {"sex": ["Custodian"], "age": ["Office of Land"], "wealth": ["Office of Land"]}


def test_what_is_only_near_says_how_and_where(client: Client) -> None:
    near = Indicator.objects.create(code="XKA-t", names={"en": "Near"}, unit="percent", direction="lower", source="made up")
    row = {"scheme": "national-XKA", "code": "1-2", "where": "Series=B", "source": "made up"}
    Crosswalk.objects.create(indicator=Indicator.objects.get(code="t.1"), match="near", differs="Marriages only.", **row)
    Crosswalk.objects.create(indicator=near, match="same", **row)
    line = indicator_page("t.1").crosswalk[0]
    assert (line.country["en"], line.differs, line.held_as) == ("Land XKA", "Marriages only.", "XKA-t")
    html = client.get("/en/indicators/t.1/").content.decode()
    assert '<a href="/en/indicators/XKA-t/">Held here as XKA-t</a>' in html


def test_a_publication_makes_the_page_anew(client: Client) -> None:
    release_of(CUSTODIAN, "Custodian")
    assert "12.5" in client.get("/en/indicators/t.1/").content.decode()
    release_of(CUSTODIAN.replace("12.5", "11.7"), "Custodian")
    html = client.get("/en/indicators/t.1/").content.decode()
    assert "11.7" in html
    assert "12.5" not in html


def test_downloads_hold_what_they_say(client: Client) -> None:
    first = release_of(CUSTODIAN, "Custodian")
    draft = release_of(NATIONAL, "Office", licence="")
    assert sorted(r["period"] for r in cells(client, "indicators/t.1/all.csv")) == ["2015", "2016", "2018", "2018", "2019"]
    assert len(cells(client, "indicators/t.1.csv")) == 4
    assert len(cells(client, f"releases/{first.pk}.csv")) == 5
    assert client.get(f"/en/releases/{draft.pk}.csv").status_code == 404


def test_releases_are_told_with_their_digests(client: Client) -> None:
    first, second = release_of(CUSTODIAN, "Custodian"), release_of(CUSTODIAN.replace("12.5", "11"), "Custodian")
    lines = indicator_page("t.1").releases
    assert [(r.id, r.current, r.previous) for r in lines] == [(second.pk, True, first.pk), (first.pk, False, None)]
    html = client.get("/en/indicators/t.1/").content.decode()
    assert first.sha256 in html
    assert f"?from={first.pk}&amp;to={second.pk}" in html


@pytest.mark.parametrize(
    ("values", "cuts"),
    [([1, 2, 3, 4, 5, 6], [3, 5]), ([5, 5, 5], []), ([0, 0, 0, 40], []), ([50, 88, 97, 100, 100, 100], [100]), ([], None)],
)
def test_a_map_has_at_most_three_classes_and_none_empty(values: list[int], cuts: list[int] | None) -> None:
    if cuts is None:
        with pytest.raises(IndexError):
            class_limits([])
        return
    assert class_limits([Decimal(v) for v in values]) == cuts
