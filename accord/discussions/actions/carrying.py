"""Posts that go to another topic, topics that go to another place. A stub or a link stays; nobody new comes to read them."""

import secrets
from collections.abc import Sequence

from django.db import transaction

from accord.discussions.actions.finding import forget, reindex
from accord.discussions.actions.moderating import held, tell
from accord.discussions.actions.opening import card_of
from accord.discussions.models import Post, Topic
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.models import Card

MOST = 500  # posts that go at once
STAY = (Post.State.MOVED, Post.State.HIDDEN)  # what is hidden stays where it was judged
S = Topic.State


class Refused(ValueError):
    """`code` says why: `sealed`, `wider`, `many`, `first`, `none`, `same`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def widens_nothing(here: Card, there: Card) -> bool:
    """Whether those who read there are among those who read here, as far as audiences alone tell it."""
    return here.world == there.world and (here.audience_id == there.audience_id or here.audience.code == "public")


def _carry(posts: Sequence[Post], here: Topic, there: Topic, first: int) -> list[Post]:
    """Posts keep their rows, with all that hangs on them; in their place stand rows without words. Returns those."""
    numbers = {post.number: first + at for at, post in enumerate(posts)}
    stubs = []
    for post in posts:
        was = post.number
        forget(here.card, post)
        post.topic, post.number = there, numbers[was]
        post.quotes = numbers.get(post.quotes) if post.quotes else None
        post.save(update_fields=["topic", "number", "quotes"])
        stub = Post(
            topic=here, number=was, state=Post.State.MOVED, language=post.language, created_at=post.created_at,
            went_to=there, went_number=post.number,
        )  # fmt: skip
        stubs.append(stub)
        reindex(post)
    return Post.objects.bulk_create(stubs)


@transaction.atomic
def split_topic(topic: Topic, numbers: Sequence[int], *, title: str, language: str, by: Capacity, reason: str) -> Topic:
    """The posts with these numbers become a topic of their own in the same place. Raises Refused."""
    row = held(topic, S.OPEN)
    if row.chatham:
        raise Refused("sealed")
    if 1 in numbers:
        raise Refused("first")
    rows = row.posts.select_for_update(of=("self",)).filter(number__in=list(numbers)[: MOST + 1])
    posts = list(rows.exclude(state__in=STAY).order_by("number"))
    if not posts or len(posts) < len(set(numbers)):
        raise Refused("none")
    if len(posts) > MOST:
        raise Refused("many")
    ref, begins = secrets.token_hex(5), posts[0]
    card = card_of(None, ref=ref, title=title, language=language, place=row.place)
    made = Topic.objects.create(
        card=card, place=row.place, audience=row.audience, world=row.world, ref=ref, language=language, title=title,
        person=begins.person, capacity=begins.capacity, opened_at=begins.created_at, last_at=posts[-1].created_at,
        last_number=len(posts),
    )  # fmt: skip
    stubs = _carry(posts, row, made, 1)
    if row.answer in {stub.number for stub in stubs}:
        row.answer = None
        row.save(update_fields=["answer"])
    told = {"to": card.ref, "numbers": [stub.number for stub in stubs]}
    tell("posts_split_off", row, by=by, reason=reason, after=told, posts=stubs)
    tell("topic_opened", made, by=by, reason=reason, after={"place": row.place.ref, "from": row.card.ref}, posts=posts)
    return made


@transaction.atomic
def merge_topic(topic: Topic, into: Topic, *, by: Capacity, reason: str) -> Topic:
    """All its posts go behind those of the other one. Raises Refused."""
    if topic.pk == into.pk:
        raise Refused("same")
    first, second = sorted((topic, into), key=lambda one: one.pk)  # held in one order, whoever merges what
    rows = {one.pk: held(one) for one in (first, second)}
    row, other = rows[topic.pk], rows[into.pk]
    if row.chatham or other.chatham:
        raise Refused("sealed")
    if not widens_nothing(row.card, other.card):
        raise Refused("wider")
    posts = list(row.posts.select_for_update(of=("self",)).exclude(state__in=STAY).order_by("number")[: MOST + 1])
    if len(posts) > MOST:
        raise Refused("many")
    stubs = _carry(posts, row, other, other.last_number + 1)
    other.last_number, other.last_at = other.last_number + len(posts), clock.now()
    other.save(update_fields=["last_number", "last_at"])
    row.state, row.merged_into, row.reason, row.answer, row.pinned = S.MERGED, other, reason, None, False
    row.save(update_fields=["state", "merged_into", "reason", "answer", "pinned"])
    tell("topic_merged", row, by=by, reason=reason, after={"into": other.card.ref}, posts=stubs)
    tell("topic_took_in", other, by=by, reason=reason, after={"from": row.card.ref}, posts=posts)
    return other


@transaction.atomic
def move_topic(topic: Topic, place: Card, *, by: Capacity, reason: str) -> Topic:
    """To another place, where nobody new reads it. Its address stays. Raises Refused."""
    row = held(topic)
    if row.chatham:
        raise Refused("sealed")
    if place.pk == row.place_id:
        raise Refused("same")
    if not widens_nothing(row.card, place):
        raise Refused("wider")
    posts = list(row.posts.shown().order_by("number")[: MOST + 1])
    if len(posts) > MOST:
        raise Refused("many")
    before = row.place.ref
    row.place, row.audience, row.pinned = place, place.audience, False
    row.save(update_fields=["place", "audience", "pinned"])
    row.card = card_of(row, ref=row.ref, title=row.title, language=row.language, place=place)
    for post in posts:
        post.topic = row
        reindex(post)
    return tell("topic_moved", row, by=by, reason=reason, before={"place": before}, after={"place": place.ref})
