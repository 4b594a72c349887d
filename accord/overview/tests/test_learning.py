"""What worked for countries like mine: nearness orders, nothing else; paths and links."""

from typing import Any

import pytest
from django.test import Client

from accord.indicators.explore import like
from accord.kit import clock
from accord.learning import actions
from accord.learning.tests.makers import World, client_of
from accord.overview import learning
from accord.record.models import Card, Topic

pytestmark = pytest.mark.django_db
PEOPLE = {"XAA": (10_000_000, "LIC"), "XAB": (11_000_000, "LIC"), "XAC": (300_000, "HIC"), "XAD": (9_000_000, "LMC")}


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {(code, "population"): like.Fact(str(n), "2026", "made up") for code, (n, _income) in PEOPLE.items()}
    told |= {(code, "income"): like.Fact(income, "2026", "made up") for code, (_n, income) in PEOPLE.items()}
    monkeypatch.setattr(like, "facts", lambda: told)


@pytest.fixture(scope="module")
def built(one_world: None) -> World:
    return World()


@pytest.fixture
def world(built: World) -> World:
    """XAA has a rated practice, XAC an unrated one, XAB an adoption of XAA's."""
    practice = built.reviewed()
    actions.rate_practice(practice, grade="promising", reasons="Compared.", language="en", by=built.officer)
    built.checked(built.third, topics=built.topics[1:3])
    built.adopt(practice, built.second, clock.today())
    built.draft(built.second)
    return built


def told(path: str) -> list[tuple[str, list[tuple[str, str]]]]:
    page = Client().get(f"/en/{path}").json()
    return [(c["iso3"], [(k["kind"], k["rating"]) for k in c["cards"]]) for c in page["near"]]


def test_the_nearest_come_first_whatever_is_rated_how(world: World) -> None:
    assert told("countries/XAD/learn.json") == [
        ("XAA", [("practice", "Promising")]), ("XAB", [("adoption", "Promising")]),
        ("XAC", [("practice", "Checked, not reviewed yet")]),
    ]  # fmt: skip


def test_other_weights_make_another_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """XAD is of lower middle income with nine million people; XAC, of high income, is made one of as many."""
    known = dict(like.facts()) | {("XAC", "population"): like.Fact("9100000", "2026", "made up")}
    monkeypatch.setattr(like, "facts", lambda: known)

    def order(**weights: int) -> list[str]:
        asked = "&".join(f"{name}={n}" for name, n in weights.items())
        return [iso3 for iso3, _cards in told(f"countries/XAD/learn.json?{asked}")]

    assert order() == ["XAA", "XAB", "XAC"]
    assert order(region=0, income=0, population=1, baseline=0) == ["XAC", "XAA", "XAB"]
    assert order(region=0, income=1, population=0, baseline=0) == ["XAA", "XAB", "XAC"]
    html = Client().get("/en/countries/XAD/learn/?region=0&income=0&population=1&baseline=0").content.decode()
    places = [html.index(f"XA{letter}land</a>") for letter in "CAB"]
    assert places == sorted(places)


def test_it_narrows_to_a_problem_and_to_what_was_shown_to_work(world: World) -> None:
    assert [iso3 for iso3, _cards in told("countries/XAD/learn.json?problem=bullying")] == ["XAC"]
    assert [iso3 for iso3, _cards in told("countries/XAD/learn.json?shown=1")] == ["XAA", "XAB"]
    assert told("countries/XAB/learn.json")[0][0] == "XAA"  # one's own is not among them
    assert Client().get("/en/countries/XAD/learn/?income=lots").status_code == 422
    assert Client().get("/en/countries/QQQ/learn/").status_code == 404


def test_it_narrows_to_a_sector_with_a_problem(world: World) -> None:
    sector = Topic.objects.create(code="ports", scheme="sector", names={"en": "Ports"})
    for card in Card.objects.filter(kind="practice", areas__code="XAC"):
        card.topics.add(sector)
    assert [iso3 for iso3, _cards in told("countries/XAD/learn.json?sector=ports")] == ["XAC"]
    assert [iso3 for iso3, _cards in told("countries/XAD/learn.json?sector=ports&problem=bullying")] == ["XAC"]
    assert told("countries/XAD/learn.json?problem=ports")[0][0] == "XAA"  # a sector is no problem
    html = Client().get("/en/countries/XAD/learn/?sector=ports").content.decode()
    assert '<option value="ports" selected' in html


