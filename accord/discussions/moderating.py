"""What moderation asks of this room: whose a post is, who judges it, how it is hidden, how words are taken out of it."""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.discussions.access import is_author
from accord.discussions.actions.finding import forget_translations, reindex
from accord.discussions.actions.moderating import held, set_post_state, tell
from accord.discussions.actions.opening import card_of
from accord.discussions.actions.writing import drawn
from accord.discussions.marks import is_marked
from accord.discussions.models import Post, PostRevision, Topic, Translation
from accord.discussions.places import rights_on
from accord.kit import prepared
from accord.moderation.grounds import Act
from accord.moderation.kinds import Wording, register
from accord.moderation.masking import earlier, erase_from_journal, masked, without
from accord.moderation.models import Decision
from accord.moderation.speaking import register_count
from accord.people.models import Capacity, Person
from accord.record.models import Card, Held, Reader

_PART = re.compile(r"p([1-9]\d{0,8})")
_STEPS = 8  # from topic to topic
_SAID = ("language", "origin", "of_version", "version", "text", "rendered", "person_id", "capacity_id")
_OF_TOPIC = ("title", "summary", "outcome", "reason")
_LONGEST = {"title": 160, "shows": 200, "reason": 300, "action": 300, "owner": 200}  # a gap may be longer than what it covers

PLACES: dict[str, str | Promise] = {
    "text": _("Text"), "shows": _("What the picture shows"), "reason": _("Reason"), "title": _("Title"),
    "summary": _("Summary"), "outcome": _("Outcome"), "action": _("What is to be done"), "owner": _("Who does it"),
}  # fmt: skip


def _topic(card: Card) -> Topic:
    return Topic.objects.select_related("card__audience", "place__audience", "audience").get(card=card)


def post_of(card: Card, part: str) -> Post | None:
    """In the topic where it stands by now, if it went to another one since it was reported."""
    hit = _PART.fullmatch(part)
    rows = Post.objects.select_related("topic__card__audience", "person", "capacity__person", "went_to")
    found: Post | None = rows.filter(topic__card=card, number=int(hit[1])).first() if hit else None
    for _step in range(_STEPS):
        if found is None or found.state != Post.State.MOVED or found.went_to is None:
            break
        found = rows.filter(topic=found.went_to, number=found.went_number or 0).first()
    return found


def author(card: Card, part: str) -> tuple[Person | None, Capacity | None]:
    """Nobody where names are sealed: no row and no letter ties a decision to its author."""
    row = post_of(card, part) if part else _topic(card)
    return (row.person, row.capacity) if row is not None else (None, None)


def own(user: Reader, card: Card, part: str) -> bool:
    """Of a sealed name it is found by its mark, at the moment of asking; nothing of it is kept."""
    topic = _topic(card)
    row = post_of(card, part) if part else topic
    return row is not None and is_author(user, row.topic if isinstance(row, Post) else topic, row)


