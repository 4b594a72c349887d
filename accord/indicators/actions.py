"""Every write of the data house."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accord.formats.observations import Observation as Read
from accord.formats.result import ImportResult, Refusal
from accord.indicators.models import Indicator, Observation, Release, SeriesCode
from accord.kit.importing import Progress
from accord.people.models import Area, AreaAlias
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


def add_release(
    facts: ReleaseFacts, found: Sequence[Read], refused: Sequence[Refusal], progress: Progress = lambda done, of: None
) -> ImportResult:
    """Check every row, then write one immutable release or nothing. The same file again is unchanged."""
    total = len(found) + len(refused)
    if Release.objects.filter(sha256=facts.sha256, source=facts.source, licence=facts.licence).exists():
        return ImportResult(read=total, unchanged=len(found))
    rows, faults = _resolve(found, facts.source)
    faults = sorted([*refused, *faults], key=lambda fault: fault.row)
    if faults:
        return ImportResult(read=total, refused=faults)
    published = bool(facts.source and facts.licence)
    with transaction.atomic():
        state = Release.State.PUBLISHED if published else Release.State.DRAFT
        release = Release.objects.create(**vars(facts), state=state, rows=len(rows))
        for at in range(0, len(rows), BATCH):
            part = rows[at : at + BATCH]
            for row in part:
                row.release = release
            Observation.objects.bulk_create(part)
            progress(min(at + BATCH, len(rows)), len(rows))
        append("release_published" if published else "release_drafted", None,
               after={"source": facts.source, "sha256": facts.sha256, "rows": len(rows)})  # fmt: skip
    notes = [] if published else ["The release is a draft, shown nowhere: give --source and --licence to publish it."]
    return ImportResult(read=total, added=len(rows), notes=notes)


def _resolve(found: Sequence[Read], source: str) -> tuple[list[Observation], list[Refusal]]:
    series = {s.code: s.indicator_id for s in SeriesCode.objects.all()}
    series |= {code: pk for code, pk in Indicator.objects.values_list("code", "id")}
    areas = AreaFinder(source)
    rows: list[Observation] = []
    faults: list[Refusal] = []
    for read in found:
        indicator = series.get(read.series)
        area = areas.find(read.area, read.area_is_name)
        if indicator is None:
            faults.append(Refusal(read.row, "series", read.series, "No indicator has this code. See the list under /know/."))
        elif area is None:
            faults.append(Refusal(read.row, "area", read.area, "No area has this code or name. Expected ISO3, M49 or an M49 name."))
        else:
            rows.append(
                Observation(
                    indicator_id=indicator, area_id=area, start=read.start, end=read.end, value=read.value,
                    unit=read.unit, sex=read.sex, age=read.age, nature=read.nature, flags=read.flags,
                    footnote=read.footnote, other=read.other,
                )  # fmt: skip
            )
    return rows, faults


class AreaFinder:
    """Areas by ISO3, M49, agency code, M49 name or a known alias. UNICEF's groupings come first in UNICEF's files."""

    def __init__(self, source: str) -> None:
        self.unicef = "UNICEF" in source.upper() or "STATE OF THE WORLD" in source.upper()
        self.by_code: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        for area in Area.objects.in_world("real"):
            self.by_code[area.code] = area.pk
            if area.m49:
                self.by_code[area.m49] = area.pk
                self.by_code[str(int(area.m49))] = area.pk
            self.by_name[area.names.get("en", "").lower()] = area.pk
        for name, pk in AreaAlias.objects.values_list("alias", "area_id"):
            self.by_name.setdefault(name.lower(), pk)

    def find(self, given: str, is_name: bool) -> int | None:
        if is_name and self.unicef:
            code = "UNICEF_" + re.sub("[^A-Z]+", "_", given.upper()).strip("_")
            if code in self.by_code:
                return self.by_code[code]
        return self.by_code.get(given) or self.by_name.get(given.lower())


def publish_indicator(indicator: Indicator, topics: Sequence[Topic]) -> Card:
    """The card of an indicator."""
    return publish_card(
        CardText(
            ref=f"indicators/{indicator.code}", kind="indicator", url=f"indicators/{indicator.code}/",
            title=indicator.names, summary={"en": f"{indicator.population}. {indicator.note}".strip(". ")},
            text=f"{indicator.code} {indicator.sdg} {indicator.custodian}", topics=topics,
        )  # fmt: skip
    )
