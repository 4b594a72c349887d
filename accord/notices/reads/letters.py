"""Who is told of what today: every duty of a world with a day, who stands in its chain, and which step has come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils import translation

from accord.calc import reminders
from accord.notices.models import Notice, Snooze, Unwanted
from accord.notices.reads.people import People, people_of
from accord.people.models import Capacity, Role
from accord.record.access import OWN_COUNTRY
from accord.record.owing import Duty, Scope, of_scope

LATE_TOO = 6  # days: what comes of late things within them goes with a letter that is written anyway
BATCH = 500


@dataclass(frozen=True)
class Told:
    """One step of one duty for one person; `level` 0 is its owner, beyond that it is told to them as well."""

    key: str
    due: date
    kind: str
    step: str
    level: int
    hat: Capacity
    owner: Capacity
    put_off: Snooze | None = None


@dataclass(frozen=True)
class World:
    """The active capacities of a world, asked for once; duties by language, asked for once each."""

    code: str
    people: People

    def duties(self) -> list[Duty]:
        """In the language that is set: all with a day of which letters may tell and which wait for nobody else."""
        hats = self.people.hats
        own = frozenset(h.area_id for h in hats if h.area_id is not None and h.role in OWN_COUNTRY)
        bodies = frozenset(h.organisation_id for h in hats if h.organisation_id is not None)
        each = frozenset(h.pk for h in hats)
        scope = Scope(self.code, own, frozenset(h.role for h in hats), bodies, each, most=1_000_000, dated=True)
        return [d for d in of_scope(scope) if d.due and not d.quiet and not d.blocked]


def world_now(code: str) -> World:
    """One query."""
    rows = Capacity.objects.active().filter(person__world=code, person__is_active=True)
    return World(code, people_of(rows.select_related("person", "area", "organisation").order_by("id")))


def chain(duty: Duty, people: People) -> list[list[Capacity]]:
    """Who is told at each level, each person once, at the first. Where nobody holds the first role, the next one owns it."""
    able = people.holders(duty.whose)
    owners = [h for h in able if not duty.whose.roles or h.role == able[0].role]
    of_area = people.of_area(duty.whose.area)
    office = [h for h in people.officers if duty.area not in people.ours.get(h.person_id, ())]
    levels = [owners, [h for h in of_area if h.role == Role.ALTERNATE], [h for h in of_area if h.role == Role.VALIDATOR], office]
    known: set[int] = set()
    found = []
    for level in levels:
        found.append([h for h in level if h.person_id not in known])
        known |= {h.person_id for h in level}
    return found


@dataclass(frozen=True)
class Today:
    """What has come, and what of late things comes within the next days: it goes with a letter that is written anyway."""

    come: dict[int, list[Told]]
    near: dict[int, list[Told]]


def due_today(world: World, duties: Sequence[Duty], today: date) -> Today:
    """By person. What they do not want is among it. A few queries, however many people there are."""
    known, told, put_off = _known(duties), _told(duties), _put_off(world.code, today)
    found = Today({}, {})
    for duty in duties:
        assert duty.due
        levels = chain(duty, world.people)
        owner = next((hats[0] for hats in levels if hats), None)
        if owner is None:
            continue
        first = known.get((duty.key, duty.due), today)
        theirs = next(iter(put_off.get((owner.person_id, duty.key, duty.due), [])), None)
        for at, hat in ((at, hat) for at, hats in enumerate(levels) for hat in hats):
            level = reminders.OWNER if hat is owner else at
            this = (hat.person_id, duty.key, duty.due)
            snoozes = [reminders.Snooze(s.asked, s.until) for s in put_off.get(this, [])]
            for gather, into in ((0, found.come), (LATE_TOO, found.near)):
                step = reminders.falls_due(
                    duty.due, first, today, level=level, told=told.get(this, ()), snoozes=snoozes, gather=gather
                )
                if step:
                    line = Told(duty.key, duty.due, duty.kind, step.code, level, hat, owner, theirs if level else None)
                    into.setdefault(hat.person_id, []).append(line)
    return found


def _chunks(duties: Sequence[Duty]) -> Iterator[list[str]]:
    keys = sorted({d.key for d in duties})
    for at in range(0, len(keys), BATCH):
        yield keys[at : at + BATCH]


def _known(duties: Sequence[Duty]) -> dict[tuple[str, date], date]:
    """When a thing was first told of to anybody, or put off: who puts it off before the first letter stops no news of it."""
    found: dict[tuple[str, date], date] = {}
    for keys in _chunks(duties):
        told = Notice.objects.filter(thing__in=keys).values_list("thing", "due").annotate(first=Min("on"))
        put_off = Snooze.objects.filter(thing__in=keys).values_list("thing", "due").annotate(first=Min("asked"))
        for thing, due, first in (*told, *put_off):
            found[thing, due] = min(first, found.get((thing, due), first))
    return found


def _told(duties: Sequence[Duty]) -> dict[tuple[int, str, date], list[str]]:
    found: dict[tuple[int, str, date], list[str]] = {}
    for keys in _chunks(duties):
        for person, thing, due, step in Notice.objects.filter(thing__in=keys).values_list("person_id", "thing", "due", "step"):
            found.setdefault((person, thing, due), []).append(step)
    return found


def _put_off(world: str, today: date) -> dict[tuple[int, str, date], list[Snooze]]:
    found: dict[tuple[int, str, date], list[Snooze]] = {}
    for row in Snooze.objects.filter(hat__person__world=world, until__gt=today).select_related("hat"):
        found.setdefault((row.hat.person_id, row.thing, row.due), []).append(row)
    return found


def unwanted_of(person: int) -> set[str]:
    return set(Unwanted.objects.filter(person=person).values_list("kind", flat=True))


class InLanguages:
    """The duties of a world as each reader reads them: worked out once a language."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._by_language: dict[str, Mapping[str, Duty]] = {}

    def of(self, language: str) -> Mapping[str, Duty]:
        if language not in self._by_language:
            with translation.override(language):
                self._by_language[language] = {d.key: d for d in self._world.duties()}
        return self._by_language[language]
