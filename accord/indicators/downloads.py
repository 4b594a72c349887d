"""Figures as CSV. Cells that a spreadsheet would run as formulas are made harmless."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from accord.formats.table import csv_safe
from accord.indicators.frames import reading, staging
from accord.indicators.frames.reading import shown
from accord.indicators.models import Holding, Indicator, Release
from accord.indicators.reads import ChangesPage, Value
from accord.people.models import Area

HEAD = (
    "indicator", "area", "name", "sex", "age", "breakdown", "period", "value", "lower", "upper", "unit", "nature", "flags",
    "footnote", "source_detail", "source", "licence", "dated", "release",
)  # fmt: skip
CHANGES_HEAD = ("indicator", "area", "name", "sex", "age", "breakdown", "period", "before", "after", "change")

type Cells = Sequence[object]


def lines(batches: Iterable[Sequence[Cells]]) -> Iterator[bytes]:
    """A batch of rows at a time, so that memory stays flat however many there are."""
    for batch in batches:
        text = io.StringIO()
        csv.writer(text).writerows([csv_safe(str(c)) if c is not None else "" for c in row] for row in batch)
        yield text.getvalue().encode()


def newest_rows(values: Iterable[Value], releases: dict[int, Release]) -> Iterator[Sequence[Cells]]:
    yield [HEAD]
    yield [
        (
            v.indicator, v.area_code, v.area.get("en", ""), v.sex, v.age, v.breakdown, v.period, v.value, v.lower, v.upper,
            v.unit, v.nature, v.flags, v.footnote, "", *_of(releases[v.release]),
        )
        for v in values
    ]  # fmt: skip


def all_rows(indicator: Indicator, held: Sequence[Holding]) -> Iterator[Sequence[Cells]]:
    """Each figure of an indicator in these releases, whatever its year and breakdown."""
    yield [HEAD]
    for h in held:
        yield from _stream(h.release, indicator)


def _stream(release: Release, indicator: Indicator) -> Iterator[Sequence[Cells]]:
    names = {code: told.get("en", "") for code, told in Area.objects.values_list("code", "names")}
    of = _of(release)
    place = {name: n for n, name in enumerate(staging.FIGURES)}
    wanted = [place[name] for name in (
        "TIME_PERIOD", "OBS_VALUE", "LOWER_BOUND", "UPPER_BOUND", "UNIT_MEASURE", "NATURE", "OBS_STATUS", "COMMENT_OBS",
        "SOURCE_DETAIL",
    )]  # fmt: skip
    for batch in reading.figures(release.parquet, indicator.sdmx):
        yield [
            (
                indicator.code, row[0], names.get(row[0], ""), shown(row[2], "T"), shown(row[3]), shown(row[4]),
                *(row[n] for n in wanted), *of,
            )
            for row in batch
        ]  # fmt: skip


def _of(release: Release) -> tuple[object, ...]:
    return release.source, release.licence, release.dated, release.pk


def change_rows(page: ChangesPage) -> Iterator[Sequence[Cells]]:
    yield [CHANGES_HEAD]
    yield [
        (page.code, c.area_code, c.area.get("en", ""), c.sex, c.age, c.breakdown, c.period, c.before, c.after, c.kind)
        for c in page.changes
    ]
