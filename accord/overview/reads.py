"""Pages that gather what several rooms know."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Max
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.accountability.models import Commitment, Holding
from accord.accountability.reads import (
    Counted,
    HeldOfCountry,
    HowFar,
    counts_for,
    cycle_list,
    how_far,
    lines_of,
    reports_of,
    sessions_of_world,
)
from accord.accountability.reads.cycles import CountryReport, CycleLine
from accord.accountability.reads.filters import SessionsHeld
from accord.accountability.reads.peer_calendar import CountryReviewLine, country_peer_reviews
from accord.directory.models import TreatyStatus
from accord.directory.reads import CountryFacts, country_facts
from accord.indicators.models import Indicator
from accord.indicators.reads import (
    CountryFigures,
    IndicatorLine,
    Value,
    area_values,
    country_figures,
    coverage,
    current_releases,
    indicator_list,
    state,
)
from accord.indicators.reads.releases import newest_releases
from accord.kit import clock
from accord.kit.locale_format import number
from accord.notices.reads import Owed, my_lines
from accord.overview.law_map import LawsKnown, laws_known
from accord.people.models import Area, World
from accord.record.access import audience_ids, kept_rows
from accord.record.cached import stamps
from accord.record.models import Card, Event, Reader
from accord.record.reads import LinkedCard, linked_cards
from accord.record.ready import Ready
from accord.record.verbs import words_of


@dataclass(frozen=True)
class Sentence:
    words: str
    source: str


@dataclass(frozen=True)
class Region:
    code: str
    names: dict[str, str]


@dataclass(frozen=True)
class CountryTold:
    """What sources say, with their dates. No source speaks of an invented country: it has no sentences."""

    iso3: str
    names: dict[str, str]
    kind: str
    kind_words: str
    world: str
    regions: list[Region]
    groups: list[str]
    sentences: list[Sentence]
    facts: CountryFacts
    treaties_as_of: int | None
    figures: CountryFigures

    @property
    def treaty_sources(self) -> list[str]:
        return list(dict.fromkeys(t.source for t in self.facts.treaties))

    @property
    def treaties_party(self) -> int:
        return sum(t.status == TreatyStatus.Status.PARTY for t in self.facts.treaties)


@dataclass(frozen=True)
class CountryLive:
    """What is promised and reported, and what the reader may see linked: new at any moment."""

    iso3: str
    names: dict[str, str]
    world: str
    links: list[LinkedCard]
    recommendations: list[Counted]
    pledges: int
    made_here: int
    reports: list[CountryReport]
    sessions: list[SessionsHeld]
    planned: HeldOfCountry
    peer_reviews: list[CountryReviewLine]
    how_far: HowFar | None


@dataclass(frozen=True)
class CountryPage(CountryTold):
    links: list[LinkedCard]
    recommendations: list[Counted]
    pledges: int
    made_here: int
    reports: list[CountryReport]
    sessions: list[SessionsHeld]
    planned: HeldOfCountry
    peer_reviews: list[CountryReviewLine]
    how_far: HowFar | None


@dataclass(frozen=True)
class News:
    """Something that happened: an act on a record, or a release. `words` say what it was, `title` of what."""

    words: str
    title: dict[str, str]
    url: str
    at: datetime


@dataclass(frozen=True)
class Loaded:
    """Records of another place that were brought in as a whole: no news of theirs."""

    words: str
    source: str
    url: str


@dataclass(frozen=True)
class WorldValue:
    """A world aggregate of an accepted source, and how many countries have a figure in that source."""

    value: Value
    countries: int


@dataclass(frozen=True)
class HomePage:
    countries: int
    prohibitions: int
    laws: LawsKnown
    world_values: list[WorldValue]
    new: list[News]
    loaded: list[Loaded]
    demo: bool
    due: list[CycleLine] = field(default_factory=list)
    tasks: list[Owed] = field(default_factory=list, metadata={"html_only": True})

    @property
    def world_sources(self) -> list[str]:
        return sorted({w.value.source for w in self.world_values})


@dataclass(frozen=True)
class KnowPage:
    core: list[IndicatorLine]
    more: list[IndicatorLine]
    releases: list[tuple[str, str, int]]


def country_page(iso3: str, user: Reader) -> CountryPage:
    """All of it (some 25 queries). HTML takes `country_live`, and what changes with sources alone from `country_told`."""
    area = country(iso3)
    live = country_live(area, user)
    told = country_told(area)
    return CountryPage(**vars(told), **{k: v for k, v in vars(live).items() if k not in vars(told)})


def country_live(area: Area, user: Reader) -> CountryLive:
    """What people do here of a country, or may see (8 queries, or 11 with a public report; 2 while nothing was written)."""
    return kept_rows(user, f"country {area.pk}", lambda: _country_live(area, user))


def _country_live(area: Area, user: Reader) -> CountryLive:
    card = Card.objects.visible_to(user).filter(ref=f"countries/{area.iso3}").first()
    (asked, planned), reports = counts_for(area, user), reports_of(area)
    return CountryLive(
        area.iso3 or "", area.names, area.world, linked_cards(card, user) if card else [], asked, planned.pledges,
        planned.commitments, lines_of(reports), sessions_of_world(area.world), planned,
        country_peer_reviews(area), how_far(area, reports, user),
    )  # fmt: skip


def country_told(area: Area, token: str = "") -> CountryTold:
    """What sources say of a country: it changes when figures are published or facts loaded, not before."""
    facts = country_facts(area)
    figures = country_figures(area, token)
    groups = [
        (area.ldc, _("Least developed country")),
        (area.lldc, _("Landlocked developing country")),
        (area.sids, _("Small island developing State")),
    ]
    said = [] if area.world == World.DEMO else [_law_sentence(facts), _treaty_sentence(facts), _figures_sentence(figures.values)]
    return CountryTold(
        area.iso3 or "", area.names, area.kind, str(area.get_kind_display()), area.world,
        _regions_of(area, token),
        [words for member, words in groups if member], said, facts, _treaties_as_of(token) if facts.treaties else None, figures,
    )  # fmt: skip


_with_law = Ready(lambda iso3: Area.objects.countries().select_related("prohibition").filter(iso3=iso3).order_by())


def country(iso3: str) -> Area:
    found = _with_law(iso3=iso3.upper())
    if not found:
        raise Http404
    return found[0]


def _regions_of(area: Area, token: str) -> list[Region]:
    """From the nearest outwards, the world apart; those of all countries are asked once."""
    key = f"regions:{token or state()}"
    known: dict[int, tuple[str, dict[str, str], int | None]] | None = caches["pages"].get(key)
    if known is None:
        rows = Area.objects.filter(kind=Area.Kind.REGION).values_list("pk", "code", "names", "parent_id")
        known = {pk: (code, names, parent) for pk, code, names, parent in rows}
        caches["pages"].set(key, known, 86_400)
    found, at = [], area.parent_id
    while at in known:
        code, names, at = known[at]
        found.append(Region(code, names))
    return [r for r in found if r.code != "001"]


def _treaties_as_of(token: str) -> int | None:
    """The year of the newest act in the table of treaties: as of when it is, for it bears no day itself (kept for all)."""
    key = f"treaties:{token or state()}"
    newest: int | None = caches["pages"].get(key)
    if newest is None:
        newest = TreatyStatus.objects.aggregate(Max("year"))["year__max"]
        caches["pages"].set(key, newest, 86_400)
    return newest


def _law_sentence(facts: CountryFacts) -> Sentence:
    if facts.prohibition:
        words = _("Full prohibition of corporal punishment since %(year)s.") % {"year": facts.prohibition.dated}
        return Sentence(words, facts.prohibition.source)
    words = _("Not on the list of States with full prohibition of corporal punishment (2024).")
    return Sentence(words, "endcorporalpunishment.org/countdown")


def _treaty_sentence(facts: CountryFacts) -> Sentence:
    crc = next((t for t in facts.treaties if t.code == "CRC"), None)
    if crc is None:
        return Sentence(_("No treaty status is held here."), "UN Treaty Collection, status re-tabulated")
    if crc.status == TreatyStatus.Status.PARTY and crc.year:
        words = _("Party to the Convention on the Rights of the Child since %(year)s.") % {"year": crc.year}
    elif crc.status == TreatyStatus.Status.PARTY:
        words = _("Party to the Convention on the Rights of the Child.")
    elif crc.status == TreatyStatus.Status.SIGNATORY:
        words = _("The Convention on the Rights of the Child: signed, not ratified.")
    else:
        words = _("The Convention on the Rights of the Child: neither signed nor ratified.")
    return Sentence(words, crc.source)


def _figures_sentence(values: Sequence[Value]) -> Sentence:
    """What was last measured."""
    known = [v for v in values if v.value is not None]
    if not known:
        return Sentence(_("No figure on violence against children is held here."), "UN SDG Global Database, UNSD")
    words = _("The newest figure held here is of %(newest)s, the oldest of %(oldest)s.") % {
        "newest": max(v.end for v in known), "oldest": min(v.end for v in known)}  # fmt: skip
    return Sentence(words, "; ".join(sorted({v.source for v in known})))


def home_page(user: Reader) -> HomePage:
    """Some 13 queries, 2 while nothing of it was written; and what waits for the reader."""
    return replace(kept_rows(user, "home", lambda: _home_page(user)), tasks=my_lines(user)[:5])


def _home_page(user: Reader) -> HomePage:
    laws = laws_known()
    countries = dict(Area.objects.countries().order_by().values_list("world").annotate(n=Count("pk")))
    return HomePage(
        countries.get(World.REAL, 0), len(laws.years), laws, _world_values(), _news(user), _loaded(), World.DEMO in countries,
        [c for c in cycle_list().cycles if c.due >= clock.today()],
    )  # fmt: skip


NEWS = 6
_acts = Ready(
    lambda audiences: Event.objects.filter(
        card__world="real", card__published_at__isnull=False, card__audience_id__in=audiences,
        audience_id__in=audiences, redacted=False, quiet=False,
    ).select_related("card").order_by("-id")[: NEWS * 5]
)  # fmt: skip


def _news(user: Reader) -> list[News]:
    """What was done to records that the reader may see, newest first, once a record; and the newest releases (2 queries).

    Records that were brought in as a whole leave no act of their own: they are told together, in `_loaded`.
    """
    with stamps.about():  # what is quiet changes nothing here
        newest = _acts(audiences=audience_ids(user))
    found: dict[int, News] = {}
    for act in newest:
        if act.card and act.card.pk not in found:
            found[act.card.pk] = News(words_of(act.verb), act.card.title, act.card.url, act.at)
    told = [News(_("Figures published"), {"en": f"{r.source}, {r.dated}".strip(", ")}, "know/", r.at) for r in newest_releases(2)]
    return sorted([*found.values(), *told], key=lambda n: n.at, reverse=True)[:NEWS]


_pledged: Ready[Any] = Ready(
    lambda kind, world: Commitment.objects.filter(kind=kind, world=world)
    .values_list("source").annotate(n=Count("pk")).order_by("source")
)  # fmt: skip
_imported = Ready(lambda world: Holding.objects.filter(world=world, rows__gt=0).order_by("source").values_list("source", "rows"))


def _loaded() -> list[Loaded]:
    """Records of the Universal Periodic Review, by their source (2 queries; recommendations were counted by their import)."""
    pledges = _pledged(kind=str(Commitment.Kind.PLEDGE), world=str(World.REAL))
    given = _imported(world=str(World.REAL))
    return [
        *(Loaded(_pledges(n), source, "commitments/") for source, n in pledges),
        *(Loaded(_recommendations(n), source, "recommendations/") for source, n in given),
    ]


def _pledges(n: int) -> str:
    return ngettext("%(n)s pledge", "%(n)s pledges", n) % {"n": number(n)}


def _recommendations(n: int) -> str:
    return ngettext("%(n)s recommendation", "%(n)s recommendations", n) % {"n": number(n)}


SHOWN_OF_THE_WORLD = ("16.2.1", "5.3.1-u18", "16.9.1")


def _world_values() -> list[WorldValue]:
    """One a core indicator, the total before a sex (6 queries, kept until the next publication)."""
    key = f"world-values:{state()}"
    found: list[WorldValue] | None = caches["pages"].get(key)
    if found is None:
        rows = Indicator.objects.filter(code__in=SHOWN_OF_THE_WORLD).values_list("pk", "code", "names")
        told = {pk: (code, names) for pk, code, names in rows}
        values = sorted(area_values("001", SHOWN_OF_THE_WORLD, told), key=lambda v: (v.indicator, v.sex not in ("", "T"), v.sex))
        first = {v.indicator: v for v in reversed(values)}
        counts = coverage(list(told))
        shown = [(pk, first[code]) for pk, (code, _names) in told.items() if code in first]
        shown.sort(key=lambda one: SHOWN_OF_THE_WORLD.index(one[1].indicator))
        found = [WorldValue(value, counts.get(pk, {}).get(value.release, 0)) for pk, value in shown]
        caches["pages"].set(key, found, 86_400)
    return found


def know_page() -> KnowPage:
    lines = indicator_list()
    releases = [(r.source, r.dated, r.rows) for r in current_releases()]
    return KnowPage([i for i in lines if i.core], [i for i in lines if not i.core], releases)
