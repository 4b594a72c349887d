"""Slices of releases: the index and the scan give the same rows, and a filter lets through what its meaning says."""

import os
from datetime import date
from functools import partial
from typing import Any

import pytest

from accord.formats.sdmx.filters import parse_filter, parse_keys
from accord.formats.sdmx.shape import Dataset
from accord.formats.sdmx.write_csv import write_csv
from accord.indicators.frames import analysis, engine, lines, parquet, reading, serving
from accord.indicators.frames.serving import Question, Slice
from accord.indicators.frames.staging import KEYS
from accord.indicators.models import Indicator
from accord.indicators.sdmx import flows
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
TABLE = """indicator,iso3,year,sex,age,value,flags,note,Residence
t.1,XKA,2018,female,1_14,12.5,y,,
t.1,XKA,2020,female,1_14,10,,a note,
t.1,XKA,2020,male,1_14,9,,,
t.1,XKA,2020,male,1_14,7,,,urban
t.1,XKB,2015-2018,,,<5,,,
t.1,XKB,2021,,,30,"x,y",,
t.2,XKA,2019,,,4000,E,,
"""
FILTERS = ["c[SEX]=F", "c[SEX]=ne:F", "c[OBS_VALUE]=gt:9.5", "c[OBS_VALUE]=le:10,gt:1000", "c[OBS_STATUS]=co:y",
           "c[OBS_STATUS]=nc:x", "c[OBS_STATUS]=ne:y",
           "c[AGE]=sw:1", "c[AGE]=ew:14", "c[TIME_PERIOD]=ge:2020", "c[TIME_PERIOD]=lt:2020",
           "c[TIME_PERIOD]=ge:2018+le:2020", "c[TIME_PERIOD]=2015",
           "c[TIME_PERIOD]=ge:2010+le:2017", "c[TIME_PERIOD]=le:2019", "c[TIME_PERIOD]=ne:2018", "c[TIME_PERIOD]=gt:2015",
           "c[COMMENT_OBS]=a note", "c[ORIGIN]=MADE_UP_OFFICE",
           "c[ORIGIN]=OTHER", "c[REF_AREA]=XKA,XKB"]  # fmt: skip
KEYS_ASKED = [
    "", "XKA.t_1", "XKA+XKB.t_1.F", ".t_1", "XKA", "..M", "XKB.t_1...MADE_UP_OFFICE", "XKB.t_1....OTHER", "QQQ.t_1",
    "XKA.t_1,XKB.t_2",
]  # fmt: skip


@pytest.fixture(scope="module")
def asked(one_world: None) -> Any:
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    Indicator.objects.create(code="t.1", unit="percent", direction="lower", source="made up")
    Indicator.objects.create(code="t.2", unit="number", direction="lower", source="made up")
    release = release_of(TABLE)
    part = Slice(release.parquet, KEYS, {"ORIGIN": "MADE_UP_OFFICE", "SOURCE_AGENCY": release.source})
    shape = flows.vac_shape(serving.codes([part], (*KEYS, "ORIGIN")))

    def ask(key: str = "", *filters: str, **more: Any) -> list[Any]:
        keys = parse_keys(key)
        limits = [{d: c for d, c in zip((*KEYS, "ORIGIN"), one, strict=False) if c} for one in keys]
        told = [parse_filter(f[2 : f.index("]")], f[f.index("=") + 1 :]) for f in filters]
        question = Question(shape, [] if {} in limits else limits, told, **more)
        return [row for batch in serving.rows([part], question) for row in batch]

    ask.shape = shape  # type: ignore[attr-defined]
    ask.name = release.parquet  # type: ignore[attr-defined]
    return ask


MORE: list[dict[str, Any]] = [
    {}, {"last": 1}, {"first": 1}, {"first": 1, "last": 1}, {"start": date(2019, 1, 1)}, {"keys_only": True},
    {"end": date(2019, 12, 31)},
]  # fmt: skip


@pytest.mark.parametrize("more", MORE)
def test_index_and_scan_tell_the_same(asked: Any, monkeypatch: pytest.MonkeyPatch, more: dict[str, Any]) -> None:
    filters = FILTERS[MORE.index(more) :: 1 if not more else len(MORE)]  # each with all rows, and each with one of the others
    for key in KEYS_ASKED:
        for one in ["", *filters]:
            told = []
            for few in (0, 10**6):
                monkeypatch.setattr(serving, "FEW", few)
                told.append(sorted(asked(key, *([one] if one else []), **more), key=str))
            assert told[0] == told[1], (key, one)


