"""Pages of topics from memory, for signed-out readers and for others: never those of before, and kept while others talk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.directory.tests.makers import client_of
from accord.discussions import drawing
from accord.discussions.actions import drawn, edit_post
from accord.discussions.models import Post, Topic, Translation
from accord.discussions.reads.topic import topic_page
from accord.discussions.tests.makers import Stage, place_of
from accord.kit import clock
from accord.kit.markdown import render
from accord.moderation.models import Mute
from accord.record.actions import audience
from accord.record.cached import blocks, pages, stamps
from accord.record.models import Card

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> None:
    settings.PAGES_KEPT, settings.BLOCKS_KEPT = 10**6, 10**6
    settings.CLOCK = clock.now().isoformat()  # in one minute: what the minute brings is not looked at here
    blocks.clear()


class Talk:
    """Two platforms; on the first two topics, on the other one."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        here, there = stage.platform(), stage.platform(title="The upper river")
        self.topic = stage.topic(here)
        self.beside, self.elsewhere = stage.topic(here, title="Day boats"), stage.topic(there, title="Ferries")
        for topic in (self.topic, self.beside, self.elsewhere):
            stage.post(topic, "Nobody counts them.")
        self.place, self.other_place = place_of(here), place_of(there)

    @property
    def pages(self) -> dict[str, str]:
        return {
            "topic": f"/en/topics/{self.topic.ref}/", "json": f"/en/topics/{self.topic.ref}.json",
            "post": f"/en/topics/{self.topic.ref}/2/", "beside": f"/en/topics/{self.beside.ref}/",
            "place": f"/en/discussions/on/{self.place.ref}/", "other": f"/en/discussions/on/{self.other_place.ref}/",
            "platform": f"/en/{self.place.url}", "other platform": f"/en/{self.other_place.url}",
            "discussions": "/en/discussions/?world=demo", "found": "/en/search/?q=counts&world=demo",
            "proofs": f"/en/verify/topics/{self.topic.ref}/", "country": f"/en/countries/{self.stage.focal.area.code}/timeline/",
            "home": "/en/",
        }  # fmt: skip


@pytest.fixture
def talk(stage: Stage) -> Talk:
    return Talk(stage)


def asked(client: Client, path: str) -> tuple[int, str, int]:
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    return answer.status_code, answer.content.decode(), len(queries)


def drawn_anew(talk: Talk, change: Callable[[], object], *names: str) -> set[str]:
    """The names of the pages (of all, or of these) that a process makes anew after it. None that two kept is of before."""
    workers, fresh = [Client(), Client()], Client()
    paths = {name: path for name, path in talk.pages.items() if name in names or not names}
    for worker in workers:
        for path in paths.values():
            asked(worker, path)
    change()
    told = {name: [asked(worker, path) for worker in workers] for name, path in paths.items()}
    pages_now = {name: asked(fresh, path)[:2] for name, path in paths.items()}
    for name, found in told.items():
        assert [one[:2] for one in found] == [pages_now[name]] * 2, f"{name} is of before"
    return {name for name, found in told.items() if found[0][2] > 1}


OTHERS = {"beside", "other", "other platform", "country", "home"}


def test_a_post_makes_anew_what_shows_it_and_nothing_else(talk: Talk) -> None:
    assert drawn_anew(talk, lambda: talk.stage.post(talk.topic, "Who counts?")) == set(talk.pages) - OTHERS


def test_a_post_elsewhere_leaves_a_topic_and_its_place(talk: Talk) -> None:
    made = drawn_anew(talk, lambda: talk.stage.post(talk.elsewhere, "Who counts?"))
    assert made == {"other", "other platform", "discussions", "found"}


def edit(talk: Talk) -> None:
    edit_post(talk.topic.posts.get(number=2), drawn("Somebody counts.", "en"), version=1, by=talk.stage.focal.person)


def hide(talk: Talk) -> None:
    Post.objects.filter(topic=talk.topic, number=2).update(state=Post.State.HIDDEN)


def name_an_answer(talk: Talk) -> None:
    Topic.objects.filter(pk=talk.topic.pk).update(kind=Topic.Kind.QUESTION, answer=2)


def sum_up(talk: Talk) -> None:
    Topic.objects.filter(pk=talk.topic.pk).update(summary="Few", summary_rendered="<p>Few</p>")


def translate(talk: Talk) -> None:
    post = talk.topic.posts.get(number=2)
    Translation.objects.create(post=post, language="en", origin="machine", of_version=1, text="x", rendered="<p>In words</p>")
    Post.objects.filter(pk=post.pk).update(language="fr", translated=" en ")


def name_the_author_anew(talk: Talk) -> None:
    person = talk.stage.focal.person
    person.name = "Renamed"
    person.save()


