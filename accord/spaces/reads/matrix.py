"""Gaps and overlaps of the joint work plan, sector x strategy x country; and a country's page across its sectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext as _

from accord.calc import overlaps
from accord.people.models import Area
from accord.record.faces import faces_of
from accord.record.filters import Filter, unknown
from accord.record.models import Reader, Topic
from accord.record.reads import LinkedCard
from accord.spaces.models import JointAction, Meeting, Platform, Threat
from accord.spaces.reads import shown
from accord.spaces.reads.filters import refs_seen, seen, world_of
from accord.spaces.reads.meetings import When, when_of
from accord.spaces.reads.platforms import next_meetings
from accord.spaces.reads.shown import CountryShown, PlatformName
from accord.spaces.reads.threats import ThreatLine, threat_line
from accord.spaces.reads.workplan import GOING_ON, ActionRow, action_row, actions_found, of_platform, plan_filters

MOST = 3000  # rows that one matrix looks at


@dataclass(frozen=True)
class CellShown:
    """`gaps`, `single`, `several`, `overlap`: of how many countries each holds. `query` leads to its rows."""

    sector: str
    strategy: str
    actions: int
    bodies: int
    gaps: int
    overlap: int
    of: int
    state: str
    words: str
    query: str


@dataclass(frozen=True)
class CountryCell:
    """What is done in one country, one sector and one strategy; `overlapping`: refs of actions that meet another body's."""

    country: CountryShown
    state: str
    words: str
    bodies: int
    actions: list[ActionRow]
    overlapping: list[str]


@dataclass(frozen=True)
class OpenedCell:
    """A cell, country by country: gaps first, then what may be done twice."""

    sector: str
    strategy: str
    sector_names: dict[str, str]
    strategy_names: dict[str, str]
    countries: list[CountryCell]
    actions: int
    query: str


@dataclass(frozen=True)
class MatrixRow:
    sector: str
    names: dict[str, str]
    cells: list[CellShown]


@dataclass(frozen=True)
class Matrix:
    """Actions that are planned or under way. `untold`: rows without a sector or a strategy, which fill no cell."""

    strategies: list[dict[str, str]]
    rows: list[MatrixRow]
    countries: list[CountryShown]
    chosen: dict[str, str]
    world: str
    count: int
    untold: int
    cut: bool
    opened: OpenedCell | None = None
    platform: PlatformName | None = None
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})


type Held = tuple[list[JointAction], list[Area], list[Topic], list[Topic], dict[overlaps.Place, overlaps.Cell]]


def _row(a: JointAction) -> overlaps.Row:
    topics = list(a.topics.all())
    who = f"body:{a.organisation_id}" if a.organisation_id else f"name:{a.who.casefold()}"
    sectors, strategies = (tuple(t.code for t in topics if t.scheme == scheme) for scheme in ("sector", "inspire"))
    areas = tuple(area.code for area in a.areas.all())
    return overlaps.Row(a.ref, who, areas, sectors, strategies, frozenset(a.provinces), a.starts_on, a.ends_on)


def held(asked: Mapping[str, str], user: Reader) -> Held:
    """Rows, countries, sectors, strategies and a cell for each combination."""
    only = {**asked, "status": "", "sector": "", "strategy": ""}
    rows = list(actions_found(only, user).filter(status__in=JointAction.OPEN)[:MOST])
    named = {area.code: area for a in rows for area in a.areas.all()}
    if country := asked.get("country"):
        named = {a.code: a for a in Area.objects.filter(code=country.upper())}
    elif platform := asked.get("platform"):
        named |= {a.code: a for a in Area.objects.filter(platforms__ref=platform)} if rows else {}
    topics = list(Topic.objects.filter(scheme__in=("sector", "inspire")))
    sectors, strategies = ([t for t in topics if t.scheme == scheme] for scheme in ("sector", "inspire"))
    areas = [named[code] for code in sorted(named)]
    cells = overlaps.matrix(map(_row, rows), [a.code for a in areas], [s.code for s in sectors], [s.code for s in strategies])
    return rows, areas, sectors, strategies, cells


