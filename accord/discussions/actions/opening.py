"""Opening a topic: its card, its first post."""

import secrets
from collections.abc import Sequence

from django.db import transaction

from accord.discussions.actions.mentions import mention
from accord.discussions.actions.posting import take_number, write_post
from accord.discussions.actions.writing import Attached, Words, speaking
from accord.discussions.models import Topic
from accord.discussions.standing import stands, topic_stands
from accord.kit import clock
from accord.people.models import Capacity, Person
from accord.record.actions import CardText, append, publish_card
from accord.record.models import Card


def card_of(topic: Topic | None, *, ref: str, title: str, language: str, place: Card) -> Card:
    """What it is about is its place's. Words of posts are in their own passages alone, so that none outlives its post."""
    return publish_card(
        CardText(
            ref=f"topics/{ref}", kind="topic", url=f"topics/{ref}/", title={language: title}, language=language,
            world=place.world, areas=list(place.areas.all()), topics=list(place.topics.all()), audience=place.audience,
            published_at=topic.opened_at if topic else None,
        )
    )  # fmt: skip


@transaction.atomic
def open_topic(
    place: Card, words: Words, *, title: str, kind: str, by: Person, hat: Capacity | None, files: Sequence[Attached] = (),
) -> Topic:  # fmt: skip
    """Its name is drawn by lot: it tells neither of the title nor how many there are, and two at once wait for nobody."""
    ref, at = secrets.token_hex(5), clock.now()
    author = speaking(by, hat, topic=f"topics/{ref}", chatham=False)
    card = card_of(None, ref=ref, title=title, language=words.language, place=place)
    topic = Topic.objects.create(
        card=card, place=place, audience=place.audience, world=place.world, ref=ref, kind=kind, language=words.language,
        title=title, person=author.person, capacity=author.capacity, opened_at=at, last_at=at,
    )  # fmt: skip
    first = write_post(topic, take_number(topic, at), words, author, at=at, quotes=None, files=files)
    standing = {**topic_stands(topic), **stands(topic, first)}
    append("topic_opened", card, by=author.capacity, after={"place": place.ref, "kind": kind}, stands=standing)
    mention(topic, first, by=by)
    topic.last_number = 1
    return topic
