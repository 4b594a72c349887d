"""Every write of the data house."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from accord.formats.observations import Observations, read_observations
from accord.formats.result import ImportResult
from accord.indicators import disclosure
from accord.indicators.frames import lane, parquet, reading
from accord.indicators.frames.reading import shown
from accord.indicators.frames.staging import Known, Rule, Staging, stage_observations
from accord.indicators.models import (
    AcceptedSource,
    Holding,
    Indicator,
    Intake,
    Latest,
    Origin,
    Release,
    SeriesCode,
)
from accord.indicators.progress.actions import work_out
from accord.kit import clock
from accord.kit.importing import Progress
from accord.people.finding import AreaFinder
from accord.people.models import Area, Capacity, Role, World
from accord.record.actions import CardText, append, publish_cards
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
    language: str = "en"
    world: str = World.REAL
    original_sha256: str = ""
    upload: str = ""


class AlreadyPublished(ValueError):
    """The same file from the same source under the same licence is a release already."""


def known_to(source: str, world: str = World.REAL) -> Known:
    """What a file of this source is held against: 4 queries."""
    indicators = {i.pk: i for i in Indicator.objects.select_related("unit_measure")}
    codes = {code: i.sdmx for i in indicators.values() for code in (i.sdmx, i.code)}
    codes |= {code: indicators[pk].sdmx for code, pk in SeriesCode.objects.values_list("code", "indicator_id")}
    areas, names = AreaFinder(source, world=world), dict(Area.objects.in_world(world).values_list("pk", "code"))

    def area_of(code: str, name: str) -> str | None:
        found = areas.find(code, name)
        return None if found is None else names.get(found)  # an alias may lead to an area of the other world

    return Known(codes, area_of, {i.sdmx: rule_of(i) for i in indicators.values()})


def rule_of(indicator: Indicator) -> Rule:
    """The limits of its unit's row; without one, figures are not below nothing and a share is not above all."""
    if unit := indicator.unit_measure:
        return Rule(indicator.unit, unit.lower, unit.upper)
    return Rule(indicator.unit, 0, 100 if indicator.unit == "percent" else None)


def stage(
    path: Path, source: str, *, mapping: Mapping[str, str], defaults: Mapping[str, str], known: Known | None = None
) -> Staging:
    """A file's figures, checked as a whole and not yet kept. Raises Unreadable."""
    known = known or known_to(source)
    return lane.read(path, known, mapping=mapping, defaults=defaults) or stage_observations(
        read_observations(path, mapping=mapping, defaults=defaults), known
    )


def add_release(
    facts: ReleaseFacts, found: Observations | Staging, progress: Progress = lambda done, of: None, *, by: Capacity | None = None,
    small_numbers: disclosure.Choice = "auto",
) -> ImportResult:  # fmt: skip
    """Keep one immutable release, or nothing where any row is refused. The same file again is unchanged.

    Without source and licence it stays a draft that no page shows.
    """
    digests = (facts.sha256, disclosure.sealed(facts.sha256))
    same = Release.objects.filter(sha256__in=digests, source=facts.source, licence=facts.licence, world=facts.world)
    if same.filter(Q(state=Release.State.PUBLISHED) | Q(loaded_by=None)).exists():
        return ImportResult(read=found.read, unchanged=found.read)
    with found if isinstance(found, Staging) else stage_observations(found, known_to(facts.source)) as staged:
        if staged.refused:
            return ImportResult(read=staged.read, refused=staged.refused)
        disclosure.protect(staged, facts.source, by=by, world=facts.world, choice=small_numbers)
        handling = disclosure.told_of(staged, facts.source, facts.world, small_numbers)
        notes = [f"Row {w.row}: {w.message}" for w in staged.warned[:NOTED]] + _said_of_small(staged)
        if len(staged.warned) > NOTED:
            notes.append(f"… and {len(staged.warned) - NOTED} more rows worth a second look.")
        with transaction.atomic():
            release = draft_release(facts, staged, by=by, handling=handling)
            if facts.source and facts.licence:
                publish_release(release, by=by)
            else:
                notes.append(
                    "Kept as a draft that no page shows: it has no source or no licence. Give --source and --licence, or let an "
                    f"officer publish it in the browser (Know, Releases, draft {release.pk})."
                )
    progress(release.rows, release.rows)
    return ImportResult(read=found.read, added=release.rows, notes=notes)


def _said_of_small(staged: Staging) -> list[str]:
    """What the command tells of small numbers, by row; `release_published` tells the counts alone."""
    found = staged.withheld
    if found is None:
        return []
    told = (
        ("fewer than 25 cases, withheld", found.small), ("withheld with them, lest totals give them away", found.further),
        ("25 to 49 cases, in brackets", found.bracketed), ("fewer than 25 cases and public by an earlier release", found.told),
        ("withheld, but to be found out from earlier releases", found.lost),
    )  # fmt: skip
    notes = [f"Small numbers, {words}: {len(rows)} (rows {', '.join(map(str, rows[:NOTED]))})." for words, rows in told if rows]
    return [*notes, f"Counts rounded to {found.base}: {found.rounded}."] if found.rounded else notes