@pytest.mark.parametrize("one", FILTERS)
def test_a_filter_means_what_it_says(asked: Any, one: str) -> None:
    columns = asked.shape.columns
    told = parse_filter(one[2 : one.index("]")], one[one.index("=") + 1 :])
    kind = serving.kind_of(asked.shape, told.component)
    wanted = [r for r in asked() if told.lets_through(r[columns.index(told.component)], kind)]
    found = asked("", one)
    assert sorted(found, key=str) == sorted(wanted, key=str)
    assert len(found) < 7 or one == "c[REF_AREA]=XKA,XKB" or "MADE_UP" in one


def test_keys_and_counts(asked: Any) -> None:
    assert len(asked()) == 7
    assert len(asked("XKA.t_1")) == 4
    assert len(asked("XKA+XKB.t_1._T")) == 2
    assert len(asked("", last=1)) == 5
    assert [r[6] for r in asked("XKA.t_1.F", first=1)] == ["2018"]
    assert [len(b) for b in serving.rows([], Question(asked.shape))] == []


def test_an_index_that_is_gone_changes_nothing(asked: Any) -> None:
    before = asked("XKA.t_1")
    os.unlink(parquet.path_of(asked.name).with_suffix(".index"))
    assert asked("XKA.t_1") == before
    assert reading.series(asked.name, areas=["XKA"])


def test_an_index_made_in_shares_is_the_same(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet.path_of(asked.name).with_suffix(".index")
    before = {key: asked(key) for key in ("XKA.t_1", "XKA.t_2", "XKB.t_1")}
    path.unlink()
    monkeypatch.setattr(parquet, "AT_ONCE", 2)
    asked("XKA.t_1")  # makes it, and opens it anew
    monkeypatch.setattr(engine, "batches", None)  # what follows is answered by the index alone
    assert {key: asked(key) for key in before} == before
    assert sum(map(len, before.values())) == 7


NASTY = """indicator,iso3,year,value,note
t.1,XKA,2018,12.5,"plain"
t.1,XKA,2019,1,"a, b"
t.1,XKA,2020,2,"says ""no"" twice"
t.1,XKA,2021,3,"two
lines"
t.1,XKA,2022,4,'=1+1
t.1,XKB,2022,5,\\x41 'quoted' ''
t.1,XKB,2023,,
"""


@pytest.mark.parametrize("more", [{}, {"last": 1}, {"start": date(2020, 1, 1)}])
def test_the_engines_lines_are_the_rows_lines(asked: Any, more: dict[str, Any]) -> None:
    """Quotes, commas, ends of lines: byte for byte what `write_csv` makes of the rows."""
    parts = [
        Slice(release_of(text, source=source).parquet, KEYS, {"ORIGIN": "A", "SOURCE_AGENCY": 'An "office", two'})
        for text, source in ((NASTY, "Made-up Lines"), (TABLE, "Made-up Rows"))
    ]
    question = Question(asked.shape, **more)
    assert lines.scanned(parts, question)
    assert not lines.scanned(parts, Question(asked.shape, [{"REF_AREA": ("XKA",), "INDICATOR": ("t_1",)}]))
    for version in ("1.0.0", "2.0.0"):
        told = [
            b"".join(write_csv(asked.shape, [Dataset(serving.rows(parts, question), lines=engine)], version=version))
            for engine in (None, partial(lines.lines, parts, question))
        ]
        assert told[0] == told[1]
        assert b'"An ""office"", two"' in told[0]
        assert (b'"says ""no"" twice"' in told[0]) == ("last" not in more)


def test_years_stand_beside_each_other(asked: Any) -> None:
    assert analysis.pivot(asked.name, "t_1", [2020, 2021], "_T") == [{"REF_AREA": "XKB", "y2020": None, "y2021": 30.0}]
    assert analysis.coverage(asked.name, "t_1") == [
        {"year": 2018, "areas": 1}, {"year": 2020, "areas": 1}, {"year": 2021, "areas": 1},
    ]  # fmt: skip


def test_what_changed_between_two_releases(asked: Any) -> None:
    newer = release_of(TABLE.replace(",30,", ",31,").replace("t.1,XKA,2018,female,1_14,12.5,y,,\n", ""), "Another office")
    told = [(c.area, c.period, c.before, c.after) for c in analysis.difference(asked.name, newer.parquet)]
    assert told == [("XKA", "2018", 12.5, None), ("XKB", "2021", 30.0, 31.0)]
    assert analysis.difference(asked.name, newer.parquet, "t_2") == []
