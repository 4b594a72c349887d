"""Cards and events of peer reviews. All of it is public from its first day; what is unseen until given is in no event."""

from typing import Any

from accord.accountability.models import PeerReview, PeerRound
from accord.accountability.peer_standing import days_digest, review_digest, round_digest
from accord.people.models import Area, Capacity
from accord.record.actions import CardText, append, link, publish_card
from accord.record.models import Card, Event


def round_card(found: PeerRound) -> Card:
    return publish_card(
        CardText(
            ref=f"peer-rounds/{found.slug}",
            kind="peer_round",
            url=found.url,
            title=found.names,
            text=found.slug,
            world=found.world,
        )
    )


def review_card(review: PeerReview) -> Card:
    """Its title is the round's, with the country."""
    area = review.area
    title = {code: f"{name}: {area.names.get(code, area.code)}" for code, name in review.round.names.items()}
    card = publish_card(
        CardText(
            ref=f"peer-reviews/{review.ref}", kind="peer_review", url=review.url, title=title, text=review.ref, world=area.world,
            areas=[area],
        )
    )  # fmt: skip
    link(card, "part_of", Card.objects.get(ref=f"peer-rounds/{review.round.slug}"))
    return card


def tell_of_round(verb: str, found: PeerRound, *, by: Capacity | None, reason: str = "", **content: Any) -> Event:
    card = Card.objects.get(ref=f"peer-rounds/{found.slug}")
    return append(verb, card, by=by, reason=reason, stands={card.ref: round_digest(found.pk)}, **content)


def tell_of_review(verb: str, review: PeerReview, *, by: Capacity | None, reason: str = "", **content: Any) -> Event:
    card = Card.objects.get(ref=f"peer-reviews/{review.ref}")
    return append(verb, card, by=by, reason=reason, stands={card.ref: review_digest(review.pk)}, **content)


def tell_of_days(verb: str, area: Area, *, by: Capacity, reason: str = "", **content: Any) -> Event:
    """On the country's own card."""
    card = Card.objects.get(ref=f"countries/{area.code}")
    return append(verb, card, by=by, reason=reason, stands={f"peer-days/{area.code}": days_digest(area)}, **content)