def matrix_page(asked: Mapping[str, str], user: Reader) -> Matrix:
    asked, platform = of_platform(asked, user)
    world = world_of(asked)
    filters = [f for f in plan_filters(asked, user, world) if f.name in ("platform", "country")]
    rows, areas, sectors, strategies, cells = held(asked, user)
    chosen = {f.name: f.chosen for f in filters if f.chosen}
    table = [
        MatrixRow(s.code, s.names, [_cell(s.code, t.code, areas, cells, chosen, world) for t in strategies]) for s in sectors
    ]
    fits = [_row(a) for a in rows]
    untold = sum(1 for row in fits if not (row.sectors and row.strategies))
    return Matrix(
        [t.names for t in strategies], table, shown.countries(areas), chosen, world, len(rows), untold, len(rows) == MOST,
        _opened(asked, rows, areas, cells, {t.code: t for t in (*sectors, *strategies)}, _query(chosen, world)),
        shown.platform_name(platform) if platform else None, unknown(filters), filters,
    )  # fmt: skip


ORDER = ("gap", "overlap", "several", "single")


def _opened(
    asked: Mapping[str, str], rows: Sequence[JointAction], areas: Sequence[Area],
    cells: Mapping[overlaps.Place, overlaps.Cell], topics: Mapping[str, Topic], query: Mapping[str, str],
) -> OpenedCell | None:  # fmt: skip
    sector, strategy = topics.get(asked.get("sector", "")), topics.get(asked.get("strategy", ""))
    if sector is None or strategy is None or (sector.scheme, strategy.scheme) != ("sector", "inspire"):
        return None
    own = {a.ref: a for a in rows}
    found = []
    for area in areas:
        cell = cells[area.code, sector.code, strategy.code]
        actions = [action_row(own[ref]) for ref in cell.rows]
        country = CountryShown(area.code, area.names, area.url)
        found.append(CountryCell(country, cell.state, state_words(cell.state), cell.bodies, actions, list(cell.overlapping)))
    found.sort(key=lambda one: (ORDER.index(one.state), one.country.names.get("en", one.country.code)))
    more = urlencode({**query, "sector": sector.code, "strategy": strategy.code})
    count = len({a.ref for one in found for a in one.actions})
    return OpenedCell(sector.code, strategy.code, sector.names, strategy.names, found, count, more)


def _query(chosen: Mapping[str, str], world: str) -> dict[str, str]:
    """To the rows that a matrix counts."""
    return {"world": world, **chosen, "status": GOING_ON}


def _cell(
    sector: str, strategy: str, areas: Sequence[Area], cells: Mapping[overlaps.Place, overlaps.Cell], chosen: Mapping[str, str],
    world: str,
) -> CellShown:  # fmt: skip
    own = [cells[area.code, sector, strategy] for area in areas]
    keys = {key for cell in own for key in cell.rows}
    gaps, overlap = (sum(1 for cell in own if cell.state == state) for state in ("gap", "overlap"))
    bodies = max((cell.bodies for cell in own), default=0)
    state = "gap" if not keys else "overlap" if overlap else "several" if bodies > 1 else "single"
    query = urlencode({**_query(chosen, world), "sector": sector, "strategy": strategy})
    return CellShown(sector, strategy, len(keys), bodies, gaps, overlap, len(own), state, state_words(state), query)


def state_words(state: str) -> str:
    return {
        "gap": _("Nobody"), "single": _("One body"), "several": _("Several bodies"), "overlap": _("May overlap"),
    }[state]  # fmt: skip


MATRIX_COLUMNS = ("country", "sector", "strategy", "actions", "bodies", "overlapping", "state")


def matrix_rows(asked: Mapping[str, str], user: Reader) -> list[list[str]]:
    """Every cell of every country, gaps too."""
    *_rest, cells = held(of_platform(asked, user)[0], user)
    return [
        [area, sector, strategy, str(len(cell.rows)), str(cell.bodies), ";".join(cell.overlapping), cell.state]
        for (area, sector, strategy), cell in cells.items()
    ]


