"""Meetings and consultations: lists, pages, calendars."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.calc.zoned import in_zone
from accord.formats.icalendar import CalendarEvent, write_calendar
from accord.kit import clock
from accord.kit.asked import on_this_site
from accord.people.models import Person
from accord.record.filters import Filter, Option, unknown
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, LinkedCard, history, linked_cards
from accord.spaces.access import access_thing, may, may_act
from accord.spaces.models import Consultation, Meeting, Platform, Registration
from accord.spaces.reads import shown
from accord.spaces.reads.filters import filter_of, refs_seen, world_of
from accord.spaces.reads.shown import EarlierWording, PlatformName
from accord.spaces.reads.threats import rights

PAGE = 40


@dataclass(frozen=True)
class When:
    """`on`, `begins`, `ends` are what clocks show in `zone`; then the same in UTC."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    on: date
    begins: str
    ends: str
    utc_on: date
    utc_begins: str
    utc_ends: str


@dataclass(frozen=True)
class MeetingLine:
    ref: str
    url: str
    title: str
    text: str
    language: str
    is_consultation: bool
    state: str
    state_words: str
    when: When
    place: str
    platform: PlatformName


@dataclass(frozen=True)
class MeetingList:
    lines: list[MeetingLine]
    past: bool
    chosen: dict[str, str]
    world: str
    next: int = 0
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})

    @property
    def kept(self) -> dict[str, str]:
        """What filtering keeps."""
        return {"past": "1"} if self.past else {}


@dataclass(frozen=True)
class ItemLine:
    id: int
    number: int
    title: str
    card: LinkedCard | None
    decision: str
    language: str
    decided_on: date | None


@dataclass(frozen=True)
class Delegation:
    words: str
    registered: int
    came: int


@dataclass(frozen=True)
class RegisteredPerson:
    name: str
    capacity: str
    way: str


@dataclass(frozen=True)
class MeetingPage:
    line: MeetingLine
    world: str
    version: int
    agenda: list[ItemLine]
    minutes: str
    minutes_language: str
    minutes_on: date | None
    reason: str
    delegations: list[Delegation]
    earlier: list[EarlierWording] = field(default_factory=list)
    history: list[HistoryLine] = field(default_factory=list)
    begun: bool = False
    ahead: bool = field(default=False, metadata={"html_only": True})
    online_at: str = field(default="", metadata={"html_only": True})
    people: list[RegisteredPerson] = field(default_factory=list, metadata={"html_only": True})
    registered: bool = field(default=False, metadata={"html_only": True})
    may_register: bool = field(default=False, metadata={"html_only": True})
    may_change: bool = field(default=False, metadata={"html_only": True})


@dataclass(frozen=True)
class ConsultationPage:
    ref: str
    url: str
    title: str
    text: str
    language: str
    state: str
    state_words: str
    world: str
    version: int
    platform: PlatformName
    organisation: dict[str, str]
    questions: list[str]
    ages: str
    held_on: date | None
    consent_how: str
    consent_language: str
    consented: int | None
    guardians: int | None
    took_part: int | None
    consent_on: date | None
    results: str
    results_language: str
    results_on: date | None
    answer_due: date | None
    late: bool
    changed: str
    changed_language: str
    changed_on: date | None
    too_few: bool  # took part: what they said is not published
    history: list[HistoryLine] = field(default_factory=list)
    may_change: bool = field(default=False, metadata={"html_only": True})
    may_consult: bool = field(default=False, metadata={"html_only": True})


def when_of(m: Meeting) -> When:
    there, end = in_zone(m.starts_at, m.zone), in_zone(m.ends_at, m.zone)
    begins, ends = in_zone(m.starts_at, "UTC"), in_zone(m.ends_at, "UTC")
    return When(
        m.starts_at,
        m.ends_at,
        m.zone,
        there.date(),
        f"{there:%H:%M}",
        f"{end:%H:%M}",
        begins.date(),
        f"{begins:%H:%M}",
        f"{ends:%H:%M}",
    )


def meeting_line(m: Meeting) -> MeetingLine:
    return MeetingLine(
        m.ref, m.url, m.title, m.text, m.language, m.is_consultation, m.state, str(m.get_state_display()), when_of(m), m.place,
        shown.platform_name(m.platform),
    )  # fmt: skip


def meetings_found(asked: Mapping[str, str], user: Reader, *, past: bool) -> QuerySet[Meeting]:
    """`asked`: platform, world. Ahead, the nearest first; past, the newest."""
    world = world_of(asked)
    found = Meeting.objects.filter(platform__world=world, ref__in=refs_seen("meeting", world, user)).select_related("platform")
    if platform := asked.get("platform"):
        found = found.filter(platform__ref=platform)
    now = clock.now()
    return found.filter(ends_at__lt=now).order_by("-starts_at", "-id") if past else found.filter(ends_at__gte=now)


