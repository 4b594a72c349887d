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
from accord.moderation.actions.decisions import Told, decide
from accord.moderation.models import Case
from accord.moderation.tests.makers import client_of
from accord.people.models import Capacity

pytestmark = pytest.mark.django_db
STAGE = Sealing
LINK = re.compile(r'<a href="/en/topics/\w+/([^"]*)">(Reply|Edit|Accept it as the answer)<span class="hide">: #(\d+)</span></a>')


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


def test_what_was_typed_for_one_post_answers_no_other(stage: Stage) -> None:
    topic = stage.topic()
    stage.post(topic)
    client, path = client_of(stage.focal), f"/en/topics/{topic.ref}/post/"
    form = client.get(f"{path}?quotes=2").context["form"]
    typed = {"text": "To the second.", "language": "en", "quotes": "2", "once": form["once"].value(), "keep": "1"}
    assert client.post(f"{path}?quotes=2", typed).json()["kept"]
    for query, expected in (("", (False, None)), ("?quotes=1", (False, 1)), ("?quotes=2", (True, 2))):
        page = client.get(path + query)
        quotes = page.context["form"]["quotes"].value()
        assert ("To the second." in page.content.decode(), int(quotes) if quotes else None) == expected, query


def test_an_answer_is_accepted_from_there_by_who_asked(stage: Stage) -> None:
    topic = stage.topic(kind="question", by=stage.focal)
    stage.post(topic, by=stage.other)
    accept, ask = ("2/answer/", "Accept it as the answer", "2"), client_of(stage.focal)
    assert accept in links(ask, topic.ref)
    assert accept not in links(client_of(stage.other), topic.ref)
    assert ask.post(f"/en/topics/{topic.ref}/2/answer/", {"version": topic.version}).status_code == 302
    assert accept not in links(ask, topic.ref)


def test_what_is_new_is_one_press_away_and_a_page_says_which_posts_it_shows(stage: Stage) -> None:
    topic = stage.topic()
    reader = client_of(stage.nobody)
    reader.get(f"/en/topics/{topic.ref}/")
    for _n in range(24):
        stage.post(topic)
    way = f'<a href="/en/topics/{topic.ref}/?from=1#p2"><strong>24 new for you'
    for path in ("discussions/?world=demo", "discussions/mine/", topic.place.url, f"discussions/on/{topic.place.ref}/"):
        assert way in reader.get(f"/en/{path}").content.decode(), path
    reader.get(f"/en/topics/{topic.ref}/")
    assert f'/en/topics/{topic.ref}/?from=21#p21"><strong>5 new' in reader.get("/en/discussions/?world=demo").content.decode()
    assert "<bdi>21–25 / 25</bdi>" in reader.get(f"/en/topics/{topic.ref}/?from=21").content.decode()


def test_words_that_were_masked_are_said_to_be(stage: Stage) -> None:
    topic = stage.topic()
    made = stage.post(topic, "The vermilion courts wait.")
    case, _made = Case.objects.get_or_create(card=topic.card, part=made.part)
    for path in ("", "2/"):
        assert "Words masked" not in Client().get(f"/en/topics/{topic.ref}/{path}").content.decode()
    decide(case, Told("mask", "personal", "A name.", words=("vermilion",)), by=stage.convener)
    for path in ("", "2/"):
        html = Client().get(f"/en/topics/{topic.ref}/{path}").content.decode()
        assert ("Words masked" in html, "vermilion" in html) == (True, False)


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
