"""The pack of a hand-over: what moved, what is open, what stands where, what was decided last, whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from accord.kit.texts import Text
from accord.notices.models import Pack
from accord.people.models import Capacity, Person, Role
from accord.record import faces
from accord.record.access import audience_ids
from accord.record.models import Card, Draft, Event
from accord.record.owing import Duty, of_hats
from accord.record.reads import KeptTyping, kept_typing
from accord.record.verbs import about_of, note_of, words_of

STANDING = ("report", "plan", "action", "commitment", "pathfinding")  # kinds of cards of which a pack tells where they stand
DECIDED = (*STANDING, "recommendation", "country", "organisation", "partnership")
TYPING = (
    "_edited",
    "_drafted",
    "_written",
    "_added",
    "_changed",
    "_removed",
    "_tied",
    "_untied",
    "_begun",
    "_proposed",
)  # fmt: skip -- how the verbs end that decide nothing
MOST_STANDING, MOST_DECISIONS, MOST_CONTACTS = 40, 10, 20


@dataclass(frozen=True)
class PackLine:
    id: int
    from_words: str
    from_name: str
    made_on: date
    read_on: date | None
    url: str


@dataclass(frozen=True)
class Open:
    """`yours`: the successor's capacity lets them do it; where it does not, somebody else must be found."""

    what: str
    about: list[str | Text]
    url: str
    due: date | None
    minutes: int
    waits_for: str
    yours: bool


@dataclass(frozen=True)
class Stands:
    title: dict[str, str]
    url: str
    status: str
    at: datetime


@dataclass(frozen=True)
class Decision:
    at: datetime
    words: str
    title: dict[str, str]
    url: str
    about: str | Text
    reason: str
    by: str
    note: str = ""


@dataclass(frozen=True)
class Contact:
    name: str
    as_words: str


@dataclass(frozen=True)
class PackPage:
    line: PackLine
    as_words: str
    note: str
    language: str
    open: list[Open]
    minutes: int
    missing: int  # of what is open, how much is not in the successor's capacity
    contacts_moved: list[Stands]
    drafts: list[KeptTyping]
    files: int
    stands: list[Stands]
    decisions: list[Decision]
    contacts: list[Contact]
    iso3: str
    names: dict[str, str]
    world: str


def unread_packs(person: Person) -> list[PackLine]:
    return packs_of(person, unread=True)


def packs_of(person: Person, *, unread: bool = False) -> list[PackLine]:
    """One query."""
    rows = Pack.objects.filter(new__in=[h.pk for h in person.hats])
    rows = rows.filter(read_on=None) if unread else rows
    return [_pack(p) for p in rows.select_related("old__person", "old__area", "old__organisation")]


def _pack(p: Pack) -> PackLine:
    return PackLine(p.pk, str(p.old), str(p.old.person), p.made_on, p.read_on, f"owed/packs/{p.pk}/")


def pack_page(pack: Pack, person: Person) -> PackPage:
    """Some thirty queries: it is read once."""
    hat = next(h for h in person.hats if h.pk == pack.new_id)
    asked = _left_open(pack.old, person)
    mine = {a.duty.key for a in of_hats([hat], person.world)}
    open_now = [
        Open(d.words, list(d.about), d.url, d.due, d.minutes, d.blocked.words if d.blocked else "", d.key in mine) for d in asked
    ]  # fmt: skip
    cards = _cards(hat, person)
    moved = Card.objects.visible_to(person).filter(ref__in=[*pack.moved.get("contacts", []), *pack.moved.get("practices", [])])
    kept = Draft.objects.filter(person=person, key__in=pack.moved.get("drafts", []))
    area = hat.area
    return PackPage(
        _pack(pack), str(hat), pack.note, pack.language, open_now, sum(d.minutes for d in asked),
        sum(not one.yours for one in open_now),
        _standing(list(moved.order_by("kind", "ref"))), kept_typing(kept),
        len(pack.moved.get("files", [])),
        _standing(list(cards.filter(kind__in=STANDING).order_by("-updated_at")[:MOST_STANDING])),
        _decisions(cards.filter(kind__in=DECIDED), person), _contacts(hat), (area.iso3 or "") if area else "",
        area.names if area else {}, person.world,
    )  # fmt: skip


def _left_open(old: Capacity, person: Person) -> list[Duty]:
    """What the ended capacity would be asked for today, as far as the reader may see it."""
    asked = [a.duty for a in of_hats([old], person.world) if not a.duty.quiet]
    refs = [d.card for d in asked if d.card]
    seen = set(Card.objects.visible_to(person).filter(ref__in=refs).values_list("ref", flat=True)) if refs else set()
    return [d for d in asked if not d.card or d.card in seen]


def _cards(hat: Capacity, person: Person) -> QuerySet[Card]:
    seen = Card.objects.visible_to(person)
    if hat.area_id:
        return seen.filter(areas=hat.area_id)
    return seen.filter(owner=hat.organisation_id) if hat.organisation_id else seen.none()


def _standing(cards: Sequence[Card]) -> list[Stands]:
    shown = faces.faces_of(cards)
    return [Stands(c.title, c.url, str((shown.get(c.pk) or {}).get("status", "")), c.updated_at) for c in cards]


def _decisions(cards: QuerySet[Card], person: Person) -> list[Decision]:
    """The newest first, within the reader's audiences; acts that only wrote something are left out."""
    typing = reduce(or_, (Q(verb__endswith=end) for end in TYPING))
    acts = Event.objects.filter(card__in=cards.values("pk"), audience__in=audience_ids(person), redacted=False).exclude(typing)
    rows = acts.select_related("card", "capacity__area", "capacity__organisation").order_by("-id")[:MOST_DECISIONS]
    return [
        Decision(
            e.at, words_of(e.verb), e.card.title, e.card.url, about_of(e.verb, e.body or {}), (e.body or {}).get("reason", ""),
            str(e.capacity or ""), note_of(e.verb),
        )
        for e in rows if e.card
    ]  # fmt: skip


def _contacts(hat: Capacity) -> list[Contact]:
    """Who acts for the same country or organisation, and the officers; names are for members, and the reader is one."""
    active = Capacity.objects.active().filter(person__world=hat.world).exclude(person=hat.person_id)
    same = Q(role=Role.SECRETARIAT)
    if hat.area_id:
        same |= Q(area=hat.area_id)
    elif hat.organisation_id:
        same |= Q(organisation=hat.organisation_id)
    rows = active.filter(same).select_related("person", "area", "organisation").order_by("role", "id")
    return [Contact(str(c.person), str(c)) for c in rows[:MOST_CONTACTS]]
