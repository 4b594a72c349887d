"""Pages that gather what several rooms know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from accord.accountability.reads import Counted, country_reports, counts_for, cycle_list, sessions_of_world, tasks_of
from accord.accountability.reads.cycles import CountryReport, CycleLine
from accord.accountability.reads.filters import SessionsHeld
from accord.accountability.reads.tasks import Task
from accord.directory.models import Prohibition
from accord.directory.reads import CountryFacts, country_facts
from accord.indicators.reads import IndicatorLine, Value, area_values, country_values, current_releases, indicator_list
from accord.kit import clock
from accord.people.models import Area, World
from accord.record.models import Card, Reader
from accord.record.reads import LinkedCard, linked_cards


@dataclass(frozen=True)
class Sentence:
    words: str
    source: str


@dataclass(frozen=True)
class Region:
    code: str
    names: dict[str, str]


@dataclass(frozen=True)
class CountryPage:
    iso3: str
    names: dict[str, str]
    kind: str
    kind_words: str
    world: str
    regions: list[Region]
    groups: list[str]
    sentences: list[Sentence]
    facts: CountryFacts
    values: list[Value]
    links: list[LinkedCard]
    recommendations: list[Counted]
    pledges: int
    made_here: int
    reports: list[CountryReport]
    sessions: list[SessionsHeld]


@dataclass(frozen=True)
class NewCard:
    kind: str
    title: dict[str, str]
    url: str
    at: datetime


@dataclass(frozen=True)
class HomePage:
    countries: int
    prohibitions: int
    world_values: list[Value]
    new: list[NewCard]
    due: list[CycleLine] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True)
class KnowPage:
    core: list[IndicatorLine]
    more: list[IndicatorLine]
    releases: list[tuple[str, str, int]]


def country_page(iso3: str, user: Reader) -> CountryPage:
    area = Area.objects.countries().filter(iso3=iso3.upper()).select_related("parent__parent__parent").first()
    if area is None:
        raise Http404
    facts = country_facts(area)
    values = country_values(area)
    card = Card.objects.visible_to(user).filter(ref=f"countries/{area.iso3}").first()
    groups = [
        (area.ldc, _("Least developed country")),
        (area.lldc, _("Landlocked developing country")),
        (area.sids, _("Small island developing State")),
    ]
    return CountryPage(
        area.iso3 or "", area.names, area.kind, str(area.get_kind_display()), area.world,
        [Region(r.code, r.names) for r in area.regions() if r.code != "001"],
        [words for member, words in groups if member], _sentences(area, facts, values), facts, values,
        linked_cards(card, user) if card else [], *counts_for(area, user), country_reports(area),
        sessions_of_world(area.world),
    )  # fmt: skip


def _sentences(area: Area, facts: CountryFacts, values: Sequence[Value]) -> list[Sentence]:
    """Three sentences with dates and sources: law, treaties, what was last measured. No source speaks of an invented country."""
    if area.world == World.DEMO:
        return []
    said: list[Sentence] = []
    if facts.prohibition:
        words = _("Full prohibition of corporal punishment since %(year)s.") % {"year": facts.prohibition.dated}
        said.append(Sentence(words, facts.prohibition.source))
    else:
        words = _("Not on the list of States with full prohibition of corporal punishment (2024).")
        said.append(Sentence(words, "endcorporalpunishment.org/countdown"))
    crc = next((t for t in facts.treaties if t.code == "CRC"), None)
    if crc and crc.year:
        words = _("Party to the Convention on the Rights of the Child since %(year)s.") % {"year": crc.year}
        said.append(Sentence(words, crc.source))
    core = [v for v in values if v.value is not None]
    if core:
        words = _("The newest figure held here is of %(newest)s, the oldest of %(oldest)s.") % {
            "newest": max(v.end for v in core), "oldest": min(v.end for v in core)}  # fmt: skip
        said.append(Sentence(words, "; ".join(sorted({v.source for v in core}))))
    else:
        said.append(Sentence(_("No figure on violence against children is held here."), "UN SDG Global Database, UNSD"))
    return said


def home_page(user: Reader) -> HomePage:
    newest = Card.objects.visible_to(user).in_world("real").exclude(kind__in=("country",)).newest()[:6]
    return HomePage(
        Area.objects.countries().in_world("real").count(), Prohibition.objects.count(), _world_values(),
        [NewCard(c.kind, c.title, c.url, c.published_at) for c in newest if c.published_at],
        [c for c in cycle_list().cycles if c.due >= clock.today()], tasks_of(user)[:5],
    )  # fmt: skip


def _world_values() -> list[Value]:
    shown = ("16.2.1", "5.3.1-u18", "16.9.1")
    return sorted(area_values("001", shown), key=lambda v: shown.index(v.indicator))[:3]


def know_page() -> KnowPage:
    lines = indicator_list()
    releases = [(r.source, r.dated, r.rows) for r in current_releases()]
    return KnowPage([i for i in lines if i.core], [i for i in lines if not i.core], releases)
