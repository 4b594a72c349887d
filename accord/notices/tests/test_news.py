"""What is new in discussions comes by letter: once, to whom it concerns, silent about what some alone read and about authors."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accord.discussions.actions import note_read
from accord.discussions.models import Mention, Post
from accord.discussions.tests.makers import Stage, place_of
from accord.kit import clock
from accord.moderation.models import Mute
from accord.notices.actions import send_letters, want_letters
from accord.notices.models import Notice
from accord.people.models import Person
from accord.record.actions import follow
from accord.spaces.actions import members

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    made = Stage()
    Person.objects.filter(pk=made.focal.person_id).update(name="Focal Here")
    made.focal.person.refresh_from_db()
    return made


@pytest.fixture
def stage(built: Stage) -> Stage:
    return deepcopy(built)


def run(world: str, days: int = 0) -> dict[str, str]:
    """Letters of that day: name before the @ -> text."""
    mail.outbox.clear()
    with clock.standing_at(clock.now() + timedelta(days=days)):
        assert not send_letters(world).failed
    return {m.to[0].partition("@")[0]: str(m.body).partition("Everything you owe")[0] for m in mail.outbox}


def name(who: Person) -> str:
    return str(who.email).partition("@")[0]


def test_an_answer_comes_by_letter_once_with_its_words(stage: Stage) -> None:
    topic = stage.topic(title="Who <rings>?")
    world = topic.world
    assert "Who <rings>?" not in run(world).get(name(stage.convener.person), "")
    stage.post(topic, "The forum rings the bell.")
    told = run(world, 1)
    text = told[name(stage.convener.person)]
    assert "Somebody wrote in the topic that you opened: Who <rings>?" in text
    assert "The forum rings the bell." in text
    assert f"/en/topics/{topic.ref}/2/" in text
    assert "Who &lt;rings&gt;?" in next(m for m in mail.outbox if m.to == [stage.convener.person.email]).alternatives[0][0]
    assert name(stage.focal.person) not in told  # who wrote it is not told of it
    assert topic.ref not in "".join(run(world, 2).values())
    stage.post(topic, "And the school.")
    assert "And the school." in run(world, 3)[name(stage.convener.person)]
    stage.post(topic, "And the church.")
    note_read(stage.convener.person, topic.ref, 4)
    assert topic.ref not in "".join(run(world, 4).values())


def test_whoever_is_named_or_follows_is_told(stage: Stage) -> None:
    platform = stage.platform()
    stage.take_in(platform, stage.focal)
    follow(stage.nobody, place_of(platform))
    topic = stage.topic(platform)
    follow(stage.other.person, topic.card)
    stage.post(topic, "Ask @Focal Here.", by=stage.convener)
    told = run(topic.world)
    assert "You were named: The night boats" in told[name(stage.focal.person)]
    assert "New posts in a topic that you follow" in told[name(stage.other.person)]
    assert "A new topic on what you follow" in told[name(stage.nobody)]
    assert set(Notice.objects.filter(thing__startswith="opened-").values_list("person", flat=True)) == {stage.nobody.pk}


def test_of_what_some_alone_read_a_letter_tells_that_there_is_something(stage: Stage) -> None:
    platform = stage.platform("restricted")
    for hat in (stage.focal, stage.other):
        stage.take_in(platform, hat)
    topic = stage.topic(platform, title="Landing at dawn")
    follow(stage.other.person, topic.card)
    stage.post(topic, "Ask @Focal Here, quietly.", by=stage.convener)
    told = run(topic.world)
    for who in (stage.focal, stage.other):
        text = told[name(who.person)]
        assert f"/topics/{topic.ref}/2/" in text
        assert "A discussion that is not public" in text
        assert "dawn" not in text
        assert "quietly" not in text
    stage.post(topic, "More.", by=stage.focal)
    mine = platform.memberships.get(capacity=stage.other)
    members.end_membership(mine, by=stage.convener, reason="Another task.")
    assert topic.ref not in run(topic.world, 1).get(name(stage.other.person), "")


def test_what_is_hidden_muted_seen_or_not_wanted_comes_by_no_letter(stage: Stage) -> None:
    topic = stage.topic()
    post = stage.post(topic, "Rubbish.")
    convener = stage.convener.person

    def told() -> bool:
        Notice.objects.all().delete()
        return topic.ref in run(topic.world, told.day).get(name(convener), "")  # type: ignore[attr-defined]

    told.day = 1  # type: ignore[attr-defined]
    assert told()
    for number, (rows, change) in enumerate(
        (
            (Post.objects.filter(pk=post.pk), {"state": "hidden"}),
            (Post.objects.filter(pk=post.pk), {"state": "shown", "person": convener, "capacity": stage.convener}),
        )
    ):
        rows.update(**change)
        told.day = 2 + number  # type: ignore[attr-defined]
        assert not told(), change
    Post.objects.filter(pk=post.pk).update(person=stage.focal.person, capacity=stage.focal)
    mute = Mute.objects.create(person=convener, muted=stage.focal.person, shown="Focal Here")
    told.day = 4  # type: ignore[attr-defined]
    assert not told()
    mute.delete()
    want_letters(convener, ["named"])
    told.day = 5  # type: ignore[attr-defined]
    assert not told()
    assert not Mention.objects.exists()


def test_kinds_of_news_stand_among_the_letters_one_may_decline(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.nobody, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = client.get("/en/owed/letters/").content.decode()
    assert 'value="named" ' in html
    assert 'value="topics" ' in html
    assert 'value="followed" ' in html
    assert "/en/owed/letters/" in client.get("/en/discussions/mine/").content.decode()


def test_where_names_are_sealed_no_letter_tells(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from accord.discussions.models import Topic

    topic = stage.topic()
    stage.post(topic, "Ask @Focal Here.", by=stage.convener)
    follow(stage.other.person, topic.card)
    sealed: dict[str, Any] = {"chatham": True, "names_as": "role", "person": None, "capacity": None, "mark": "m"}
    Topic.objects.filter(pk=topic.pk).update(**sealed)
    assert topic.ref not in "".join(run(topic.world).values())
