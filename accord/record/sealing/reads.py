"""What custodians and officers see of keys and seals. No page shows a name."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.people.models import Capacity, Person
from accord.record.models import CustodianKey, SealedShare
from accord.record.sealing import subjects
from accord.record.sealing.actions import PENDING
from accord.record.sealing.box import fingerprint

MOST = 500  # lines of a custodian's page

WORDS = {
    "custodian_key_registered": _("Custodian's key registered"),
    "custodian_key_confirmed": _("Custodian's key confirmed"),
    "sealed_share_given": _("One custodian's share given"),
    "sealed_name_opened": _("Name opened by both custodians"),
}


@dataclass(frozen=True)
class KeyLine:
    id: int
    capacity: str
    person: str
    fingerprint: str
    state: str  # waiting, active, ended


@dataclass(frozen=True)
class SealLine:
    id: int
    subject: str
    url: str  # of its card, once it has one
    state: str  # sealed, given, other, answer, opened
    until: date | None = None


@dataclass(frozen=True)
class SealsPage:
    keys: list[KeyLine]
    seals: list[SealLine]
    world: str
    sought: str = ""


@dataclass(frozen=True)
class KeysPage:
    keys: list[KeyLine]
    world: str


@dataclass(frozen=True)
class SharePage:
    line: SealLine
    sealed: str = field(metadata={"html_only": True})
    world: str = "real"


def seals_page(hat: Capacity, sought: str = "") -> SealsPage:
    """Of kinds that have a seal for each piece of writing those alone that one of the two has given a share of, or `sought`."""
    mine = SealedShare.objects.filter(key__capacity=hat)
    moving = Q(given_on__isnull=False) | Q(name__in=mine.filter(name__shares__given_on__isnull=False).values("name"))
    many = Q(*(("name__subject__startswith", prefix) for prefix in subjects.many()), _connector=Q.OR)
    rows = mine.filter(~many | moving | Q(name__subject=sought)) if subjects.many() else mine
    if sought:
        rows = rows.filter(name__subject=sought)
    rows = rows.select_related("name").prefetch_related("name__shares").order_by("name__subject")[:MOST]
    where = subjects.behind([r.name.subject for r in rows])
    lines = [_seal_line(r, where[r.name.subject][0] if r.name.subject in where else "") for r in rows]
    keys = CustodianKey.objects.filter(capacity=hat).select_related("capacity__person")
    return SealsPage([_key_line(k) for k in keys], lines, hat.world, sought)


def share_line(share: SealedShare) -> SealLine:
    return _seal_line(share, subjects.behind([share.name.subject]).get(share.name.subject, ("", None))[0])


def keys_page(officer: Person) -> KeysPage:
    keys = CustodianKey.objects.filter(capacity__person__world=officer.world).select_related("capacity__person")
    return KeysPage([_key_line(k) for k in keys], officer.world)


def _key_line(key: CustodianKey) -> KeyLine:
    state = "ended" if key.ended_on else "active" if key.confirmed_on else "waiting"
    return KeyLine(key.pk, str(key.capacity), str(key.capacity.person), fingerprint(key.public), state)


def _seal_line(share: SealedShare, url: str) -> SealLine:
    other = next((s for s in share.name.shares.all() if s.pk != share.pk), None)
    fresh = clock.today() - PENDING
    until: date | None = None
    if share.answer:
        state = "answer"
    elif share.given and share.given_on and share.given_on >= fresh:
        state, until = "given", share.given_on + timedelta(days=PENDING.days)
    elif other and other.given and other.given_on and other.given_on >= fresh:
        state, until = "other", other.given_on + timedelta(days=PENDING.days)
    else:
        state = "opened" if share.given_on and not share.given else "sealed"
    return SealLine(share.pk, share.name.subject, url, state, until)
