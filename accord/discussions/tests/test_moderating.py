"""Closing, summing up, outcomes with actions, answers; posts that go elsewhere. Nothing that moves leaves the journal behind."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accord.directory.tests.makers import client_of
from accord.discussions import access, actions
from accord.discussions.actions import Refused, drawn
from accord.discussions.forms.moderating import Numbers
from accord.discussions.models import Topic
from accord.discussions.reads.topic import topic_page
from accord.discussions.tests.makers import Stage, place_of
from accord.people.models import Role
from accord.record.actions import Conflict
from accord.record.handover import hand_over
from accord.record.models import Card, Event
from accord.record.owing import of_person
from accord.record.search.reads import search
from accord.record.verifying import problems
from accord.spaces.models import Platform
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db


def said(topic: Topic) -> list[tuple[int, str, str]]:
    return list(topic.posts.order_by("number").values_list("number", "state", "text"))


def found(stage: Stage, words: str) -> list[str]:
    return [hit.url for hit in search(again(stage.nobody), words, world="demo").hits]


def test_closing_and_opening_again_have_reasons(stage: Stage) -> None:
    topic = actions.close_topic(stage.topic(), by=stage.convener, reason="All is said.")
    assert not access.rights_in(again(stage.focal.person), topic).post
    with pytest.raises(Conflict):
        actions.close_topic(topic, by=stage.convener, reason="Twice.")
    opened = actions.reopen_topic(topic, by=stage.convener, reason="Not all.")
    assert stage.post(opened).number == 2
    verbs = list(Event.objects.filter(card=topic.card).order_by("id").values_list("verb", flat=True))
    assert verbs == ["topic_opened", "topic_closed", "topic_reopened", "posted"]
    assert not problems()


def test_a_summary_carries_its_version(stage: Stage) -> None:
    topic = stage.topic()
    actions.sum_up(topic, drawn("Two **views**.", "en"), version=1, by=stage.convener)
    html = client_of(stage.nobody).get(f"/en/topics/{topic.ref}/").content.decode()
    summary = html.partition('<h2 id="summary">Summary</h2>')[2].partition("</section>")[0]
    assert '<div lang="en" dir="ltr"><p>Two <strong>views</strong>.</p>' in summary
    assert '<p class="source">By Validating authority, Land XAB, ' in summary
    with pytest.raises(Conflict):
        actions.sum_up(topic, drawn("One.", "en"), version=1, by=stage.convener)
    assert not problems()


def test_an_outcome_names_who_does_what_and_they_are_told(stage: Stage) -> None:
    topic = stage.topic()
    with pytest.raises(Conflict):
        actions.add_action(topic, text="Lamps", owner="", capacity=stage.focal, due=None, card=None, by=stage.convener)
    actions.tell_outcome(topic, drawn("Light the pier.", "en"), decided_on=date(2026, 3, 1), version=1, by=stage.convener)
    made = actions.add_action(
        topic, text="Buy lamps", owner="", capacity=stage.focal, due=date(2026, 5, 1), card=None, by=stage.convener
    )
    html = client_of(stage.nobody).get(f"/en/topics/{topic.ref}/").content.decode()
    outcome = html.partition('<h2 id="outcome">Outcome</h2>')[2].partition("</section>")[0]
    assert ("<p>Light the pier.</p>" in outcome, "Decided on 1 March 2026 – Validating" in outcome) == (True, True)
    assert '>Buy lamps</strong></p><p class="meta"><span>Focal point, Land XAA</span><span>until 1 May 2026</span>' in outcome
    owed = [d.duty for d in of_person(again(stage.focal.person)) if d.duty.kind == "discussions"]
    assert [(d.key, d.due) for d in owed] == [(f"outcome-{made.pk}", date(2026, 5, 1))]
    client = client_of(stage.focal.person)
    assert client.get(f"/en/{owed[0].url}").status_code == 200
    assert client_of(stage.other.person).get(f"/en/{owed[0].url}").status_code == 404
    client.post(f"/en/{owed[0].url}", {})
    made.refresh_from_db()
    assert made.done_on
    assert '<span class="tag good">Done on ' in client.get(f"/en/topics/{topic.ref}/").content.decode()
    assert not [d for d in of_person(again(stage.focal.person)) if d.duty.kind == "discussions"]
    assert not problems()


def test_what_was_taken_on_goes_to_a_successor(stage: Stage) -> None:
    topic = stage.topic()
    actions.tell_outcome(topic, drawn("Light.", "en"), decided_on=date(2026, 3, 1), version=1, by=stage.convener)
    made = actions.add_action(topic, text="Buy", owner="", capacity=stage.focal, due=None, card=None, by=stage.convener)
    after = stage.hats[Role.ALTERNATE]
    assert hand_over(stage.focal, after)["outcomes"] == [topic.card.ref]
    made.refresh_from_db()
    assert made.capacity == after
    assert not problems()


def test_what_an_action_is_followed_in_is_named_to_those_who_may_see_it(stage: Stage) -> None:
    closed, topic = stage.platform("restricted", title="Quiet heron"), stage.topic()
    actions.tell_outcome(topic, drawn("Meet.", "en"), decided_on=date(2026, 3, 1), version=1, by=stage.convener)
    card = Card.objects.get(ref=closed.card_ref)
    actions.add_action(topic, text="Meet", owner="All", capacity=None, due=None, card=card, by=stage.convener)
    inside = topic_page(again(stage.convener.person), topic.ref).actions[0]
    outside = topic_page(again(stage.nobody), topic.ref).actions[0]
    assert (inside.url, outside.url, outside.title) == (closed.url, "", None)


@pytest.mark.parametrize(("role", "allowed"), [(Role.FOCAL_POINT, True), (Role.ALTERNATE, False), ("convener", True)])
def test_whoever_asked_or_moderates_accepts_an_answer(stage: Stage, role: str, allowed: bool) -> None:
    topic = stage.topic(by=stage.focal, kind="question")
    stage.post(topic, "In spring.", by=stage.other)
    who = stage.convener if role == "convener" else stage.hats[role]
    client = client_of(who.person)
    answer = client.post(f"/en/topics/{topic.ref}/2/answer/", {})
    topic.refresh_from_db()
    assert (answer.status_code, topic.answer) == ((302, 2) if allowed else (404, None))
    if allowed:
        client.post(f"/en/topics/{topic.ref}/2/answer/", {})
        topic.refresh_from_db()
        assert topic.answer is None
    assert not problems()


def test_split_posts_keep_their_row_and_leave_a_link(stage: Stage) -> None:
    topic = stage.topic()
    for text in ("The pier.", "A heron nests there.", "How many herons?"):
        stage.post(topic, text)
    stage.post(topic, "Two herons.", quotes=4)
    kept = topic.posts.get(number=4).pk
    made = actions.split_topic(topic, [3, 4, 5], title="Herons", language="en", by=stage.convener, reason="Another matter.")
    assert said(topic)[2:] == [(3, "moved", ""), (4, "moved", ""), (5, "moved", "")]
    assert [(n, text) for n, _state, text in said(made)] == [
        (1, "A heron nests there."), (2, "How many herons?"), (3, "Two herons."),
    ]  # fmt: skip
    assert (made.posts.get(number=2).pk, made.posts.get(number=3).quotes, made.last_number) == (kept, 2, 3)
    shown = topic_page(again(stage.nobody), topic.ref).posts[3]
    assert (shown.html, shown.author, shown.went_to) == ("", "", f"topics/{made.ref}/2/")
    assert {url.split("?")[0] for url in found(stage, "herons")} == {made.url}
    assert not problems()


@pytest.mark.parametrize(("typed", "code"), [("5-3", "number"), ("3-x", "number"), ("1-900", "many")])
def test_numbers_of_posts_are_read_as_they_are_typed(typed: str, code: str) -> None:
    assert Numbers().clean("#3, 5–6 8") == [3, 5, 6, 8]
    with pytest.raises(ValidationError) as refused:
        Numbers().clean(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(("numbers", "code"), [([1, 2], "first"), ([2, 9], "none"), ([], "none")])
def test_what_is_not_there_does_not_split(stage: Stage, numbers: list[int], code: str) -> None:
    topic = stage.topic()
    stage.post(topic)
    with pytest.raises(Refused) as refused:
        actions.split_topic(topic, numbers, title="x", language="en", by=stage.convener, reason="y")
    assert refused.value.code == code


def test_a_merged_topic_leads_on_and_is_in_no_list(stage: Stage) -> None:
    platform = stage.platform()
    topic, other = stage.topic(platform, title="One"), stage.topic(platform, title="Two")
    stage.post(topic, "Lanterns.")
    actions.merge_topic(topic, other, by=stage.convener, reason="The same.")
    client = client_of(stage.nobody)
    assert [t["title"] for t in client.get(f"/en/discussions/on/{platform.card_ref}.json").json()["topics"]] == ["Two"]
    assert f"/en/topics/{other.ref}/" in client.get(f"/en/topics/{topic.ref}/").content.decode()
    assert [n for n, *_ in said(other)] == [1, 2, 3]
    assert found(stage, "lanterns") == [f"topics/{other.ref}/?from=1#p3"]
    assert not any(access.may(again(stage.convener.person), again_topic(topic), verb) for verb in ("post", "moderate", "answer"))
    assert not problems()


def again_topic(topic: Topic) -> Topic:
    return Topic.objects.select_related("place__audience").get(pk=topic.pk)


def test_nothing_goes_where_others_would_read_it(stage: Stage) -> None:
    closed, public = stage.platform("restricted", title="Closed"), stage.platform(title="Public")
    inside, outside = stage.topic(closed, text="A quiet lagoon."), stage.topic(public, text="A loud lagoon.")
    for act in (
        lambda: actions.move_topic(inside, place_of(public), by=stage.convener, reason="x"),
        lambda: actions.merge_topic(inside, outside, by=stage.convener, reason="x"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "wider"
    actions.move_topic(outside, place_of(closed), by=stage.convener, reason="Names are said.")
    assert not found(stage, "lagoon")
    assert client_of(stage.nobody).get(f"/en/topics/{outside.ref}/").status_code == 404
    assert client_of(stage.convener.person).get(f"/en/topics/{outside.ref}/").status_code == 200
    assert len(search(again(stage.convener.person), "lagoon", world="demo").hits) == 2
    assert not problems()


def test_a_moved_topic_is_listed_and_read_where_it_went(stage: Stage) -> None:
    here, there = stage.platform(title="Here"), stage.platform(title="There", topics=[stage.law])
    stage.topic(there, title="Bells")
    topic, inside, outside = stage.topic(here, text="A loud lagoon."), client_of(stage.convener.person), client_of(stage.nobody)

    def listed(on: Platform) -> list[str]:
        return [t["title"] for t in outside.get(f"/en/discussions/on/{on.card_ref}.json").json()["topics"]]

    assert (listed(here), listed(there)) == (["The night boats"], ["Bells"])
    sent = {"place": str(place_of(there).pk), "reason": "It is theirs."}
    assert inside.post(f"/en/topics/{topic.ref}/move/", sent)["Location"] == f"/en/topics/{topic.ref}/"
    assert (listed(here), sorted(listed(there))) == ([], ["Bells", "The night boats"])
    told = outside.get(f"/en/topics/{topic.ref}.json").json()
    assert (told["place"]["ref"], len(told["posts"])) == (there.card_ref, 1)
    html = outside.get(f"/en/topics/{topic.ref}/").content.decode()
    assert "A loud lagoon." in html
    assert (f'href="/en/{there.url}"' in html, f'href="/en/{here.url}"' in html) == (True, False)
    for on, stands in ((here, False), (there, True)):
        assert (f"/en/topics/{topic.ref}/" in outside.get(f"/en/{on.url}").content.decode()) == stands
    assert found(stage, "lagoon") == [f"topics/{topic.ref}/?from=1#p1"]
    assert not problems()


FORMS: list[tuple[str, dict[str, Any], int]] = [
    ("close", {"reason": ""}, 422),
    ("pin", {}, 302),
    ("title", {"title": "Anew", "language": "en", "reason": "Clearer.", "version": 1}, 302),
    ("title", {"title": "Anew", "language": "en", "reason": "Clearer.", "version": 7}, 409),
    ("summary", {"text": "Two views.", "language": "fr", "version": 1}, 302),
    ("outcome", {"text": "Lamps.", "language": "en", "decided_on": "2026-03-01", "version": 1}, 302),
    ("split", {"numbers": "2", "title": "Off", "language": "en", "reason": "x"}, 302),
    ("split", {"numbers": "two", "title": "Off", "language": "en", "reason": "x"}, 422),
    ("merge", {"into": "topics/none/", "reason": "x"}, 422),
    ("move", {"place": "", "reason": "x"}, 422),
]


@pytest.mark.parametrize(("path", "sent", "status"), FORMS)
def test_forms_of_moderators(stage: Stage, path: str, sent: dict[str, Any], status: int) -> None:
    topic = stage.topic()
    stage.post(topic)
    address = f"/en/topics/{topic.ref}/{path}/"
    assert client_of(stage.convener.person).get(address).status_code == 200
    assert client_of(stage.focal.person).post(address, sent).status_code == 404
    assert client_of(stage.convener.person).post(address, sent).status_code == status