def test_where_nothing_is_known_of_nearness_the_rest_stands_by_code(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(like, "facts", lambda: {})
    page = Client().get("/en/countries/XAD/learn.json").json()
    assert [(c["iso3"], c["distance"]) for c in page["near"]] == [("XAA", None), ("XAB", None), ("XAC", None)]


def test_the_section_leads_to_ones_own_country(world: World, django_assert_max_num_queries: Any) -> None:
    assert "/en/countries/XAD/learn/" in client_of(world.fourth).get("/en/learn/").content.decode()
    assert Client().get("/en/learn/?country=XAB")["Location"] == "/en/countries/XAB/learn/"
    with django_assert_max_num_queries(20):
        assert Client().get("/en/countries/XAD/learn/").status_code == 200


def test_what_bodies_of_no_country_did_stands_where_it_was_done_or_after_all_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the body's name; where it was done in several countries it is near to nobody, and pushes nobody out."""
    envoy = world.body("agency")
    world.checked(envoy, title="At one place", place=world.areas["XAC"])
    world.checked(envoy, title="Everywhere")
    page = Client().get("/en/countries/XAD/learn.json").json()
    assert [c["iso3"] for c in page["near"]] == ["XAA", "XAB", "XAC"]
    placed = [k for c in page["near"] for k in c["cards"] if k["owner"]]
    assert [(k["title"]["en"], k["owner"]["en"]) for k in placed] == [("At one place", "Agency")]
    assert ([k["title"]["en"] for k in page["anywhere"]], page["cards"], page["held"]) == (["Everywhere"], 5, 5)
    for language in ("en", "ar", "zh"):
        html = Client().get(f"/{language}/countries/XAD/learn/").content.decode()
        assert html.index("/countries/XAC/") < html.index('id="anywhere"') < html.index("Everywhere")
    monkeypatch.setattr(like, "facts", lambda: {})
    page = Client().get("/en/countries/XAD/learn.json").json()
    assert ([c["iso3"] for c in page["near"]], len(page["anywhere"])) == (["XAA", "XAB", "XAC"], 1)
    monkeypatch.setattr(learning, "MOST", 4)
    page = Client().get("/en/countries/XAD/learn.json").json()
    assert (page["cards"], page["anywhere"], page["held"]) == (4, [], 5)


def test_paths_lead_to_pages_that_are_there_and_links_have_sources(world: World) -> None:
    page = client_of(world.fourth).get("/en/start.json").json()
    for stop in {s["url"] for path in page["paths"] for s in path["stops"]}:
        assert client_of(world.owner).get(f"/en/{stop}").status_code in (200, 302), stop
    assert "countries/XAD/learn/" in str(page)
    assert "countries/" not in str([s["url"] for p in Client().get("/en/start.json").json()["paths"] for s in p["stops"]])
    assert Client().get("/en/start/nobody/").status_code == 404
    lines = Client().get("/en/learn/elsewhere.json").json()["lines"]
    assert all(line["url"].startswith("https://") and line["source"] and line["read_on"] for line in lines)


def test_of_very_many_those_of_the_nearest_stand_here(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """However new what the far ones wrote."""
    monkeypatch.setattr(learning, "MOST", 2)
    for number in range(3):
        world.checked(world.third, title=f"New {number}")
    page = Client().get("/en/countries/XAD/learn.json").json()
    assert ([c["iso3"] for c in page["near"]], page["cards"], page["held"]) == (["XAA", "XAB"], 2, 6)
    assert told("countries/XAD/learn.json?shown=1") == [
        ("XAA", [("practice", "Promising")]),
        ("XAB", [("adoption", "Promising")]),
    ]


def test_fictional_countries_may_be_chosen_without_an_account(world: World) -> None:
    html = Client().get("/en/learn/?world=demo").content.decode()
    assert 'value="XAD"' in html
    assert "Demonstration" in html
    real = Client().get("/en/learn/").content.decode()
    assert 'value="XAD"' not in real
    assert 'href="?world=demo"' in real
    assert 'href="/en/start/"' in Client().get("/en/").content.decode()
