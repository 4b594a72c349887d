"""Writes of what is worked out: at each publication, in bulk, and never over what was there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from accord.indicators.models import AggregationRule, Indicator, ProgressRule, ProgressStatus, RegionalFigure, SeriesCode
from accord.indicators.progress import aggregating, assessing
from accord.indicators.progress.assessing import digest_of
from accord.indicators.progress.series import series_of
from accord.kit import clock
from accord.people.models import Area, World

BATCH = 1000
type Key = tuple[Any, ...]


@dataclass(frozen=True)
class Done:
    """How many were written, and how many had their place taken."""

    statuses: int
    regional: int
    replaced: int


def work_out(indicators: Iterable[int] | None = None) -> Done:
    """Statuses and regional figures of these indicators (all where none is named), and of those that take their weights of them.

    What comes out as before is left as it is; what differs gets a row of its own, and the older one says until when it held.
    """
    chosen = None if indicators is None else set(indicators)
    if chosen is not None and not chosen:
        return Done(0, 0, 0)
    rows = Indicator.objects.select_related("unit_measure").prefetch_related("targets")
    mine = list(rows if chosen is None else rows.filter(pk__in=chosen))
    with transaction.atomic():
        statuses, gone = _keep(ProgressStatus, _statuses(mine), [i.pk for i in mine])
        ruled = mine if chosen is None else list(Indicator.objects.filter(pk__in=chosen | _weighed_by(chosen)))
        regional, went = _keep(RegionalFigure, _regional(ruled), [i.pk for i in ruled])
    return Done(statuses, regional, gone + went)


def _weighed_by(indicators: set[int]) -> set[int]:
    """Indicators whose rule takes its weights from one of these (2 queries)."""
    codes = SeriesCode.objects.filter(indicator__in=indicators).values_list("code", flat=True)
    rules = AggregationRule.objects.filter(Q(weights__in=list(codes)) | Q(stand_in__in=list(codes)))
    return set(rules.values_list("indicator_id", flat=True))


def _statuses(indicators: Sequence[Indicator]) -> dict[Key, ProgressStatus]:
    rules = list(ProgressRule.objects.all())
    wanted = {i.pk: assessing.wanted_of(i, list(i.targets.all()), rules) for i in indicators}
    assessed = [i for i in indicators if wanted[i.pk].is_assessed]
    countries = dict(Area.objects.countries().in_world(World.REAL).values_list("code", "pk"))
    found: dict[Key, ProgressStatus] = {}
    for pk, told in (series_of(assessed) if assessed else {}).items():
        for s in told:
            if s.area not in countries or s.release.origin_id is None:
                continue
            kept = assessing.assessed(s.points, wanted[pk])
            digest = assessing.digest_of_status(kept, release_sha256=s.release.parquet_sha256, age=s.age, counted=s.counted)
            found[pk, countries[s.area], s.release.origin_id, s.sex] = ProgressStatus(
                indicator_id=pk, area_id=countries[s.area], origin_id=s.release.origin_id, release=s.release, sex=s.sex,
                age=s.age, counted=s.counted, first=s.points[0].year, last=s.points[-1].year,
digest=digest, **kept,
            )  # fmt: skip
    return found


def _regional(indicators: Sequence[Indicator]) -> dict[Key, RegionalFigure]:
    areas = dict(Area.objects.filter(kind=Area.Kind.REGION).values_list("code", "pk"))
    return {
        (one.indicator, areas[one.area], one.rule, one.sex): RegionalFigure(
            indicator_id=one.indicator, area_id=areas[one.area], rule=one.rule, sex=one.sex, digest=digest_of(one.fields),
            **one.fields,
        )
        for one in aggregating.regional_figures(indicators)
    }  # fmt: skip


KEYS: Mapping[type, tuple[str, ...]] = {
    ProgressStatus: ("indicator_id", "area_id", "origin_id", "sex"), RegionalFigure: ("indicator_id", "area_id", "rule", "sex"),
}  # fmt: skip


def _keep[M: (ProgressStatus, RegionalFigure)](
    model: type[M], found: Mapping[Key, M], indicators: Sequence[int]
) -> tuple[int, int]:
    """Rows written, and rows whose place was taken (3 queries and one a batch)."""
    held = model._default_manager.filter(indicator__in=indicators, current=True).values_list(*KEYS[model], "pk", "digest")
    current = {tuple(key): (pk, digest) for *key, pk, digest in held}
    ended = [pk for key, (pk, digest) in current.items() if key not in found or found[key].digest != digest]
    new = [row for key, row in found.items() if key not in current or current[key][1] != row.digest]
    now = clock.now()
    for at in range(0, len(ended), BATCH):
        model._default_manager.filter(pk__in=ended[at : at + BATCH]).update(current=False, until=now)
    for row in new:
        row.made_at = now
    model._default_manager.bulk_create(new, batch_size=BATCH)
    return len(new), len(ended)


def rerun_all() -> list[str]:
    """Names of what does not come out again as it is stored: statuses, then regional figures, past ones as well."""
    wrong = []
    for status in ProgressStatus.objects.select_related("indicator", "area", "release").iterator(BATCH):
        if not assessing.rerun(status):
            wrong.append(f"{status.indicator.code} {status.area.code} {status.sex} ({status.pk})")
    for figure in RegionalFigure.objects.select_related("indicator", "area").iterator(BATCH):
        if not aggregating.rerun(figure):
            wrong.append(f"{figure.indicator.code} {figure.area.code} {figure.rule} ({figure.pk})")
    return wrong
