"""Progress and regions as CSV."""

from collections.abc import Iterator, Sequence

from accord.indicators.downloads import Cells
from accord.indicators.progress import wording
from accord.indicators.progress.reads import RateShown, StatusLine
from accord.indicators.progress.region_reads import IndicatorRegions

HEAD = (
    "indicator", "area", "name", "sex", "age", "source", "counted", "first_year", "first_value", "last_year", "last_value",
    "figures", "target", "target_year",
)  # fmt: skip
TAIL = ("disagree", "aarr_observed", "aarr_required", "times_faster", "made_at", "release_sha256", "digest")
REGIONS = (
    "indicator", "area", "name", "sex", "rule", "kind", "value", "reason", "coverage", "countries_used", "countries",
    "countries_imputed", "weights", "first_year", "last_year", "year_from", "year_to", "min_coverage", "impute",
    "made_at", "digest",
)  # fmt: skip


def status_rows(lines: Sequence[StatusLine]) -> Iterator[Sequence[Cells]]:
    """A row a series: of each method its version, its status and the reason where it has none."""
    methods = [f"{m}_{part}" for m in wording.ORDER for part in ("version", "status", "reason")]
    yield [(*HEAD, *methods, *TAIL)]
    yield [_row(s) for s in lines]


def _row(s: StatusLine) -> Cells:
    target = s.inputs["target"] or {"value": None, "year": None}
    said = {m.method: m for m in s.methods}
    methods = [
        cell for m in wording.ORDER for cell in ((said[m].version, said[m].status, said[m].reason) if m in said else ("",) * 3)
    ]
    return (
        s.indicator, s.area_code, s.area.get("en", ""), s.sex, s.age, s.source, int(s.counted), s.first, s.points[0][1], s.last,
        s.points[-1][1], len(s.points), target["value"], target["year"], *methods, int(s.disagree), _value(s.observed),
        _value(s.required), _value(s.acceleration), s.made_at.isoformat(), s.release_sha256, s.digest,
    )  # fmt: skip


def _value(rate: RateShown | None) -> object:
    return None if rate is None else rate.value


def region_rows(page: IndicatorRegions) -> Iterator[Sequence[Cells]]:
    """`kind` is "proxy weights" where the figure is no regional value."""
    yield [REGIONS]
    yield [
        (
            page.code, one.area_code, one.area.get("en", ""), one.sex, r.rule, "proxy weights" if r.proxy else "by the rule",
            one.value, one.reason, one.coverage, one.used, one.countries, one.imputed, r.weights, one.first, one.last,
            r.year_from, r.year_to, r.min_coverage, r.impute, one.made_at.isoformat(), one.digest,
        )
        for r in page.rules
        for one in r.lines
    ]  # fmt: skip
