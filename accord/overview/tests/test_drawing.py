"""Pages of figures are drawn at publication: the first reader asks for little, and never gets figures of before."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.indicators.actions import rematerialise
from accord.indicators.drawing import stored
from accord.indicators.models import Drawn, Indicator, Release
from accord.indicators.reads import standing_of_area, standing_of_indicator
from accord.indicators.tests.makers import release_of
from accord.overview.drawing import draw_after, draw_all
from accord.overview.management.commands import draw
from accord.people.models import Area

pytestmark = pytest.mark.django_db
HEAD = "indicator,iso3,year,value\n"
PAGES = ["countries/XKA/", "indicators/t.1/"]


@pytest.fixture(autouse=True)
def land() -> Area:
    Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up", core=True)
    Indicator.objects.create(code="t.2", names={"en": "Other"}, unit="percent", direction="lower", source="made up")
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    return Area.objects.get(code="XKA")


def published(rows: str, source: str = "Office") -> Release:
    return release_of(HEAD + rows, source)


def read(client: Client, page: str) -> str:
    """As a process reads it that has kept nothing yet."""
    caches["pages"].clear()
    return client.get(f"/{page}").content.decode()


def drawn() -> set[str]:
    return {f"{row.language}/{row.key}" for row in Drawn.objects.all()}


@pytest.mark.parametrize("page", PAGES)
def test_a_drawn_page_is_the_same_and_asks_less(client: Client, page: str) -> None:
    published("t.1,XKA,2020,47.25\n")
    pages = [f"{language}/{page}" for language in ("en", "ar")]
    made = [read(client, one) for one in pages]
    assert draw_all() == 6 * 4  # two indicators, two countries
    assert [read(client, one) for one in pages] == made
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/en/{page}")
    assert len(asked) <= 11
    assert not [q for q in asked.captured_queries if "accepted" in q["sql"]], "figures were read"


@pytest.mark.parametrize("page", PAGES)
def test_a_publication_is_seen_at_once_drawn_or_not(client: Client, page: str) -> None:
    published("t.1,XKA,2020,47.25\n")
    draw_all()
    published("t.1,XKA,2021,81.5\n")
    for drawing in (lambda: 0, draw_all):
        drawing()
        html = read(client, f"en/{page}")
        assert "81.5" in html
        assert "47.2" not in html


def test_only_what_a_publication_touched_is_drawn_anew() -> None:
    published("t.1,XKA,2020,1\nt.2,XKB,2020,1\n")
    draw_all()
    release = published("t.2,XKB,2021,2\n")
    assert draw_after(release) == 12  # a country and an indicator
    assert draw_all() == 0


def test_a_release_of_many_countries_is_left_to_the_command(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("accord.overview.drawing.AT_ONCE", 2)
    release = published("t.1,XKA,2020,1\nt.1,XKB,2020,1\n")
    assert draw_after(release) == 0
    call_command("draw", json=True)
    assert capsys.readouterr().out == '{"drawn": 24}\n'


def test_facts_code_and_rewritten_figures_make_old_drawings_void(land: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    published("t.1,XKA,2020,1\n")
    draw_all()
    before = standing_of_area(land), standing_of_indicator("t.1")
    rematerialise()
    assert standing_of_area(land).own != before[0].own
    assert standing_of_indicator("t.1").own != before[1].own
    assert draw_all() == 12
    monkeypatch.setattr(stored, "_code", lambda: "another")
    assert draw_all() == 24


def test_a_country_that_a_new_release_leaves_out_is_drawn_anew(client: Client, land: Area) -> None:
    published("t.1,XKA,2020,33.7\nt.1,XKB,2020,44\n")
    draw_all()
    published("t.1,XKB,2021,55\n")
    assert "33.7" not in read(client, "en/countries/XKA/")


def test_invented_and_forgotten_things_are_not_drawn() -> None:
    Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Madeupia"})
    Drawn.objects.create(key="country:OLD", language="en", state="1", parts=b"")
    draw_all()
    assert {one.split("/")[1] for one in drawn()} == {"country:XKA", "country:XKB", "indicator:t.1", "indicator:t.2"}


def test_a_publication_in_the_browser_draws(django_assert_max_num_queries: Callable[..., Any]) -> None:
    """`overview` is asked: the room of figures knows no countries' pages."""
    release = published("t.1,XKA,2020,1\n")
    assert stored.draw_after(release) == 12
    with django_assert_max_num_queries(40):
        assert stored.draw_after(release) == 0


@pytest.mark.parametrize(("options", "goes_on"), [({"beside": True}, False), ({}, True)])
def test_what_was_started_beside_a_site_ends_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, options: dict[str, bool], goes_on: bool
) -> None:
    parents = iter([99, 99])  # the starter, as the command begins and at its first look
    monkeypatch.setattr(draw.os, "getppid", lambda: next(parents, 1))
    call_command("draw", json=True, **options)
    assert ('"drawn"' in capsys.readouterr().out) == goes_on
