"""Events of this room's things, and the one way in which their wording changes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict, append
from accord.record.models import Card, Event
from accord.spaces.actions.cards import CARDS
from accord.spaces.models import Corridor, Revision, Threat
from accord.spaces.standing import digest_of
from accord.spaces.wording import WRITTEN, as_asked, typed, wording_of


def tell(
    verb: str, thing: Any, *, by: Capacity | None, reason: str = "", anew: bool = True, before: Any = None, after: Any = None
) -> Event:
    """`anew`: the card, and what search finds, is written anew with it. `accord verify` holds the table against what stands."""
    card: Card = CARDS[type(thing)](thing) if anew else Card.objects.get(ref=thing.card_ref)
    return append(verb, card, by=by, reason=reason, before=before, after=after, stands={card.ref: digest_of(thing)})


def held[M: Model](thing: M) -> M:
    """The row, held: what an event says stands must not change before it is written."""
    kind = type(thing)
    rows = kind._default_manager.select_for_update(of=("self",))
    return rows.get(pk=thing.pk)


def write(thing: Any, given: Mapping[str, Any]) -> None:
    """What a form gives, into columns and lists. Values come back as the database has them."""
    how = WRITTEN[type(thing)]
    for name in (*how.fields, *how.named):
        if name in given:
            setattr(thing, name, given[name])
    thing.save()
    for name in how.many:
        if name in given:
            getattr(thing, name).set(given[name])
    if isinstance(thing, Threat) and "corridor" in given:
        thing.corridor.all().delete()
        Corridor.objects.bulk_create([Corridor(threat=thing, area=area, part=part) for area, part in given["corridor"]])
    thing.refresh_from_db()


def rewrite[M: Model](
    thing: M, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str, verb: str,
    may: Callable[[M], bool] = lambda row: True, after_writing: Callable[[M], None] = lambda row: None,
) -> M:  # fmt: skip
    """The old wording is kept with the reason. Raises Conflict on a stale `version`, and where `may` says no meanwhile."""
    row: Any = held(thing)
    before = wording_of(row)
    if not may(row):
        raise Conflict({}, {"version": version})
    if version != row.version:
        raise Conflict(as_asked(row), typed(dict(given)))
    card = Card.objects.get(ref=row.card_ref)
    if reason:
        Revision.objects.create(card=card, version=row.version, wording=before, reason=reason, until=clock.now())
    row.version += 1
    write(row, given)
    after_writing(row)
    tell(verb, row, by=by, reason=reason, before=before, after=wording_of(row))
    return row  # type: ignore[no-any-return]