OF_THE_TOPIC = ("topic", "json", "post", "place", "platform")
CHANGES: list[Callable[[Talk], None]] = [edit, hide, name_an_answer, sum_up, translate, name_the_author_anew]


@pytest.mark.parametrize("change", CHANGES)
def test_no_page_is_of_before(talk: Talk, change: Callable[[Talk], None]) -> None:
    assert "topic" in drawn_anew(talk, lambda: change(talk), *OF_THE_TOPIC)


def close_to_others(talk: Talk) -> None:
    """As a change of access does: of the place, of the topic, of its card."""
    officers = audience("officers", "demo")
    Topic.objects.filter(pk=talk.topic.pk).update(audience=officers)
    Card.objects.filter(pk=talk.topic.card_id).update(audience=officers)


def test_what_was_closed_is_shown_by_no_worker(talk: Talk) -> None:
    drawn_anew(talk, lambda: close_to_others(talk))
    assert asked(Client(), talk.pages["topic"])[0] == 404
    assert "night boats" not in asked(Client(), talk.pages["place"])[1]


@pytest.mark.parametrize("change", [*CHANGES, close_to_others])
def test_without_stamps_pages_would_lie(talk: Talk, change: Callable[[Talk], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above can fail."""
    monkeypatch.setattr(pages.Page, "holds", lambda page: True)
    with pytest.raises(AssertionError, match="is of before"):
        drawn_anew(talk, lambda: change(talk), *OF_THE_TOPIC)


def shown(talk: Talk, who: Any = None) -> tuple[int, str, int]:
    """To somebody who signed in, the second time: what they have read by then changes nothing."""
    client = client_of(who or talk.stage.focal.person)
    client.get(talk.pages["topic"])
    status, text, many = asked(client, talk.pages["topic"])
    return status, text.partition('<div class="posts">')[2].partition("</div>\n")[0] or text, many


def test_posts_are_drawn_once_for_all_who_see_the_same(talk: Talk) -> None:
    again, other = shown(talk, talk.stage.other.person), shown(talk, talk.stage.nobody)
    assert again[1] == other[1]
    assert "Nobody counts them." in again[1]
    blocks.clear()
    client = client_of(talk.stage.nobody)
    cold, warm = asked(client, talk.pages["topic"])[2], asked(client, talk.pages["topic"])[2]
    assert cold > warm


@pytest.mark.parametrize("change", CHANGES)
def test_no_block_is_of_before(talk: Talk, change: Callable[[Talk], None]) -> None:
    before = shown(talk)[1]
    change(talk)
    after = shown(talk)[1]
    blocks.clear()
    assert shown(talk)[1] == after
    assert (after != before) == (change is not sum_up)  # which stands outside


def test_without_stamps_blocks_would_lie(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(talk)[1]
    monkeypatch.setattr(blocks.Block, "holds", lambda block, of_reader: True)
    edit(talk)
    assert shown(talk)[1] == before


def test_what_is_folded_for_one_reader_is_folded_in_no_block_of_others(talk: Talk) -> None:
    Mute.objects.create(person=talk.stage.nobody, muted=talk.stage.focal.person, shown="Somebody")
    other = talk.stage.convener.person
    before = shown(talk, other)[1]
    folded = shown(talk, talk.stage.nobody)[1]
    assert "<details><summary>By somebody whom you do not want to read" in folded
    assert shown(talk, other)[1] == before
    assert "By somebody" not in before


def test_a_block_is_shown_to_nobody_who_may_not_read(talk: Talk) -> None:
    shown(talk)
    close_to_others(talk)
    assert shown(talk)[0] == 404


@pytest.mark.parametrize("blind", [False, True])
def test_what_is_read_before_a_rollback_holds_no_more(talk: Talk, blind: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the next writer would leave the stamps of what never was: they are drawn by lot."""
    if blind:
        monkeypatch.setattr(stamps, "_by_lot", lambda: 1)
    page = topic_page(talk.stage.focal.person, talk.topic.ref)
    drawing.posts(page, AnonymousUser())
    with transaction.atomic():
        edit(talk)
        assert "Somebody counts." in drawing.posts(page, AnonymousUser())
        transaction.set_rollback(True)
    connection.stamps_waiting = set()  # as where a whole transaction is undone: here it is a part of the test's
    row = talk.topic.posts.get(number=2)
    edit_post(row, drawn("They are few.", "en"), version=1, by=talk.stage.focal.person)
    assert ("They are few." not in drawing.posts(page, AnonymousUser())) == blind


def test_blocks_are_bounded(talk: Talk, settings: Any) -> None:
    settings.BLOCKS_KEPT = 4000
    for number in range(10):
        blocks.kept(("made up", number), lambda: render("A text."))
    assert len(blocks._kept) == 3
    assert ("made up", 9) in blocks._kept
