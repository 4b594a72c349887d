"""What is new for somebody: they were named, a topic they opened or follow went on, one was opened where they follow the place.

Of topics in which names are sealed no letter tells: whoever gets none on the day of a post would be known as its author.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accord.discussions.models import Mention, Post, ReadMark, Topic
from accord.kit.texts import Text
from accord.moderation.models import Mute
from accord.record.models import Follow
from accord.record.news import MOST, News

KINDS = {
    "named": _("Posts in which you are named"),
    "topics": _("Topics that you opened or follow, and new topics on what you follow"),
}
NAMED, WENT_ON = _("You were named"), _("New posts in a topic that you follow")
ANSWERED, OPENED = _("Somebody wrote in the topic that you opened"), _("A new topic on what you follow")
LONGEST = 300  # signs of what was said


def news(world: str, since: datetime) -> Iterator[News]:
    """Some six queries."""
    yield from _named(world, since)
    topics = Topic.objects.listed().filter(world=world, chatham=False, card__audience_id=F("audience_id"))
    yield from _went_on(topics.filter(last_at__gte=since), since)
    yield from _opened(topics.filter(opened_at__gte=since))


def _of(person: int, post: Post, key: str, kind: str, words: object) -> News:
    """Of what some alone read a letter tells that there is something, and neither title, author nor word of it."""
    topic, closed = post.topic, post.topic.is_closed_to_others
    about = [_("A discussion that is not public")] if closed else [Text(topic.title, topic.language)]
    said = None if closed else Text(Truncator(post.text).chars(LONGEST), post.language)
    return News(person, key, post.number, kind, words, about, f"{topic.url}{post.number}/", topic.card_ref, said)  # type: ignore[arg-type]


def _muted() -> Exists:
    return Exists(Mute.objects.filter(person=OuterRef("person"), muted=OuterRef("post__person")))


def _named(world: str, since: datetime) -> Iterator[News]:
    rows = Mention.objects.filter(person__world=world, person__is_active=True, seen_at__isnull=True, post__topic__chatham=False)
    rows = rows.filter(post__created_at__gte=since, post__state=Post.State.SHOWN).exclude(_muted())
    rows = rows.filter(post__topic__card__audience_id=F("post__topic__audience_id"))
    for one in rows.select_related("post__topic__audience")[:MOST]:
        yield _of(one.person_id, one.post, f"mention-{one.pk}", "named", NAMED)


def _went_on(topics: QuerySet[Topic], since: datetime) -> Iterator[News]:
    """The newest post that is somebody else's, where it is not read yet."""
    wanted: dict[tuple[int, int], object] = {}
    follows = Follow.objects.filter(card__in=topics.values("card"), person__is_active=True)
    by_card = dict(topics.filter(card__in=follows.values("card")).values_list("card", "pk"))
    for person, card in follows.values_list("person", "card")[:MOST]:
        wanted[person, by_card[card]] = WENT_ON
    for person, topic in topics.filter(person__is_active=True, last_number__gt=1).values_list("person", "pk")[:MOST]:
        wanted[person, topic] = ANSWERED
    if not wanted:
        return
    of = {topic for _person, topic in wanted}
    read = {(m.person_id, m.topic_id): m.number for m in ReadMark.objects.filter(topic__in=of)}
    mutes = set(Mute.objects.filter(person__in={person for person, _topic in wanted}).values_list("person", "muted"))
    posts: dict[int, list[Post]] = {}
    rows = Post.objects.shown().filter(topic__in=of, created_at__gte=since).order_by("-number").defer("rendered")
    for post in rows.select_related("topic__audience")[:MOST]:
        posts.setdefault(post.topic_id, []).append(post)
    for (person, topic), words in wanted.items():
        others = (p for p in posts.get(topic, ()) if p.person_id != person and (person, p.person_id) not in mutes)
        newest = next(others, None)
        if newest is not None and newest.number > read.get((person, topic), 0) and newest.number > 1:
            yield _of(person, newest, f"topic-{topic}", "topics", words)


def _opened(topics: QuerySet[Topic]) -> Iterator[News]:
    """By the first post."""
    firsts = Post.objects.shown().filter(topic__in=topics, number=1).select_related("topic__audience")
    by_place: dict[int, list[Post]] = {}
    for post in firsts[:MOST]:
        by_place.setdefault(post.topic.place_id, []).append(post)
    for person, place in Follow.objects.filter(card__in=by_place, person__is_active=True).values_list("person", "card")[:MOST]:
        for post in by_place[place]:
            if post.person_id != person:
                yield _of(person, post, f"opened-{post.topic_id}", "topics", OPENED)
