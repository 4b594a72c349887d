"""What is new for somebody: what fits their offer or need, who adopted what they did, a practice that waits for a peer."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accord.kit.texts import Text
from accord.learning.access.hats import apart
from accord.learning.models import Adoption, Offer, Practice, Review
from accord.learning.reads.offers import fits_of_many, whole
from accord.learning.reads.practices import waiting_for_peers
from accord.people.models import Capacity, Role
from accord.record.access import held_refs
from accord.record.news import MOST, News

KINDS = {
    "fits": _("Offers and needs that fit yours"),
    "adopted": _("Adoptions of your practices"),
    "waiting": _("Practices that wait for a peer of your country"),
}
OFFERED, SOUGHT = _("Somebody offers what you look for"), _("Somebody looks for what you offer")
ADOPTED, WAITS = _("Your practice was adopted"), _("A practice waits for a peer")


def news(world: str, since: datetime) -> Iterator[News]:
    """Some fifteen queries, however many there are."""
    day = since.date()
    yield from _fits(world, day)
    yield from _adopted(world, day)
    yield from _waiting(world, day)


def _active(contacts: Iterable[Capacity | None]) -> set[int]:
    found = Capacity.objects.active().filter(pk__in=[one.pk for one in contacts if one], person__is_active=True)
    return set(found.values_list("pk", flat=True))


def _fits(world: str, day: date) -> Iterator[News]:
    """To the contact of each open entry that a new one fits: whoever enters one sees at once what fits it."""
    rows = Offer.objects.filter(world=world, state=Offer.State.OPEN, entered_on__gte=day)
    new = list(whole(rows.exclude(ref__in=held_refs("offer", "need")))[:MOST])
    fits = fits_of_many(new)
    refs = {fit.line.ref for found in fits.values() for fit in found}
    theirs = {o.ref: o for o in Offer.objects.filter(ref__in=refs).select_related("contact")}
    active = _active(o.contact for o in theirs.values())
    for o in new:
        words = OFFERED if o.side == Offer.Side.OFFER else SOUGHT
        for other in (theirs[fit.line.ref] for fit in fits[o.ref]):
            if other.contact and other.contact.pk in active:
                key, person = f"fit-{other.ref}-{o.ref}", other.contact.person_id
                yield News(person, key, 1, "fits", words, [Text(o.title, o.language)], o.url, f"offers/{o.ref}")


def _adopted(world: str, day: date) -> Iterator[News]:
    """To the contact of the practice and of the adoption that it comes from."""
    rows = Adoption.objects.filter(world=world, entered_on__gte=day, withdrawn_on=None, practice__state__in=Practice.PUBLIC)
    found = list(rows.select_related("area", "owner", "contact", "practice__contact", "source__contact")[:MOST])
    told = {a.pk: [a.practice.contact, a.source.contact if a.source else None] for a in found}
    active = _active(one for contacts in told.values() for one in contacts)
    for a in found:
        own = a.contact.person_id if a.contact else None
        for person in {one.person_id for one in told[a.pk] if one and one.pk in active} - {own}:
            about: list[Text | Mapping[str, str]] = [a.home.names, Text(a.title, a.language)]
            yield News(person, f"adopted-{a.ref}", 1, "adopted", ADOPTED, about, a.url, f"adoptions/{a.ref}")


def _waiting(world: str, day: date) -> Iterator[News]:
    """To peers of other countries who stand apart from its owner, while it has room for one of theirs."""
    rows = waiting_for_peers().filter(world=world, published_on__gte=day).select_related("area", "place", "owner")
    practices = list(rows[:MOST])
    if not practices:
        return
    taken = set(Review.objects.filter(practice__in=practices, round=F("practice__round")).values_list("practice", "area"))
    peers = Capacity.objects.active().filter(role=Role.PEER_REVIEWER, area__isnull=False)
    peers = peers.filter(person__world=world, person__is_active=True)
    hats: dict[int, list[Capacity]] = {}
    for hat in Capacity.objects.active().filter(person__in=peers.values("person")).select_related("organisation"):
        hats.setdefault(hat.person_id, []).append(hat)
    for person, area in peers.values_list("person", "area")[:MOST]:
        for p in practices:
            if (p.where is None or area != p.where.pk) and (p.pk, area) not in taken and apart(hats.get(person, ()), p):
                about = [Text(p.title, p.language)]
                yield News(person, f"peer-{p.ref}", p.round, "waiting", WAITS, about, p.url, f"practices/{p.ref}")
