"""Every write of the data house."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import F

from accord.formats.observations import Observations, read_observations
from accord.formats.result import ImportResult
from accord.indicators.frames import lane, parquet, reading
from accord.indicators.frames.reading import shown
from accord.indicators.frames.staging import Known, Rule, Staging, stage_observations
from accord.indicators.models import Holding, Indicator, Latest, Origin, Release, SeriesCode
from accord.kit import clock
from accord.kit.importing import Progress
from accord.people.finding import AreaFinder
from accord.people.models import Area, Capacity
from accord.record.actions import CardText, append, publish_card
from accord.record.models import Card, Topic

BATCH, NOTED = 2000, 20


@dataclass(frozen=True)
class ReleaseFacts:
    source: str
    licence: str
    url: str
    dated: str
    file_name: str
    sha256: str
    period: str = ""
    method: str = ""


def known_to(source: str) -> Known:
    """What a file of this source is held against: 4 queries."""
    indicators = {i.pk: i for i in Indicator.objects.all()}
    codes = {code: i.sdmx for i in indicators.values() for code in (i.sdmx, i.code)}
    codes |= {code: indicators[pk].sdmx for code, pk in SeriesCode.objects.values_list("code", "indicator_id")}
    areas, names = AreaFinder(source), dict(Area.objects.values_list("pk", "code"))

    def area_of(code: str, name: str) -> str | None:
        found = areas.find(code, name)
        return None if found is None else names[found]

    return Known(codes, area_of, {i.sdmx: rule_of(i) for i in indicators.values()})


def rule_of(indicator: Indicator) -> Rule:
    return Rule(indicator.unit, 0, 100 if indicator.unit == "percent" else None)


def stage(path: Path, source: str, *, mapping: Mapping[str, str], defaults: Mapping[str, str]) -> Staging:
    """A file's figures, checked as a whole and not yet kept. Raises Unreadable."""
    known = known_to(source)
    return lane.read(path, known, mapping=mapping, defaults=defaults) or stage_observations(
        read_observations(path, mapping=mapping, defaults=defaults), known
    )


def add_release(
    facts: ReleaseFacts, found: Observations | Staging, progress: Progress = lambda done, of: None, *, by: Capacity | None = None
) -> ImportResult:
    """Keep one immutable release, or nothing where any row is refused. The same file again is unchanged.

    Without source and licence it stays a draft that no page shows.
    """
    if Release.objects.filter(sha256=facts.sha256, source=facts.source, licence=facts.licence).exists():
        return ImportResult(read=found.read, unchanged=found.read)
    with found if isinstance(found, Staging) else stage_observations(found, known_to(facts.source)) as staged:
        if staged.refused:
            return ImportResult(read=staged.read, refused=staged.refused)
        kept = parquet.keep(staged)
        notes = [f"Row {w.row}: {w.message}" for w in staged.warned[:NOTED]]
        if len(staged.warned) > NOTED:
            notes.append(f"… and {len(staged.warned) - NOTED} more rows worth a second look.")
        breakdowns = staged.breakdowns
    with transaction.atomic():
        release = Release.objects.create(
            **vars(facts), rows=kept.rows, parquet=kept.name, parquet_sha256=kept.sha256, breakdowns=breakdowns,
            state=Release.State.DRAFT,
        )  # fmt: skip
        _hold(release)
        if facts.source and facts.licence:
            publish_release(release, by=by)
        else:
            notes.append("Kept as a draft that no page shows: it has no source or no licence. Give --source and --licence.")
            append("release_drafted", None, by=by, after={"sha256": facts.sha256, "rows": kept.rows})
    progress(kept.rows, kept.rows)
    return ImportResult(read=found.read, added=kept.rows, notes=notes)


