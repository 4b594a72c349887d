"""Very many posts at once: the rows that `post` leaves, in the same order, by as few statements as can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accord.discussions.actions.mentions import names_in
from accord.discussions.actions.posting import post_row, take_number
from accord.discussions.actions.writing import Words, speaking
from accord.discussions.models import Post, Topic
from accord.discussions.standing import stands
from accord.people.models import Capacity, Person
from accord.record.actions import append_all, event
from accord.record.models import Event
from accord.record.search import index


@dataclass(frozen=True)
class Said:
    """A post as somebody wrote it, with when."""

    topic: Topic
    words: Words
    by: Person
    hat: Capacity | None
    at: datetime
    quotes: int | None = None


@transaction.atomic
def pour(said: Sequence[Said]) -> list[Post]:
    """In the order of their time. Topics are of open state, with card and place at hand; nobody is named in any post.

    Raises Closed, and ValueError where somebody is named.
    """
    if any(names_in(one.words.text) for one in said):
        raise ValueError("Whoever is named in a post is told: that is not done in bulk")
    posts = _rows(said)
    Post.objects.bulk_create(posts, batch_size=1000)
    index.append_passages(
        [
            index.Appended(one.topic.card, one.words.passage(made.part), made.pk, one.words.tokens)
            for one, made in zip(said, posts, strict=True)
        ]
    )
    append_all([_told(one, made) for one, made in zip(said, posts, strict=True)])
    return posts


def _rows(said: Sequence[Said]) -> list[Post]:
    of_topic: dict[int, list[Said]] = {}
    for one in said:
        of_topic.setdefault(one.topic.pk, []).append(one)
    next_number = {pk: take_number(own[0].topic, own[-1].at, len(own)) - len(own) + 1 for pk, own in of_topic.items()}
    posts = []
    for one in said:
        number = next_number[one.topic.pk]
        next_number[one.topic.pk] += 1
        author = speaking(one.by, one.hat, topic=one.topic.card_ref, chatham=one.topic.chatham)
        quotes = one.quotes if one.quotes and one.quotes < number else None
        posts.append(post_row(one.topic, number, one.words, author, at=one.at, quotes=quotes))
    return posts


def _told(one: Said, made: Post) -> Event:
    card = one.topic.card
    return event(
        "posted", card, card.audience, by=made.capacity, after={"number": made.number}, stands=stands(one.topic, made),
        quiet=True, moment=one.at,
    )  # fmt: skip
