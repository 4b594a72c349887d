"""Pages of data gaps: who lacks a figure, a recent one, a breakdown, and what to ask for."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from accord.indicators.models import AcceptedSource, Breakdown, Family, Indicator
from accord.indicators.reads.gaps import country_gaps, gaps_overview, indicator_gaps
from accord.indicators.reads.held import end_of
from accord.indicators.tests.makers import release_of
from accord.kit import clock
from accord.people.models import Area

pytestmark = pytest.mark.django_db
HEAD = "indicator,iso3,year,sex,age,Disability status,value\n"
FIGURES = HEAD + (
    "h.1,XKA,2023,F,1-14,,30\nh.1,XKA,2023,M,1-14,,31\nh.1,XKA,2023,F,1-14,With,40\n"  # by sex and disability, one age group
    "h.1,XKB,2012,,,,9\n"  # old
    "h.1,XKC,2024,,,,\n"  # no value
    "h.1,XKD,2022,F,,,7\nh.1,XKD,2022,M,,,8\nh.1,XKD,2024,T,,,7\n"  # by sex in a figure that is not old yet
)


@pytest.fixture(autouse=True)
def _world(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    caches["pages"].clear()
    for code in ("XKA", "XKB", "XKC", "XKD"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    Area.objects.create(code="XAA", iso3="XAA", kind="demo", names={"en": "Invented"}, world="demo")
    for n, (code, headings) in enumerate((("sex", []), ("age", []), ("disability", ["Disability status"]), ("wealth", []))):
        Breakdown.objects.create(code=code, names={"en": code.title()}, headings=headings, position=n, source="made up")
    home = Family.objects.create(code="home", names={"en": "Home"}, source="made up")
    for code in ("h.1", "h.2", "GBR-1"):
        Indicator.objects.create(
            code=code, names={"en": f"Name {code}"}, unit="percent", direction="lower", source="made up", family=home,
            expected_breakdowns=["sex", "age", "disability", "wealth"], custodian="A custodian",
        )  # fmt: skip
    with clock.standing_at(datetime(2026, 11, 1, tzinfo=UTC)):
        yield


def line_of(code: str) -> Any:
    page = indicator_gaps("h.1")
    return next(line for line in (*page.lines, *page.without) if line.area_code == code)


def test_countries_are_counted_by_the_age_of_their_newest_figure() -> None:
    release_of(FIGURES)
    page = indicator_gaps("h.1")
    assert (page.counts.recent, page.counts.old, page.counts.none, page.counts.of) == (2, 1, 1, 4)
    assert [line.area_code for line in page.without] == ["XKC"]
    assert [(b.code, b.there, b.of) for b in page.breakdowns] == [
        ("sex", 2, 3), ("age", 0, 3), ("disability", 1, 3), ("wealth", 0, 3)
    ]  # fmt: skip


def test_what_lacks_is_asked_for_in_sentences() -> None:
    release_of(FIGURES)
    assert line_of("XKA").ask == "Ask the national statistical office for the figure of 2023 by: Age."
    assert line_of("XKB").lacks == ["old", "breakdown"]
    assert line_of("XKB").ask == "Ask the national statistical office for a figure newer than 2012, by: Sex, Age, Disability."
    assert line_of("XKC").ask == "Ask the national statistical office whether it holds a figure."
    assert line_of("XKD").missing == ["age", "disability"]


def test_a_value_that_is_empty_in_the_newest_year_does_not_hide_the_one_before() -> None:
    release_of(HEAD + "h.1,XKA,2022,,,,5\nh.1,XKA,2024,,,,\n")
    assert line_of("XKA").newest == 2022
    overview = gaps_overview()
    assert [(r.code, r.counts.recent, r.counts.old, r.counts.none) for r in overview.families[0].rows] == [
        ("h.1", 1, 0, 3), ("h.2", 0, 0, 4)
    ]  # fmt: skip


def test_a_span_of_years_is_as_old_as_the_first() -> None:
    release_of(HEAD + "h.1,XKA,2013-2022,,,,5\nh.1,XKB,2013-2022,,,,5\nh.1,XKB,2014,,,,6\nh.1,XKC,2021-2022,,,,5\n")
    assert (line_of("XKA").period, line_of("XKA").lacks) == ("2013–2022", ["old", "breakdown"])
    assert "Ask which year it is of" in line_of("XKA").ask
    assert line_of("XKB").period == "2014"
    assert (line_of("XKC").lacks, "which year" in line_of("XKC").ask) == (["breakdown"], False)
    assert gaps_overview().families[0].rows[0].counts.old == 2


def test_months_are_told_for_a_national_release_with_a_day_and_for_no_collection() -> None:
    one = Indicator.objects.get(code="h.1")
    AcceptedSource.objects.create(
        indicator=one, name="Office of XKA", role="national", area=Area.objects.get(code="XKA"), source="made up"
    )
    release_of(FIGURES, "A collection")
    assert (line_of("XKA").months, line_of("XKA").months_why) == (None, "collection")
    release = release_of(HEAD + "h.1,XKA,2023,F,1-14,,30\nh.1,XKA,2023,M,1-14,,31\n", "Office of XKA")
    assert (line_of("XKA").months_why, line_of("XKA").source) == ("undated", "Office of XKA")
    assert "the release bears no month" in line_of("XKA").ask
    type(release).objects.filter(pk=release.pk).update(dated="2026-03")
    assert line_of("XKA").months == 27
    assert "27 months passed" in line_of("XKA").ask
    assert indicator_gaps("h.1").months_median == 27


@pytest.mark.parametrize(
    ("period", "end"),
    [("2021", date(2021, 12, 31)), ("2021-06", date(2021, 6, 30)), ("2021-Q1", date(2021, 3, 31)),
     ("2020-06-01/2021-02-28", date(2021, 2, 28)), ("2013-2021", date(2021, 12, 31)), ("2020-21", date(2021, 12, 31))],
)  # fmt: skip
def test_the_end_of_a_period(period: str, end: date) -> None:
    assert end_of(period, 2021) == end


def test_a_country_has_its_indicators_by_family_and_none_of_another_office() -> None:
    release_of(FIGURES)
    page = country_gaps("xkb")
    assert [(f.code, [line.indicator for line in f.lines]) for f in page.families] == [("home", ["h.1", "h.2"])]
    assert (page.counts.recent, page.counts.old, page.counts.none) == (0, 1, 1)
    assert [s.name for s in page.sources] == ["Made-up office"]


PAGES = ["indicators/h.1/gaps/", "countries/XKB/gaps/", "gaps/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_its_words_mean_and_is_kept(path: str, django_assert_max_num_queries: Callable[..., Any]) -> None:
    release_of(FIGURES)
    client = Client()
    with django_assert_max_num_queries(15):
        html = client.get(f"/en/{path}").content.decode()
    assert html.count("<h1") == 1
    assert "does not mean that the country has no data" in html
    assert "Made-up office" in html
    with django_assert_max_num_queries(4):
        assert client.get(f"/en/{path}").content.decode() == html
    assert client.get(f"/en/{path[:-1]}.json").json()


def test_figures_grow_old_with_the_year() -> None:
    release_of(HEAD + "h.1,XKA,2021,,,,5\n")
    client = Client()
    assert '<td class="n heat1">1</td><td class="n heat0">0</td>' in client.get("/en/gaps/").content.decode()
    with clock.standing_at(datetime(2027, 1, 2, tzinfo=UTC)):
        assert '<td class="n heat0">0</td><td class="n heat1">1</td>' in client.get("/en/gaps/").content.decode()


def test_each_page_is_a_table_to_take_away() -> None:
    release_of(FIGURES)
    rows = {path: _rows(f"/en/{path[:-1]}.csv") for path in PAGES}
    assert [r["area_code"] for r in rows[PAGES[0]]] == ["XKA", "XKB", "XKD", "XKC"]
    assert rows[PAGES[1]][1]["what_to_ask_for"] == "Ask the national statistical office whether it holds a figure."
    assert [(r["indicator"], r["no_value_here"]) for r in rows[PAGES[2]]] == [("h.1", "1"), ("h.2", "4")]


def _rows(address: str) -> list[dict[str, str]]:
    answer: Any = Client().get(address)
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_what_has_no_such_page_is_not_found() -> None:
    for path in ("indicators/none/gaps/", "indicators/GBR-1/gaps/", "countries/XAA/gaps/", "countries/QQQ/gaps.csv"):
        assert Client().get(f"/en/{path}").status_code == 404


def test_nothing_loaded_says_what_to_do() -> None:
    html = Client().get("/en/indicators/h.1/gaps/").content.decode()
    assert "No release has figures of it yet." in html
