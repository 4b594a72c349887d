"""Posting and editing. What is slow was done before (`writing.py`); a post writes no card and no other post."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from accord.discussions.actions.files import change_files, hang
from accord.discussions.actions.mentions import mention
from accord.discussions.actions.writing import Attached, Author, Words, speaking
from accord.discussions.models import Post, PostRevision, Topic
from accord.discussions.models.sealed import sealed_id
from accord.discussions.standing import stands
from accord.kit import clock, prepared
from accord.people.models import Capacity, Person
from accord.record.actions import Conflict, append
from accord.record.cached import stamps
from accord.record.models import Card
from accord.record.pouring import put
from accord.record.search import index


class Closed(Exception):
    """The topic was closed, merged into another one, moved or hidden before the post came."""


# Of the place and for the readers that were seen when it was asked who may post: a picture takes its time to be drawn anew.
_TAKE = (
    f"UPDATE {Topic._meta.db_table} SET last_number = last_number + %s, last_at = %s WHERE id = %s AND state = 'open' "
    f"AND place_id = %s AND audience_id = %s AND audience_id = "
    f"(SELECT c.audience_id FROM {Card._meta.db_table} c WHERE c.id = {Topic._meta.db_table}.card_id) RETURNING last_number"
)


def take_number(topic: Topic, at: datetime, many: int = 1) -> int:
    """The next number, or the last of so many; it holds the topic's row until the transaction ends, so that numbers have no gaps.

    Raises Closed.
    """
    moment = connection.ops.adapt_datetimefield_value(at)
    taken = prepared.rows(_TAKE, [many, moment, topic.pk, topic.place_id, topic.audience_id])
    if not taken:
        raise Closed
    return int(taken[0][0])


@transaction.atomic(savepoint=False)
def post(
    topic: Topic, words: Words, *, by: Person, hat: Capacity | None, quotes: int | None = None, files: Sequence[Attached] = ()
) -> Post:
    """Raises Closed. Its caller's transaction, if there is one, ends with it: a savepoint would be a tenth of the statements."""
    with stamps.about(topic.card_ref, topic.place.ref):
        at = clock.now()
        number = take_number(topic, at)
        author = speaking(by, hat, topic=topic.card_ref, chatham=topic.chatham)
        quoted = quotes if quotes and quotes < number else None
        made = write_post(topic, number, words, author, at=at, quotes=quoted, files=files)
        told: dict[str, Any] = {"number": number}
        append("posted", topic.card, by=author.capacity, after=told, stands=stands(topic, made), quiet=True)
        mention(topic, made, by=by)
    return made


def write_post(
    topic: Topic, number: int, words: Words, author: Author, *, at: datetime, quotes: int | None, files: Sequence[Attached]
) -> Post:
    made = post_row(topic, number, words, author, at=at, quotes=quotes, files=len(files))
    put(made)
    if files:
        hang(made, files)
    index.append_passage(topic.card, words.passage(made.part), made.pk, words.tokens)
    return made


def post_row(
    topic: Topic, number: int, words: Words, author: Author, *, at: datetime, quotes: int | None, files: int = 0
) -> Post:
    """As it will stand, not written yet."""
    return Post(
        id=sealed_id() if author.mark else None,
        topic=topic, number=number, person=author.person, capacity=author.capacity, mark=author.mark, alias=author.alias,
        language=words.language, text=words.text, rendered=words.rendered, quotes=quotes, created_at=at, files=files,
    )  # fmt: skip


def edit_post(
    post: Post,
    words: Words,
    *,
    version: int,
    by: Person,
    reason: str = "",
    take_off: Collection[int] = (),
    files: Sequence[Attached] = (),
) -> Post:
    """The old wording is kept with the reason, and the pictures that are taken off (ids). Raises Conflict where somebody wrote in
    between or it may be changed no more, ValidationError where there would be too many pictures."""
    with transaction.atomic(), stamps.about(post.topic.card_ref, post.topic.place.ref):
        row = _to_change(post, words, version)
        row.files = change_files(_anew(row, words, reason), take_off, files)
        return _edited(row, words, by)


def _to_change(post: Post, words: Words, version: int) -> Post:
    row = Post.objects.select_for_update(of=("self",)).select_related("topic__card__audience", "capacity").get(pk=post.pk)
    if row.state != Post.State.SHOWN or row.topic.state != Topic.State.OPEN or row.topic.chatham:
        raise Conflict({}, {"text": words.text})
    if version != row.version:
        raise Conflict({"text": row.text, "language": row.language}, {"text": words.text})
    return row


def _anew(row: Post, words: Words, reason: str) -> Post:
    at = clock.now()
    PostRevision.objects.create(
        post=row, version=row.version, language=row.language, text=row.text, rendered=row.rendered, reason=reason, until=at
    )
    row.text, row.language, row.rendered, row.edited_at, row.version = (
        words.text, words.language, words.rendered, at, row.version + 1,
    )  # fmt: skip
    return row


def _edited(row: Post, words: Words, by: Person) -> Post:
    """Why it changed stands beside the earlier wording alone: in the journal it would be read when the post is hidden."""
    row.save(update_fields=["text", "language", "rendered", "edited_at", "version", "files"])
    index.remove_passage(row.topic.card, row.pk)
    index.append_passage(row.topic.card, words.passage(row.part), row.pk, words.tokens)
    told = {"number": row.number, "version": row.version}
    append("post_edited", row.topic.card, by=row.capacity, after=told, stands=stands(row.topic, row), quiet=True)
    mention(row.topic, row, by=by)
    return row
