"""What somebody entered, asked and agreed is found again; nobody else's is."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accord.kit import clock
from accord.learning import actions
from accord.learning.exchange_states import exchange_step_named
from accord.learning.tests.makers import PLAN, World, client_of
from accord.people.models import Capacity

pytestmark = pytest.mark.django_db
URL = "/en/learn/mine/"


def told(hat: Capacity) -> dict[str, Any]:
    answer = client_of(hat).get("/en/learn/mine.json")
    assert answer.status_code == 200
    page: dict[str, Any] = answer.json()
    return page


def refs(lines: list[dict[str, Any]]) -> list[str]:
    return [line["url"].split("/")[-2] for line in lines]


def test_a_question_is_found_again_by_who_asked_and_by_who_answers(world: World) -> None:
    asked = actions.ask_owner(world.checked(), text="How were fathers won?", language="en", by=world.reader)
    url = f"practices/XAA-pr1/questions/{asked.pk}/"
    assert [q["url"] for q in told(world.reader)["asked"]] == [url]
    assert [q["url"] for q in told(world.helper)["to_us"]] == [url]
    assert told(world.second)["asked"] == told(world.second)["to_us"] == []
    assert "Not answered yet." in client_of(world.reader).get(URL).content.decode()
    actions.answer_question(asked, text="In person.", language="en", by=world.owner)
    assert "Answered on" in client_of(world.reader).get(URL).content.decode()
    for hat, path in ((world.reader, "/en/my/"), (world.reader, f"/en/{url}"), (world.owner, "/en/practices/XAA-pr1/")):
        assert f'href="{URL}"' in client_of(hat).get(path).content.decode(), path


def test_a_country_finds_its_own_and_a_body_its_own(world: World) -> None:
    public = world.checked()
    world.draft()
    world.draft(world.member)
    made = world.adopt(public, world.second, clock.today())
    need = world.offer("need", world.second)
    world.offer("offer", world.owner)
    proposed = actions.propose_exchange(need, PLAN, by=world.owner)
    owner, body, second = told(world.helper), told(world.member), told(world.second)
    assert refs(owner["practices"]) == ["XAA-pr2", "XAA-pr1"]
    assert refs(body["practices"]) == ["XAA-pr3"]
    assert body["exchanges"] == body["offers"] == []
    assert refs(second["adoptions"]) == [made.ref]
    assert [(line["note"], line["fits"]) for line in second["offers"]] == [("Need · Open", 1)]
    assert refs(owner["exchanges"]) == refs(second["exchanges"]) == [proposed.ref]
    actions.take_exchange_step(proposed, exchange_step_named("decline"), by=world.second, version=1, reason="Not now.")  # type: ignore[arg-type]
    assert told(world.helper)["exchanges"][0]["note"] == "Declined"


def test_a_peer_finds_what_waits_for_one(world: World) -> None:
    first = world.checked()
    world.checked(world.second)  # of the peer's own country
    assert refs(told(world.peer)["waiting"]) == ["XAA-pr1"]
    world.review(first, world.peer, finish=False)
    assert told(world.peer)["waiting"] == []
    assert refs(told(world.other_peer)["waiting"]) == ["XAB-pr1", "XAA-pr1"]
    world.hat("contributor", "XAB", person=world.other_peer.person)
    assert refs(told(world.other_peer)["waiting"]) == ["XAA-pr1"]


def test_who_has_nothing_here_is_told_what_to_do_and_a_stranger_signs_in(
    world: World, django_assert_max_num_queries: Any
) -> None:
    html = client_of(world.fourth).get(URL).content.decode()
    for path in ("/en/practices/new/", "/en/offers/new/need/", "/en/countries/XAD/learn/", "/en/offers/?world=demo"):
        assert f'href="{path}"' in html
    assert "/accounts/login/" in Client().get(URL)["Location"]
    for hat in (world.owner, world.second):
        practice = world.checked(hat)
        world.offer("need", hat)
        world.offer("offer", hat)
        world.adopt(practice, world.third, date(2024, 5, 1))
    client = client_of(world.owner)
    client.get(URL)
    with django_assert_max_num_queries(15):
        client.get(URL)


def test_an_offer_shows_each_need_that_is_shown_it(world: World) -> None:
    """Topics are the share of the need's own, from whichever side one looks."""
    offer = world.offer("offer", world.owner, topics=world.topics, languages=["fr"])
    need = world.offer("need", world.second, topics=world.topics[:1], languages=["es"])
    for one, other in ((offer, need), (need, offer)):
        fits = Client().get(f"/en/offers/{one.ref}.json").json()["fits"]
        assert [(f["line"]["ref"], round(f["score"], 2)) for f in fits] == [(other.ref, 0.6)]
