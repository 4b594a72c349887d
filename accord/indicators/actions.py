"""Every write of the data house."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accord.formats.observations import Observation as Read
from accord.formats.observations import Observations
from accord.formats.result import ImportResult, Refusal
from accord.indicators.models import Indicator, Observation, Release, SeriesCode
from accord.indicators.series import mark_latest
from accord.kit.importing import Progress
from accord.people.finding import AreaFinder
from accord.record.actions import CardText, append, publish_card
from accord.record.models import Card, Topic

BATCH = 2000


@dataclass(frozen=True)
class ReleaseFacts:
    source: str
    licence: str
    url: str
    dated: str
    file_name: str
    sha256: str


def add_release(facts: ReleaseFacts, read: Observations, progress: Progress = lambda done, of: None) -> ImportResult:
    """Check every row, then write one immutable release or nothing. The same file again is unchanged."""
    if Release.objects.filter(sha256=facts.sha256, source=facts.source, licence=facts.licence).exists():
        return ImportResult(read=read.read, unchanged=len(read.rows))
    rows, faults = _resolve(read.rows, facts.source)
    faults = sorted([*read.refused, *faults], key=lambda fault: fault.row)
    if faults:
        return ImportResult(read=read.read, refused=faults)
    published = bool(facts.source and facts.licence)
    with transaction.atomic():
        state = Release.State.PUBLISHED if published else Release.State.DRAFT
        mark_latest(rows)
        release = Release.objects.create(**vars(facts), state=state, rows=len(rows))
        for at in range(0, len(rows), BATCH):
            part = rows[at : at + BATCH]
            for row in part:
                row.release = release
            Observation.objects.bulk_create(part)
            progress(min(at + BATCH, len(rows)), len(rows))
        verb = "release_published" if published else "release_drafted"
        append(verb, None, after={"source": facts.source, "sha256": facts.sha256, "rows": len(rows)})
    return ImportResult(read=read.read, added=len(rows))


def _resolve(found: Sequence[Read], source: str) -> tuple[list[Observation], list[Refusal]]:
    series = {s.code: s.indicator_id for s in SeriesCode.objects.all()}
    series |= dict(Indicator.objects.values_list("code", "id"))
    areas = AreaFinder(source)
    rows: list[Observation] = []
    faults: list[Refusal] = []
    for read in found:
        indicator = series.get(read.indicator)
        area = areas.find(read.area_code, read.area_name)
        if indicator is None:
            faults.append(
                Refusal(
                    read.row,
                    "indicator",
                    read.indicator,
                    f"No indicator has the code “{read.indicator}”. The page Know lists those that are known.",
                )
            )
        elif area is None:
            given = read.area_code or read.area_name
            faults.append(
                Refusal(
                    read.row,
                    "area",
                    given,
                    f"No area has the code or name “{given}”. Expected ISO3, M49 or the name in the UN's list.",
                )
            )
        else:
            rows.append(_row(read, indicator, area))
    return rows, faults


def _row(read: Read, indicator: int, area: int) -> Observation:
    return Observation(
        indicator_id=indicator, area_id=area, start=read.period_start, end=read.period_end, value=read.value,
        unit=read.unit, sex="T" if read.sex == "_T" else read.sex, age=read.age, nature=read.nature,
        flags=",".join(read.flags), footnote=read.footnote or ("" if read.value is not None else read.value_text),
        other=dict(read.dims),
    )  # fmt: skip


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
