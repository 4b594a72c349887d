"""Topics under the Chatham House rule: who opens them, how authors are shown, what they may do, that nothing switches it off."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accord.directory.tests.makers import active, client_of, organisation, person
from accord.discussions import machine
from accord.discussions.actions import Closed, Refused, drawn, edit_post, merge_topic, move_topic, post, sealed, split_topic
from accord.discussions.actions.sealed import (
    edit_sealed,
    post_sealed,
    take_back,
    tell_what_was_sealed,
    translate_sealed,
)  # fmt: skip
from accord.discussions.marks import is_marked, subject_of
from accord.discussions.models import Attachment, Mention, Post, ReadMark, Topic, Translation
from accord.discussions.reads.sealed import alias_words
from accord.discussions.tests.makers import place_of
from accord.discussions.tests.sealing import Sealing
from accord.kit import clock
from accord.moderation.actions import decide
from accord.moderation.actions.decisions import Told, undo
from accord.moderation.models import Case
from accord.people.models import Area, Capacity, Role
from accord.record.actions import Conflict, seal
from accord.record.models import Event, SealedName, SealedShare
from accord.record.search.reads import search
from accord.record.verifying import problems
from accord.spaces.actions import members
from accord.spaces.actions.platforms import change_access
from accord.spaces.models import Membership, Platform
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(one_world: None) -> Sealing:
    return Sealing()


@pytest.fixture
def stage(built: Sealing) -> Sealing:
    return deepcopy(built)


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


def test_the_author_changes_and_takes_back_and_nobody_else(stage: Sealing) -> None:
    topic = stage.sealed()
    made = stage.says(topic, stage.focals[0], "The vermilion courts wait.")
    with pytest.raises(Conflict):
        edit_sealed(made, drawn("No.", "en"), version=1, by=stage.focals[1].person)
    with pytest.raises(Conflict):
        edit_post(made, drawn("No.", "en"), version=1, by=stage.focals[0].person)
    row = edit_sealed(made, drawn("The courts wait.", "en"), version=1, by=stage.focals[0].person)
    assert (row.version, row.revisions.count()) == (2, 0)
    assert not search(again(stage.rare.person), "vermilion", world="demo").hits
    with pytest.raises(Conflict):
        edit_sealed(made, drawn("Late.", "en"), version=1, by=stage.focals[0].person)
    with pytest.raises(Conflict):
        take_back(made, by=stage.focals[1].person)
    gone = take_back(made, by=stage.focals[0].person)
    assert (gone.text, gone.rendered, gone.state) == ("", "", "masked")
    assert not search(again(stage.rare.person), "courts", world="demo").hits
    page = client_of(stage.rare.person).get(f"/en/topics/{topic.ref}/2/").content.decode()
    assert "courts" not in page
    for address in (f"/en/topics/{topic.ref}/", f"/en/topics/{topic.ref}/2/"):
        assert "The words were taken out." in client_of(stage.rare.person).get(address).content.decode()


def test_pages_of_the_author_and_of_nobody_else(stage: Sealing) -> None:
    topic = stage.sealed()
    stage.says(topic, stage.focals[0])
    own, other = client_of(stage.focals[0].person), client_of(stage.focals[1].person)
    form = own.get(f"/en/topics/{topic.ref}/sealed/post/").content.decode()
    assert "11 people can write here. 5 of them are shown so." in form
    assert "6 of them" in client_of(stage.rare.person).get(f"/en/topics/{topic.ref}/sealed/post/").content.decode()
    for path in ("edit", "take-back"):
        address = f"/en/topics/{topic.ref}/sealed/2/{path}/"
        assert (own.get(address).status_code, other.get(address).status_code) == (200, 404)
        assert path in own.get(f"/en/topics/{topic.ref}/2/").content.decode()
        assert path not in other.get(f"/en/topics/{topic.ref}/2/").content.decode()
    sent = {"text": "More.", "language": "en", "version": "1"}
    assert own.post(f"/en/topics/{topic.ref}/sealed/2/edit/", sent).status_code == 302
    assert Post.objects.get(topic=topic, number=2).text == "More."
    assert own.post(f"/en/topics/{topic.ref}/sealed/2/take-back/", {"sure": "on"}).status_code == 302
    assert Post.objects.get(topic=topic, number=2).text == ""


def test_where_names_are_sealed_nothing_goes_the_other_way(stage: Sealing) -> None:
    room = stage.room()
    topic, open_one = stage.sealed(room), stage.topic(room)
    stage.says(topic, stage.focals[0])
    own = client_of(stage.focals[0].person)
    for path in ("post/", "2/edit/"):
        assert own.get(f"/en/topics/{topic.ref}/{path}").status_code == 404
        assert own.post(f"/en/topics/{topic.ref}/{path}", {"text": "x", "language": "en"}).status_code == 404
    assert own.get(f"/en/topics/{open_one.ref}/sealed/post/").status_code == 404
    with pytest.raises(ValueError, match="sealed"):
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


def test_pressed_twice_it_is_posted_once_and_nothing_remembers_it(stage: Sealing) -> None:
    topic = stage.sealed()
    own, address = client_of(stage.focals[0].person), f"/en/topics/{topic.ref}/sealed/post/"
    sent = {"text": "Once.", "language": "en", "once": "ab" * 16}
    assert {own.post(address, sent)["Location"] for _ in range(2)} == {f"/en/topics/{topic.ref}/?from=1#p2"}
    assert topic.posts.count() == 2
    client_of(stage.focals[1].person).post(address, sent)  # somebody else says the same
    assert topic.posts.count() == 3
    assert not Topic.objects.filter(last_at__gt=clock.now()).exists()
    Topic.objects.filter(pk=topic.pk).update(state="closed", reason="Done.")
    with pytest.raises(Closed):
        stage.says(topic, stage.focals[0])
    assert own.post(address, sent | {"text": "Late."}).status_code == 422


def test_words_of_which_some_are_covered_are_taken_out_all_the_same(stage: Sealing) -> None:
    topic = stage.sealed()
    made = stage.says(topic, stage.focals[0], "Much of it.")
    case = Case.objects.create(card=topic.card, part="p2")
    masking = decide(case, Told("mask", "other", "So.", words=("much",)), by=stage.convener)
    client, page = client_of(stage.focals[0].person), f"/en/topics/{topic.ref}/sealed/2/take-back/"
    assert page in client.get(f"/en/topics/{topic.ref}/2/").content.decode()
    assert client_of(stage.focals[1].person).get(page).status_code == 404
    assert client.post(page, {"sure": "on"}).status_code == 302
    undo(masking)
    made.refresh_from_db()
    assert (made.text, made.rendered, made.state) == ("", "", "masked")
    assert not problems()


def test_nobody_floods_a_topic_because_nobody_counts(stage: Sealing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "A_DAY", 2)
    topic, one = stage.sealed(), stage.focals[0]
    stage.says(topic, one, "One."), stage.says(topic, stage.focals[1], "Two."), stage.says(topic, one, "Three.")
    with pytest.raises(ValidationError, match="the most for a day"):
        stage.says(topic, one, "Four.")
    stage.says(topic, stage.focals[1], "Four.")
    with clock.standing_at(tomorrow()):
        stage.says(topic, one, "Five.")
    assert topic.posts.count() == 6


def test_nobody_is_mentioned_and_no_position_is_read(stage: Sealing) -> None:
    topic = stage.sealed()
    client_of(stage.focals[1].person).get(f"/en/topics/{topic.ref}/")
    stage.says(topic, stage.focals[0], f"@{stage.focals[1].person.name} and @{stage.focals[0].person.name} know.")
    assert (Mention.objects.count(), ReadMark.objects.count()) == (0, 0)


def test_marks_of_one_author_have_nothing_in_common(stage: Sealing) -> None:
    topic = stage.sealed()
    one, two = (stage.says(topic, stage.focals[0], text) for text in ("One.", "Two."))
    assert is_marked(stage.focals[0].person, one.mark)
    assert is_marked(stage.focals[0].person, two.mark)
    assert not is_marked(stage.focals[1].person, one.mark)
    pieces = [{row.mark[at : at + 8] for at in range(56)} for row in (one, two)]
    assert not pieces[0] & pieces[1]
    assert subject_of(one.mark) != subject_of(two.mark)


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


def test_a_translation_is_under_an_alias_and_goes_with_the_wording(stage: Sealing) -> None:
    topic = stage.sealed()
    made = stage.says(topic, stage.focals[0])
    words = drawn("Beaucoup.", "fr")
    given = {"of_version": 1, "by": stage.focals[1].person, "hat": stage.focals[1]}
    said = translate_sealed(made, words, version=0, **given)
    assert (said.person, said.capacity, said.alias, said.pk < 0) == (None, None, "focal_point", True)
    assert said.made_at == datetime.combine(clock.today(), datetime.min.time(), tzinfo=UTC)
    with pytest.raises(Conflict):
        translate_sealed(made, words, version=0, **given)
    again_said = translate_sealed(made, drawn("Bien des choses.", "fr"), version=1, **given)
    assert (Translation.objects.count(), again_said.version, SealedName.objects.count()) == (1, 2, 3)
    edit_sealed(made, drawn("A lot.", "en"), version=1, by=stage.focals[0].person)
    assert not Translation.objects.exists()


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


def test_a_picture_keeps_no_name(stage: Sealing) -> None:
    from accord.discussions.actions.writing import Picture

    topic = stage.sealed()
    made = stage.says(topic, stage.focals[0], files=[Picture("A quay.", "image/png", b"\x89PNG", "ab" * 32)])
    assert Attachment.objects.get().post == made
    take_back(made, by=stage.focals[0].person)
    assert not Attachment.objects.exists()


def test_a_member_taken_in_later_reads_and_writes_and_one_who_left_takes_back(stage: Sealing) -> None:
    room = stage.room()
    topic = stage.sealed(room)
    late = active(person("late"), Role.ORG_MEMBER, stage.officers, organisation=organisation("Late", stage.officers, stage.far))
    members.bring_in(room, late, by=stage.convener)
    assert stage.says(topic, late).alias == ""
    assert stage.says(topic, stage.focals[0]).alias == "focal_point"


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
