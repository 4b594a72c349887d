"""Topics under the Chatham House rule: opened, written in, changed, taken back. No row, event or time ties a person to words.

Rows of a sealed author hold a mark that the site alone can make anew, an alias, and the day. What they do is told in the journal
a day later, all of a day at once (`tell_what_was_sealed`); it leaves no draft, no memory of the form, no mention.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.discussions.actions.files import change_files
from accord.discussions.actions.finding import forget_translations, index_translation, parts_of, rank_of
from accord.discussions.actions.opening import card_of
from accord.discussions.actions.posting import take_number, write_post
from accord.discussions.actions.writing import Attached, Author, Words
from accord.discussions.crowds import LEAST, shown_labels
from accord.discussions.marks import fresh_mark, is_marked, subject_of, today
from accord.discussions.models import NamesAs, Post, Presence, Topic, Translation
from accord.discussions.models.sealed import MODERATOR, sealed_id
from accord.discussions.places import admits_sealed, present_on
from accord.discussions.reads.sealed import alias_for, labels_of, shown_now
from accord.discussions.standing import day_of_writing, stands, topic_stands
from accord.kit import clock
from accord.people.models import Capacity, Person
from accord.record.actions import Conflict, append, forget_held
from accord.record.models import Card
from accord.record.sealing.actions import drop_name, keys_for, seal_name
from accord.record.search import index

A_DAY = 30  # posts of one author in a topic
LOOK = 500  # posts among which they are looked for


def _seal(person: Person, hat: Capacity, present: Sequence[Capacity], alias: str) -> Author:
    """Custodians are looked for outside all who might have written: which two hold the shares tells nothing of which one did."""
    mark = fresh_mark(person)
    seal_name(subject_of(mark), person, hat, area=None, without=[one.person_id for one in present])
    return Author(None, None, mark, alias)


def _author(topic: Topic, person: Person, hat: Capacity) -> Author:
    """In the transaction that holds the topic's row."""
    present = present_on(topic.place)
    shown = shown_now(topic, present)
    if set(topic.aliases) - shown:
        topic.aliases = sorted(shown)
        Topic.objects.filter(pk=topic.pk).update(aliases=topic.aliases)
    return _seal(person, hat, present, alias_for(topic, person, present, shown))


def _wait_to_be_told(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk, untold_since__isnull=True).update(untold_since=clock.today())


def may_be_opened(place: Card) -> None:
    """Raises ValidationError where the promise could not be kept."""
    if not admits_sealed(place):
        raise ValidationError(_("Names are sealed only where members alone write: on a transparent or a restricted platform."))
    present = present_on(place)
    if len(present) < LEAST:
        raise ValidationError(_("Fewer than five can write here: whoever reads a post would know who it may be."))
    keys_for(place.world, None, without=[hat.person_id for hat in present])


@transaction.atomic
def open_sealed(
    place: Card, words: Words, *, title: str, kind: str, names_as: str, by: Person, hat: Capacity, files: Sequence[Attached] = ()
) -> Topic:
    """By a moderator: that a moderator wrote the first post is known, which one is not told. Raises ValidationError."""
    may_be_opened(place)
    if names_as not in NamesAs.values:
        raise ValueError(names_as)
    present, ref, at = present_on(place), secrets.token_hex(5), today()
    author = _seal(by, hat, present, MODERATOR)
    labels = labels_of(present, names_as)
    card = card_of(None, ref=ref, title=title, language=words.language, place=place)
    topic = Topic.objects.create(
        card=card, place=place, audience=place.audience, world=place.world, ref=ref, kind=kind, chatham=True, names_as=names_as,
        aliases=sorted(shown_labels(labels, labels, set(labels.values()) - {""})), language=words.language, title=title,
        mark=fresh_mark(by), alias=MODERATOR, opened_at=at, last_at=at,
    )  # fmt: skip
    Presence.objects.bulk_create(Presence(topic=topic, person_id=pk, label=label) for pk, label in sorted(labels.items()))
    first = write_post(topic, take_number(topic, at), words, author, at=at, quotes=None, files=files)
    append("topic_opened", card, after={"place": place.ref, "kind": kind}, stands={**topic_stands(topic), **stands(topic, first)})
    topic.last_number = 1
    return topic


class _SentTwice(Exception):
    def __init__(self, there: Post) -> None:
        super().__init__()
        self.there = there


def post_sealed(
    topic: Topic, words: Words, *, by: Person, hat: Capacity, quotes: int | None = None, files: Sequence[Attached] = ()
) -> Post:
    """Raises Closed. Pressed twice it is posted once, without a row that remembers the form."""
    try:
        return _post(topic, words, by=by, hat=hat, quotes=quotes, files=files)
    except _SentTwice as twice:
        return twice.there


@transaction.atomic
def _post(topic: Topic, words: Words, *, by: Person, hat: Capacity, quotes: int | None, files: Sequence[Attached]) -> Post:
    _of_sealed(topic)
    at = today()
    number = take_number(topic, at)
    before = topic.posts.shown().filter(number=number - 1, text=words.text, created_at=at).first()
    if before and is_marked(by, before.mark):
        raise _SentTwice(before)
    _refuse_flood(topic, number, by, at)
    topic.aliases = Topic.objects.values_list("aliases", flat=True).get(pk=topic.pk)  # as they stand now that the row is held
    author = _author(topic, by, hat)
    made = write_post(topic, number, words, author, at=at, quotes=quotes if quotes and quotes < number else None, files=files)
    _wait_to_be_told(topic)
    return made


