"""Pages of a topic, lists, read positions, mentions: what they ask, what they tell whom."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.discussions.actions import drawn, edit_post, note_read, set_post_state
from accord.discussions.actions.mentions import names_in
from accord.discussions.models import Mention, Post, ReadMark, Topic
from accord.discussions.reads.lists import topic_list, topics_of_place
from accord.discussions.reads.shown import BEGINNING, page_start
from accord.discussions.reads.topic import topic_page
from accord.discussions.tests.makers import Stage
from accord.moderation.models import Mute
from accord.record.models import Stamp
from accord.record.owing import of_person
from accord.spaces.actions.members import end_membership
from accord.spaces.models import Membership
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def long(built: Stage) -> Topic:
    """45 posts, as the verbs leave the rows."""
    topic = built.topic(title="Long")
    Post.objects.bulk_create(
        Post(topic=topic, number=n, person=built.focal.person, capacity=built.focal, text=f"t{n}", rendered=f"<p>t{n}</p>")
        for n in range(2, 46)
    )
    Topic.objects.filter(pk=topic.pk).update(last_number=45)
    return topic


@pytest.mark.parametrize(
    ("start", "numbers", "previous", "following"),
    [
        (1, (1, 20), 0, 21),
        (21, (21, 40), 1, 41),
        (41, (41, 45), 21, 0),
        (44, (44, 45), 41, 0),
        (900, (45, 45), 41, 0),
        (0, (1, 20), 0, 21),
    ],
)
def test_a_page_is_twenty_posts_from_a_number_on(
    long: Topic, start: int, numbers: tuple[int, int], previous: int, following: int
) -> None:
    page = topic_page(AnonymousUser(), long.ref, start)
    assert (page.posts[0].number, page.posts[-1].number) == numbers
    assert (page.previous, page.next, page.last) == (previous, following, 41)


def test_an_answer_begins_with_what_it_answers_as_it_stands_now(stage: Stage) -> None:
    topic = stage.topic(title="Lamps")
    first = stage.post(topic, "> Which ones?\n\nTwo *lamps*. & <b>a lantern</b>" + " of each harbour" * 20, by=stage.other)
    stage.post(topic, "We have them.", quotes=2, by=stage.focal)

    def shown(reader: Any) -> str:
        html = (client_of(reader) if reader else Client()).get(f"/en/topics/{topic.ref}/").content.decode()
        return html.partition('<article class="post" id="p3">')[2].partition("</article>")[0]

    quoted = shown(None)
    assert '<blockquote class="quoted" lang="en" dir="ltr">Two lamps. &amp; ' in quoted
    assert "Which ones?" not in quoted
    assert len(topic_page(AnonymousUser(), topic.ref).posts[2].quoted) <= BEGINNING + 1
    Mute.objects.create(person=stage.nobody, muted=stage.other.person, shown="Somebody")
    assert "Two lamps." not in shown(stage.nobody)
    assert "We have them." in shown(stage.nobody)
    edit_post(first, drawn("Three lamps.", "en"), version=1, by=stage.other.person)
    assert "Three lamps.</blockquote>" in shown(None)
    set_post_state(Post.objects.get(pk=first.pk), "hidden")
    assert "blockquote" not in shown(None)
    assert topic_page(AnonymousUser(), topic.ref).posts[2].quoted == ""


@pytest.mark.parametrize(("number", "start"), [(1, 1), (20, 1), (21, 21), (40, 21), (41, 41), (0, 1)])
def test_where_a_page_begins(number: int, start: int) -> None:
    assert page_start(number) == start


def test_pages_ask_little(stage: Stage, long: Topic, django_assert_max_num_queries: Any) -> None:
    inside, outside = client_of(stage.focal.person), Client()
    place = f"discussions/on/{long.place.ref}/"
    for path, most_inside, most_outside in (
        (f"topics/{long.ref}/?from=21", 8, 3),
        (place, 9, 4),
        ("discussions/?world=demo", 6, 3),
    ):
        inside.get(f"/en/{path}")  # the first look notes how far one read
        with django_assert_max_num_queries(most_inside):
            assert inside.get(f"/en/{path}").status_code == 200
        with django_assert_max_num_queries(most_outside):
            assert outside.get(f"/en/{path}").status_code == 200


def test_a_page_of_twenty_posts_is_small(stage: Stage, long: Topic) -> None:
    Post.objects.filter(topic=long, number__gt=1).update(rendered="<p>" + "word " * 80 + "</p>")
    page = client_of(stage.focal.person).get(f"/ar/topics/{long.ref}/").content
    assert len(page) <= 40 * 1024


def test_one_is_told_what_is_new_and_led_there(stage: Stage, long: Topic) -> None:
    reader = again(stage.focal.person)
    client = client_of(reader)
    assert "since you were here" not in client.get(f"/en/topics/{long.ref}/").content.decode()
    assert ReadMark.objects.get(person=reader, topic=long).number == 20
    page = topic_page(reader, long.ref)
    assert (page.new, page.new_page, page.new_from, page.read_on) == (25, 21, 21, 0)
    assert "?from=21#p21" in client.get(f"/en/topics/{long.ref}/").content.decode()
    client.get(f"/en/topics/{long.ref}/?from=41")
    assert topic_page(reader, long.ref).new == 0
    assert [t.unread for t in topic_list({"world": "demo"}, "", reader).topics if t.ref == long.ref] == [0]


def test_one_is_not_told_of_what_one_has_just_posted(stage: Stage) -> None:
    topic, me = stage.topic(), stage.other.person
    client = client_of(me)
    client.get(f"/en/topics/{topic.ref}/")
    sent = {"text": "We do.", "language": "en", "once": "ab" * 16}
    answer = client.post(f"/en/topics/{topic.ref}/post/", sent, follow=True)
    assert "We do." in answer.content.decode()
    assert "since you were here" not in answer.content.decode()
    stage.post(topic, "So do we.", by=stage.other)
    stage.post(topic, "And they.", by=stage.convener)
    page = topic_page(again(me), topic.ref)
    assert (page.new, page.new_from) == (1, 4)
    Post.objects.filter(topic=topic).update(person=me, capacity=None)
    ReadMark.objects.filter(person=me, topic=topic).update(number=1)
    assert topic_page(again(me), topic.ref).new == 0


def test_reading_leaves_no_event_and_makes_no_kept_page_old(stage: Stage, long: Topic) -> None:
    before = set(Stamp.objects.values_list("name", "n"))
    note_read(again(stage.nobody), long.ref, 20)
    assert set(Stamp.objects.values_list("name", "n")) == before


def test_lists_go_by_keys_and_what_is_pinned_stands_first(stage: Stage) -> None:
    platform = stage.platform(title="Lists")
    made = [stage.topic(platform, title=f"T{n}") for n in range(43)]
    Topic.objects.filter(pk=made[5].pk).update(pinned=True)
    seen, after = [], ""
    while True:
        page = topics_of_place(platform.card_ref, AnonymousUser(), after)
        seen += [t.title for t in page.topics]
        after = page.next
        if not after:
            break
    assert seen == ["T5", *(f"T{n}" for n in reversed(range(43)) if n != 5)]
    assert topics_of_place(platform.card_ref, AnonymousUser(), "no-key").topics[0].title == "T5"


@pytest.mark.parametrize(
    ("asked", "titles"),
    [({}, {"Talk", "Asked", "Known"}), ({"only": "questions"}, {"Asked", "Known"}), ({"only": "unanswered"}, {"Asked"}),
     ({"language": "fr"}, {"Talk"}), ({"place": "platform"}, {"Talk", "Asked", "Known"}), ({"place": "practice"}, set()),
     ({"only": "zzz"}, set())],
)  # fmt: skip
def test_lists_are_narrowed(stage: Stage, asked: dict[str, str], titles: set[str]) -> None:
    platform = stage.platform(title="Narrow")
    stage.topic(platform, title="Talk", language="fr")
    stage.topic(platform, title="Asked", kind="question")
    known = stage.topic(platform, title="Known", kind="question")
    Topic.objects.filter(pk=known.pk).update(answer=1)
    page = topic_list(asked | {"world": "demo"}, "", again(stage.nobody))
    assert {t.title for t in page.topics if t.place.ref == platform.card_ref} == titles


def test_what_some_alone_read_is_in_nobody_elses_list(stage: Stage) -> None:
    closed = stage.platform("restricted", title="Closed")
    topic = stage.topic(closed, title="Quiet heron")
    for reader, sees in ((stage.convener.person, True), (stage.nobody, False), (stage.officers[0], False)):
        listed = [t.title for t in topic_list({"world": "demo"}, "", again(reader)).topics]
        assert ("Quiet heron" in listed) == sees
        assert client_of(reader).get(f"/en/topics/{topic.ref}.json").status_code == (200 if sees else 404)
        assert client_of(reader).get(f"/en/discussions/on/{closed.card_ref}/").status_code == (200 if sees else 404)


@pytest.mark.parametrize(
    ("text", "names"),
    [("Ask @Amina Diallo, please.", ["amina diallo, please", "amina diallo", "amina"]), ("write to a@b.example", []),
     ("@Ana", ["ana"]), ("no one", []), ("(@Ana)", ["ana"])],
)  # fmt: skip
def test_names_stand_behind_an_at(text: str, names: list[str]) -> None:
    assert names_in(text)[-len(names) :] == names if names else not names_in(text)


def test_who_is_named_finds_it_and_is_told_once(stage: Stage) -> None:
    platform = stage.platform(title="Naming")
    stage.take_in(platform, stage.focal)
    topic = stage.topic(platform)
    made = stage.post(topic, "What does @focal-point-a say? And @Nobody?", by=stage.other)
    assert [m.person for m in made.mentions.all()] == [stage.focal.person]
    client = client_of(stage.focal.person)
    mine = client.get("/en/discussions/mine.json").json()
    assert [(m["url"], m["unseen"]) for m in mine["mentions"]] == [(f"topics/{topic.ref}/2/", True)]
    owed = [d.duty for d in of_person(again(stage.focal.person)) if d.duty.key.startswith("mention")]
    assert len(owed) == 1
    assert owed[0].quiet
    client.get(f"/en/topics/{topic.ref}/")
    assert not Mention.objects.filter(person=stage.focal.person, seen_at=None).exists()
    assert not [d for d in of_person(again(stage.focal.person)) if d.duty.key.startswith("mention")]


def test_nobody_is_told_of_what_they_may_not_read(stage: Stage) -> None:
    closed = stage.platform("restricted", title="Closed")
    made = stage.post(stage.topic(closed), "@focal-point-a would know.", by=stage.convener)
    assert not made.mentions.exists()


def test_nobody_is_named_who_reads_no_more(stage: Stage) -> None:
    closed = stage.platform("restricted")
    stage.take_in(closed, stage.focal)
    topic = stage.topic(closed)
    stage.post(topic)
    end_membership(Membership.objects.get(platform=closed, person=stage.focal.person), by=stage.convener, reason="Left.")
    made = stage.post(topic, f"@{stage.focal.person.name} is gone.", by=stage.convener)
    assert not made.mentions.exists()
