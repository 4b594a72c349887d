"""What a person owes, what a country owes: grouped by when, with minutes, what blocks it and whom to ask."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.calc import reminders
from accord.kit import clock, locale_format
from accord.kit.texts import Text, reader_language
from accord.notices.access import is_own
from accord.notices.models import Snooze
from accord.notices.reads.packs import PackLine, unread_packs
from accord.notices.reads.people import People, people_for
from accord.people.models import Area, Capacity, Person, Role
from accord.record.models import Card, Reader
from accord.record.owing import Asked, Duty, Whose, kind_words, of_country, of_person

SOON = timedelta(days=30)
SHOWN = 100  # lines of one page; what is left off is said by number
HEAD = (
    "group", "due", "what", "about", "kind", "capacity", "person", "minutes", "waits_for", "contact", "put_off_until", "reason",
    "address",
)  # fmt: skip


@dataclass(frozen=True)
class Waits:
    """What a thing waits for, where that stands, and who can do it."""

    words: str
    url: str
    who: str


@dataclass(frozen=True)
class Owed:
    """`as_words` tells the hat, `person` who holds it: empty where nobody does (`vacant`), or where whoever wants takes it up."""

    key: str
    kind: str
    kind_words: str
    what: str
    about: list[str | Text]
    url: str
    due: date | None
    late: bool
    minutes: int
    as_words: str
    person: str
    vacant: bool
    blocked_by: Waits | None
    contact: str
    put_off_until: date | None = None
    reason: str = ""
    reason_language: str = "en"
    may_put_off: bool = field(default=False, metadata={"html_only": True})
    quiet: bool = field(default=False, metadata={"html_only": True})
    ask: str = field(default="", metadata={"html_only": True})  # the contact, where it is not the one who is to do it
    meta: list[str] = field(default_factory=list, metadata={"html_only": True})  # when, how long, in which capacity


@dataclass(frozen=True)
class Group:
    code: str
    words: str
    minutes: int
    lines: list[Owed]


@dataclass(frozen=True)
class OwedPage:
    groups: list[Group]
    count: int
    minutes: int
    left_off: int  # lines beyond what one page shows
    world: str
    iso3: str = ""
    names: dict[str, str] = field(default_factory=dict)
    mine: bool = True
    acts: bool = True  # the reader holds a capacity
    packs: list[PackLine] = field(default_factory=list)
    countries: list[tuple[str, str]] = field(default_factory=list, metadata={"html_only": True})


def owed_page(person: Person) -> OwedPage:
    """All hats of a person."""
    lines = my_lines(person)
    own = {h.area.iso3: str(h.area.name) for h in person.hats if h.area and h.area.is_country and is_own(person, h.area)}
    page = _page(lines, person.world)
    packs = unread_packs(person) if person.hats else []
    return OwedPage(
        *page, world=person.world, acts=bool(person.hats), packs=packs, countries=[(c or "", n) for c, n in own.items()]
    )


def my_lines(user: Reader, most: int = 10_000) -> list[Owed]:
    """Two queries beside those of the rooms."""
    asked = of_person(user)[:most]
    if not asked or not isinstance(user, Person):
        return []
    people = people_for([a.duty for a in asked], user.world)
    snoozes = _snoozes(Snooze.objects.filter(hat__person=user))
    return [_mine(one, people, snoozes) for one in asked]


def country_page(area: Area, user: Reader) -> OwedPage:
    lines = country_lines(area, user)
    return OwedPage(*_page(lines, area.world), world=area.world, iso3=area.iso3 or "", names=area.names, mine=False)


def country_lines(area: Area, user: Reader) -> list[Owed]:
    """All that is owed about a country, by whomever. What the reader may not see is told without its title, or not at all."""
    duties = of_country(area)
    pages = visible_pages(user, [d.card for d in duties if d.card])
    if not is_own(user, area):
        duties = _as_seen(duties, pages)
    people = people_for(duties, area.world)
    duties = [_leading_on(d, user, people, pages) for d in duties]
    snoozes = _snoozes(Snooze.objects.filter(hat__area=area))
    return [_line(d, people.holders(d.whose), people, snoozes) for d in duties]


def _as_seen(duties: Iterable[Duty], seen: Collection[str]) -> list[Duty]:
    """The one rule of who sees what: a draft that the reader may not open has no title here, and without a day no line."""
    listed = list(duties)
    return [d if d.card in seen or not d.card else untitled(d) for d in listed if d.card in seen or not d.card or d.due]


def _leading_on(duty: Duty, user: Reader, people: People, pages: Mapping[str, str]) -> Duty:
    """A form that others are to fill in does not open: their line leads to the page of what it is about, if there is one."""
    if not duty.url or any(hat.person_id == user.pk for hat in people.holders(duty.whose)):
        return duty
    return replace(duty, url=pages.get(duty.card, ""))


def visible_refs(user: Reader, refs: Collection[str]) -> set[str]:
    return set(visible_pages(user, refs))


def visible_pages(user: Reader, refs: Collection[str]) -> dict[str, str]:
    """By reference the address of what the reader may open."""
    return dict(Card.objects.visible_to(user).filter(ref__in=refs).values_list("ref", "url")) if refs else {}


def untitled(duty: Duty) -> Duty:
    """As somebody is told of it who may not open it."""
    blocked = replace(duty.blocked, url="") if duty.blocked else None
    return replace(duty, about=(), url="", blocked=blocked)


def _snoozes(rows: QuerySet[Snooze]) -> dict[tuple[str, date], list[Snooze]]:
    found: dict[tuple[str, date], list[Snooze]] = {}
    for row in rows.order_by("id"):
        found.setdefault((row.thing, row.due), []).append(row)
    return found


def _mine(asked: Asked, people: People, snoozes: Mapping[tuple[str, date], Sequence[Snooze]]) -> Owed:
    others = [h for h in people.holders(asked.duty.whose) if h.pk != asked.hat.pk]
    return _line(asked.duty, [asked.hat, *others], people, snoozes, mine=True)


def _line(
    duty: Duty,
    able: Sequence[Capacity],
    people: People,
    snoozes: Mapping[tuple[str, date], Sequence[Snooze]],
    *,
    mine: bool = False,
) -> Owed:
    today, first = clock.today(), able[0] if able else None
    put_off = snoozes.get((duty.key, duty.due), []) if duty.due else []
    now = next((s for s in put_off if s.asked <= today < s.until), None)
    known = [reminders.Snooze(s.asked, s.until) for s in put_off]
    as_words = people.words(first) if first else _roles(duty.whose)
    near = duty.due is not None and duty.due <= today + timedelta(reminders.BEFORE[0])  # before, nobody is reminded
    may = mine and near and not duty.quiet and reminders.may_snooze(known, today, today + timedelta(1))
    contact = _contact(duty, first, people)
    return Owed(
        duty.key, duty.kind, kind_words(duty.kind), duty.words, list(duty.about), duty.url, duty.due,
        duty.due is not None and duty.due < today, duty.minutes, as_words, str(first.person) if first else "",
        first is None and duty.whose.area is not None, _waits(duty, people),
        people.named(contact) if contact else "", now.until if now else None, now.reason if now else "",
        now.language if now else "en", may,
        duty.quiet, people.named(contact) if contact and contact != first and not duty.blocked else "",
        _meta(duty, as_words, str(first.person) if first and not mine else ""),
    )  # fmt: skip


def _roles(whose: Whose) -> str:
    return str(Role(whose.roles[0]).label) if whose.roles else ""


@lru_cache(maxsize=1024)
def _when(due: date, language: str) -> str:
    """Lines share days, and a day is dear to write. The language is asked for by the key alone."""
    return _("by %(day)s") % {"day": locale_format.day(due)}


@lru_cache(maxsize=256)
def _how_long(minutes: int, language: str) -> str:
    return _("about %(time)s") % {"time": locale_format.duration(minutes)}


def _meta(duty: Duty, as_words: str, person: str) -> list[str]:
    language = reader_language()
    return [
        *([_when(duty.due, language)] if duty.due else []), *([_how_long(duty.minutes, language)] if duty.minutes else []),
        f"{as_words}: {person}" if person else as_words,
    ]  # fmt: skip


def _waits(duty: Duty, people: People) -> Waits | None:
    if duty.blocked is None:
        return None
    able = people.holders(duty.blocked.whose) if duty.blocked.whose else []
    return Waits(duty.blocked.words, duty.blocked.url, people.named(able[0]) if able else "")


def _contact(duty: Duty, first: Capacity | None, people: People) -> Capacity | None:
    """Who is named by the thing itself, else who can do what it waits for, else who is to do it."""
    able = people.holders(duty.blocked.whose) if duty.blocked and duty.blocked.whose else []
    return people.hat(duty.contact) or (able[0] if able else None) or first


def group_words() -> dict[str, str]:
    return {
        "overdue": _("Late"),
        "month": _("In the next thirty days"),
        "later": _("Later, or without a day"),
        "waiting": _("Waiting for others"),
    }


def group_of(line: Owed, today: date) -> str:
    if line.blocked_by:
        return "waiting"
    if line.due is None or line.due > today + SOON:
        return "later"
    return "overdue" if line.due < today else "month"


def grouped(lines: Sequence[Owed]) -> list[Group]:
    today = clock.today()
    found: dict[str, list[Owed]] = {code: [] for code in group_words()}
    for line in lines:
        found[group_of(line, today)].append(line)
    words = group_words()
    return [Group(code, words[code], sum(one.minutes for one in held), held) for code, held in found.items() if held]


def _page(lines: Sequence[Owed], world: str) -> tuple[list[Group], int, int, int]:
    """The nearest first, so that what is left off is what is furthest."""
    left = max(0, len(lines) - SHOWN)
    return grouped(lines[:SHOWN]), len(lines), sum(one.minutes for one in lines), left
