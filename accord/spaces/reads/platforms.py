"""Platforms: the list, in which those that live elsewhere stand beside ours, and the page of one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from accord.calc.zoned import in_zone
from accord.discussions.reads.lists import newest_on
from accord.discussions.reads.shown import TopicLine
from accord.kit import clock
from accord.people.models import Capacity, Person, Role
from accord.record.filters import Filter, unknown
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, LinkedCard, history, linked_cards
from accord.spaces.access import SPEAKERS, VERBS, access_platform, memberships, speaking
from accord.spaces.kinds import KINDS
from accord.spaces.models import Invitation, JointAction, Meeting, Membership, Overlap, Platform
from accord.spaces.reads import shown
from accord.spaces.reads.filters import choices_of, countries_of, filter_of, refs_seen, topics_of, world_of
from accord.spaces.reads.partnerships import PartnershipLine, partnerships_found
from accord.spaces.reads.shown import CountryShown, EarlierWording, PlatformName, TopicShown
from accord.spaces.states import Line, opening_lines

PAGE = 25
HERE, THERE = "here", "elsewhere"


@dataclass(frozen=True)
class PlatformLine:
    """`host` and `url_there` of one that lives elsewhere; `conveners` of ours. The next meeting lies ahead, or none is known."""

    ref: str
    url: str
    title: str
    text: str
    language: str
    kind: str
    kind_words: str
    access: str
    access_words: str
    state: str
    state_words: str
    elsewhere: bool
    host: str
    url_there: str
    next_meeting_on: date | None
    countries: list[CountryShown]
    topics: list[TopicShown]
    world: str
    conveners: list[str]


@dataclass(frozen=True)
class PlatformList:
    """Keyset pages: `next` is the last id shown, or 0. One world a page; `count` is of the whole list."""

    lines: list[PlatformLine]
    partnerships: list[PartnershipLine]
    chosen: dict[str, str]
    next: int
    world: str
    count: int
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})
    may_begin: bool = field(default=False, metadata={"html_only": True})
    officer: bool = field(default=False, metadata={"html_only": True})


@dataclass(frozen=True)
class MemberLine:
    """A capacity: names stay out."""

    id: int
    words: str
    role: str
    since: date


@dataclass(frozen=True)
class AskedLine:
    """What became of the reader's own wish to join: nobody else reads it."""

    words: str
    refused: bool
    since: date
    reason: str  # why they were not taken in


@dataclass(frozen=True)
class OverlapLine:
    """What covers the topic already, and what was said about it."""

    id: int
    kind: str
    title: dict[str, str]
    url: str
    asked_on: date | None
    supplements: str
    answer: str
    answer_language: str
    answered_on: date | None
    answered_by: str
    by_its_convener: bool
    by_link: bool  # whoever held the link in the letter to `letter_to`
    letter_to: str
    mine: bool = field(default=False, metadata={"html_only": True})  # the reader convenes it, and is asked


@dataclass(frozen=True)
class InvitationLine:
    id: int
    country: CountryShown
    text: str
    language: str
    asked_on: date
    answer: str
    answer_words: str
    reason: str
    reason_language: str
    answered_on: date | None
    heard: bool  # somebody acts for that country here, who can answer
    mine: bool = field(default=False, metadata={"html_only": True})


@dataclass(frozen=True)
class PartLine:
    """A threat, a statement, a meeting, a consultation of the platform: its card and its face."""

    kind: str
    url: str
    title: dict[str, str]
    status: str
    figure: str  # of a meeting its day


