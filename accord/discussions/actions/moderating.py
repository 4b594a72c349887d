"""What moderators do with a topic, and what whoever asked does: close, put on top, name anew, sum up, decide, accept."""

from datetime import date
from typing import Any

from django.db import transaction

from accord.discussions.actions.finding import reindex
from accord.discussions.actions.opening import card_of
from accord.discussions.actions.writing import Words
from accord.discussions.models import OutcomeAction, Post, Topic
from accord.discussions.standing import stands, topic_stands
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict, append
from accord.record.models import Card

S = Topic.State


def held(topic: Topic, *states: str, version: int | None = None) -> Topic:
    """The row, held. Raises Conflict where it stands otherwise by now, or another version was seen."""
    row = (
        Topic.objects.select_for_update(of=("self",))
        .select_related("card__audience", "place__audience", "audience")
        .get(pk=topic.pk)
    )
    if row.state not in (states or (S.OPEN, S.CLOSED)) or (version is not None and version != row.version):
        told = {"state": row.get_state_display(), "title": row.title, "summary": row.summary, "outcome": row.outcome}
        raise Conflict(told, {})
    return row


def tell(
    verb: str,
    topic: Topic,
    *,
    by: Capacity | None,
    reason: str = "",
    before: Any = None,
    after: Any = None,
    posts: list[Post] | None = None,
) -> Topic:
    standing = {**topic_stands(topic), **stands(topic, *(posts or []))}
    append(verb, topic.card, by=by, reason=reason, before=before, after=after, stands=standing)
    return topic


@transaction.atomic
def close_topic(topic: Topic, *, by: Capacity, reason: str) -> Topic:
    row = held(topic, S.OPEN)
    row.state, row.reason = S.CLOSED, reason
    row.save(update_fields=["state", "reason"])
    return tell("topic_closed", row, by=by, reason=reason)


@transaction.atomic
def reopen_topic(topic: Topic, *, by: Capacity, reason: str) -> Topic:
    row = held(topic, S.CLOSED)
    row.state, row.reason = S.OPEN, reason
    row.save(update_fields=["state", "reason"])
    return tell("topic_reopened", row, by=by, reason=reason)


@transaction.atomic
def pin_topic(topic: Topic, *, pinned: bool, by: Capacity) -> Topic:
    row = held(topic)
    row.pinned = pinned
    row.save(update_fields=["pinned"])
    return tell("topic_pinned" if pinned else "topic_unpinned", row, by=by)


@transaction.atomic
def retitle_topic(topic: Topic, *, title: str, language: str, version: int, by: Capacity | None, reason: str) -> Topic:
    row = held(topic, version=version)
    before = {"title": row.title}
    row.title, row.language, row.version = title, language, row.version + 1
    row.save(update_fields=["title", "language", "version"])
    card_of(row, ref=row.ref, title=title, language=language, place=row.place)
    return tell("topic_retitled", row, by=by, reason=reason, before=before, after={"title": title})


@transaction.atomic
def sum_up(topic: Topic, words: Words, *, version: int, by: Capacity) -> Topic:
    row = held(topic, version=version)
    before = {"summary": row.summary}
    row.summary, row.summary_rendered, row.summary_language = words.text, words.rendered, words.language
    row.summary_by, row.summary_at, row.version = by, clock.now(), row.version + 1
    row.save()
    return tell("topic_summed_up", row, by=by, before=before, after={"summary": words.text})


@transaction.atomic
def tell_outcome(topic: Topic, words: Words, *, decided_on: date, version: int, by: Capacity) -> Topic:
    row = held(topic, version=version)
    before = {"outcome": row.outcome}
    row.outcome, row.outcome_rendered, row.outcome_language = words.text, words.rendered, words.language
    row.outcome_by, row.decided_on, row.version = by, decided_on, row.version + 1
    row.save()
    after = {"outcome": words.text, "decided_on": decided_on.isoformat()}
    return tell("topic_outcome_told", row, by=by, before=before, after=after)


@transaction.atomic
def add_action(
    topic: Topic, *, text: str, owner: str, capacity: Capacity | None, due: date | None, card: Card | None, by: Capacity
) -> OutcomeAction:
    """`owner` in words, where nobody who took part takes it on. Raises Conflict where no outcome is told."""
    row = held(topic)
    if not row.outcome:
        raise Conflict({}, {})
    last = row.actions.order_by("-position").values_list("position", flat=True).first() or 0
    made = OutcomeAction.objects.create(
        topic=row, position=last + 1, text=text, owner=owner, capacity=capacity, due=due, card=card
    )
    told = {"text": text, "owner": owner or str(capacity or ""), "due": due.isoformat() if due else None}
    tell("topic_action_added", row, by=by, after=told)
    return made


@transaction.atomic
def settle_action(topic: Topic, position: int, *, by: Capacity | None) -> OutcomeAction:
    """It was done. Raises Conflict where that was said already."""
    row = held(topic)
    found = row.actions.get(position=position)
    if found.done_on:
        raise Conflict({}, {})
    found.done_on = clock.today()
    found.save(update_fields=["done_on"])
    tell("topic_action_done", row, by=by, after={"text": found.text})
    return found


def hand_over_actions(old: Capacity, new: Capacity) -> list[str]:
    """What somebody took on and did not do goes to whoever comes after. Returns the refs of the topics' cards."""
    moved = []
    for pk in (
        OutcomeAction.objects.filter(capacity=old, done_on=None).order_by("topic").values_list("topic", flat=True).distinct()
    ):
        with transaction.atomic():
            row = held(Topic(pk=pk), *S)
            row.actions.filter(capacity=old, done_on=None).update(capacity=new)
            tell("topic_action_handed_over", row, by=new, before={"capacity": old.pk}, after={"capacity": new.pk})
            moved.append(row.card.ref)
    return moved


@transaction.atomic
def accept_answer(topic: Topic, number: int | None, *, by: Capacity | None) -> Topic:
    """`number` None takes it back. Raises Conflict where that post has no words (any more)."""
    row = held(topic)
    if row.kind != Topic.Kind.QUESTION or (number and not row.posts.shown().filter(number=number).exists()):
        raise Conflict({}, {})
    before, row.answer = row.answer, number
    row.save(update_fields=["answer"])
    return tell("topic_answered" if number else "topic_answer_undone", row, by=by, after={"number": number or before})


@transaction.atomic
def set_post_state(post: Post, state: str) -> Post:
    """Hidden, covered or shown again, as moderation decided (`discussions/moderating.py`): who and why is told there. Its words
    leave the index and come back in the same transaction. Raises Conflict."""
    row = Post.objects.select_for_update(of=("self",)).select_related("topic__card__audience").get(pk=post.pk)
    if row.state == Post.State.MOVED or state == Post.State.MOVED:
        raise Conflict({}, {})
    before, row.state = row.state, state
    row.save(update_fields=["state"])
    reindex(row)
    told = {"number": row.number, "state": state}
    append("post_state_set", row.topic.card, before={"state": before}, after=told, stands=stands(row.topic, row))
    return row