def owned(user: Reader, items: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """The same of many items at once, where names are sealed (2 queries): a mark is made anew for each."""
    numbers = {int(hit[1]) for _card, part in items if (hit := _PART.fullmatch(part))}
    cards, found = {card for card, _part in items}, set()
    posts = (
        Post.objects.filter(topic__card__in=cards, topic__chatham=True, number__in=numbers) if numbers else Post.objects.none()
    )
    for card, number, mark in posts.values_list("topic__card", "number", "mark"):
        if (card, f"p{number}") in items and is_marked(user, mark):
            found.add((card, f"p{number}"))
    opened = Topic.objects.filter(card__in={card for card, part in items if not part}, chatham=True).values_list("card", "mark")
    return found | {(card, "") for card, mark in opened if is_marked(user, mark)}


def sealed(card: Card) -> bool:
    return _topic(card).chatham


def words(card: Card, part: str) -> tuple[str, str]:
    """A post has its own language, which need not be that of its topic."""
    row = post_of(card, part)
    return (row.language, row.text) if row else (card.language, "")


def part_words(part: str) -> str:
    return _PART.sub(r"#\1", part)


def has_part(user: Reader, card: Card, part: str) -> bool:
    """A post whose words the reader, who sees the topic, reads there."""
    hit = _PART.fullmatch(part)
    return bool(hit) and Post.objects.shown().filter(topic__card=card, number=int(hit[1])).exists()  # type: ignore[index]


def judge(user: Reader, card: Card) -> Capacity | None:
    rights = rights_on(user, _topic(card).place)
    return rights.hat if rights.moderate else None


def place(card: Card) -> Card:
    return _topic(card).place


def changed(card: Card, part: str) -> None:
    """A post's state follows what is held; of a topic that comes back, posts that were hidden or masked meanwhile are found as
    they are by now."""
    if not part:
        for post in Post.objects.filter(topic__card=card, state__in=(Post.State.HIDDEN, Post.State.MASKED)):
            reindex(post)
        return
    row = post_of(card, part)
    if row is not None and row.state != Post.State.MOVED:
        set_post_state(row, _state(row, card, part))


def _state(row: Post, card: Card, part: str) -> str:
    here = Held.objects.filter(card=row.topic.card, part=row.part) | Held.objects.filter(card=card, part=part)
    if here.exists():
        return Post.State.HIDDEN
    masks = Decision.objects.filter(case__card=card, case__part=part, act=Act.MASK, state=Decision.State.STANDING)
    return Post.State.MASKED if masks.exists() or not row.text else Post.State.SHOWN


def _texts_of_post(row: Post) -> dict[str, str]:
    """All that somebody typed there and others read: beside the words what pictures show, and why it was changed."""
    shows = {f"shows/{pk}": words for pk, words in row.attachments.values_list("pk", "words")}
    return {"text": row.text} | shows | {f"reason/{one.pk}": one.reason for one in row.revisions.all()}


def _texts_of_topic(row: Topic) -> dict[str, str]:
    told = {name: str(getattr(row, name)) for name in _OF_TOPIC}
    for one in row.actions.all():
        told |= {f"action/{one.pk}": one.text, f"owner/{one.pk}": one.owner}
    return told


def _masked(texts: dict[str, str], words: Sequence[str], before: Sequence[str]) -> dict[str, str]:
    return {name: text[: _LONGEST.get(name.partition("/")[0])] for name, text in masked(texts, words, before).items()}


def mask(card: Card, part: str, words: Sequence[str], by: Capacity, ground: str) -> Wording:
    """In earlier wordings, too. Translations say it in other words: they go until the mask does."""
    if not part:
        return _mask_topic(card, words, by, ground)
    row = post_of(card, part)
    assert row is not None
    row = Post.objects.select_for_update(of=("self",)).select_related("topic__card__audience").get(pk=row.pk)
    texts = _texts_of_post(row)
    new = _masked(texts, words, [one.text for one in row.revisions.all()])
    revisions = {}
    for one in row.revisions.all():
        if (text := without(one.text, words)) != one.text:
            revisions[str(one.pk)] = one.text
            _earlier(row.revisions.filter(pk=one.pk), text, one.language)
    said = [] if row.topic.chatham else list(row.translations.values(*_SAID))
    forget_translations(row.topic.card, row)
    row.translations.all().delete()
    erase_from_journal(row.topic.card, words, by=by, ground=ground)
    old = {name: texts[name] for name in new}
    _write(row, new, Post.State.MASKED, "")
    return {"fields": old, "masked": new, "revisions": revisions, "translations": said}


def unmask(card: Card, part: str, wording: Wording, by: Capacity) -> None:
    """What was changed since stays as it was changed."""
    if not part:
        then = wording.get("masked", {})
        row = held(_topic(card), *Topic.State)
        texts = _texts_of_topic(row)
        _write_topic(row, {n: t for n, t in wording["fields"].items() if texts.get(n) == then.get(n)}, by)
        return
    found = post_of(card, part)
    if found is None or not wording["masked"].items() <= _texts_of_post(found).items():
        return
    post = Post.objects.select_for_update(of=("self",)).select_related("topic__card__audience").get(pk=found.pk)
    for pk, text in wording.get("revisions", {}).items():
        for one in post.revisions.filter(pk=int(pk)):
            _earlier(post.revisions.filter(pk=one.pk), text, one.language)
    said: list[dict[str, Any]] = wording.get("translations", [])
    Translation.objects.bulk_create(Translation(post=post, **one) for one in said)
    state = Post.State.HIDDEN if post.state == Post.State.HIDDEN else Post.State.SHOWN
    _write(post, wording["fields"], state, "".join(f" {one['language']}" for one in said) + " " if said else "")


def _earlier(row: QuerySet[PostRevision], text: str, language: str) -> None:
    row.update(text=text, rendered=drawn(text, language).rendered)


def _write(row: Post, texts: dict[str, str], state: str, translated: str) -> None:
    for name, said in texts.items():
        kind, _slash, pk = name.partition("/")
        if kind == "shows":
            row.attachments.filter(pk=int(pk)).update(words=said)
        elif kind == "reason":
            row.revisions.filter(pk=int(pk)).update(reason=said)
    text = texts.get("text", row.text)
    row.text, row.rendered, row.translated = text, drawn(text, row.language).rendered, translated
    row.save(update_fields=["text", "rendered", "translated"])
    set_post_state(row, state)


def _mask_topic(card: Card, words: Sequence[str], by: Capacity, ground: str) -> Wording:
    row = held(_topic(card), *Topic.State)
    texts = _texts_of_topic(row)
    new = _masked(texts, words, earlier(card, ()))
    old = {name: texts[name] for name in new}
    erase_from_journal(card, words, by=by, ground=ground)
    _write_topic(row, new, by)
    return {"fields": old, "masked": new}


def _write_topic(row: Topic, texts: dict[str, str], by: Capacity) -> None:
    for name, text in texts.items():
        kind, _slash, pk = name.partition("/")
        if pk:
            row.actions.filter(pk=int(pk)).update(**{"owner" if kind == "owner" else "text": text})
            continue
        setattr(row, name, text)
        if name in ("summary", "outcome"):
            setattr(row, f"{name}_rendered", drawn(text, getattr(row, f"{name}_language")).rendered)
    row.version += 1
    row.save()
    if "title" in texts:
        card_of(row, ref=row.ref, title=row.title, language=row.language, place=row.place)
    tell("wording_masked", row, by=by, after={"fields": sorted(texts)})


EVER = datetime(1970, 1, 1, tzinfo=UTC)
_UNDER_A_NAME = (
    f"SELECT count(*) FROM (SELECT 1 FROM {Post._meta.db_table} WHERE person_id = %s AND created_at >= %s LIMIT %s) AS said"
)


def said_by(person: Person, since: Any) -> int:
    """Posts under one's name, up to more than any limit: sealed ones are counted for nobody."""
    most, moment = settings.POSTS_AN_HOUR + 1, connection.ops.adapt_datetimefield_value(since or EVER)
    return int(prepared.rows(_UNDER_A_NAME, [person.pk, moment, most])[0][0])


def changed_by(person: Person, since: datetime | None) -> int:
    """The same of wordings that gave way, and of translations."""
    from_then = {"until__gte": since} if since else {}
    made_then = {"made_at__gte": since} if since else {}
    revisions = PostRevision.objects.filter(post__person=person, **from_then).count()
    return revisions + Translation.objects.filter(person=person, **made_then).count()


def register_all() -> None:
    register(
        "topic", author=author, own=own, owned=owned, sealed=sealed, words=words, part_words=part_words, has_part=has_part,
        changed=changed, mask=mask, unmask=unmask, judge=judge, place=place, places=PLACES,
    )  # fmt: skip
    register_count(said_by, changed_by)
