"""Each page: few queries, right language, strict headers, a JSON twin."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from accord.directory.actions import publish_country
from accord.directory.models import Conference
from accord.indicators.actions import publish_indicators
from accord.indicators.models import Indicator
from accord.indicators.tests.makers import release_of
from accord.people.models import Area
from accord.record.models import Topic

pytestmark = pytest.mark.django_db
PAGES = ["", "countries/XKA/", "indicators/t.1/", "explore/",
         "explore/?indicator=t.1&view=dots", "countries/XKA/like/", "search/?q=land", "directory/", "partnerships/", "know/", "recommendations/",
         "gaps/", "sdmx/", "indicators/t.1/gaps/", "countries/XKA/gaps/",
         "indicators/t.1/progress/", "indicators/t.1/regions/", "countries/XKA/progress/",
         "commitments/", "questions/", "shadow-reports/", "plans/", "actions/", "countries/XKA/pathfinding/",
         "countries/XKA/accountability/", "countries/XKA/timeline/", "themes/inspire-x/", "conferences/c-1/", "act/", "platforms/", "threats/", "work-plan/",
         "work-plan/?view=board", "work-plan/matrix/", "meetings/", "discussions/", "discussions/chatham-house/", "countries/XKA/coordination/", "learn/", "practices/", "practices/travel/", "offers/", "start/", "start/peer/", "learn/elsewhere/", "countries/XKA/learn/", "agree/", "account/", "report/", "report/?world=demo", "help-now/", "about/"]  # fmt: skip
VALUED = [
    ".json",
    "countries/XKA.json",
    "indicators/t.1.json",
    "explore.json",
    "explore.json?indicator=t.1&view=table",
    "countries/XKA/like.json",
    "indicators/t.1/progress.json",
    "indicators/t.1/regions.json",
    "countries/XKA/progress.json",
    "search.json?q=land",
    "directory.json",
    "know.json",
    "sdmx.json",
    "recommendations.json",
    "countries/XKA/accountability.json",
    "countries/XKA/timeline.json",
    "countries/XKA/scorecard.json",
    "themes/inspire-x.json",
    "conferences/c-1.json",
    "report.json",
    "practices.json",
    "practices/travel.json",
    "offers.json",
    "start.json",
    "learn/elsewhere.json",
    "countries/XKA/learn.json",
    "platforms.json",
    "threats.json",
    "work-plan.json",
    "work-plan/matrix.json",
    "meetings.json",
    "discussions.json",
    "discussions/chatham-house.json",
    "countries/XKA/coordination.json",
]


@pytest.fixture(autouse=True)
def _world() -> None:
    area = Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land", "ar": "أرض"})
    indicator = Indicator.objects.create(code="t.1", names={"en": "T"}, unit="percent", direction="lower", source="made up")
    release_of("indicator,iso3,year,value\nt.1,XKA,2018,4.5\nt.1,XKA,2020,4.5\n")
    publish_country(area)
    publish_country(Area.objects.create(code="XKB", iso3="XKB", kind="member_state", names={"en": "Other"}))
    publish_indicators([(indicator, [])])
    Topic.objects.create(code="inspire-x", scheme="inspire", names={"en": "Laws"}, source="made up")
    Conference.objects.create(
        slug="c-1", names={"en": "C"}, place="P", starts="2024-11-07", ends="2024-11-08", hosts="H", url="https://c.example",
        source="made up", as_of="2024-11-08",
    )  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_little_and_is_well_formed(
    client: Client, django_assert_max_num_queries: Callable[..., Any], path: str
) -> None:
    caches["pages"].clear()
    client.get("/en/countries/XKB/")  # the catalogue of indicators is read once a publication, for all pages
    for _visit in ("first", "again"):
        with django_assert_max_num_queries(16 if path == "countries/XKA/" else 15):  # drawn on the spot: 0009
            response = client.get(f"/en/{path}")
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert '<html lang="en" dir="ltr">' in html
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", VALUED)
def test_a_page_has_a_typed_value(client: Client, path: str) -> None:
    response = client.get(f"/en/{path}" if path != ".json" else "/en.json")
    assert response["Content-Type"] == "application/json"
    assert response.json()


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("es", "ltr"), ("fr", "ltr"), ("ru", "ltr"), ("zh", "ltr")]
)
def test_every_language_answers_in_its_direction(client: Client, language: str, direction: str) -> None:
    html = client.get(f"/{language}/countries/XKA/").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert ("أرض" in html) == (language == "ar")


@pytest.mark.parametrize(("accepts", "goes"), [("ar,en;q=0.5", "/ar/"), ("zh-CN", "/zh/"), ("de", "/en/"), ("", "/en/")])
def test_the_root_goes_where_the_reader_reads(client: Client, accepts: str, goes: str) -> None:
    assert client.get("/", headers={"accept-language": accepts})["Location"] == goes


def test_unknown_things_are_not_found(client: Client) -> None:
    for path in ("countries/QQQ/", "countries/QQQ.json", "indicators/none/", "recommendations/none/", "nowhere/"):
        assert client.get(f"/en/{path}").status_code == 404


def test_my_page_asks_to_sign_in(client: Client) -> None:
    assert "/accounts/login/" in client.get("/en/my/")["Location"]