def _refuse_flood(topic: Topic, number: int, by: Person, at: datetime) -> None:
    """Nobody counts what somebody posts where names are sealed, and nobody can be suspended for it: the marks of today's last
    posts are made anew, here alone. Raises ValidationError."""
    today_here = topic.posts.filter(number__range=(number - LOOK, number - 1), created_at=at)
    if sum(is_marked(by, mark) for mark in today_here.values_list("mark", flat=True)) >= A_DAY:
        words = _("%(n)d posts of yours stand here since this morning, which is the most for a day. Write again tomorrow.")
        raise ValidationError(words, code="often", params={"n": A_DAY})


def _of_sealed(topic: Topic) -> None:
    if not topic.chatham:
        raise ValueError(f"{topic.ref} names its authors")


def _held(post: Post, *, by: Person, version: int | None = None) -> Post:
    """The author's own post, held. To be changed (`version`) the topic is open and no word covered or hidden. Raises Conflict."""
    row = Post.objects.select_for_update(of=("self",)).select_related("topic__card__audience").get(pk=post.pk)
    if row.state == Post.State.MOVED or not row.text or not is_marked(by, row.mark):
        raise Conflict({}, {})
    if version is not None and (row.state != Post.State.SHOWN or row.topic.state != Topic.State.OPEN or version != row.version):
        raise Conflict({"text": row.text, "language": row.language}, {})
    return row


@transaction.atomic
def edit_sealed(
    post: Post, words: Words, *, version: int, by: Person, take_off: Collection[int] = (), files: Sequence[Attached] = ()
) -> Post:
    """The old wording is kept nowhere, nor are its translations and pictures that are taken off: what gave somebody away must be
    able to go. Raises Conflict, and ValidationError where there would be too many pictures."""
    row = _held(post, by=by, version=version)
    forget_translations(row.topic.card, row)
    row.translations.all().delete()
    row.text, row.language, row.rendered, row.edited_at, row.version, row.translated = (
        words.text, words.language, words.rendered, today(), row.version + 1, "",
    )  # fmt: skip
    row.files = change_files(row, take_off, files, keep=False)
    row.save(update_fields=["text", "language", "rendered", "edited_at", "version", "translated", "files"])
    index.remove_passage(row.topic.card, row.pk)
    index.append_passage(row.topic.card, words.passage(row.part), row.pk, words.tokens)
    _wait_to_be_told(row.topic)
    return row


@transaction.atomic
def take_back(post: Post, *, by: Person) -> Post:
    """Its words, pictures and translations go, its number stays. In a closed topic, too, and where it is hidden: it stays
    so, and nobody but who judges it sees that the words went. Raises Conflict."""
    row = _held(post, by=by)
    forget_held(row.topic.card, parts_of(row))
    forget_translations(row.topic.card, row)
    row.translations.all().delete()
    row.attachments.all().delete()
    row.text, row.rendered, row.edited_at, row.version, row.translated, row.files = "", "", today(), row.version + 1, "", 0
    row.state = Post.State.HIDDEN if row.state == Post.State.HIDDEN else Post.State.MASKED
    row.save(update_fields=["text", "rendered", "edited_at", "version", "translated", "files", "state"])
    index.remove_passage(row.topic.card, row.pk)
    _wait_to_be_told(row.topic)
    return row


@transaction.atomic
def translate_sealed(post: Post, words: Words, *, version: int, of_version: int, by: Person, hat: Capacity) -> Translation:
    """By somebody who takes part, shown as authors are. Raises Conflict."""
    rows = Post.objects.select_for_update(of=("self",)).select_related("topic__card__audience", "topic__place__audience")
    row = rows.get(pk=post.pk)
    _of_sealed(row.topic)
    before = row.translations.filter(language=words.language, origin=Translation.Origin.HUMAN).first()
    if row.state != Post.State.SHOWN or row.version != of_version or version != (before.version if before else 0):
        raise Conflict({"text": before.text if before else row.text}, {"text": words.text})
    author = _author(row.topic, by, hat)
    if before:
        drop_name(subject_of(before.mark))
        index.remove_passage(row.topic.card, rank_of(before))
        before.delete()
    made = Translation.objects.create(
        id=sealed_id(), post=row, language=words.language, origin=Translation.Origin.HUMAN, of_version=row.version,
        version=version + 1, text=words.text, rendered=words.rendered, mark=author.mark, alias=author.alias, made_at=today(),
    )  # fmt: skip
    if f" {words.language} " not in row.translated:
        row.translated = f"{row.translated or ' '}{words.language} "
        row.save(update_fields=["translated"])
    index_translation(row.topic.card, made)
    _wait_to_be_told(row.topic)
    return made


def tell_what_was_sealed() -> int:
    """One event a topic, of all that was written before today: neither hour nor order in the journal tells of one post."""
    waiting = Topic.objects.filter(untold_since__lt=clock.today()).order_by("ref").values_list("pk", flat=True)
    return sum(_tell(pk, clock.today()) for pk in list(waiting))


@transaction.atomic
def _tell(pk: int, until: date) -> int:
    topic = Topic.objects.select_for_update(of=("self",)).select_related("card__audience").get(pk=pk)
    if topic.untold_since is None or topic.untold_since >= until:
        return 0
    since = topic.untold_since
    days = {post: day_of_writing(post) for post in topic.posts.order_by("number")}
    told = [post for post, day in days.items() if since <= day < until]
    topic.untold_since = until if any(day >= until for day in days.values()) else None
    topic.save(update_fields=["untold_since"])
    standing = {part: digest for post in told for part, digest in stands(topic, post).items()}
    if told:
        append("sealed_posts_told", topic.card, after={"numbers": [post.number for post in told]}, stands=standing)
    return len(told)
