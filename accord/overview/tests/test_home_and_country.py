"""The first page tells what is new and not what was brought in; a country's page opens with three sourced sentences."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accord.accountability.actions.cards import imported_card
from accord.accountability.models import Commitment
from accord.directory.actions import publish_country
from accord.directory.models import Treaty, TreatyStatus
from accord.indicators.actions import publish_indicators
from accord.indicators.models import AcceptedSource, Indicator
from accord.indicators.tests.makers import release_of
from accord.overview.reads import country_page, home_page
from accord.people.models import Area
from accord.record.actions import append, publish_card
from accord.record.models import Card

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> Area:
    area = Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land"})
    publish_country(area)
    return area


def test_what_was_brought_in_is_told_together_and_is_no_news(client: Client, land: Area) -> None:
    for n in (1, 2):
        made = Commitment.objects.create(
            key=str(n), ref=f"XKA-pledge8-{n}", kind="pledge", area=land, text="An old pledge.", source="UPR Info", world="real"
        )
        publish_card(imported_card(made.ref, "commitment", "commitments", land, made.text, ""))
    indicator = Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up")
    publish_indicators([(indicator, [])])
    release_of("indicator,iso3,year,value\nt.1,XKA,2018,4.5\n", "Office")
    page = home_page(AnonymousUser())
    assert [n.title["en"] for n in page.new] == ["Office"]
    assert [(one.words, one.source) for one in page.loaded] == [("2 pledges", "UPR Info")]
    append("commitment_published", Card.objects.get(ref="commitments/XKA-pledge8-2"))
    append("commitment_revised", Card.objects.get(ref="commitments/XKA-pledge8-2"))
    told = home_page(AnonymousUser()).new
    assert sorted((n.words, n.url) for n in told) == [
        ("Commitment revised", "commitments/XKA-pledge8-2/"),
        ("Figures published", "know/"),
    ]
    html = client.get("/en/").content.decode()
    assert "2 pledges" in html
    assert "demonstration" not in html


def test_the_demonstration_is_told_and_its_acts_are_no_news(client: Client) -> None:
    invented = Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Madeupia"})
    card = publish_card(imported_card("XAA-c1", "commitment", "commitments", invented, "A promise.", ""))
    append("commitment_published", card)
    html = client.get("/en/").content.decode()
    assert '<a href="/en/directory/?world=demo">' in html
    assert home_page(AnonymousUser()).new == []


def test_world_figures_say_how_many_countries_have_one(client: Client, land: Area) -> None:
    Area.objects.create(code="001", m49="001", kind="region", names={"en": "World"})
    one = Indicator.objects.create(code="16.9.1", names={"en": "Births"}, unit="percent", direction="higher", source="made up")
    release_of("indicator,iso3,year,value\n16.9.1,001,2019,73\n16.9.1,XKA,2018,50\n", "Custodian")
    assert home_page(AnonymousUser()).world_values == []
    AcceptedSource.objects.create(indicator=one, name="Custodian", role="custodian", accepted_for_global=True, source="made up")
    release_of("indicator,iso3,year,value\n16.9.1,001,2019,74\n16.9.1,XKA,2018,50\n", "Custodian")
    assert [(str(w.value.value), w.countries) for w in home_page(AnonymousUser()).world_values] == [("74", 1)]
    assert "1 of 1 countries have a figure" in client.get("/en/").content.decode()


@pytest.mark.parametrize(
    ("status", "year", "said"),
    [
        ("party", 1990, "Party to the Convention on the Rights of the Child since 1990."),
        ("signatory", None, "The Convention on the Rights of the Child: signed, not ratified."),
        ("none", None, "The Convention on the Rights of the Child: neither signed nor ratified."),
        ("", None, "No treaty status is held here."),
    ],
)
def test_a_country_opens_with_three_sentences(land: Area, status: str, year: int | None, said: str) -> None:
    if status:
        treaty = Treaty.objects.create(code="CRC", names={"en": "Convention"}, adopted=1989, source="made up")
        TreatyStatus.objects.create(area=land, treaty=treaty, status=status, year=year, source="made up")
    page = country_page("XKA", AnonymousUser())
    assert [s.words for s in page.sentences][1] == said
    assert len(page.sentences) == 3
    assert all(s.source for s in page.sentences)


def test_treaties_say_as_of_when_they_are(client: Client, land: Area) -> None:
    for number, (code, year) in enumerate((("CRC", 1990), ("OPSC", 2022))):
        treaty = Treaty.objects.create(code=code, names={"en": code}, adopted=1989, source="made up", position=number)
        TreatyStatus.objects.create(area=land, treaty=treaty, status="party", year=year, source="made up")
    html = client.get("/en/countries/XKA/").content.decode()
    assert "The newest act in it is of 2022" in html
    assert "Party to 2 of 2 held here" in html


def test_where_nothing_is_found_the_way_goes_on(client: Client) -> None:
    """Also for who tries the demonstration, which is searched and listed only where it is asked for."""
    html = client.get("/en/search/?q=zebra").content.decode()
    assert [link in html for link in ('href="/en/directory/"', 'href="/en/know/"', "?q=zebra&amp;world=demo")] == [True] * 3
    assert (
        "world=demo"
        not in client.get("/en/search/?q=zebra&world=demo").content.decode().partition("<main")[2].partition("</main>")[0]
    )
    assert 'href="?world=demo"' in client.get("/en/discussions/").content.decode()
    assert client.get("/en/accounts/login/").content.decode().count("/password/reset/") == 1
    know = client.get("/en/know/").content.decode()
    assert know.index('href="/en/gaps/"') < know.index("<h2>Core indicators")
