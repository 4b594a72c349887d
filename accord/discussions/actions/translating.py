"""A post in another language: by somebody who takes part, or by a machine at the address that the site names."""

from django.db import transaction

from accord.discussions.actions.finding import index_translation
from accord.discussions.actions.writing import Author, Words, speaking
from accord.discussions.models import Post, Translation
from accord.discussions.standing import stands
from accord.kit import clock
from accord.people.models import Capacity, Person
from accord.record.actions import Conflict, append

HUMAN, MACHINE = Translation.Origin.HUMAN, Translation.Origin.MACHINE


@transaction.atomic
def translate_post(post: Post, words: Words, *, version: int, of_version: int, by: Person, hat: Capacity | None) -> Translation:
    """`version` of the translation that was seen, 0 where there was none. Raises Conflict."""
    row = _held(post, of_version)
    author = speaking(by, hat, topic=row.topic.card_ref, chatham=row.topic.chatham)
    before = row.translations.filter(language=words.language, origin=HUMAN).first()
    if version != (before.version if before else 0):
        raise Conflict({"text": before.text if before else ""}, {"text": words.text})
    return _keep(row, words, HUMAN, author)


@transaction.atomic
def keep_machine_translation(post: Post, words: Words, *, of_version: int) -> Translation:
    """What a machine made of that wording. Raises Conflict where the post has another one by now."""
    return _keep(_held(post, of_version), words, MACHINE, Author(None, None))


def _held(post: Post, of_version: int) -> Post:
    row = Post.objects.select_for_update(of=("self",)).select_related("topic__card__audience").get(pk=post.pk)
    if row.state != Post.State.SHOWN or row.version != of_version:
        raise Conflict({"text": row.text}, {})
    return row


def _keep(row: Post, words: Words, origin: str, author: Author) -> Translation:
    found = row.translations.filter(language=words.language, origin=origin).first() or Translation(
        post=row, language=words.language, origin=origin, version=0
    )
    found.of_version, found.version, found.made_at = row.version, found.version + 1, clock.now()
    found.text, found.rendered = words.text, words.rendered
    found.person, found.capacity, found.mark, found.alias = author.person, author.capacity, author.mark, author.alias
    found.save()
    index_translation(row.topic.card, found)
    if f" {words.language} " not in row.translated:
        row.translated = f"{row.translated or ' '}{words.language} "
        row.save(update_fields=["translated"])
    told = {"number": row.number, "language": words.language, "origin": origin}
    append("post_translated", row.topic.card, by=author.capacity, after=told, stands=stands(row.topic, row))
    return found
