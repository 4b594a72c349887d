"""Topics under the Chatham House rule: who opens them, how authors are shown, that nothing switches it off."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accord.directory.tests.makers import client_of
from accord.discussions import machine
from accord.discussions.actions import Refused, drawn, merge_topic, move_topic, post, split_topic
from accord.discussions.actions.sealed import (
    edit_sealed,
    post_sealed,
    tell_what_was_sealed,
)  # fmt: skip
from accord.discussions.marks import subject_of
from accord.discussions.models import Post, Topic
from accord.discussions.reads.sealed import alias_words
from accord.discussions.tests.makers import place_of
from accord.discussions.tests.sealing import Sealing
from accord.kit import clock
from accord.people.models import Area, Capacity
from accord.record.actions import seal
from accord.record.models import Event, SealedName, SealedShare
from accord.record.verifying import problems
from accord.spaces.actions.platforms import change_access
from accord.spaces.models import Membership, Platform

pytestmark = pytest.mark.django_db
STAGE = Sealing


def tomorrow() -> datetime:
    return clock.now() + timedelta(days=1)


def test_a_role_is_shown_for_some_and_a_participant_for_others(stage: Sealing) -> None:
    topic = stage.sealed()
    aliases = [stage.says(topic, hat).alias for hat in (stage.focals[0], stage.focals[4], stage.bodies[0], stage.rare)]
    assert aliases == ["focal_point", "focal_point", "", ""]
    first = topic.posts.get(number=1)
    assert (first.alias, alias_words(first.alias)) == ("moderator", "A moderator")
    assert (first.person, first.capacity, topic.person, topic.capacity) == (None, None, None, None)
    page = client_of(stage.rare.person).get(f"/en/topics/{topic.ref}.json").json()
    assert [p["author"] for p in page["posts"]] == ["A moderator", "Focal point", "Focal point", "A participant", "A participant"]


def test_the_smaller_crowd_goes_so_that_the_rare_ones_are_five(stage: Sealing) -> None:
    """Five focal points, four of organisations, a statistician, a validator: without the focal points they are six."""
    room = stage.room("restricted", *stage.focals, *stage.bodies[:2], stage.rare)
    topic = stage.sealed(room)  # two, a statistician and the convener would be four participants
    assert topic.aliases == []
    assert stage.says(topic, stage.focals[0]).alias == ""


def test_whoever_comes_later_makes_nothing_finer(stage: Sealing) -> None:
    room = stage.room("transparent", *stage.focals[:4], *stage.bodies, stage.rare)
    topic = stage.sealed(room)
    assert topic.aliases == []
    stage.take_in(room, stage.focals[4])
    assert stage.says(topic, stage.focals[4]).alias == ""


def test_when_the_fifth_goes_it_becomes_coarser_and_stays_so(stage: Sealing) -> None:
    room = stage.room()
    topic = stage.sealed(room)
    assert stage.says(topic, stage.focals[0], "One.").alias == "focal_point"
    Membership.objects.filter(platform=room, capacity=stage.focals[4]).update(state="left")
    assert stage.says(topic, stage.focals[0], "Two.").alias == ""
    Membership.objects.filter(platform=room, capacity=stage.focals[4]).update(state="active")
    assert stage.says(topic, stage.focals[0], "Three.").alias == ""
    assert topic.posts.get(number=2).alias == "focal_point"  # what was shown stays: others have read it


def test_a_capacity_that_ended_is_not_present(stage: Sealing) -> None:
    topic = stage.sealed()
    Capacity.objects.filter(pk=stage.focals[4].pk).update(ends_on=clock.today())
    assert stage.says(topic, stage.focals[0]).alias == ""


def test_by_region_never_by_role(stage: Sealing) -> None:
    africa = Area.objects.get_or_create(code="002", defaults={"kind": "region", "names": {"en": "Africa"}})[0]
    Area.objects.filter(iso3__in=["XAA", "XAB", "XAC", "XAD", "XAE"]).update(parent=africa)
    room = stage.room("restricted", *stage.focals, *stage.bodies)
    topic = stage.sealed(room, names_as="region")
    assert topic.aliases == ["002"]
    assert alias_words(stage.says(topic, stage.focals[0]).alias) == "A participant (Africa)"
    nothing = stage.sealed(room, names_as="nothing")
    assert stage.says(nothing, stage.focals[0]).alias == ""


def test_who_opens_one_and_where(stage: Sealing) -> None:
    room = stage.room("transparent")
    address = f"/en/discussions/on/{room.card_ref}/sealed/new/"
    sent = {"title": "Said", "kind": "discussion", "text": "What is true?", "language": "en", "names_as": "role"}
    assert client_of(stage.focals[0].person).post(address, sent).status_code == 404
    answer = client_of(stage.convener.person).post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    topic = Topic.objects.get()
    assert (topic.chatham, topic.names_as, topic.mark != "") == (True, "role", True)
    wide = stage.platform("open", title="Wide")
    assert client_of(stage.convener.person).get(f"/en/discussions/on/{wide.card_ref}/sealed/new/").status_code == 404
    with pytest.raises(ValidationError, match="members alone write"):
        stage.sealed(wide)
    few = stage.platform("restricted", title="Few")
    with pytest.raises(ValidationError, match="Fewer than five"):
        stage.sealed(few)


def test_without_two_custodians_outside_nothing_is_opened_or_posted(stage: Sealing) -> None:
    room = stage.room()
    topic = stage.sealed(room)
    stage.take_in(room, stage.keepers[0])  # a custodian who might have written keeps no share of it
    with pytest.raises(ValidationError, match="not two custodians"):
        stage.says(topic, stage.focals[0])
    with pytest.raises(ValidationError, match="not two custodians"):
        stage.sealed(room)
    assert topic.posts.count() == 1


def test_which_custodians_keep_it_tells_nothing_of_the_author(stage: Sealing) -> None:
    room = stage.room()
    topic = stage.sealed(room)
    for hat in (stage.focals[0], stage.bodies[0], stage.rare):
        stage.says(topic, hat)
    assert len({frozenset(n.shares.values_list("key", flat=True)) for n in SealedName.objects.all()}) == 1
    assert not SealedName.objects.exclude(area=None).exists()


def test_where_names_are_sealed_nothing_goes_the_other_way(stage: Sealing) -> None:
    room = stage.room()
    topic, open_one = stage.sealed(room), stage.topic(room)
    stage.says(topic, stage.focals[0])
    own = client_of(stage.focals[0].person)
    for path in ("post/", "2/edit/"):
        assert own.get(f"/en/topics/{topic.ref}/{path}").status_code == 404
        assert own.post(f"/en/topics/{topic.ref}/{path}", {"text": "x", "language": "en"}).status_code == 404
    assert own.get(f"/en/topics/{open_one.ref}/sealed/post/").status_code == 404
    with pytest.raises(ValueError, match="sealed"), transaction.atomic():
        post(topic, drawn("Named.", "en"), by=stage.focals[0].person, hat=stage.focals[0])
    with pytest.raises(ValueError, match="names its authors"):
        post_sealed(open_one, drawn("x", "en"), by=stage.focals[0].person, hat=stage.focals[0])
    assert topic.posts.count() == 2


def test_it_is_not_switched_off_by_a_row(stage: Sealing) -> None:
    topic = stage.sealed()
    stage.says(topic, stage.focals[0])
    rows, posts = Topic.objects.filter(pk=topic.pk), Post.objects.filter(topic=topic, number=2)
    for table, change in (
        (rows, {"chatham": False}), (rows, {"chatham": False, "names_as": ""}), (rows, {"names_as": "both"}),
        (rows, {"mark": ""}), (rows, {"person": stage.convener.person}), (rows, {"capacity": stage.convener}),
        (posts, {"person": stage.focals[0].person}), (posts, {"capacity": stage.focals[0]}), (posts, {"mark": ""}),
        (posts, {"id": 77}),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            table.update(**change)


def test_it_is_neither_moved_nor_merged_nor_split(stage: Sealing) -> None:
    room = stage.room("transparent")
    topic, other, named = stage.sealed(room), stage.sealed(room, title="Another"), stage.topic(room)
    stage.says(topic, stage.focals[0])
    there = place_of(stage.room("transparent", stage.focals[0]))
    for refused in (
        partial(merge_topic, topic, other), partial(merge_topic, topic, named), partial(merge_topic, named, topic),
        partial(move_topic, topic, there), partial(split_topic, topic, [2], title="Off", language="en"),
    ):  # fmt: skip
        with pytest.raises(Refused, match="sealed"):
            refused(by=stage.convener, reason="Tidier.")
    row = Topic.objects.get(pk=topic.pk)
    assert (row.state, row.place, row.posts.count()) == ("open", topic.place, 2)


def test_no_machine_reads_it_but_a_trusted_one(stage: Sealing, settings: Any) -> None:
    topic = stage.sealed(stage.room("transparent"))
    settings.TRANSLATE_URL = "https://translate.example"
    assert not machine.may_read(topic)
    settings.TRANSLATE_TRUSTED = True
    assert machine.may_read(topic)


def test_a_platform_with_such_a_topic_opens_to_nobody_else(stage: Sealing) -> None:
    room = stage.room("transparent")
    stage.sealed(room)
    with pytest.raises(ValidationError, match="members alone"):
        change_access(room, Platform.Access.OPEN, by=stage.convener, reason="Wider.")


def test_the_journal_tells_of_a_day_on_the_next_day_together(stage: Sealing) -> None:
    topic = stage.sealed()
    before = Event.objects.count()
    for hat in (stage.focals[0], stage.bodies[0]):
        made = stage.says(topic, hat)
    assert tell_what_was_sealed() == 0
    assert (Event.objects.count(), problems()) == (before, [])
    with clock.standing_at(tomorrow()):
        assert tell_what_was_sealed() == 3  # the opening told of the first one, of the same day, too
        assert tell_what_was_sealed() == 0
        told = Event.objects.latest("id")
        assert (told.verb, told.capacity, told.body["after"]) == ("sealed_posts_told", None, {"numbers": [1, 2, 3]})
        stage.says(topic, stage.rare)
        edit_sealed(made, drawn("Otherwise.", "en"), version=1, by=stage.bodies[0].person)
        assert (tell_what_was_sealed(), problems()) == (0, [])
    with clock.standing_at(tomorrow() + timedelta(days=1)):
        assert tell_what_was_sealed() == 2
        assert Event.objects.latest("id").body["after"] == {"numbers": [3, 4]}
        seal()
        assert problems() == []
    Post.objects.filter(topic=topic, number=2).update(text="Changed round the actions.")
    assert [p["ref"] for p in problems()] == [f"topics/{topic.ref}/p2"]


def test_two_custodians_open_a_name_and_readers_are_told_why(stage: Sealing) -> None:
    from accord.record.sealing import box

    topic = stage.sealed()
    made = stage.says(topic, stage.focals[0])
    subject = subject_of(made.mark)
    assert subject in client_of(stage.rare.person).get(f"/en/topics/{topic.ref}/2/").content.decode()
    clients = [client_of(keeper.person) for keeper in stage.keepers]
    assert subject not in clients[0].get("/en/seals/").content.decode()
    page = clients[0].get(f"/en/seals/?q={subject}").content.decode()
    assert subject in page
    assert f"topics/{topic.ref}/2/" in page
    for client, keeper, secret in zip(clients, stage.keepers, stage.secrets, strict=True):
        share = SealedShare.objects.get(name__subject=subject, key__capacity=keeper)
        opened = box.open_with(secret, share.sealed)
        answer = client.post(f"/en/seals/shares/{share.pk}/", {"share": opened, "reason": "A child is in danger."})
        assert answer.status_code == 302, answer.content.decode()
    assert subject in clients[0].get("/en/seals/").content.decode()
    share = SealedShare.objects.get(name__subject=subject, key__capacity=stage.keepers[0])
    assert stage.focals[0].person.email in box.open_with(stage.secrets[0], share.answer)
    told = Event.objects.latest("id")
    assert (told.verb, told.card_ref) == ("sealed_name_opened", topic.card_ref)
    assert told.body["after"]["subject"] == subject
    assert stage.focals[0].person.email not in str(told.body)


def test_posting_and_reading_ask_little_however_many_are_present(stage: Sealing) -> None:
    topic = stage.sealed()
    stage.says(topic, stage.focals[0], "One.")
    reader = client_of(stage.rare.person)
    with CaptureQueriesContext(connection) as one:
        reader.get(f"/en/topics/{topic.ref}/")
    with CaptureQueriesContext(connection) as posting:
        stage.says(topic, stage.focals[0], "Two.")
    stage.says(topic, stage.bodies[0], "Three.")
    with CaptureQueriesContext(connection) as three:
        reader.get(f"/en/topics/{topic.ref}/")
    with CaptureQueriesContext(connection) as form:
        reader.get(f"/en/topics/{topic.ref}/sealed/post/")
    assert max(len(one), len(three)) <= 10  # the second asks whether what was kept still holds
    assert len(posting) <= 32
    assert len(form) <= 12
