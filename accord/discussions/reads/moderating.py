"""What forms of moderators offer: who takes part, which topic an address names, where a topic may go."""

import re

from accord.discussions.actions import widens_nothing
from accord.discussions.models import Topic
from accord.discussions.places import place_of, rights_on
from accord.people.models import Capacity, Person
from accord.record.models import Card, Reader

MOST = 60


def taking_part(topic: Topic, moderator: Capacity) -> list[Capacity]:
    """In whose capacity something was said there, and the moderator's own. Where names are sealed, that one alone."""
    said = topic.posts.filter(capacity__isnull=False).values("capacity")
    found = Capacity.objects.active().filter(pk__in=said).select_related("area", "organisation").order_by("pk")[:MOST]
    return list({hat.pk: hat for hat in [moderator, *found]}.values())


def topic_at(user: Reader, address: str) -> Topic | None:
    hit = re.search(r"topics/([a-z0-9-]{1,40})", address)
    rows = Topic.objects.visible_to(user).select_related("place__audience", "card__audience")
    return rows.filter(ref=hit[1]).first() if hit else None


def places_to_move(person: Person, topic: Topic) -> list[Card]:
    """Those on which this person wrote, or which they follow, moderate and to which nobody new would come."""
    known = Topic.objects.filter(person=person).values("place")
    rows = Card.objects.visible_to(person).filter(world=topic.world).exclude(pk=topic.place_id).select_related("audience")
    near = rows.filter(pk__in=known) | rows.filter(followers__person=person) | rows.filter(links__other=topic.place_id)
    near |= rows.filter(links_here__card=topic.place_id)
    found = near.distinct().order_by("-updated_at")[:MOST]
    fits = [card for card in found if place_of(card) and widens_nothing(topic.card, card)]
    return [card for card in fits if rights_on(person, card).moderate]
