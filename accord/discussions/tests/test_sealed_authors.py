"""What authors do whose names are sealed, and nobody else: change, take back, translate, send twice."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.directory.tests.makers import active, client_of, organisation, person
from accord.discussions.actions import Closed, drawn, edit_post, sealed
from accord.discussions.actions.sealed import (
    edit_sealed,
    take_back,
    translate_sealed,
)  # fmt: skip
from accord.discussions.marks import is_marked, subject_of
from accord.discussions.models import Attachment, Mention, Post, ReadMark, Topic, Translation
from accord.discussions.moderating import changed
from accord.discussions.tests.sealing import Sealing
from accord.kit import clock
from accord.moderation.actions import decide
from accord.moderation.actions.decisions import Told, undo
from accord.moderation.models import Case
from accord.people.models import Role
from accord.record.actions import Conflict, hold, release
from accord.record.models import Card, Held, SealedName
from accord.record.search.reads import search
from accord.record.verifying import problems
from accord.spaces.actions import members
from accord.spaces.models import Membership
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db
STAGE = Sealing


def tomorrow() -> datetime:
    return clock.now() + timedelta(days=1)


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


def test_what_was_hidden_is_taken_back_and_stays_hidden_for_all_others(stage: Sealing) -> None:
    topic = stage.sealed()
    made = stage.says(topic, stage.focals[0], "The vermilion courts wait.")
    given = {"version": 0, "of_version": 1, "by": stage.focals[1].person, "hat": stage.focals[1]}
    translate_sealed(made, drawn("Les tribunaux vermeils.", "fr"), **given)
    hiding = decide(Case.objects.create(card=topic.card, part="p2"), Told("hide", "hate", "So."), by=stage.convener)
    pages = [f"/en/topics/{topic.ref}/", f"/en/topics/{topic.ref}/2/", f"/en/topics/{topic.ref}/2.json"]
    own, other = client_of(stage.focals[0].person), client_of(stage.focals[1].person)
    before = [_told(other, page) for page in pages]
    back = f"/en/topics/{topic.ref}/sealed/2/take-back/"
    assert back in own.get(pages[1]).content.decode()
    assert back not in other.get(pages[1]).content.decode()
    assert (other.get(back).status_code, "vermilion" in own.get(back).content.decode()) == (404, True)
    assert own.post(back, {"sure": "on"}).status_code == 302
    made.refresh_from_db()
    assert (made.text, made.state, Translation.objects.count(), Held.objects.get().documents) == ("", "hidden", 0, [])
    assert [_told(other, page) for page in pages] == before
    assert own.get(back).status_code == 404
    undo(hiding)
    made.refresh_from_db()
    assert (made.text, made.state) == ("", "masked")
    for words in ("vermilion", "vermeils"):
        assert not search(again(stage.rare.person), words, world="demo").hits
    assert not problems()


def _told(client: Client, page: str) -> str:
    return re.sub(r'value="[^"]{32,}"', "", client.get(page).content.decode())


def test_whoever_left_or_finds_the_topic_hidden_takes_back_what_they_said_and_reads_nothing_else(stage: Sealing) -> None:
    room = stage.room()
    topic, one = stage.sealed(room), stage.focals[0]
    stage.says(topic, one, "The vermilion courts wait.")
    stage.says(topic, one, "And the ochre ones.")
    client, back = client_of(one.person), f"/en/topics/{topic.ref}/sealed/{{}}/take-back/"
    hold(Card.objects.get(pk=topic.card_id), ground="child")
    assert client.get(f"/en/topics/{topic.ref}/").status_code == 410
    seen = client.get(back.format(2)).content.decode()
    assert ("vermilion" in seen, topic.title in seen) == (True, False)
    assert client_of(stage.focals[1].person).get(back.format(2)).status_code == 410
    assert client.post(back.format(2), {"sure": "on"})["Location"] == "/en/"
    assert "vermilion" not in str(Held.objects.get().documents)
    release(Card.objects.get(pk=topic.card_id))
    changed(Card.objects.get(pk=topic.card_id), "")
    assert not search(again(stage.rare.person), "vermilion", world="demo").hits
    assert search(again(stage.rare.person), "ochre", world="demo").hits
    members.end_membership(Membership.objects.get(platform=room, capacity=one), by=stage.convener, reason="Left.")
    assert client.get(f"/en/topics/{topic.ref}/").status_code == 404
    seen = client.get(back.format(3)).content.decode()
    assert ("ochre" in seen, topic.title in seen, client.get(back.format(1)).status_code) == (True, False, 404)
    assert client.post(back.format(3), {"sure": "on"}).status_code == 302
    assert Post.objects.get(topic=topic, number=3).text == ""
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


def test_a_picture_keeps_no_name(stage: Sealing) -> None:
    from accord.discussions.actions.writing import Attached

    topic = stage.sealed()
    made = stage.says(topic, stage.focals[0], files=[Attached("A quay.", "image/png", b"\x89PNG", "ab" * 32)])
    assert Attachment.objects.get().post == made
    other = [Attached("A pier.", "image/png", b"\x89PNG", "cd" * 32)]
    off = [Attachment.objects.get().pk]
    edit_sealed(made, drawn("Less.", "en"), version=1, by=stage.focals[0].person, take_off=off, files=other)
    assert [one.words for one in Attachment.objects.all()] == ["A pier."]  # what was taken off is kept nowhere
    take_back(made, by=stage.focals[0].person)
    assert not Attachment.objects.exists()


def test_a_member_taken_in_later_reads_and_writes_and_one_who_left_takes_back(stage: Sealing) -> None:
    room = stage.room()
    topic = stage.sealed(room)
    late = active(person("late"), Role.ORG_MEMBER, stage.officers, organisation=organisation("Late", stage.officers, stage.far))
    members.bring_in(room, late, by=stage.convener)
    assert stage.says(topic, late).alias == ""
    assert stage.says(topic, stage.focals[0]).alias == "focal_point"
