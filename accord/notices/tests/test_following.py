"""Who follows a record, or a country, is told by letter what happened there: once, and nothing that fewer may read."""

import pytest

from accord.accountability import actions
from accord.accountability.tests.conftest import built, stage
from accord.accountability.tests.test_reporting import Stage
from accord.directory.actions import publish_country
from accord.notices.actions import want_letters
from accord.notices.tests.test_news import name, run
from accord.people.models import Person
from accord.record.actions import append, audience, follow
from accord.record.models import Card, Event

__all__ = ["built", "stage"]  # a stage that another room built
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Person:
    return Person.objects.create_user("reader@demo.example", None, world="demo")


def promise(stage: Stage, title: str) -> Card:
    made = actions.draft_commitment({"title": title, "text": "It will be made."}, by=stage.focal)
    actions.publish_commitment(made, by=stage.focal)
    return Card.objects.get(ref=f"commitments/{made.ref}")


def test_a_country_is_followed_with_its_records(stage: Stage, reader: Person) -> None:
    follow(reader, Card.objects.get(ref="countries/XAA"))
    follow(stage.focal.person, Card.objects.get(ref="countries/XAA"))
    card = promise(stage, "Another law")
    told = run("demo")
    assert f"Another law\n  http://127.0.0.1:8000/en/{card.url}" in told[name(reader)]
    assert "Another law" not in told.get(name(stage.focal.person), "")  # it was her own act
    assert "Another law" not in run("demo", 1).get(name(reader), "")
    append("commitment_revised", card, by=stage.focal)
    assert "Commitment revised: Another law" in run("demo", 2)[name(reader)]


def test_however_many_follow_each_is_told(stage: Stage, reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is cut is how many acts are looked at, never who is told of them."""
    late = Person.objects.create_user("late@demo.example", None, world="demo")
    card = promise(stage, "Another law")
    for person in (reader, late):
        follow(person, card)
    monkeypatch.setattr("accord.record.following.MOST", 1)
    assert {name(reader), name(late)} <= set(run("demo"))


def test_another_country_is_not(stage: Stage, reader: Person) -> None:
    follow(reader, Card.objects.get(ref="countries/XAB"))
    promise(stage, "Another law")
    assert name(reader) not in run("demo")


def test_nor_is_another_record_of_the_same_country(stage: Stage, reader: Person) -> None:
    follow(reader, promise(stage, "A law that is followed"))
    run("demo")
    promise(stage, "Another law")
    assert name(reader) not in run("demo", 1)


def test_what_fewer_read_is_told_to_nobody(stage: Stage, reader: Person) -> None:
    card = promise(stage, "Another law")
    follow(reader, card)
    run("demo")
    act = append("commitment_revised", card, by=stage.focal)
    Event.objects.filter(pk=act.pk).update(audience=audience("officers"))
    assert name(reader) not in run("demo", 1)
    append("commitment_revised", card, by=stage.focal)
    Card.objects.filter(pk=card.pk).update(audience=audience("officers"))
    assert name(reader) not in run("demo", 2)


def test_it_is_declined_by_itself(stage: Stage, reader: Person) -> None:
    follow(reader, promise(stage, "Another law"))
    want_letters(reader, ["named"])
    assert name(reader) not in run("demo")


def test_a_title_comes_in_the_readers_language(stage: Stage, reader: Person) -> None:
    reader.language = "fr"
    reader.save()
    card = Card.objects.get(ref="countries/XAA")
    publish_country(stage.home)
    follow(reader, card)
    Card.objects.filter(ref=promise(stage, "Another law").ref).update(title={"en": "Another law", "fr": "Une autre loi"})
    assert "Une autre loi" in run("demo")[name(reader)]
