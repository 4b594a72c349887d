"""The explorer: one address is one view, what cannot be taken is named and kept."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import Client

from accord.indicators.actions import publish_indicators
from accord.indicators.explore import asked as limits
from accord.indicators.explore import figures, offer
from accord.indicators.explore.asked import VIEWS, Asked
from accord.indicators.explore.figures import Explored
from accord.indicators.explore.pictures import pictures
from accord.indicators.explore.places import SDG_REGIONS, Places, Unclear
from accord.indicators.models import Indicator
from accord.indicators.tests.explore_world import AT, ONE, english, explore_world, table, tiles, view_of
from accord.record.models import Topic
from accord.record.search.reads import search

assert explore_world
assert tiles
assert english
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("explore_world")]


def faults_of(query: str) -> dict[str, list[str]]:
    return {name: [str(one) for one in told] for name, told in offer.read(QueryDict(query)).form.errors.items()}


def told(page: Explored) -> list[tuple[str, str, str, str, str]]:
    return [(r.area, r.sex, r.age, r.period, str(r.value)) for r in page.rows]


# the address -----------------------------------------------------------------------------------------------------


def test_a_typed_form_leads_to_the_one_address_of_its_view(client: Client) -> None:
    typed = f"{AT}?view=table&to=&find=&area=XKB&add=alder%2C+Old+Birchland&indicator=t.2&indicator=t.1&by=&origin=&utm=x"
    response = client.get(typed)
    assert response.status_code == 302
    assert response["Location"] == f"{AT}?indicator=t.1&indicator=t.2&area=XKA&area=XKB&view=table"
    assert client.get(response["Location"]).status_code == 200


def test_the_address_holds_the_whole_view() -> None:
    whole = Asked(
        ("t.1",), ("XKA",), ("202", "sids"), ("F",), ("15_49",), "wealth", 2010, 2018, "custodian", True, "dots"
    )  # fmt: skip
    assert offer.read(QueryDict(whole.query())).asked == whole


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Alder", ["XKA"]), ("xkb", ["XKB"]), ("بتولا; cedar", ["XKB", "XKC"]), ("Alder, Birch", ["XKA", "XKB"]),
        ("Old Birchland", ["XKB"]), ("World", ["001"]), ("ceda", ["XKC"]), ("Alder، بتولا", ["XKA", "XKB"]),
    ],
)  # fmt: skip
def test_countries_are_found_by_name_and_code(words: str, codes: list[str]) -> None:
    assert Places().find(words) == codes


@pytest.mark.parametrize(("words", "among"), [("Atlantis", []), ("Alde", ["Alder", "Alderney"]), ("Aldoria", []), (",", [])])
def test_what_names_no_country_or_several_is_said(words: str, among: list[str]) -> None:
    with pytest.raises(Unclear) as fault:
        Places().find(words)
    assert [p.names["en"] for p in fault.value.among] == among


def test_groups_are_of_the_list_and_marks_of_countries() -> None:
    places = Places()
    assert [p.code for p in places.chosen([], ["202"])] == ["XKA", "XKB", "XKC"]
    assert [p.code for p in places.chosen(["XKA"], ["sids"])] == ["XKA", "XKB"]
    assert [p.code for p in places.chosen([], [])] == ["XKA", "XKD", "XKB", "XKC"]  # by name; none of another world
    assert not set(SDG_REGIONS) & set(places.groups)  # none without countries


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("indicator=zzz", "indicator", "zzz"), ("indicator=t.1&area=QQQ", "area", "QQQ"),
        ("indicator=t.1&group=<script>", "group", "<script>"), ("indicator=t.1&from=20x5", "start", "four figures"),
        ("indicator=t.1&from=²⁰¹⁵", "start", "four figures"), ("indicator=t.1&to=0001", "end", "four figures"),
        ("indicator=t.1&from=2019&to=2011", "end", "before the first"), ("indicator=t.1&view=pie", "view", "pie"),
        ("indicator=t.1&origin=me", "origin", "me"), ("indicator=t.1&by=zodiac", "by", "zodiac"),
        ("indicator=t.1&age=7_8", "age", "7_8"), ("indicator=t.1&sex=Q", "sex", "Q"), ("area=XKA", "indicator", "at least one"),
        ("indicator=t.1&add=Atlantis", "add", "Atlantis"), ("indicator=t.1&add=Alde", "add", "Alder; Alderney"),
        (f"indicator=t.1&add={'x' * 1001}", "add", "too long"),
    ],
)  # fmt: skip
def test_a_bad_value_is_named_at_its_field_and_kept(client: Client, query: str, field: str, said: str) -> None:
    assert any(said in one for one in faults_of(query)[field])
    response = client.get(f"{AT}?{query}")
    html = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in html
    assert "<script>" not in html.replace("<script src=", "")
    name, _equals, value = query.rpartition("&")[2].partition("=")
    if name in ("from", "to", "add"):
        assert f'name="{name}" value="{value}"' in html
    if name in ("sex", "age", "area", "group"):
        assert re.search(rf'value="{re.escape(value.replace("<", "&lt;").replace(">", "&gt;"))}"[^>]*checked', html)


def test_the_limits_of_a_view_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.indicators.explore.forms.MOST_PAIRS", 5)
    assert "2 of 4" in faults_of("indicator=t.1&indicator=t.2")["add"][0]
    assert not faults_of("indicator=t.1&indicator=t.2&area=XKA&area=XKB")
    monkeypatch.setattr("accord.indicators.explore.forms.MOST_INDICATORS", 1)
    assert "at most 1 " in faults_of("indicator=t.1&indicator=t.2")["indicator"][0]
    assert limits.MOST_PAIRS == 12 * 60


def test_too_many_figures_are_refused_with_a_way_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_ROWS", 2)
    html = client.get(f"{AT}?{ONE}&view=table").content.decode()
    assert "Too many figures for one view." in html
    assert "<table" not in html
    assert "/sdmx/v2/data/" in html
    for suffix in ("csv", "xlsx", "svg"):  # a file without its figures would read as if there were none
        answer = client.get(f"/en/explore.{suffix}?{ONE}&view=table")
        assert (answer.status_code, answer["Location"].startswith("/en/explore/?")) == (302, True), suffix


# the form --------------------------------------------------------------------------------------------------------


def test_an_indicator_is_found_without_scripts(client: Client) -> None:
    html = client.get(f"{AT}?find=count&indicator=t.1").content.decode()
    assert "1 indicator fits" in html
    assert 'value="t.1" id="i-t.1" checked' in html  # what was chosen stays
    assert 'value="t.2"' in html
    assert 'value="t.2"' not in client.get(f"{AT}?find=zebra").content.decode()


def test_words_that_were_looked_for_do_not_stand_in_the_way(client: Client) -> None:
    html = client.get(f"{AT}?find=count").content.decode()
    assert 'name="found" value="count"' in html
    response = client.get(f"{AT}?find=count&found=count&indicator=t.2&view=bars")
    assert (response.status_code, response["Location"]) == (302, f"{AT}?indicator=t.2&view=bars")
    assert client.get(f"{AT}?find=test&found=count&indicator=t.2").status_code == 200


def test_an_empty_form_says_what_may_be_chosen(client: Client) -> None:
    html = client.get(AT).content.decode()
    assert 'role="alert"' not in html
    assert "In the home" in html
    assert "Without a country or a group, all States are shown." in html
    assert [f["options"][0]["code"] for f in client.get("/en/explore.json").json()["families"]] == ["t.1"]


def test_a_group_without_a_name_in_the_readers_language_says_in_which_it_stands(client: Client) -> None:
    assert '<span lang="en" dir="ltr">South Land</span></label>' in client.get("/ar/explore/").content.decode()


def test_whoever_belongs_to_the_demonstration_begins_without_a_fault(client: Client) -> None:
    """Her lists begin in her world, which is no question of this form."""
    assert client.get(f"{AT}?world=demo").status_code == 200
    faulty = client.get(f"{AT}?view=bars").content.decode()
    assert faulty.count("id_indicator_0") == 2  # the summary's link, and where it leads


# the figures -----------------------------------------------------------------------------------------------------


def test_figures_stand_by_name_with_interval_year_and_source() -> None:
    page = view_of(f"{ONE}&origin=custodian")
    assert told(page) == [
        ("XKA", "F", "15_49", "2018", "12.5"), ("XKA", "F", "15_49", "2015", "20"), ("XKA", "F", "15_49", "2010", "30"),
        ("XKA", "M", "15_49", "2018", "3"), ("XKB", "F", "15_19", "2012", "6"), ("XKB", "F", "15_49", "2016", "8"),
    ]  # fmt: skip
    assert (page.rows[0].lower, page.rows[0].upper, page.rows[0].flags) == (10, 15.5, "y")
    assert [s.name for s in page.sources] == ["Custodian"]


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("&sex=M", ["3"]), ("&age=15_19", ["6"]), ("&from=2015&to=2016", ["20", "8"]), ("&origin=national", ["14"]),
        ("&newest=1", ["12.5", "14", "3", "6", "8"]), ("&newest=1&to=2012", ["30", "6"]), ("&origin=other", []),
        ("&by=wealth&sex=F&from=2018&origin=custodian", ["25", "12.5"]),
        ("&by=all&from=2018&sex=F&origin=custodian", ["25", "12.5"]),
        ("&view=map", ["12.5", "14", "3", "6", "8"]),
    ],
)  # fmt: skip
def test_each_choice_narrows(query: str, values: list[str]) -> None:
    assert sorted(str(r.value) for r in view_of(ONE + query).rows) == sorted(values)


def test_a_region_is_shown_only_as_a_source_publishes_it() -> None:
    assert told(view_of("indicator=t.1&area=001")) == [("001", "F", "15_49", "2019", "20")]
    assert view_of("indicator=t.2&area=202").rows == []  # nothing is reckoned from its countries


def test_the_table_names_target_mark_footnote_and_source(client: Client) -> None:
    html = client.get(f"{AT}?{ONE}&view=table").content.decode()
    first = table(html).split("<tbody>")[1].split("</tr>")[0]
    for words in ("Alder", "2018", "12.5", "(10–15.5)", "#flag-y", "0 by 2030", "#source-A"):
        assert words in first, words
    assert "Part of the country" in html
    assert "Only the north" in html
    assert "made up goal" in html
    assert "Tested one" not in table(html).split("<tbody>")[1]  # one indicator: said once, above


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.usefixtures("tiles")
def test_each_view_is_drawn_with_its_table(client: Client, view: str, language: str) -> None:
    html = client.get(f"/{language}/explore/?{ONE}&view={view}").content.decode()
    assert html.count("<h1") == 1
    assert ("<figure" in html) == (view != "table")
    assert html.count("<table") == 1
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html
    if view in ("line", "multiples", "bars", "dots"):
        assert "goal" in html.split("<figure")[1].split("</figure>")[0]


def test_pictures_keep_the_order_of_names_and_say_what_they_leave_out() -> None:
    bars, _left = pictures(view_of("indicator=t.1&sex=F&origin=custodian&age=15_49&view=bars"))
    assert [r[0] for r in bars[0].picture.rows] == ["Alder (2018)", "Birch (2016)", "Cedar (2017)"]
    dots, _left = pictures(view_of("indicator=t.1&sex=F&origin=custodian&age=15_49&view=dots"))
    assert [r[2] for r in dots[0].picture.rows] == ["⁦10%–15.5%⁩", "⁦7%–9%⁩", "not known"]
    assert [d.title for d in pictures(view_of(f"{ONE}&view=multiples"))[0]] == ["Alder", "Birch"]
    assert pictures(view_of("indicator=t.1&area=001&view=map")) == ([], 0)  # the world is no tile
    assert pictures(view_of(f"{ONE}&view=table")) == ([], 0)


@pytest.mark.usefixtures("tiles")
def test_a_map_is_of_one_source() -> None:
    maps, _left = pictures(view_of("indicator=t.1&view=map"))
    assert [m.letters for m in maps] == [("A",)]  # the national source speaks of one State: its figure is in the table
    assert maps[0].left_out
    assert "3 States" in maps[0].picture.label or "1 State" in maps[0].picture.label
    alone, _left = pictures(view_of("indicator=t.1&origin=national&view=map"))
    assert [m.letters for m in alone] == [("A",)]


def test_lines_beyond_six_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.indicators.explore.pictures.MOST_LINES", 1)
    drawn = pictures(view_of(f"{ONE}&view=line"))[0][0]
    assert "Alder" in drawn.picture.label
    assert drawn.left_out.startswith("4 more series")


def test_a_page_stays_light(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.indicators.explore.pictures.MOST_DRAWN", 10)
    html = client.get(f"{AT}?{ONE}&view=multiples").content.decode()
    assert html.count("<figure") == 1
    assert "1 more picture is left out" in html


def test_nothing_found_says_what_that_means(client: Client) -> None:
    html = client.get(f"{AT}?indicator=t.2&area=XKC&view=bars").content.decode()
    assert "No figure held here fits this choice." in html
    assert "<figure" not in html
    some = client.get(f"{AT}?indicator=t.2&view=table").content.decode()
    assert "No figure of 2 countries and regions chosen" in some
    assert "Cedar" in some


# what it costs, and what is hostile ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["", f"?{ONE}&view=dots", "?indicator=t.1&indicator=t.2&by=all&view=table", "?indicator=t.1&add=Atlantis"]
)
def test_a_view_asks_little(client: Client, django_assert_max_num_queries: Callable[..., Any], query: str) -> None:
    for _visit in ("first", "again"):
        with django_assert_max_num_queries(15):
            client.get(f"{AT}{query}")


def test_a_view_is_drawn_once_until_the_next_publication(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{AT}?{ONE}&view=bars"
    first = client.get(address)
    monkeypatch.setattr("accord.indicators.explore.offer.read", None)
    assert client.get(address).content == first.content
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "query",
    [
        "indicator=%F0%9F%92%A9", "indicator=t.1&area=" + "A" * 5000, "&".join(["indicator=t.1"] * 300), "indicator[]=t.1",
        "indicator=t.1&by=%0d%0aSet-Cookie:x", "indicator=t.1&age='%20OR%201=1--", "indicator=t.1&from=-1&to=NaN",
        "find=" + "%25" * 400,
        "indicator=t.1&add=%E2%80%AEgnol", "indicator=t.1&view=table&view=pie", "indicator=t.1&add=" + ",".join(["XKA"] * 200),
    ],
)  # fmt: skip
def test_nothing_typed_breaks_the_page(client: Client, query: str) -> None:
    for path in (AT, "/en/explore.json", "/en/explore.csv", "/en/explore.svg", "/ar/explore/"):
        assert client.get(f"{path}?{query}").status_code in (200, 302, 404, 422), path


def test_a_long_word_costs_no_time() -> None:
    start = time.perf_counter()
    faults_of("indicator=t.1&add=" + "a,b;" * 240)
    assert time.perf_counter() - start < 1


def test_nothing_is_posted(client: Client) -> None:
    assert client.post(AT, {"indicator": "t.1"}).status_code == 405


def test_an_indicator_is_found_by_what_it_is_about(client: Client) -> None:
    """By topics, in the search of the site and in the explorer: nobody calls it as the indicator is called."""
    topic = Topic.objects.create(scheme="form", code="form/hazel", names={"en": "Hazel custom", "ar": "البندق"}, source="made up")
    publish_indicators([(Indicator.objects.get(code="t.1"), [topic])])
    assert [hit.url for hit in search(AnonymousUser(), "hazel custom", world="real").hits] == ["indicators/t.1/"]
    assert search(AnonymousUser(), "البندق", world="real").total == 1
    html = client.get(f"{AT}?find=hazel+custom").content.decode()
    assert "1 indicator fits" in html
    assert 'value="t.2"' not in html
    assert 'value="t.1"' in client.get("/ar/explore/?find=البندق").content.decode()
