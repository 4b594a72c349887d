"""Facts for the report, read from the rooms: a few queries each, whatever the number of countries."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from accord.accountability.models import Commitment, Cycle, Entry, Participation, Rating, Recommendation, Report
from accord.accountability.reads.peers_said import PeersSaid, peers_of
from accord.accountability.reads.stakeholders import Stakeholders, stakeholders_of
from accord.accountability.reads.then import answers_on, state_on
from accord.calc import ratings as scales
from accord.calc.canonical import time_text
from accord.calc.upr import last_session
from accord.directory.models import Prohibition, Treaty, TreatyStatus
from accord.indicators.models import Flag, Indicator
from accord.indicators.reads import current_figures
from accord.kit import clock
from accord.kit.charts.map import positions
from accord.overview.report.gather_cycles import completed_cycles
from accord.overview.report.inputs import (
    CheckpointIn,
    CountryIn,
    CountryReportIn,
    IndicatorIn,
    ProhibitionIn,
    PromisesIn,
    RatedIn,
    RecommendationIn,
    ReportInputs,
    SourceIn,
    TreatyIn,
    ValueIn,
    WorldIn,
)  # fmt: skip
from accord.people.models import Area, World
from accord.record.access import held_refs
from accord.record.log.proofs import newest_checkpoint
from accord.record.models import Card


def gather(year: int, world: str) -> ReportInputs:
    countries = _countries(world)
    known = {c.iso3 for c in countries}
    indicators, sources = _indicators(year, world, known)
    given, source = _recommendations(year, world)
    return ReportInputs(
        year, world, countries, indicators, sources, {f.code: f.meaning for f in Flag.objects.order_by("code")},
        _treaties(year, world), _prohibitions(year, world), given, source, _promises(year, world),
        positions() if world == World.REAL else {}, _checkpoint(),
        completed_cycles(year, world),
    )  # fmt: skip


def _checkpoint() -> CheckpointIn | None:
    found = newest_checkpoint()
    return CheckpointIn(found.size, found.root, time_text(found.at), found.key) if found else None


def _countries(world: str) -> list[CountryIn]:
    areas = Area.objects.countries().in_world(world).order_by("code")
    return [CountryIn(a.iso3 or a.code, a.names, a.url, a.kind != Area.Kind.OBSERVER) for a in areas]


def _indicators(year: int, world: str, known: set[str]) -> tuple[list[IndicatorIn], list[SourceIn]]:
    core = list(Indicator.objects.filter(core=True))
    held = current_figures([i.code for i in core], year, accepted_only=world == World.REAL)
    iso3_of = dict(Area.objects.in_world(world).filter(iso3__isnull=False).values_list("code", "iso3"))
    found: dict[str, dict[tuple[str, str], ValueIn]] = defaultdict(dict)
    worlds: dict[str, list[WorldIn]] = defaultdict(list)
    used: dict[str, SourceIn] = {}
    for release, series in held:
        for point in series.points:
            if series.area == "001" and world == World.REAL:
                worlds[series.indicator].append(WorldIn(Decimal(point.text), point.end, series.sex, series.age, release.source))
            elif (iso3 := iso3_of.get(series.area)) in known:
                sex = "" if series.sex == "T" else series.sex  # sources write a total either way; a country counts once
                one = ValueIn(
                    iso3 or "", Decimal(point.text), point.start, point.end, sex, series.age, point.nature, point.flags,
                    release.source,
                )  # fmt: skip
                kept = found[series.indicator].get((one.iso3, sex))
                if kept is None or _better(one, kept):
                    found[series.indicator][one.iso3, sex] = one
            else:
                continue
            used[release.source] = SourceIn(release.source, release.licence, release.dated, release.url, release.sha256)
    shown = [
        IndicatorIn(
            i.code, i.names, i.sdg, i.population, i.unit, i.direction, i.custodian, i.note, f"indicators/{i.code}/",
            sorted(found[i.sdmx].values(), key=lambda v: (v.iso3, v.sex)), worlds[i.sdmx],
        )
        for i in core
        if world == World.REAL or found[i.sdmx]  # the absence of a real figure is told, of an invented one not
    ]  # fmt: skip
    return shown, sorted(used.values(), key=lambda s: s.name)


def _better(one: ValueIn, other: ValueIn) -> bool:
    """The newer figure; of one year, the one for the wider age group."""
    return (one.end, _width(one.age), one.age, one.source) > (other.end, _width(other.age), other.age, other.source)


def _width(age: str) -> int:
    """Years that an age code spans; no code is all ages."""
    if not age:
        return 1000
    low, _, high = age.partition("_")
    return int(high) - int(low) if low.isdecimal() and high.isdecimal() else 0


def _treaties(year: int, world: str) -> list[TreatyIn]:
    """A status that came after the report's year is none of the report's."""
    statuses: dict[int, dict[str, str]] = defaultdict(dict)
    rows = TreatyStatus.objects.filter(area__world=world, area__iso3__isnull=False)
    for treaty, iso3, status, since in rows.values_list("treaty_id", "area__iso3", "status", "year"):
        statuses[treaty][iso3 or ""] = status if since is None or since <= year else TreatyStatus.Status.NONE
    return [TreatyIn(t.code, t.names, t.source, statuses[t.pk]) for t in Treaty.objects.all() if statuses[t.pk]]


def _prohibitions(year: int, world: str) -> list[ProhibitionIn]:
    rows = Prohibition.objects.filter(area__world=world, year__lte=year, area__iso3__isnull=False).order_by("area__iso3")
    found = rows.values_list("area__iso3", "year", "note", "source")
    return [ProhibitionIn(iso3 or "", since, note, source) for iso3, since, note, source in found]


def _recommendations(year: int, world: str) -> tuple[list[RecommendationIn], str]:
    """Of the Universal Periodic Review alone: counts by country, answer and session at the year's end; and whose list it is."""
    rows = Recommendation.objects.filter(area__world=world, area__iso3__isnull=False, body="upr", session__isnull=False)
    late = rows.none()
    if world == World.REAL:
        rows = rows.filter(session__lte=last_session(year))
        late = rows.filter(responded_on__year__gt=year)
    counts: Counter[tuple[str, str, int]] = Counter()
    kept = rows.exclude(pk__in=late.values("pk")).values_list("area__iso3", "response", "session")
    for iso3, response, session, count in kept.annotate(count=Count("pk")).order_by():
        counts[iso3 or "", response, session] += count
    answered_later = list(late.select_related("area"))
    stood = answers_on(answered_later, date(year, 12, 31))
    for r in answered_later:
        counts[r.area.iso3 or "", stood[r.pk], r.session or 0] += 1
    sources = rows.values_list("source", flat=True).distinct().order_by("source")
    return [RecommendationIn(*key, counts[key]) for key in sorted(counts)], "; ".join(sources)