def meeting_list(asked: Mapping[str, str], user: Reader, *, past: bool, after: int = 0) -> MeetingList:
    world = world_of(asked)
    refs = refs_seen("platform", world, user)
    platforms = Platform.objects.ours().filter(ref__in=refs, world=world).exclude(state=Platform.State.DRAFT)[:300]
    filters = [filter_of("platform", [Option(p.ref, p.title, p.language) for p in platforms], asked)]
    found = meetings_found(asked, user, past=past)
    if last := found.filter(pk=after).first():
        same = Q(starts_at=last.starts_at)
        found = found.filter(Q(starts_at__lt=last.starts_at) | same & Q(id__lt=last.pk) if past else
                             Q(starts_at__gt=last.starts_at) | same & Q(id__gt=last.pk))  # fmt: skip
    rows = list(found[: PAGE + 1])
    following = rows[PAGE - 1].pk if len(rows) > PAGE else 0
    chosen = {f.name: f.chosen for f in filters if f.chosen}
    return MeetingList([meeting_line(m) for m in rows[:PAGE]], past, chosen, world, following, unknown(filters), filters)


def meeting_page(ref: str, user: Reader) -> MeetingPage:
    """Some 16 queries."""
    m = access_thing(user, Meeting, ref)
    card = Card.objects.select_related("audience").get(ref=m.card_ref)
    links = {one.ref: one for one in linked_cards(card, user)}
    agenda = [
        ItemLine(i.pk, i.number, i.title, links.get(i.card.ref) if i.card else None, i.decision, i.language, i.decided_on)
        for i in m.agenda.select_related("card")
    ]
    coming = list(m.registrations.select_related("person", "capacity__area", "capacity__organisation"))
    mine = isinstance(user, Person) and any(r.person_id == user.pk for r in coming)
    _work, change = rights(user, m, m.platform)
    convenes = may(user, m.platform, "convene")
    ahead = m.state == Meeting.State.PLANNED and m.ends_at > clock.now() and m.platform.state == Platform.State.ACTIVE
    is_open = ahead and may_register(user, m)
    return MeetingPage(
        meeting_line(m), m.platform.world, m.version, agenda, m.minutes, m.minutes_language, m.minutes_on, m.reason,
        _delegations(coming), shown.earlier(card), history(card, user), m.starts_at <= clock.now(), ahead,
        online_at=m.online_at if mine or change else "", people=[_person(r) for r in coming] if convenes else [],
        registered=mine, may_register=is_open, may_change=change,
    )  # fmt: skip


def may_register(user: Reader, m: Meeting) -> bool:
    """Members and whoever may act; to a consultation, anybody signed in who may read it."""
    if may_act(user, m.platform):
        return True
    active = m.platform.state == Platform.State.ACTIVE
    return m.is_consultation and active and isinstance(user, Person) and user.world == m.platform.world


def _delegations(rows: Iterable[Registration]) -> list[Delegation]:
    """By the country or body that each acts for."""
    own = _("in their own name")
    listed = [(r.capacity.of or str(r.capacity) if r.capacity else own, bool(r.attended)) for r in rows]
    coming, came = Counter(words for words, _came in listed), Counter(words for words, there in listed if there)
    return [Delegation(words, n, came[words]) for words, n in sorted(coming.items())]


def _person(r: Registration) -> RegisteredPerson:
    return RegisteredPerson(str(r.person), shown.capacity(r.capacity), str(r.get_way_display()))


def consultation_page(ref: str, user: Reader) -> ConsultationPage:
    c = access_thing(user, Consultation, ref)
    card = Card.objects.select_related("audience").get(ref=c.card_ref)
    _work, change = rights(user, c, c.platform)
    hats = user.hats if isinstance(user, Person) else []
    late = c.state == Consultation.State.RESULTS and c.answer_due is not None and c.answer_due < clock.today()
    return ConsultationPage(
        c.ref, c.url, c.title, c.text, c.language, c.state, str(c.get_state_display()), c.platform.world, c.version,
        shown.platform_name(c.platform), c.organisation.names, [q for q in c.questions.splitlines() if q.strip()], c.ages,
        c.held_on, c.consent_how, c.consent_language or c.language, c.consented, c.guardians, c.took_part, c.consent_on,
        c.results, c.results_language or c.language, c.results_on, c.answer_due, late, c.changed,
        c.changed_language or c.language, c.changed_on, c.are_too_few, history(card, user), change,
        c.platform.state == Platform.State.ACTIVE and any(h.organisation_id == c.organisation_id for h in hats),
    )  # fmt: skip


def calendar(name: str, meetings: Iterable[Meeting], language: str) -> bytes:
    """Of meetings that the reader may see; where one takes part online stands on the page alone."""
    return write_calendar(name, (_event(m, language) for m in meetings))


def _event(m: Meeting, language: str) -> CalendarEvent:
    address = on_this_site(f"{language}/{m.url}")
    host = on_this_site(reverse("healthz")).partition("://")[2].partition("/")[0]
    return CalendarEvent(
        f"{m.ref}@{host}", m.starts_at, m.ends_at, m.changed_at, m.title, m.text, m.place, address, m.version - 1,
        m.state == Meeting.State.CANCELLED,
    )  # fmt: skip