def publish_release(release: Release, *, by: Capacity | None = None) -> None:
    """Show a draft's figures. Its file stays as it is; what it newly is the newest of replaces the older in `Latest`."""
    if not (release.source and release.licence):
        raise ValueError("a release needs source and licence")
    with transaction.atomic():
        release.origin = origin_of(release.source)
        release.state, release.published_at, release.attested_by = Release.State.PUBLISHED, clock.now(), by
        release.save()
        _materialise(release)
        append("release_published", None, by=by, after={
            "source": release.source, "sha256": release.sha256, "parquet": release.parquet_sha256, "rows": release.rows,
        })  # fmt: skip
    parquet.index(release.parquet)


def origin_of(source: str) -> Origin:
    """The origin of that name, made with a code of its own where it is new."""
    found = Origin.objects.filter(name=source).first()
    if found:
        return found
    plain = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode().upper()
    stem = re.sub("[^A-Z0-9]+", "_", plain).strip("_")[:50] or "SOURCE"
    code, number = stem, 2
    while Origin.objects.filter(code=code).exists():
        code, number = f"{stem}_{number}", number + 1
    return Origin.objects.create(code=code, name=source)


def _hold(release: Release) -> None:
    indicators = {i.sdmx: i.pk for i in Indicator.objects.all()}
    Holding.objects.bulk_create(
        [
            Holding(release=release, indicator_id=indicators[c["INDICATOR"]], rows=c["rows"])
            for c in reading.counts(release.parquet)
        ]
    )


def _materialise(release: Release) -> None:
    """Make this release the current one of its origin for its indicators, and write what pages show of it."""
    mine = list(release.holdings.values_list("indicator_id", flat=True))
    older = Holding.objects.filter(current=True, indicator__in=mine, release__origin=release.origin).exclude(release=release)
    Latest.objects.filter(indicator__in=mine, release__origin=release.origin).delete()
    older.update(current=False)
    release.holdings.update(current=True)
    areas = dict(Area.objects.values_list("code", "pk"))
    indicators = {i.sdmx: i.pk for i in Indicator.objects.filter(pk__in=mine)}
    rows = [latest_row(r, release, indicators, areas) for r in reading.newest(release.parquet)]
    for at in range(0, len(rows), BATCH):
        Latest.objects.bulk_create(rows[at : at + BATCH])


def latest_row(row: dict[str, object], release: Release, indicators: dict[str, int], areas: dict[str, int]) -> Latest:
    told = {k: str(v) for k, v in row.items()}
    return Latest(
        release=release, indicator_id=indicators[told["INDICATOR"]], area_id=areas[told["REF_AREA"]],
        sex=shown(told["SEX"], total="T"), age=shown(told["AGE"]), breakdown=shown(told["COMPOSITE_BREAKDOWN"]),
        start=int(told["TIME_START"][:4]), end=int(told["TIME_END"][:4]),
        value=None if row["VALUE"] is None else round(float(told["VALUE"]), 6), lower=_number(told["LOWER_BOUND"]),
        upper=_number(told["UPPER_BOUND"]), unit=told["UNIT_MEASURE"], nature=told["NATURE"], flags=told["OBS_STATUS"][:40],
        footnote=told["COMMENT_OBS"] or ("" if row["VALUE"] is not None else told["OBS_VALUE"]),
    )  # fmt: skip


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def rematerialise() -> int:
    """Write anew what pages show, from the Parquet files: nothing else is needed for it."""
    releases = list(Release.objects.filter(state=Release.State.PUBLISHED).order_by(F("published_at").asc(nulls_first=True), "pk"))
    with transaction.atomic():
        Latest.objects.all().delete()
        Holding.objects.update(current=False)
        for release in releases:
            _materialise(release)
    return len(releases)


def publish_indicator(indicator: Indicator, topics: Sequence[Topic]) -> Card:
    """The card of an indicator."""
    return publish_card(
        CardText(
            ref=f"indicators/{indicator.code}",
            kind="indicator",
            url=f"indicators/{indicator.code}/",
            title=indicator.names,
            summary={"en": f"{indicator.population}. {indicator.note}".strip(". ")},
            text=f"{indicator.code} {indicator.sdg} {indicator.custodian}",
            topics=topics,
        )
    )