def _promises(year: int, world: str) -> PromisesIn:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = _made_by(year, world).filter(area__iso3__isnull=False)
    for iso3, kind, count in rows.values_list("area__iso3", "kind").annotate(count=Count("pk")).order_by("area__iso3", "kind"):
        found[iso3 or ""][kind] = count
    cycle = _cycle(year, world)
    if cycle is None:
        return PromisesIn(commitments=dict(found))
    end = date(year, 12, 31) if world == World.REAL else clock.today()
    joined = Participation.objects.filter(cycle=cycle, joined_on__lte=end).values("area")
    sent = Report.objects.filter(cycle=cycle, area__in=joined).with_sight()
    reports = list(sent.select_related("area", "cycle").order_by("area__code"))
    told = [CountryReportIn(r.area.iso3 or "", *_where(r, end)) for r in reports]
    return PromisesIn(cycle.names, dict(found), told, _rated(reports, end), cycle.opens, cycle.due)


def _made_by(year: int, world: str) -> QuerySet[Commitment]:
    """Pledges of sessions until the year's end and commitments public by then; the invented ones have days of their own."""
    rows = Commitment.objects.filter(world=world).exclude(state=Commitment.State.DRAFT)
    if world == World.DEMO:
        return rows
    public = Card.objects.filter(published_at__year__lte=year, kind="commitment").values_list("ref", flat=True)
    made = rows.filter(kind=Commitment.Kind.COMMITMENT).values_list("ref", flat=True)
    refs = {f"commitments/{ref}" for ref in made}
    shown = [ref.partition("/")[2] for ref in public.filter(ref__in=refs)]
    return rows.filter(Q(kind=Commitment.Kind.PLEDGE, session__lte=last_session(year)) | Q(ref__in=shown))


def _cycle(year: int, world: str) -> Cycle | None:
    """The newest that had opened in the report's year; of invented ones, whose days move with today, the newest that ended."""
    if world == World.DEMO:
        ended = Cycle.objects.filter(world=world, reports__rated_on__isnull=False, due__lt=clock.today())
        return ended.order_by("-opens").first()
    return Cycle.objects.filter(world=world, opens__year__lte=year).order_by("-opens").first()


def _where(report: Report, end: date) -> tuple[str, str]:
    """State and address as everyone saw them at the year's end."""
    code = state_on(report, end)
    submitted = report.submitted_on if report.submitted_on and report.submitted_on <= end else None
    late = submitted is not None and submitted > report.cycle.due
    shown = {"rated": "published", "in_preparation": "drafting"}.get(code, code)
    return "late" if late else shown, report.url if report.is_told else ""


def _rated(reports: list[Report], end: date) -> list[RatedIn]:
    """What all four said of each commitment, in assessments released by then."""
    by_pk = {r.pk: r for r in reports if r.is_told and r.rated_on and r.rated_on <= end}
    own = {(e.report_id, e.commitment_id): e.completion for e in Entry.objects.filter(report__in=by_pk)}
    ratings = Rating.objects.filter(report__in=by_pk, released_at__isnull=False).select_related("commitment")
    ratings = ratings.exclude(commitment__ref__in=held_refs("commitment"))
    rows = list(ratings.order_by("commitment__ref"))
    cycle = next((r.cycle for r in by_pk.values()), None)
    promised = [r.commitment for r in rows]
    civil, peers = stakeholders_of(promised, cycle, end), peers_of(promised, cycle, end)
    return [
        RatedIn(
            by_pk[r.report_id].area.iso3 or "", {r.commitment.language: r.commitment.heading}, r.commitment.url,
            own.get((r.report_id, r.commitment_id), ""), r.completion,
            *_others(civil.get(r.commitment_id), peers.get(r.commitment_id)),
        )
        for r in rows
    ]  # fmt: skip


def _others(civil: Stakeholders | None, peers: PeersSaid | None) -> tuple[int, int, str, list[str]]:
    levels = sorted((j.completion for j in peers.judgements), key=scales.COMPLETION.codes.index) if peers else []
    return (civil.count, civil.told, civil.median, levels) if civil else (0, 0, "", levels)