def draft_release(
    facts: ReleaseFacts, staged: Staging, *, by: Capacity | None = None, handling: Mapping[str, Any] | None = None
) -> Release:
    """Keep a staged file without faults as Parquet. Nobody but who loaded it and the officers of its world see the draft."""
    if staged.refused:
        raise ValueError("a file with faults is not kept")
    if staged.withheld and staged.withheld.hidden:
        original = facts.original_sha256 and disclosure.sealed(facts.original_sha256)
        facts = replace(facts, sha256=disclosure.sealed(facts.sha256), original_sha256=original)
    kept = parquet.keep(staged)
    with transaction.atomic():
        release = Release.objects.create(
            **vars(facts), rows=kept.rows, parquet=kept.name, parquet_sha256=kept.sha256, breakdowns=staged.breakdowns,
            state=Release.State.DRAFT, loaded_by=by, handling=dict(handling or {}),
        )  # fmt: skip
        _hold(release)
        append("release_drafted", None, by=by, after={
            "sha256": facts.sha256, "original": facts.original_sha256 or facts.sha256, "rows": kept.rows, **release.handling,
        })  # fmt: skip
    return release


def drop_draft(release: Release, *, by: Capacity) -> None:
    """Throw a draft away; its Parquet too, where no other release has the same figures. Published ones stay for ever."""
    if release.state != Release.State.DRAFT:
        raise ValueError("a published release stays")
    with transaction.atomic():
        append("release_draft_dropped", None, by=by, before={"sha256": release.sha256, "rows": release.rows})
        release.delete()
    if not Release.objects.filter(parquet=release.parquet).exists():
        parquet.remove(release.parquet)


def publish_release(release: Release, *, by: Capacity | None = None, acknowledged: Mapping[str, Any] | None = None) -> None:
    """Show a draft's figures. Its file stays as it is; what it newly is the newest of replaces the older in `Latest`.

    Raises AlreadyPublished, `disclosure.Outrun`, and ValueError where the source's name is another body's (`origin_for`).
    The file as it came goes where figures of it were withheld.
    """
    if not (release.source and release.licence):
        raise ValueError("a release needs source and licence")
    same = {name: getattr(release, name) for name in ("sha256", "source", "licence", "flow", "world")}
    if Release.objects.filter(**same, state=Release.State.PUBLISHED).exists():
        raise AlreadyPublished
    disclosure.ask_if_outrun(release)
    with transaction.atomic():
        if not Release.objects.filter(pk=release.pk, state=Release.State.DRAFT).update(state=Release.State.PUBLISHED):
            raise AlreadyPublished  # pressed twice: the other one did it
        release.origin = origin_for(release)
        release.state, release.published_at, release.attested_by = Release.State.PUBLISHED, clock.now(), by
        if acknowledged:
            release.handling = {**release.handling, **acknowledged}
        handled = {
            name: told for name, told in release.handling.items() if name != "mends"
        }  # the draft's event has them, for officers
        release.event = append("release_published", None, by=by, open_to_all=True, after={
            "source": release.source, "sha256": release.sha256, "original": release.original_sha256 or release.sha256,
            "parquet": release.parquet_sha256, "rows": release.rows, **handled,
        })  # fmt: skip
        upload = _forget_file(release) if disclosure.hides(release.handling) else ""
        release.save()
        work_out(_materialise(release))
    parquet.index(release.parquet)
    drop_upload(upload)


def _forget_file(release: Release) -> str:
    """Nothing of a file with withheld figures stays but its counts: neither its name on disk, nor cells in reports. The name."""
    upload, release.upload = release.upload, ""
    for intake in release.intakes.all():
        report = {**intake.report, "warnings": [], "faults": []}
        mends = disclosure.without_figures(intake.mends)
        Intake.objects.filter(pk=intake.pk).update(upload="", report=report, mends=mends)
    return upload


def drop_upload(name: str) -> None:
    """A file as it came, where nothing holds it any more."""
    if name and not (Intake.objects.filter(upload=name).exists() or Release.objects.filter(upload=name).exists()):
        (Path(settings.MEDIA_ROOT) / "uploads" / name).unlink(missing_ok=True)


def country_of(release: Release) -> Area | None:
    """The country for which a statistician loaded a release: its figures are that country's own, never a custodian's."""
    hat = release.loaded_by
    return hat.area if hat and hat.role == Role.STATISTICIAN else None


def origin_for(release: Release) -> Origin:
    """Whose figures these are: of a statistician's country where she loaded them, else of the body that the source names."""
    area = country_of(release)
    if area and is_taken(release.source, area):
        raise ValueError("the source's name is another body's")
    return origin_of(release.source, area=area, world=release.world)


