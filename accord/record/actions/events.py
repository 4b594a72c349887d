"""The journal: each act leaves an event; a sealing job gives positions; a body may be erased."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from accord.calc.canonical import digest, time_text
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions.audiences import audience
from accord.record.cached import stamps
from accord.record.lines import (
    BODY_VERSION,
    Line,
    audience_words,
    head_words,
    holds,
    hour_of,
    leaf_of,
    line_words,
    sign,
    waiting_lines,
)  # fmt: skip
from accord.record.log import checkpoints, tiles
from accord.record.models import Audience, Card, Checkpoint, Event, SealedCount, fresh_salt
from accord.record.pouring import insert, put
from accord.record.verbs import may_be_quiet
from accord.record.verifying import ERASING, problems, spoken_for

__all__ = ["append", "append_all", "event", "problems", "redact", "seal"]


def append(
    verb: str,
    card: Card | None,
    *,
    by: Capacity | None = None,
    reason: str = "",
    before: Any = None,
    after: Any = None,
    stands: Mapping[str, str] | None = None,
    open_to_all: bool = False,
    quiet: bool = False,
) -> Event:
    """Write the event in the transaction of what it tells. Its audience is the card's at this moment; without one, the officers.

    `stands`: part -> digest of its content once the transaction is done (`record/standing.py`). `open_to_all`: for what has no
    card and is published by this very act. `quiet`: one of very many of its kind; pages about other cards hold all the same, and
    its id stays unknown.
    """
    seen_by = card.audience if card else audience("public" if open_to_all else "officers")
    made = event(verb, card, seen_by, by=by, reason=reason, before=before, after=after, stands=stands, quiet=quiet)
    with stamps.about(card.ref) if quiet and card else stamps.whole():
        if quiet:
            insert([made])
        else:
            put(made)
    return made


def append_all(events: Sequence[Event]) -> None:
    """Many at once, as `event` made them, in this order: for whoever writes thousands of rows in one transaction."""
    with stamps.whole():
        insert(events)


def event(
    verb: str,
    card: Card | None,
    seen_by: Audience,
    *,
    by: Capacity | None = None,
    reason: str = "",
    before: Any = None,
    after: Any = None,
    stands: Mapping[str, str] | None = None,
    quiet: bool = False,
    moment: datetime | None = None,
) -> Event:
    """As it will stand, not written yet. `moment`: when it was done, if not now."""
    if quiet and not may_be_quiet(verb):
        raise ValueError(f"{verb} is registered as no quiet verb")
    at = (moment or clock.now()).astimezone(UTC).replace(microsecond=0)
    when = time_text(at)
    hour = hour_of(when)
    body = {
        "v": BODY_VERSION,
        "verb": verb,
        "card": card.ref if card else "",
        "capacity": by.pk if by else None,
        "at": when,
        "hour": hour,
        "audience": audience_words(seen_by.code, seen_by.world),
        "reason": reason,
        "before": before,
        "after": after,
    }
    if stands:
        body["stands"] = dict(stands)
    salt = fresh_salt()
    fixed = digest(salt, body)
    return Event(
        hour=at.replace(minute=0, second=0),
        salt=salt,
        digest=fixed,
        mac=sign(line_words(None, hour, fixed)),
        verb=verb,
        card=card,
        card_ref=card.ref if card else "",
        capacity=by,
        audience=seen_by,
        at=at,
        body=body,
        quiet=quiet,
    )


def seal(batch: int = 1000) -> int:
    """Give gapless positions to unsealed events, in id order; one sealer at a time. Returns how many.

    Whoever reads by position misses nothing, whatever order transactions end in: a line has none until it is there for all.
    What this site did not write stays unsealed, and a journal whose end is not the one that was signed gets no new end:
    sealing would make the fault look sound. `accord verify` tells of both. The batch that leaves none waiting ends with a
    checkpoint.
    """
    with transaction.atomic():
        row = _held_head()
        if row is None:
            return 0
        waiting = list(islice((line for line, ours in waiting_lines() if ours), batch))
        if waiting:
            _put_behind(row, waiting)
        if len(waiting) < batch and row.count and not Checkpoint.objects.filter(size__gte=row.count).exists():
            checkpoints.make_checkpoint(row.count, bytes.fromhex(row.root))
            transaction.on_commit(checkpoints.write_files)
    return len(waiting)


def _put_behind(row: SealedCount, waiting: list[Line]) -> None:
    """Positions and signatures for the lines, their leaves for the log, a new signed end."""
    told = [(row.count + at, line) for at, line in enumerate(waiting, 1)]
    sealed = [(at, sign(line_words(at, line.hour, line.digest)), line.pk) for at, line in told]
    whose = stamps.about(*{line.card_ref for line in waiting})  # where an act stands in the journal is told on pages of its card
    with whose, connection.cursor() as cursor:  # four times as fast as a bulk update
        cursor.executemany("UPDATE record_event SET position = %s, mac = %s WHERE id = %s", sealed)
    tiles.extend(row.count, [leaf_of(at, line.hour, line.digest) for at, line in told])
    row.count += len(waiting)
    row.root = tiles.root(row.count).hex()
    row.mac = sign(head_words(row.count, row.root))
    row.save()


def end_is_ours() -> bool:
    """That the sealed journal ends where it was signed, and its log with it."""
    with transaction.atomic():
        return _held_head() is not None


def _held_head() -> SealedCount | None:
    if not SealedCount.objects.filter(pk=1).exists():
        if Event.objects.filter(position__isnull=False).exists():
            return None
        SealedCount.objects.get_or_create(pk=1, defaults={"mac": sign(head_words(0, ""))})
    row = SealedCount.objects.select_for_update().get(pk=1)
    return row if holds(row.mac, head_words(row.count, row.root)) and _log_ends_there(row) else None


def _log_ends_there(row: SealedCount) -> bool:
    """What is sealed next is put behind these hashes: they must be the ones that were signed."""
    try:
        return not row.count or tiles.root(row.count).hex() == row.root
    except tiles.Missing:
        return False


@transaction.atomic
def redact(event: Event, *, by: Capacity, ground: str) -> Event:
    """Erase an event's body with its salt; its line stays, and a `redacted` event says who and why."""
    after = {"event": event.pk, "digest": event.digest, "digests": sorted(erased_by(event))}
    stands = _not_stated_since(event)
    event.body, event.salt, event.verb, event.redacted = None, "", "", True
    event.card, event.card_ref, event.capacity = None, "", None
    event.save()
    return append("redacted", None, by=by, reason=ground, after=after, stands=stands)


def _not_stated_since(event: Event) -> dict[str, str]:
    """What this event alone says of the tables: the event that erases it must go on saying it."""
    stands = dict((event.body or {}).get("stands") or {})
    later = Event.objects.filter(Q(card_ref=event.card_ref) | Q(verb="redacted"), pk__gt=event.pk, redacted=False)
    for body in later.values_list("body", flat=True) if stands else ():
        stands = {part: one for part, one in stands.items() if part not in ((body or {}).get("stands") or {})}
    return stands


def erased_by(event: Event) -> set[str]:
    """The lines that this event itself tells were erased: who erases it must go on telling of them."""
    told = (event.body or {}).get("after")
    return spoken_for(told) if event.verb in ERASING and isinstance(told, dict) else set()