@dataclass(frozen=True)
class SectorPart:
    """What is done in one sector of a country: on platforms, and (from their own cards) in its own plans."""

    code: str
    names: dict[str, str]
    actions: list[ActionRow]
    needs: int
    offers: int
    overlapping: list[str]
    missing: list[dict[str, str]]  # strategies in which nobody is entered
    own: list[LinkedCard]


@dataclass(frozen=True)
class NextMeeting:
    url: str
    title: str
    language: str
    when: When


@dataclass(frozen=True)
class Coordination:
    country: CountryShown
    world: str
    sectors: list[SectorPart]
    without_sector: list[ActionRow]
    threats: list[ThreatLine]
    platforms: list[PlatformName]
    meetings: list[NextMeeting]


def coordination_page(iso3: str, user: Reader) -> Coordination:
    """Some 20 queries, whatever the number of rows."""
    area = Area.objects.countries().filter(iso3=iso3.upper()).first()
    if area is None:
        raise Http404
    asked = {"country": area.code}
    rows, _areas, sectors, strategies, cells = held(asked, user)
    own = _own_plans(area, user)
    parts = [_part(s, rows, strategies, {t.code: cells[area.code, s.code, t.code] for t in strategies}, own) for s in sectors]
    refs = refs_seen("platform", area.world, user, asked)
    platforms = Platform.objects.filter(ref__in=refs, state=Platform.State.ACTIVE).order_by("id")[:50]
    threats = Threat.objects.filter(ref__in=refs_seen("threat", area.world, user, asked)).select_related("form", "platform")
    mine = {p.pk for p in platforms}
    meetings = [m for m in next_meetings(user, area.world, 50) if m.platform_id in mine][:5]
    plain = [a for a in rows if not any(t.scheme == "sector" for t in a.topics.all())]
    return Coordination(
        CountryShown(area.code, area.names, area.url), area.world, parts, [action_row(a) for a in plain],
        [threat_line(t) for t in threats.prefetch_related("corridor__area").order_by("id")[:50]],
        [shown.platform_name(p) for p in platforms], [_meeting(m) for m in meetings],
    )  # fmt: skip


def _meeting(m: Meeting) -> NextMeeting:
    return NextMeeting(m.url, m.title, m.language, when_of(m))


def _part(
    sector: Topic, rows: Sequence[JointAction], strategies: Sequence[Topic], cells: Mapping[str, overlaps.Cell],
    own: Mapping[str, list[LinkedCard]],
) -> SectorPart:  # fmt: skip
    mine = [action_row(a) for a in rows if any(t.pk == sector.pk for t in a.topics.all())]
    meeting = sorted({key for cell in cells.values() for key in cell.overlapping})
    missing = [t.names for t in strategies if not cells[t.code].rows]
    return SectorPart(
        sector.code, sector.names, mine, sum(1 for a in mine if a.needs), sum(1 for a in mine if a.offers), meeting, missing,
        own.get(sector.code, []),
    )  # fmt: skip


OWN_KINDS = ("action", "commitment")  # of the country's own plans and promises: their cards alone are known here
MOST_OWN = 200


def _own_plans(area: Area, user: Reader) -> dict[str, list[LinkedCard]]:
    """By sector, from the cards and their faces (a few queries)."""
    found: dict[str, list[LinkedCard]] = {}
    for kind in OWN_KINDS:
        rows = seen(kind, area.world, user).filter(areas=area, topics__scheme="sector").distinct().order_by("id")
        cards = list(rows.prefetch_related("topics")[:MOST_OWN])
        told = faces_of(cards)
        for card in cards:
            face = told.get(card.pk)
            one = LinkedCard(card.ref, card.kind, card.url, card.title, "", "", True, face=face, language=card.language)
            for topic in card.topics.all():
                if topic.scheme == "sector":
                    found.setdefault(topic.code, []).append(one)
    return found