@dataclass(frozen=True)
class PlatformPage:
    line: PlatformLine
    world: str
    version: int
    charter: str
    review_on: date | None
    review_late: bool
    reviewed_on: date | None
    opened_on: date | None
    archived_on: date | None
    reason: str
    source: str
    as_of: date | None
    met_on: date | None  # of one elsewhere: the meeting that was told of, where it is over
    owner: dict[str, str] | None
    parent: PlatformName | None
    groups: list[PlatformName]
    conveners: list[MemberLine]
    members: list[MemberLine]
    in_own_name: int
    overlaps: list[OverlapLine]
    invitations: list[InvitationLine]
    parts: dict[str, list[PartLine]]
    actions: dict[str, int]  # how many joint actions by progress
    agreed: int
    talk: list[TopicLine]  # the newest topics
    other_links: list[LinkedCard] = field(default_factory=list)
    earlier: list[EarlierWording] = field(default_factory=list)
    history: list[HistoryLine] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list, metadata={"html_only": True})
    asking: list[MemberLine] = field(default_factory=list, metadata={"html_only": True})
    mine: list[MemberLine] = field(default_factory=list, metadata={"html_only": True})
    asked: AskedLine | None = field(default=None, metadata={"html_only": True})
    way_in: str = field(default="", metadata={"html_only": True})  # `sign_in`, `capacity`: what the reader lacks to take part
    is_empty: bool = field(default=False, metadata={"html_only": True})
    may: dict[str, bool] = field(default_factory=dict, metadata={"html_only": True})


def _meeting_days(found: Iterable[Platform], user: Reader) -> dict[int, date]:
    """Of ours: the day, there, of the next meeting (1 query)."""
    ours = [p.pk for p in found if not p.elsewhere and p.state == Platform.State.ACTIVE]
    if not ours:
        return {}
    rows = Meeting.objects.filter(platform__in=ours, state=Meeting.State.PLANNED, ends_at__gte=clock.now())
    seen_cards = Card.objects.visible_to(user).filter(kind="meeting", ref=Concat(Value("meetings/"), OuterRef("ref")))
    told = rows.filter(Exists(seen_cards)).order_by("-starts_at", "-id").values_list("platform", "starts_at", "zone")
    return {pk: in_zone(at, zone).date() for pk, at, zone in told}


def _conveners(found: Iterable[Platform]) -> dict[int, list[str]]:
    """Of ours, the countries and bodies that convene, each once (1 query)."""
    rows = Membership.objects.filter(
        platform__in=[p.pk for p in found if not p.elsewhere], role=Membership.Role.CONVENER, state=Membership.State.ACTIVE,
        capacity__in=Capacity.objects.active(),
    )  # fmt: skip
    told: dict[int, dict[str, None]] = {}
    for m in rows.select_related("capacity__area", "capacity__organisation").order_by("id"):
        if m.capacity:
            told.setdefault(m.platform_id, {})[m.capacity.of or str(m.capacity)] = None
    return {pk: list(words) for pk, words in told.items()}


def platform_lines(found: Sequence[Platform], user: Reader) -> list[PlatformLine]:
    days, conveners = _meeting_days(found, user), _conveners(found)
    return [platform_line(p, days.get(p.pk), conveners.get(p.pk, [])) for p in found]


def platform_line(p: Platform, meets_on: date | None, conveners: list[str]) -> PlatformLine:
    if p.elsewhere:
        meets_on = p.next_meeting_on if p.next_meeting_on and p.next_meeting_on >= clock.today() else None
    return PlatformLine(
        p.ref, p.url, p.title, p.text, p.language, p.kind, str(p.get_kind_display()), p.access,
        str(p.get_access_display()) if p.access else "", p.state, str(p.get_state_display()), p.elsewhere, p.host, p.url_there,
        meets_on, shown.countries(p.areas.all()), shown.topics(p.topics.all()), p.world, conveners,
    )  # fmt: skip


def platforms_found(asked: Mapping[str, str], user: Reader) -> QuerySet[Platform]:
    """`asked`: kind, country, form, where, state, world. Archived ones where they are asked for."""
    world = world_of(asked)
    found = Platform.objects.in_world(world).filter(ref__in=refs_seen("platform", world, user, asked))
    if kind := asked.get("kind"):
        found = found.filter(kind=kind)
    if where := asked.get("where"):
        found = found.filter(elsewhere=where == THERE)
    state = asked.get("state")
    found = found.filter(state=state) if state else found.exclude(state=Platform.State.ARCHIVED)
    return found.prefetch_related("areas", "topics")


