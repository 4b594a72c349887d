"""Lists are found by words, tell the cost, and say what to do where they are empty."""

import re

import pytest
from django.test import Client

from accord.kit import clock
from accord.kit.templatetags.kit import OWN_NAMES
from accord.learning.models import Practice
from accord.learning.reads.practices import waiting_for_peers
from accord.learning.tests.makers import World, client_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
LIST = "/en/practices/?world=demo"


def refs(asked: str, client: Client | None = None) -> list[str]:
    return [line["ref"] for line in (client or Client()).get(f"/en/practices.json?world=demo&{asked}").json()["lines"]]


def test_practices_and_offers_are_found_by_words_whoever_may_see_them(world: World) -> None:
    world.checked()
    world.draft(world.second, title="Canteens", summary="Meals.")
    world.offer("need", world.second, text="Someone who knows canteens.")
    assert refs("q=evenings+parents") == ["XAA-pr1"]
    assert refs("q=canteens") == []
    assert refs("q=canteens", client_of(world.second)) == ["XAB-pr1"]
    told = Client().get("/en/offers.json?world=demo&q=canteens").json()
    assert [line["ref"] for line in told["lines"]] == ["XAB-ne1"]
    assert Client().get("/en/offers.csv?world=demo&q=nothing-of-this").content.decode().count("\n") == 1
    assert 'value="evenings"' in Client().get(f"{LIST}&q=evenings").content.decode()


def test_a_cost_keeps_its_cents(world: World) -> None:
    practice = world.checked(cost="0.45", currency="USD")
    for path in (LIST, f"/en/practices/{practice.ref}/", "/en/countries/XAB/learn/"):
        assert "0.45 USD" in Client().get(path).content.decode(), path


def test_a_list_of_what_waits_for_peers(world: World) -> None:
    practice = world.checked()
    assert refs("grade=waiting") == ["XAA-pr1"]
    for peer in (world.peer, world.other_peer):
        world.review(practice, peer, finish=False)
    assert refs("grade=waiting") == []
    world.draft()
    world.step(world.checked(), "withdraw")
    assert list(waiting_for_peers()) == []
    assert Practice.objects.count() == 3


def test_an_empty_list_says_what_to_do_next(world: World) -> None:
    writer = client_of(world.second)
    for path, own in ((f"{LIST}&kind=law", "/en/practices/new/"), ("/en/offers/?world=demo&kind=visit", "/en/offers/new/need/")):
        html = writer.get(path).content.decode()
        empty = html[html.index('<li class="empty">') :]
        assert f'href="{own}"' in empty
        assert 'href="?world=demo"' in empty
        assert 'href="/en/learn/"' in empty
        assert own not in Client().get(path).content.decode()


@pytest.mark.parametrize("where", ["demo", "real"])
def test_pages_of_what_travels_say_what_to_do_where_there_is_nothing(world: World, where: str) -> None:
    """Between invented countries that began nothing, and between States."""
    Area.objects.filter(code="XAD").update(world=where, kind="demo" if where == "demo" else "member_state")
    asked = "?world=demo" if where == "demo" else ""
    travel, near = (
        Client().get(path).content.decode().partition('<div class="empty">')[2].partition("</div>")[0]
        for path in (f"/en/practices/travel/{asked}", "/en/countries/XAD/learn/")
    )
    assert "No adoption is held here yet." in travel
    assert f'enters that on its page. <a href="/en/practices/{asked}">Practices</a>' in travel
    assert "Nothing is held of this from other countries." in near
    assert f'look at who is near. <a href="/en/offers/{asked}">Offers and needs</a>' in near
    assert ('<a href="?world=demo">Try it' in travel, '<a href="/en/practices/?world=demo">Try it' in near) == (
        (where == "real", where == "real")
    )


def test_a_path_leads_to_the_choice_of_a_country_where_none_is_known(world: World) -> None:
    html = Client().get("/en/start/ministry/").content.decode()
    assert 'href="/en/learn/">' in html[html.index("<h1>") :]
    peer = client_of(world.peer).get("/en/start/peer/").content.decode()
    assert "practices/?grade=waiting&amp;world=demo" in peer


@pytest.mark.parametrize(("language", "between", "comma"), [("en", "; ", ", "), ("ar", "؛ ", "، "), ("zh", "；", "，")])
def test_topics_and_languages_are_joined_as_the_readers_language_joins(
    world: World, language: str, between: str, comma: str
) -> None:
    practice = world.checked(topics=world.topics[:2])
    world.adopt(practice, world.second, clock.today())
    world.offer("offer", world.second, topics=world.topics[:2], languages=["en", "fr"])
    client = Client()
    pages = {path: client.get(f"/{language}/{path}").content.decode() for path in (
        f"practices/{practice.ref}/", "practices/?world=demo", "offers/XAB-of1/", "offers/?world=demo",
    )}  # fmt: skip
    for path, html in [*pages.items()][:3]:
        assert re.search(rf"inspire-.(</bdi>|</span>)?{between}(<[^>]*>)?inspire-.", html), path
    for path, html in [*pages.items()][2:]:
        assert comma.join(OWN_NAMES[code] for code in ("en", "fr")) in html, path
    assert f"{comma}{clock.today().year} · " in pages[f"practices/{practice.ref}/"]  # in the drawing of who has it from whom
