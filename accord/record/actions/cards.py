"""Cards and links: what makes a thing findable, followable and linked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from accord.kit import clock
from accord.people.models import Area, Organisation
from accord.record.actions.audiences import audience
from accord.record.models import Audience, Card, Link, Relation, SearchDocument, Topic
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


@transaction.atomic
def publish_card(given: CardText) -> Card:
    """Make or update the card of a thing, with its search documents, in the caller's transaction.

    Raises ValueError where an audience is of the other world.
    """
    now = clock.now()
    seen_by = given.audience or audience("public")
    for one in (seen_by, *(p.audience for p in given.passages if p.audience)):
        if one.code != "public" and one.world != given.world:
            raise ValueError(f"{given.ref} is of the {given.world} world, {one.code} of the other")
    card, made = Card.objects.update_or_create(
        ref=given.ref,
        defaults={
            "kind": given.kind,
            "url": given.url,
            "title": dict(given.title),
            "summary": dict(given.summary),
            "language": given.language,
            "owner": given.owner,
            "audience": seen_by,
            "world": given.world,
            "updated_at": now,
        },
        create_defaults={
            "kind": given.kind,
            "url": given.url,
            "title": dict(given.title),
            "summary": dict(given.summary),
            "language": given.language,
            "owner": given.owner,
            "audience": seen_by,
            "world": given.world,
            "updated_at": now,
            "published_at": given.published_at or now,
        },
    )
    card.areas.set(given.areas)
    card.topics.set(given.topics)
    if not made and (card.published_at is None or given.published_at):
        card.published_at = given.published_at or now
        card.save(update_fields=["published_at"])
    index.index_card(card, given)
    return card


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


def refresh_face(card: Card) -> None:
    """Compute the card's face anew through its room and keep it on the card."""
    from accord.record import faces

    card.face = faces.compute(card)
    card.save(update_fields=["face"])
