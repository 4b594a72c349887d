"""The cards of this room."""

from accord.learning.access.hats import COUNTRY, Owned, is_official
from accord.learning.models import Adoption, Exchange, Offer, Practice
from accord.learning.reads.elsewhere import elsewhere_page
from accord.people.models import Capacity, Role
from accord.record.access import is_held
from accord.record.actions import CardText, add_to_audience, audience, link, publish_card, publish_cards, unlink, withdraw_card
from accord.record.models import Audience, Card, Link


def practice_card(practice: Practice) -> Card:
    """A draft is its owner's own; a submitted one is seen by officers too; from `checked` on everyone sees it, withdrawn or
    not."""
    shown = " ".join(getattr(practice, name) for name in ("problem", "context", "done", "results", "failed", "adapt"))
    card = publish_card(
        CardText(
            ref=f"practices/{practice.ref}", kind="practice", url=practice.url, title={practice.language: practice.title},
            summary={practice.language: practice.summary}, text=f"{practice.ref} {shown}", language=practice.language,
            world=practice.world, areas=[practice.where] if practice.where else [], topics=list(practice.topics.all()),
            owner=practice.owner, audience=_seen_by(practice),
        )
    )  # fmt: skip
    return card


def _seen_by(practice: Practice) -> Audience:
    if practice.state in Practice.SEEN_BY_ALL:
        return audience("public", practice.world)
    owner = f"country:{practice.home.code}"  # the government's own; where it was done sees no draft of a body of no country
    if not is_official(practice) and practice.owner is not None:
        owner = f"org:{practice.owner.slug}"
    if practice.state == Practice.State.SUBMITTED:
        owner = f"desk:{owner.removeprefix('country:')}"
    return audience(owner, practice.world)


def elsewhere_cards() -> list[Card]:
    """What lives elsewhere is found by our search; the card leads to the line that links to it. Of a line that is gone the
    card goes out of sight."""
    cards = publish_cards(
        [
            CardText(
                ref=f"elsewhere/{line.code}", kind="course", url=f"learn/elsewhere/#{line.code}", title=line.names,
                summary=line.words, text=line.provider,
            )
            for line in elsewhere_page().lines
        ]
    )  # fmt: skip
    gone = Card.objects.filter(kind="course", published_at__isnull=False).exclude(pk__in=[card.pk for card in cards])
    for card in gone.order_by("pk"):
        withdraw_card(card)
    return cards


def adoption_card(adoption: Adoption) -> Card:
    """It adopts or adapts what it comes from, and is public from the first word. By a hidden practice's title it is not found."""
    title = "" if is_held(f"practices/{adoption.practice.ref}") else adoption.practice.title
    card = publish_card(
        CardText(
            ref=f"adoptions/{adoption.ref}", kind="adoption", url=adoption.url, title={adoption.language: adoption.title},
            summary={adoption.language: adoption.changed or adoption.title},
            text=f"{adoption.ref} {title} {adoption.results}", language=adoption.language, world=adoption.world,
            areas=[adoption.where], topics=list(adoption.practice.topics.all()), owner=adoption.owner,
        )
    )  # fmt: skip
    origin = f"adoptions/{adoption.source.ref}" if adoption.source else f"practices/{adoption.practice.ref}"
    for tie in Link.objects.filter(card=card, relation__in=(*Adoption.Kind.values, "about")).select_related("other"):
        unlink(card, tie.relation, tie.other)
    link(card, adoption.kind, Card.objects.get(ref=origin))
    if adoption.against:
        link(card, "about", adoption.against)
    return card


def offer_card(offer: Offer) -> Card:
    card = publish_card(
        CardText(
            ref=f"offers/{offer.ref}", kind=offer.side, url=offer.url, title={offer.language: offer.title},
            summary={offer.language: offer.text}, text=offer.ref, language=offer.language, world=offer.world,
            areas=[offer.area] if offer.area else [], topics=list(offer.topics.all()), owner=offer.owner,
        )
    )  # fmt: skip
    if offer.practice:
        link(card, "about", Card.objects.get(ref=f"practices/{offer.practice.ref}"))
    return card


def exchange_card(exchange: Exchange) -> Card:
    """Seen by its two sides until it is agreed."""
    given = exchange.offer or exchange.need
    assert given is not None
    card = publish_card(
        CardText(
            ref=f"exchanges/{exchange.ref}", kind="exchange", url=exchange.url, title={given.language: given.title},
            summary={exchange.language: exchange.plan}, text=exchange.ref, language=exchange.language, world=exchange.world,
            areas=[one.area for one in exchange.parties if one.area], topics=list(given.topics.all()),
            audience=_of_both(exchange),
        )
    )  # fmt: skip
    for one in filter(None, (exchange.offer, exchange.need)):
        link(card, "responds_to", Card.objects.get(ref=f"offers/{one.ref}"))
    return card


def _of_both(exchange: Exchange) -> Audience:
    """Whoever acts for either side when something is written; whoever comes later sees it from the next act on."""
    if exchange.agreed_on:
        return audience("public", exchange.world)
    both = audience(f"people:exchange-{exchange.ref}", exchange.world)
    for party in exchange.parties:
        for hat in acting_for_party(party):
            add_to_audience(both, capacity=hat)
    return both


def acting_for_party(party: Owned) -> list[Capacity]:
    active = Capacity.objects.active()
    if is_official(party):
        return list(active.filter(area=party.area, role__in=COUNTRY))
    return list(active.filter(organisation=party.owner, role=Role.ORG_MEMBER))
