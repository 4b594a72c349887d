"""The journal: each act leaves an event; a sealing job gives positions; a body may be erased."""

from datetime import UTC
from typing import Any

from django.db import transaction

from accord.calc.canonical import digest
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions.audiences import audience
from accord.record.models import Card, Event, SealedCount, fresh_salt


def append(
    verb: str,
    card: Card | None,
    *,
    by: Capacity | None = None,
    reason: str = "",
    before: Any = None,
    after: Any = None,
) -> Event:
    """Write the event in the transaction of what it tells. Its audience is the card's at this moment."""
    at = clock.now().astimezone(UTC).replace(microsecond=0)
    body = {
        "verb": verb,
        "card": card.ref if card else "",
        "capacity": by.pk if by else None,
        "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "reason": reason,
        "before": before,
        "after": after,
    }
    salt = fresh_salt()
    return Event.objects.create(
        hour=at.replace(minute=0, second=0),
        salt=salt,
        digest=digest(salt, body),
        verb=verb,
        card=card,
        card_ref=card.ref if card else "",
        capacity=by,
        audience=card.audience if card else audience("officers"),
        at=at,
        body=body,
    )


def seal(batch: int = 1000) -> int:
    """Give gapless positions to unsealed events, in id order; one sealer at a time. Returns how many."""
    with transaction.atomic():
        SealedCount.objects.get_or_create(pk=1)
        row = SealedCount.objects.select_for_update().get(pk=1)
        waiting = list(Event.objects.filter(position__isnull=True).order_by("id").only("id")[:batch])
        for offset, event in enumerate(waiting, start=1):
            event.position = row.count + offset
        Event.objects.bulk_update(waiting, ["position"])
        row.count += len(waiting)
        row.save()
    return len(waiting)


@transaction.atomic
def redact(event: Event, *, by: Capacity, ground: str) -> Event:
    """Erase an event's body with its salt; its line stays, and a `redacted` event says who and why."""
    event.body, event.salt, event.verb, event.redacted = None, "", "", True
    event.card, event.card_ref, event.capacity = None, "", None
    event.save()
    return append("redacted", None, by=by, reason=ground, after={"event": event.pk, "digest": event.digest})


def problems() -> list[dict[str, Any]]:
    """Recompute each digest from the tables. Told apart: altered, added, removed."""
    found: list[dict[str, Any]] = []
    expected = 0
    for event in Event.objects.filter(position__isnull=False).order_by("position").iterator(chunk_size=2000):
        expected += 1
        while event.position is not None and expected < event.position:
            found.append({"position": expected, "ref": "", "what": "removed"})
            expected += 1
        if not event.redacted and not _stands(event):
            found.append({"position": event.position, "ref": event.card_ref, "what": "altered"})
    sealed = SealedCount.objects.filter(pk=1).values_list("count", flat=True).first() or 0
    found += [{"position": n, "ref": "", "what": "removed"} for n in range(expected + 1, sealed + 1)]
    found += [{"position": n, "ref": "", "what": "added"} for n in range(sealed + 1, expected + 1)]
    return found + _loose_faults()


def _stands(event: Event) -> bool:
    body = event.body or {}
    columns = (body.get("verb"), body.get("card"), body.get("capacity"), body.get("at"))
    told = (event.verb, event.card_ref, event.capacity_id, event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return columns == told and digest(event.salt, body) == event.digest


def _loose_faults() -> list[dict[str, Any]]:
    waiting = Event.objects.filter(position__isnull=True, redacted=False).order_by("id")
    return [
        {"position": 0, "ref": event.card_ref, "what": "altered"}
        for event in waiting.iterator(chunk_size=2000)
        if not _stands(event)
    ]
