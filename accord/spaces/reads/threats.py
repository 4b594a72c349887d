"""Threats, joint solutions, joint statements: lists and pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accord.record.filters import Filter, unknown
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, LinkedCard, history, linked_cards
from accord.spaces.access import access_thing, hat_on, may, speaking
from accord.spaces.access.things import Thing, of_one
from accord.spaces.models import Corridor, JointAction, Platform, Solution, Statement, Threat
from accord.spaces.reads import shown
from accord.spaces.reads.filters import countries_of, filter_of, refs_seen, topics_of, world_of
from accord.spaces.reads.shown import CountryShown, EarlierWording, PlatformName, TopicShown

PAGE = 25
STATIONS = {
    "indicator": "indicator", "commitment": "commitment", "solution": "action", "joint_action": "action", "action": "action",
    "standard": "standard", "practice": "practice", "adoption": "practice", "study": "evidence",
}  # fmt: skip


@dataclass(frozen=True)
class ThreatLine:
    ref: str
    url: str
    title: str
    text: str
    language: str
    form: TopicShown
    online: bool
    countries: list[CountryShown]
    platform: PlatformName


@dataclass(frozen=True)
class ThreatList:
    """Keyset pages as everywhere."""

    lines: list[ThreatLine]
    chosen: dict[str, str]
    next: int
    world: str
    count: int
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True)
class PartOfCorridor:
    part: str
    words: str
    countries: list[CountryShown]


@dataclass(frozen=True)
class SolutionLine:
    ref: str
    url: str
    title: str
    text: str
    language: str
    stage: str
    stage_words: str
    countries: list[CountryShown]


@dataclass(frozen=True)
class StatementLine:
    ref: str
    url: str
    title: str
    language: str
    state: str
    state_words: str
    signed: int


@dataclass(frozen=True)
class ThreatPage:
    line: ThreatLine
    world: str
    version: int
    corridor: list[PartOfCorridor]
    others: list[TopicShown]
    sources: list[dict[str, str]]
    owner: list[LinkedCard]
    owner_words: str
    owner_url: str
    indicators: list[LinkedCard]
    solutions: list[SolutionLine]
    statements: list[StatementLine]
    adoptions: list[LinkedCard]  # practices that countries do here after others
    thread: dict[str, list[LinkedCard]]
    entered_by: str
    other_links: list[LinkedCard] = field(default_factory=list)
    earlier: list[EarlierWording] = field(default_factory=list)
    history: list[HistoryLine] = field(default_factory=list)
    may_work: bool = field(default=False, metadata={"html_only": True})
    may_change: bool = field(default=False, metadata={"html_only": True})


@dataclass(frozen=True)
class SolutionPage:
    line: SolutionLine
    world: str
    version: int
    platform: PlatformName
    threat: ThreatLine
    legal_basis: str
    owner: dict[str, str] | None
    owner_words: str
    results: str
    actions: list[LinkedCard]
    commitments: list[LinkedCard]
    entered_by: str
    earlier: list[EarlierWording] = field(default_factory=list)
    history: list[HistoryLine] = field(default_factory=list)
    may_work: bool = field(default=False, metadata={"html_only": True})
    may_change: bool = field(default=False, metadata={"html_only": True})
    may_promise: bool = field(default=False, metadata={"html_only": True})


@dataclass(frozen=True)
class SignatureLine:
    country: CountryShown
    by: str
    signed_on: date
    note: str
    language: str
    withdrawn_on: date | None
    reason: str


@dataclass(frozen=True)
class StatementPage:
    line: StatementLine
    world: str
    version: int
    text: str
    platform: PlatformName
    opened_on: date | None
    signatures: list[SignatureLine]
    withdrawn: list[SignatureLine]
    about: list[LinkedCard]
    history: list[HistoryLine] = field(default_factory=list)
    may_change: bool = field(default=False, metadata={"html_only": True})
    may_sign: bool = field(default=False, metadata={"html_only": True})
    may_take_back: bool = field(default=False, metadata={"html_only": True})


def threat_line(t: Threat) -> ThreatLine:
    areas = {c.area.pk: c.area for c in t.corridor.all()}
    form = TopicShown(t.form.code, t.form.scheme, t.form.names)
    return ThreatLine(
        t.ref,
        t.url,
        t.title,
        t.text,
        t.language,
        form,
        t.online,
        shown.countries(areas.values()),
        shown.platform_name(t.platform),
    )


def solution_line(s: Solution) -> SolutionLine:
    areas = shown.countries(s.areas.all())
    return SolutionLine(s.ref, s.url, s.title, s.text, s.language, s.stage, str(s.get_stage_display()), areas)


def statement_line(s: Statement) -> StatementLine:
    signed = sum(1 for one in s.signatures.all() if one.withdrawn_on is None)
    return StatementLine(s.ref, s.url, s.title, s.language, s.state, str(s.get_state_display()), signed)


def threat_list(asked: Mapping[str, str], after: int, user: Reader) -> ThreatList:
    """`asked`: form, country, world."""
    world = world_of(asked)
    filters = [filter_of("form", topics_of("form"), asked), filter_of("country", countries_of(world), asked)]
    found = Threat.objects.filter(platform__world=world, ref__in=refs_seen("threat", world, user, asked))
    found = found.select_related("form", "platform").prefetch_related("corridor__area")
    rows = list(found.filter(id__gt=after).order_by("id")[: PAGE + 1])
    return ThreatList(
        [threat_line(t) for t in rows[:PAGE]], {f.name: f.chosen for f in filters if f.chosen},
        rows[PAGE - 1].pk if len(rows) > PAGE else 0, world, found.count(), unknown(filters), filters,
    )  # fmt: skip


def rights(user: Reader, thing: Thing, platform: Platform) -> tuple[bool, bool]:
    """May the reader work on the platform, and change this."""

    if not user.is_authenticated or not may(user, platform, "work"):
        return False, False
    hat = hat_on(user, platform)
    return True, hat is not None and (may(user, platform, "convene") or of_one(thing.by, hat))


def threat_page(ref: str, user: Reader) -> ThreatPage:
    """Some 18 queries."""
    t = access_thing(user, Threat, ref)
    card = Card.objects.select_related("audience").get(ref=t.card_ref)
    links = linked_cards(card, user)
    corridor: list[Corridor] = list(t.corridor.select_related("area"))
    parts = [
        PartOfCorridor(part.value, str(part.label), shown.countries(c.area for c in corridor if c.part == part))
        for part in Corridor.Part
    ]
    here = {one.ref for one in links}  # what is hidden is not named here either
    solutions = [s for s in t.solutions.prefetch_related("areas") if s.card_ref in here]
    statements = [s for s in t.statements.prefetch_related("signatures") if s.card_ref in here]
    thread: dict[str, list[LinkedCard]] = {}
    for one in links:
        if one.kind in STATIONS:
            thread.setdefault(STATIONS[one.kind], []).append(one)
    work, change = rights(user, t, t.platform)
    own = ("held_by", "measured_by", "part_of")
    return ThreatPage(
        threat_line(t), t.platform.world, t.version, [part for part in parts if part.countries], shown.topics(t.others.all()),
        t.sources, _by(links, "held_by"), t.owner_words, t.owner_url, _by(links, "measured_by"),
        [solution_line(s) for s in solutions], [statement_line(s) for s in statements],
        [one for one in links if one.kind == "adoption"], thread, shown.capacity(t.by),
        other_links=[one for one in links if one.relation not in own and one.kind not in ("solution", "statement", "adoption")],
        earlier=shown.earlier(card), history=history(card, user), may_work=work, may_change=change,
    )  # fmt: skip


def _by(links: Sequence[LinkedCard], relation: str) -> list[LinkedCard]:
    return [one for one in links if one.relation == relation and one.here_to_there]


def of_kind(links: Sequence[LinkedCard], kind: str) -> list[LinkedCard]:
    """What carries this out, of that kind."""
    return [one for one in links if one.kind == kind and one.relation == "implements" and not one.here_to_there]


def may_promise(user: Reader, thing: Solution | JointAction) -> bool:
    """A country named in it may make a commitment of it: its focal point or alternate."""
    areas = {area.pk for area in thing.areas.all()}
    return any(hat.area_id in areas for hat in speaking(user))


def solution_page(ref: str, user: Reader) -> SolutionPage:
    s = access_thing(user, Solution, ref)
    card = Card.objects.select_related("audience").get(ref=s.card_ref)
    links = linked_cards(card, user)
    work, change = rights(user, s, s.platform)
    return SolutionPage(
        solution_line(s), s.platform.world, s.version, shown.platform_name(s.platform), threat_line(s.threat), s.legal_basis,
        shown.body(s.owner), s.owner_words, s.results, of_kind(links, "joint_action"), of_kind(links, "commitment"),
        shown.capacity(s.by), shown.earlier(card), history(card, user), work, change, may_promise(user, s),
    )  # fmt: skip


def statement_page(ref: str, user: Reader) -> StatementPage:
    s = access_thing(user, Statement, ref)
    card = Card.objects.select_related("audience").get(ref=s.card_ref)
    signed = [
        SignatureLine(CountryShown(g.area.code, g.area.names, g.area.url), str(g.by.get_role_display()), g.signed_on, g.note,
                      g.language, g.withdrawn_on, g.reason)
        for g in s.signatures.select_related("area", "by")
    ]  # fmt: skip
    standing = {one.country.code for one in signed if one.withdrawn_on is None}
    hats = [hat for hat in speaking(user) if hat.world == s.platform.world and hat.area]
    mine = {hat.area.code for hat in hats if hat.area}
    is_open = s.state == Statement.State.OPEN and s.platform.state == Platform.State.ACTIVE
    _work, change = rights(user, s, s.platform)
    return StatementPage(
        statement_line(s), s.platform.world, s.version, s.text, shown.platform_name(s.platform), s.opened_on,
        sorted((one for one in signed if one.withdrawn_on is None), key=lambda one: one.country.names.get("en", "")),
        [one for one in signed if one.withdrawn_on], _by(linked_cards(card, user), "about"), history(card, user), change,
        is_open and bool(mine - standing), bool(mine & standing),
    )  # fmt: skip
