"""Practices as places to talk: anybody signed in asks in public, whoever acts for the owner moderates."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accord.directory.tests.makers import client_of as signed_in
from accord.directory.tests.makers import person
from accord.discussions.actions import drawn, open_topic
from accord.discussions.places import NONE, rights_on
from accord.learning.models import Practice
from accord.learning.tests.makers import World
from accord.record.models import Card
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def talked(world: World) -> tuple[Practice, Card]:
    practice = world.checked()
    return practice, Card.objects.select_related("audience").get(ref=f"practices/{practice.ref}")


def test_anybody_signed_in_asks_and_the_owner_moderates(world: World, talked: tuple[Practice, Card]) -> None:
    _practice, card = talked
    nobody, foreign = person("newcomer"), person("elsewhere", "real")
    for who, post, moderate in (
        (world.owner.person, True, True), (world.helper.person, True, True), (world.second.person, True, False),
        (world.member.person, True, False), (nobody, True, False), (foreign, False, False),
    ):  # fmt: skip
        rights = rights_on(again(who), card)
        assert (rights.post, rights.moderate) == (post, moderate), who
    assert rights_on(AnonymousUser(), card) == NONE
    assert rights_on(again(nobody), card).hat is None
    assert rights_on(again(world.owner.person), card).hat == world.owner


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_what_is_not_public_is_talked_about_by_nobody(world: World, talked: tuple[Practice, Card], state: str) -> None:
    practice, card = talked
    Practice.objects.filter(pk=practice.pk).update(state=state, reason="x")
    assert not rights_on(again(world.owner.person), card).post


def test_a_practices_page_shows_what_is_asked_and_a_stranger_reads_it(
    world: World, talked: tuple[Practice, Card], client: Client
) -> None:
    practice, card = talked
    nobody = person("newcomer")
    topic = open_topic(card, drawn("Why evenings?", "en"), title="Evenings?", kind="question", by=nobody, hat=None)
    assert "Evenings?" in client.get(f"/en/{practice.url}").content.decode()
    assert client.get(f"/en/topics/{topic.ref}.json").json()["posts"][0]["author"] == "Newcomer"
    assert "new/" in signed_in(nobody).get(f"/en/{practice.url}").content.decode()


def test_the_contact_may_be_named(world: World, talked: tuple[Practice, Card]) -> None:
    _practice, card = talked
    world.owner.person.name = "Amina Sorel"
    world.owner.person.save()
    topic = open_topic(
        card, drawn("@Amina Sorel, why?", "en"), title="Why", kind="question", by=world.second.person, hat=world.second
    )
    assert [m.person for m in topic.posts.get().mentions.all()] == [world.owner.person]
