"""On the page of a topic each post leads to an answer to it, and one's own to its form: for whom those open, for nobody else."""

import re
from typing import Any

import pytest
from django.test import Client

from accord.discussions.actions import close_topic
from accord.discussions.models import Post
from accord.discussions.tests.makers import Stage
from accord.discussions.tests.sealing import Sealing
from accord.kit import clock
from accord.moderation.tests.makers import client_of
from accord.people.models import Capacity

pytestmark = pytest.mark.django_db
STAGE = Sealing
LINK = re.compile(r'<a href="/en/topics/\w+/([^"]*)">(Reply|Edit)<span class="hide">: #(\d+)</span></a>')


@pytest.fixture(autouse=True, params=[0, 10**6], ids=["drawn", "kept"])
def _kept(settings: Any, request: pytest.FixtureRequest) -> None:
    settings.BLOCKS_KEPT = request.param


def links(client: Client, ref: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = LINK.findall(client.get(f"/en/topics/{ref}/").content.decode())
    for path, _words, _number in found:
        assert client.get(f"/en/topics/{ref}/{path}").status_code == 200, path
    return found


def test_each_post_is_answered_and_ones_own_is_changed_from_there(stage: Stage) -> None:
    topic = stage.topic()
    stage.post(topic)
    replies = [("post/?quotes=1", "Reply", "1"), ("post/?quotes=2", "Reply", "2")]
    assert links(client_of(stage.nobody), topic.ref) == replies
    assert links(client_of(stage.focal), topic.ref) == [*replies, ("2/edit/", "Edit", "2")]
    assert links(client_of(stage.convener), topic.ref) == [replies[0], ("1/edit/", "Edit", "1"), replies[1]]
    assert links(Client(), topic.ref) == []
    Capacity.objects.filter(pk=stage.focal.pk).update(state="ended", ends_on=clock.today())
    assert links(client_of(stage.focal), topic.ref) == replies
    close_topic(topic, by=stage.convener, reason="Settled.")
    assert links(client_of(stage.convener), topic.ref) == []


@pytest.mark.parametrize("state", [Post.State.HIDDEN, Post.State.MASKED])
def test_what_does_not_stand_as_it_was_said_is_not_answered(stage: Stage, state: str) -> None:
    topic = stage.topic()
    Post.objects.filter(pk=stage.post(topic).pk).update(state=state)
    assert links(client_of(stage.focal), topic.ref) == [("post/?quotes=1", "Reply", "1")]


def test_where_names_are_sealed_no_page_tells_whose_a_post_is(stage: Sealing) -> None:
    topic = stage.sealed()
    stage.says(topic, stage.focals[0])
    replies = [("sealed/post/?quotes=1", "Reply", "1"), ("sealed/post/?quotes=2", "Reply", "2")]
    for hat in (stage.focals[0], stage.focals[1], stage.convener):
        assert links(client_of(hat), topic.ref) == replies