def platform_list(asked: Mapping[str, str], after: int, user: Reader) -> PlatformList:
    world = world_of(asked)
    where = [(HERE, _words(HERE)), (THERE, _words(THERE))]
    filters = [
        filter_of("kind", choices_of(Platform.Kind.choices), asked), filter_of("country", countries_of(world), asked),
        filter_of("form", topics_of("form"), asked), filter_of("where", choices_of(where), asked),
        filter_of("state", choices_of(Platform.State.choices), asked),
    ]  # fmt: skip
    found = platforms_found(asked, user)
    rows = list(found.filter(id__gt=after).order_by("id")[: PAGE + 1])
    partnerships = [] if after or asked.get("where") == HERE or asked.get("kind") else partnerships_found(asked, world, user)
    return PlatformList(
        platform_lines(rows[:PAGE], user), partnerships, {f.name: f.chosen for f in filters if f.chosen},
        rows[PAGE - 1].pk if len(rows) > PAGE else 0, world, found.count(), unknown(filters), filters,
        bool(user.is_authenticated and user.hats), bool(user.is_authenticated and user.is_officer),
    )  # fmt: skip


def _words(where: str) -> str:
    return _("On this site") if where == HERE else _("Elsewhere")


def platform_page(ref: str, user: Reader) -> PlatformPage:
    """Some 20 queries."""
    p = access_platform(user, ref)
    card = Card.objects.select_related("audience").get(ref=p.card_ref)
    groups = Platform.objects.filter(parent=p, ref__in=refs_seen("platform", p.world, user)).order_by("id")
    parents = Platform.objects.filter(pk=p.parent_id, ref__in=refs_seen("platform", p.world, user)) if p.parent_id else []
    members = list(p.memberships.select_related("capacity__area", "capacity__organisation"))
    now = [m for m in members if m.state == Membership.State.ACTIVE]
    active = set(Capacity.objects.active().filter(pk__in=[m.capacity_id for m in now]).values_list("pk", flat=True))
    here = [m for m in now if m.capacity_id in active]
    links = linked_cards(card, user)
    others = [one for one in links if one.relation != "part_of" and (one.relation, one.here_to_there) != ("supplements", True)]
    own = memberships(user, p)
    verbs = {verb: allowed(user, p, own) for verb, allowed in VERBS.items()}
    counts, agreed = _action_counts(p)
    parts, invited, mine = _parts(links), _invitations(p, user), [_member(m) for m in own]
    talk = [] if p.elsewhere or p.state == Platform.State.DRAFT else newest_on(card, user)
    line = platform_lines([p], user)[0]
    return PlatformPage(
        line, p.world, p.version, p.charter, p.review_on,
        bool(p.review_on and p.review_on < clock.today() and p.state == Platform.State.ACTIVE), p.reviewed_on, p.opened_on,
        p.archived_on, p.reason, p.source, p.as_of,
        p.next_meeting_on if line.next_meeting_on is None else None, shown.body(p.owner),
        next((shown.platform_name(one) for one in parents), None), [shown.platform_name(g) for g in groups],
        [_member(m) for m in here if m.role == Membership.Role.CONVENER],
        [_member(m) for m in here if m.role == Membership.Role.MEMBER],
        sum(1 for m in now if m.capacity_id is None) if p.access == Platform.Access.OPEN else 0,
        _overlaps(p, user),
        invited, parts, counts, agreed, talk,
        other_links=others, earlier=shown.earlier(card), history=history(card, user),
        lines=opening_lines(p) if p.state == Platform.State.DRAFT else [],
        asking=[_member(m) for m in members if m.state == Membership.State.ASKED] if verbs["convene"] else [],
        mine=mine, may=verbs | {"officer": bool(user.is_authenticated and user.is_officer)},
        asked=None if mine else _asked(members, user), way_in=_way_in(p, user, verbs),
        is_empty=not (talk or invited or any(parts.values()) or any(counts.values())),
    )  # fmt: skip


def _asked(members: Sequence[Membership], user: Reader) -> AskedLine | None:
    """The newest, where it waits or was refused."""
    own = [m for m in members if m.person_id == user.pk and m.state in (Membership.State.ASKED, Membership.State.REFUSED)]
    if not own:
        return None
    m, refused = own[-1], own[-1].state == Membership.State.REFUSED
    return AskedLine(shown.capacity(m.capacity), refused, m.since, m.reason if refused else "")


def _way_in(p: Platform, user: Reader, verbs: Mapping[str, bool]) -> str:
    """A restricted one is entered by being named alone: whoever reads it is in."""
    if p.elsewhere or p.state != Platform.State.ACTIVE or p.access == Platform.Access.RESTRICTED:
        return ""
    if not user.is_authenticated:
        return "sign_in"
    lacks = user.world == p.world and not user.hats and not verbs["work"]
    return "capacity" if lacks else ""


