"""One's own: mentions, topics with something new, actions taken on. A few queries, whatever there is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, Subquery

from accord.discussions.models import Mention, OutcomeAction, Post, ReadMark, Topic
from accord.discussions.reads import shown
from accord.discussions.reads.shown import TopicLine
from accord.moderation.models import Mute
from accord.people.models import Person
from accord.record.access import audience_ids
from accord.record.models import Follow

MOST = 50


@dataclass(frozen=True)
class MentionLine:
    url: str
    number: int
    title: str
    language: str
    by: str
    at: datetime
    unseen: bool


@dataclass(frozen=True)
class MyAction:
    url: str
    text: str
    language: str
    title: str
    topic_language: str
    due: date | None


@dataclass(frozen=True)
class MyDiscussions:
    mentions: list[MentionLine]
    new: list[TopicLine]
    actions: list[MyAction]
    world: str


def my_discussions(person: Person) -> MyDiscussions:
    return MyDiscussions(_mentions(person), _new(person), _actions(person), person.world)


def mentions_of(person: Person) -> Q:
    """What the person may still read."""
    seen = Q(post__topic__audience__in=audience_ids(person), post__topic__card__published_at__isnull=False)
    seen &= Q(post__topic__card__audience_id=F("post__topic__audience_id"))
    muted = Mute.objects.filter(person=person).values("muted")
    return Q(person=person, post__state=Post.State.SHOWN) & seen & (Q(post__person=None) | ~Q(post__person__in=muted))


def _mentions(person: Person) -> list[MentionLine]:
    rows = Mention.objects.filter(mentions_of(person)).order_by("-pk")
    rows = rows.select_related("post__topic", "post__person", "post__capacity__area", "post__capacity__organisation")
    return [
        MentionLine(
            f"{m.post.topic.url}{m.post.number}/", m.post.number, m.post.topic.title, m.post.topic.language,
            shown.author(m.post.person, m.post.capacity, m.post.alias), m.post.created_at, m.seen_at is None,
        )
        for m in rows[:MOST]
    ]  # fmt: skip


def _new(person: Person) -> list[TopicLine]:
    """Topics read before, or followed, that went on since."""
    mark = ReadMark.objects.filter(person=person, topic=OuterRef("pk")).values("number")
    read = ReadMark.objects.filter(person=person, number__lt=F("topic__last_number")).values("topic")
    followed = Follow.objects.filter(person=person, card__kind="topic").values("card")
    unread = ReadMark.objects.filter(person=person).values("topic")
    rows = Topic.objects.visible_to(person).listed().filter(Q(pk__in=read) | (Q(card__in=followed) & ~Q(pk__in=unread)))
    rows = rows.annotate(read_to=Subquery(mark)).select_related("place").order_by("-last_at", "-pk")
    return [shown.line(topic) for topic in rows[:MOST]]


def _actions(person: Person) -> list[MyAction]:
    seen = Topic.objects.visible_to(person)
    rows = OutcomeAction.objects.filter(capacity__in=person.active_capacities(), done_on__isnull=True, topic__in=seen)
    rows = rows.select_related("topic").order_by(F("due").asc(nulls_last=True), "pk")
    return [
        MyAction(
            f"{a.topic.url}actions/{a.position}/done/", a.text, a.topic.outcome_language, a.topic.title, a.topic.language, a.due
        )
        for a in rows[:MOST]
    ]  # fmt: skip
