"""A hidden practice or offer is in no list, file, tree or page; a masked one is written anew everywhere."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accord.learning.models import Practice
from accord.learning.tests.makers import World
from accord.moderation import actions
from accord.moderation.actions.decisions import Told
from accord.moderation.models import Case, Decision
from accord.record.actions import seal
from accord.record.actions.events import problems
from accord.record.models import Card

pytestmark = pytest.mark.django_db
LISTS = (
    "practices/?world=demo", "practices.json?world=demo", "practices.csv?world=demo", "practices/travel/?world=demo",
    "practices/travel.csv?world=demo", "offers/?world=demo", "offers.json?world=demo", "offers.csv?world=demo",
    "search.json?q=okapi&world=demo", "countries/XAC/learn.json?problem=bullying", "countries/XAA.json", "start/", "learn/",
)  # fmt: skip


def decided(card: Card, act: str, ground: str, by: Any, **more: Any) -> Decision:
    case, _ = Case.objects.get_or_create(card=card, part="")
    return actions.decide(case, Told(act, ground, "Because.", **more), by=by)


def places(words: str, *more: str) -> list[str]:
    client = Client()
    return [path for path in (*LISTS, *more) if words in client.get(f"/en/{path}").content.decode()]


def test_a_hidden_practice_is_in_no_list_and_comes_back(world: World) -> None:
    practice = world.checked(title="Okapi evenings")
    adoption = world.adopt(practice, world.second, date(2025, 1, 1))
    need = world.offer("need", world.third, title="Okapi wanted")
    pages = (f"{adoption.url}", f"{adoption.url.rstrip('/')}.json", f"verify/practices/{practice.ref}/")
    before = places("Okapi", *pages)
    assert len(before) >= 8, before
    cards = [Card.objects.get(ref=ref) for ref in (f"practices/{practice.ref}", f"offers/{need.ref}")]
    for card in cards:
        decided(card, "hide", "identity", world.officer)
    assert places("Okapi", *pages) == []
    assert Client().get(f"/en/{practice.url}").status_code == 410
    for card in cards:
        decided(card, "restore", "mistaken", world.officer)
    assert places("Okapi", *pages) == before


def test_words_of_a_practice_are_masked_and_nothing_looks_forged(world: World, client: Client) -> None:
    practice = world.checked(problem="Ask *Okapi* there.", title="Okapi evenings")
    card = Card.objects.get(ref=f"practices/{practice.ref}")
    decided(card, "mask", "personal", world.officer, words=("Okapi",))
    row = Practice.objects.get(pk=practice.pk)
    assert (row.title, "Okapi" in str(row.drawn)) == ("[…] evenings", False)
    for path in (practice.url, f"{practice.url.rstrip('/')}.json", f"verify/{card.ref}.json"):
        assert "Okapi" not in client.get(f"/en/{path}").content.decode()
    while seal():
        pass
    assert list(problems()) == []


def test_who_looks_at_it_stands_apart_from_its_country(world: World) -> None:
    from accord.moderation.access import judges
    from accord.people.models import Person

    practice = world.checked()
    card = Card.objects.get(ref=f"practices/{practice.ref}")
    assert judges(world.officer.person, card)
    world.hat("assessor", "XAA", person=world.officer.person)
    assert not judges(Person.objects.get(pk=world.officer.person_id), card)
