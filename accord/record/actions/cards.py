"""Cards and links: what makes a thing findable, followable and linked."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from accord.kit import clock
from accord.people.models import Area, Organisation
from accord.record.actions.audiences import audience
from accord.record.actions.drafts import Conflict
from accord.record.models import Audience, Card, Held, Link, Relation, SearchDocument, Topic
from accord.record.search import index


@dataclass(frozen=True)
class Passage:
    """A part of a card that search finds by itself: a post, a clause, a milestone."""

    part: str
    text: str
    language: str = "en"
    audience: Audience | None = None  # never wider than the card's


@dataclass(frozen=True)
class CardText:
    ref: str
    kind: str
    url: str
    title: Mapping[str, str]
    summary: Mapping[str, str] = field(default_factory=dict)
    text: str = ""  # more words to find it by, in `language`
    language: str = "en"
    world: str = "real"
    areas: Sequence[Area] = ()
    topics: Sequence[Topic] = ()
    owner: Organisation | None = None
    audience: Audience | None = None
    passages: Sequence[Passage] = ()
    published_at: datetime | None = None


def publish_card(given: CardText) -> Card:
    """Make or update the card of a thing, with its search documents, in the caller's transaction.

    Raises ValueError where an audience is of the other world.
    """
    return publish_cards([given])[0]


@transaction.atomic
def publish_cards(given: Sequence[CardText]) -> list[Card]:
    """The same for many at once, in a fixed number of queries (and one for each card that is there already).

    Raises ValueError where two are of the same ref, and where an audience is of the other world.
    """
    refs = [text.ref for text in given]
    if len(set(refs)) < len(refs):
        raise ValueError("A card is published once in a batch")
    for text in given:
        _refuse_other_world(text)
    now, everyone = clock.now(), audience("public")
    known = {card.ref: card for card in Card.objects.select_for_update().filter(ref__in=refs)}
    held = list(Held.objects.filter(card__in=known.values()).select_related("card")) if known else []
    hidden = {row.card_id: row for row in held if not row.part}
    cards = [_written(known.get(text.ref) or Card(ref=text.ref), text, text.audience or everyone, now, hidden) for text in given]
    Card.objects.bulk_create([card for card in cards if card.pk is None])
    for card in known.values():
        card.save(update_fields=WRITTEN)
    written = list(zip(cards, given, strict=True))
    _tie(Card.areas.through, "area_id", {card.pk: {area.pk for area in text.areas} for card, text in written})
    _tie(Card.topics.through, "topic_id", {card.pk: {topic.pk for topic in text.topics} for card, text in written})
    index.index_cards(written, list(known.values()), held)
    return cards


def _refuse_other_world(text: CardText) -> None:
    for one in (text.audience, *(passage.audience for passage in text.passages)):
        if one and one.code != "public" and one.world != text.world:
            raise ValueError(f"{text.ref} is of the {text.world} world, {one.code} of the other")


WRITTEN = ("kind", "url", "title", "summary", "language", "owner", "audience", "world", "updated_at", "published_at")


def _written(card: Card, given: CardText, seen_by: Audience, now: datetime, hidden: Mapping[int, Held]) -> Card:
    """A card stays published since the day it first was, unless a day is given; a hidden one stays hidden."""
    if row := hidden.get(card.pk):
        row.audience = seen_by
        row.save(update_fields=["audience"])
        seen_by = card.audience
    card.kind, card.url, card.language, card.world = given.kind, given.url, given.language, given.world
    card.title, card.summary, card.owner, card.audience = dict(given.title), dict(given.summary), given.owner, seen_by
    card.updated_at, card.published_at = now, given.published_at or card.published_at or now
    return card


def _tie(through: type[Model], column: str, wanted: Mapping[int, set[int]]) -> None:
    """Make the rows between cards and areas (or topics) those wanted for each card."""
    there = set(through._default_manager.filter(card_id__in=wanted).values_list("id", "card_id", column))
    gone = [pk for pk, card, other in there if other not in wanted[card]]
    if gone:
        through._default_manager.filter(id__in=gone).delete()
    held = {(card, other) for _, card, other in there}
    missing = [(card, other) for card, others in wanted.items() for other in sorted(others) if (card, other) not in held]
    if missing:
        through._default_manager.bulk_create([through(**{"card_id": card, column: other}) for card, other in missing])


@transaction.atomic
def withdraw_card(card: Card) -> None:
    """Take a card out of sight and out of search; its events and links stay."""
    card.published_at = None
    card.save(update_fields=["published_at"])
    index.unindex(SearchDocument.objects.filter(card=card))


def link(
    card: Card, relation: str, other: Card, *, note: str = "", from_part: str = "", to_part: str = "", stance: str = ""
) -> Link:
    """Tie two cards. Raises ValueError for a relation outside the closed vocabulary or across worlds."""
    if relation not in Relation.values:
        raise ValueError(f"{relation} is not a relation")
    if card.kind != "indicator" and other.kind != "indicator" and card.world != other.world:
        raise ValueError("A demonstration record links to no real one, indicators apart")
    tie, _ = Link.objects.update_or_create(
        card=card, relation=relation, other=other, from_part=from_part, to_part=to_part,
        defaults={"note": note, "stance": stance},
    )  # fmt: skip
    return tie


def unlink(card: Card, relation: str, other: Card) -> None:
    Link.objects.filter(card=card, relation=relation, other=other).delete()


def tie_digest(tie: Link) -> str:
    """What a page shows of a tie: tied anew, or with another note, it is another one."""
    return hashlib.sha256(f"{tie.pk} {tie.note}".encode()).hexdigest()


def untie(card: Card, relation: str, other: Card, *, shown: str | None = None) -> str:
    """Take a tie back; returns its note, for the journal to keep.

    `shown` is the `tie_digest` of what was read, None asks nothing. Raises Conflict where it is another one now, or none.
    """
    tie = Link.objects.select_for_update().filter(card=card, relation=relation, other=other).first()
    if tie is None or (shown is not None and shown != tie_digest(tie)):
        raise Conflict({"note": tie.note} if tie else {}, {})
    tie.delete()
    return tie.note


def refresh_face(card: Card) -> None:
    """Compute the card's face anew through its room and keep it on the card."""
    from accord.record import faces

    card.face = faces.compute(card)
    card.save(update_fields=["face"])
