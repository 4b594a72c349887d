"""The content of a practice, an adoption, an offer and an exchange, each as one value: what an event says stands, and what a
confirming page showed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from accord.learning.models import Adoption, Exchange, Offer, Practice, Review
from accord.learning.wording import adoption_wording, offer_wording, practice_wording
from accord.record.standing import Standing, each_of, fingerprint

REVIEW = ("round", "of_version", "declaration", "language", "marks", "strengths", "gaps", "grade", "reasons")


def practice_content(p: Practice) -> dict[str, Any]:
    """Reviews count once they are released: before that no event tells of their content."""
    return (
        practice_wording(p)
        | _fields(p, "state", "version", "round", "reason", "submitted_on", "published_on", "drawn")
        | {
            "owner": p.owner.slug if p.owner else "",
            "evidence": [_fields(e, "id", "title", "url", "year", "stance", "note") for e in p.evidence.all()],
            "updates": [_fields(u, "id", "text", "language", "on") for u in p.updates.all()],
            "reviews": [review_content(r) for r in p.reviews.all() if r.released_on],
            "ratings": [_fields(r, "round", "of_version", "grade", "reasons", "language", "on") for r in p.ratings.all()],
        }
    )


def review_content(r: Review) -> dict[str, Any]:
    return _fields(r, *REVIEW) | {"area": r.area.code}


def adoption_content(a: Adoption) -> dict[str, Any]:
    told = _fields(a, "version", "entered_on", "withdrawn_on", "reason") | ({"place": a.place.code} if a.place else {})
    return adoption_wording(a) | told | {"practice": a.practice.ref, "source": a.source.ref if a.source else ""}


def offer_content(o: Offer) -> dict[str, Any]:
    about = {"practice": o.practice.ref if o.practice else "", "owner": o.owner.slug if o.owner else ""}
    return offer_wording(o) | _fields(o, "side", "state", "version", "reason", "entered_on") | about


def exchange_content(x: Exchange) -> dict[str, Any]:
    sides = {"offer": x.offer.ref if x.offer else "", "need": x.need.ref if x.need else ""}
    told = _fields(x, "state", "version", "kind", "language", "plan", "starts_on", "ends_on", "agreed_on", "held_on", "reason")
    homes = {party.side: party.home.code for party in x.parties}  # of a body of no country its slug
    notes = [{"area": homes[n.side]} | _fields(n, "months", "language", "text", "used", "on") for n in x.notes.all()]
    return told | sides | homes | {"notes": notes}


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _practices() -> QuerySet[Practice]:
    rows = Practice.objects.select_related("owner", "place")
    return rows.prefetch_related("topics", "evidence", "updates", "reviews__area", "ratings")


def _adoptions() -> QuerySet[Adoption]:
    return Adoption.objects.select_related("practice", "source", "against", "place")


def _offers() -> QuerySet[Offer]:
    return Offer.objects.select_related("practice", "owner").prefetch_related("topics")


def _exchanges() -> QuerySet[Exchange]:
    tied = ("offer", "need", "giver", "taker", "giver_body", "taker_body")
    return Exchange.objects.select_related(*tied).prefetch_related("notes")


def practice_digest(pk: int) -> str:
    return fingerprint(practice_content(_practices().get(pk=pk)))


def adoption_digest(pk: int) -> str:
    return fingerprint(adoption_content(_adoptions().get(pk=pk)))


def offer_digest(pk: int) -> str:
    return fingerprint(offer_content(_offers().get(pk=pk)))


def exchange_digest(pk: int) -> str:
    return fingerprint(exchange_content(_exchanges().get(pk=pk)))


def everything() -> Iterator[Standing]:
    yield from each_of(_practices(), "ref", practice_content, "practices")
    yield from each_of(_adoptions(), "ref", adoption_content, "adoptions")
    yield from each_of(_offers(), "ref", offer_content, "offers")
    yield from each_of(_exchanges(), "ref", exchange_content, "exchanges")