def is_taken(name: str, area: Area) -> bool:
    """Whether a source's name belongs to a body that is not this country's: a custodian, another country's office (2 queries)."""
    others = Origin.objects.filter(world=area.world).exclude(area=area).values_list("name", flat=True)
    known = AcceptedSource.objects.filter(Q(role=Origin.Role.CUSTODIAN) | Q(area__isnull=False)).exclude(area=area)
    return _plain(name) in {*map(_plain, others), *map(_plain, known.values_list("name", flat=True))}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def origin_of(source: str, *, area: Area | None = None, world: str = World.REAL) -> Origin:
    """The origin of that name, made with a code of its own where it is new. With an area it is that country's own."""
    told = AcceptedSource.objects.filter(name=source).first() if area is None and world == World.REAL else None
    area = area or (told.area if told else None)
    found = Origin.objects.filter(name=source, area=area, world=world).first()
    if found:
        return found
    plain = unicodedata.normalize("NFKD", f"{area.code} {source}" if area else source).encode("ascii", "ignore").decode().upper()
    stem = re.sub("[^A-Z0-9]+", "_", plain).strip("_")[:50] or "SOURCE"
    code, number = stem, 2
    while Origin.objects.filter(code=code).exists():
        code, number = f"{stem}_{number}", number + 1
    role = Origin.Role.NATIONAL if area else told.role if told else Origin.Role.OTHER
    return Origin.objects.create(code=code, name=source, role=role, area=area, world=world)


def _hold(release: Release) -> None:
    indicators = {i.sdmx: i.pk for i in Indicator.objects.all()}
    Holding.everywhere.bulk_create(
        [
            Holding(release=release, indicator_id=indicators[c["INDICATOR"]], rows=c["rows"])
            for c in reading.counts(release.parquet)
        ]
    )


def _materialise(release: Release) -> list[int]:
    """Make this release the current one of its origin for its indicators, and write what pages show of it.

    Gives the indicators whose figures of the real world are others now.
    """
    mine = list(release.holdings.values_list("indicator_id", flat=True))
    older = Holding.everywhere.filter(current=True, indicator__in=mine, release__origin=release.origin).exclude(release=release)
    Latest.objects.filter(indicator__in=mine, release__origin=release.origin).delete()
    older.update(current=False)
    release.holdings.update(current=release.world == World.REAL)
    areas = dict(Area.objects.values_list("code", "pk"))
    indicators = {i.sdmx: i.pk for i in Indicator.objects.filter(pk__in=mine)}
    rows = [latest_row(r, release, indicators, areas) for r in reading.newest(release.parquet)]
    for at in range(0, len(rows), BATCH):
        Latest.objects.bulk_create(rows[at : at + BATCH])
    return mine if release.world == World.REAL else []


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
        Holding.everywhere.update(current=False)
        for release in releases:
            _materialise(release)
        work_out()
    return len(releases)


def forget_world(world: str) -> int:
    """Every release, origin and file on its way of a world of invented records. Raises ValueError for the real one."""
    if world == World.REAL:
        raise ValueError("The real world is not removed")
    intakes, releases = Intake.objects.filter(by__person__world=world), Release.objects.filter(world=world)
    uploads = {*intakes.values_list("upload", flat=True), *releases.values_list("upload", flat=True)} - {""}
    kept = set(releases.values_list("parquet", flat=True))
    gone = sum(rows.delete()[0] for rows in (intakes, releases, Origin.objects.filter(world=world)))
    for name in kept - set(Release.objects.filter(parquet__in=kept).values_list("parquet", flat=True)):
        parquet.remove(name)
    for name in uploads:
        drop_upload(name)
    return gone


def publish_indicators(given: Sequence[tuple[Indicator, Sequence[Topic]]]) -> list[Card]:
    """The cards of indicators, each with its topics: who looks for child marriage finds those who married before 18."""
    return publish_cards([
        CardText(
            ref=f"indicators/{indicator.code}",
            kind="indicator",
            url=f"indicators/{indicator.code}/",
            title=indicator.names,
            summary=_subjects(topics) | {"en": f"{indicator.population}. {indicator.note}".strip(". ")},
            text="\n".join((
                indicator.definition, indicator.custodian, " ".join(dict.fromkeys((indicator.code, indicator.sdg))),
                _subjects(topics).get("en", ""),
            )),
            topics=topics,
        )
        for indicator, topics in given
    ])  # fmt: skip


def _subjects(topics: Sequence[Topic]) -> dict[str, str]:
    """The names of topics by language, one after the other."""
    found = {language for topic in topics for language in topic.names}
    return {lang: "; ".join(topic.names[lang] for topic in topics if topic.names.get(lang)) for lang in found}