def _member(m: Membership) -> MemberLine:
    return MemberLine(m.pk, shown.capacity(m.capacity), m.role, m.since)


def _overlaps_shown(p: Platform) -> QuerySet[Overlap]:
    """A hidden one is not named here either."""
    rows = p.overlaps.exclude(pk__in=p.overlaps.filter(card__held__part="").values("pk"))
    return rows.select_related("card", "answered_by__area", "answered_by__organisation")


def _overlaps(p: Platform, user: Reader) -> list[OverlapLine]:
    rows = list(_overlaps_shown(p))
    if not rows or not isinstance(user, Person) or p.state == Platform.State.ARCHIVED:
        return [_overlap(o, mine=False) for o in rows]
    hats = [hat for hat in user.hats if hat.world == p.world]
    own = Membership.objects.filter(capacity__in=hats, role=Membership.Role.CONVENER, state=Membership.State.ACTIVE)
    convened = {f"platforms/{ref}" for ref in own.values_list("platform__ref", flat=True)}
    bodies = {hat.organisation_id for hat in hats if hat.role == Role.ORG_MEMBER}
    return [_overlap(o, mine=o.asked_on is not None and (o.card.ref in convened or o.card.owner_id in bodies)) for o in rows]


def _overlap(o: Overlap, *, mine: bool) -> OverlapLine:
    return OverlapLine(
        o.pk, o.card.kind, o.card.title, o.card.url, o.asked_on, o.supplements, o.answer, o.answer_language, o.answered_on,
        shown.capacity(o.answered_by), o.by_its_convener, o.by_link, o.letter_to if o.by_link else "", mine,
    )  # fmt: skip


def _invitations(p: Platform, user: Reader) -> list[InvitationLine]:
    rows = list(p.invitations.select_related("area"))
    mine = {hat.area_id for hat in speaking(user)}
    there = Capacity.objects.active().filter(area__in=[i.area_id for i in rows], role__in=SPEAKERS) if rows else ()
    heard = {hat.area_id for hat in there}
    return [
        InvitationLine(
            i.pk, CountryShown(i.area.code, i.area.names, i.area.url), i.text, i.language, i.asked_on, i.answer,
            str(Invitation.Answer(i.answer).label), i.reason, i.reason_language, i.answered_on, i.area_id in heard,
            mine=i.area_id in mine and i.answer != Invitation.Answer.YES and p.state == Platform.State.ACTIVE,
        )
        for i in rows
    ]  # fmt: skip


def _parts(links: list[LinkedCard]) -> dict[str, list[PartLine]]:
    """By kind, in the order in which they were made; meetings are shown by their days on their own page."""
    found: dict[str, list[PartLine]] = {kind: [] for kind in ("threat", "statement", "meeting", "consultation")}
    for one in links:
        if one.relation == "part_of" and not one.here_to_there and one.kind in found:
            status, figure = (str((one.face or {}).get(name, "")) for name in ("status", "figure"))
            found[one.kind].append(PartLine(one.kind, one.url, one.title, status, figure))
    return found


def _action_counts(p: Platform) -> tuple[dict[str, int], int]:
    rows = JointAction.objects.filter(platform=p).values_list("status").annotate(n=Count("pk"), agreed=Count("agreed_on"))
    told = [(status, n, agreed) for status, n, agreed in rows.order_by()]
    counts = Counter({status: n for status, n, _agreed in told})
    return {code: counts[code] for code in JointAction.Status.values}, sum(agreed for *_rest, agreed in told)


def kinds_told() -> list[tuple[str, str]]:
    return [(str(Platform.Kind(kind.code).label), str(kind.told)) for kind in KINDS.values()]


def next_meetings(user: Reader, world: str, most: int = 5) -> QuerySet[Meeting]:
    refs = refs_seen("meeting", world, user)
    found = Meeting.objects.filter(ref__in=refs, state=Meeting.State.PLANNED, ends_at__gte=clock.now())
    return found.filter(Q(platform__state=Platform.State.ACTIVE)).select_related("platform").order_by("starts_at", "id")[:most]
