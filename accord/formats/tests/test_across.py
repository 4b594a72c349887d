"""Tables of other agencies: Open SDG, DDF, and wide tables with years or areas across."""

from decimal import Decimal
from pathlib import Path

import pytest

from accord.formats.columns import open_sdg_indicator, year_of
from accord.formats.observations import Observations, read_observations

OPEN_SDG = (
    "Year,Series,Violence type,Sex,Age (default),Region,Observation status,Unit multiplier,Units,GeoCode,Value\n"
    "2014/15,Physical,,,,,Normal value,Units,Percentage (%),,1.5\n"
    "2014/15,Physical,With injury,Female,16 to 24,North,Estimated value,Units,Percentage (%),E12,0.9\n"
)


def _open_sdg(text: str = OPEN_SDG, **given: str) -> Observations:
    return read_observations(text.encode(), defaults={"iso3": "XAA"}, name=given.get("name", "data_16-1-3.csv"))


def test_open_sdg_is_known_by_its_first_and_last_column() -> None:
    found = _open_sdg()
    assert (found.kind, found.refused, len(found.rows)) == ("open-sdg", [], 2)
    headline, part = found.rows
    assert (headline.indicator, headline.area_code, headline.period_start, headline.period_end) == ("16.1.3", "XAA", 2014, 2015)
    assert (headline.unit, headline.flags, headline.dims) == (
        "Percentage (%)",
        (),
        {"Series": "Physical", "Unit multiplier": "Units"},
    )
    assert (part.sex, part.age, part.flags) == ("F", "16 to 24", ("E",))
    assert (part.dims["Violence type"], part.dims["Region"], part.dims["GeoCode"]) == ("With injury", "North", "E12")


def test_open_sdg_needs_an_area_and_an_indicator() -> None:
    assert [r.column for r in read_observations(OPEN_SDG.encode(), name="data_1-1-1.csv").refused] == [
        "area_code / iso3 / m49 / area"
    ]
    assert [r.column for r in _open_sdg(name="figures.csv").refused] == ["indicator"]
    given = read_observations(OPEN_SDG.encode(), defaults={"iso3": "XAA", "indicator": "16.1.3"})
    assert given.rows[0].indicator == "16.1.3"


def test_open_sdg_repeats_are_told_but_parts_are_not_repeats() -> None:
    told = _open_sdg(OPEN_SDG + "2014/15,Physical,,,,,Normal value,Units,Percentage (%),,1.6\n").refused
    assert [(r.row, r.params["first"]) for r in told] == [(3, 1)]


@pytest.mark.parametrize(
    ("name", "indicator"),
    [("data_16-2-1.csv", "16.2.1"), ("indicator_4-a-1.csv", "4.a.1"), ("5-3-1", "5.3.1"), ("2024-05-01.csv", ""), ("x.csv", "")],
)
def test_the_indicator_is_told_by_the_file_s_name(name: str, indicator: str) -> None:
    assert open_sdg_indicator(name) == indicator


def test_ddf_names_its_measure_in_the_header(tmp_path: Path) -> None:
    path = tmp_path / "ddf--datapoints--vc_x--by--age--geo_area--nature--sex--units--year.csv"
    path.write_text(
        "age,geo_area,nature,sex,units,year,vc_x\n15_19,4,c,female,percent,2015,28.7\nallage,1,e,bothsex,number,2016,\n"
    )
    for found in (read_observations(path), read_observations(path.read_bytes())):
        assert (found.kind, found.refused, len(found.rows)) == ("ddf", [], 2)
        one = found.rows[0]
        assert (one.indicator, one.area_code, one.area_scheme, one.value) == ("VC_X", "4", "m49", Decimal("28.7"))
        assert (one.unit, one.sex, one.age, one.nature, one.dims) == ("percent", "F", "15_19", "c", {})
        assert (found.rows[1].value, found.rows[1].sex) == (None, "_T")


def test_faults_in_ddf_name_the_measure() -> None:
    told = read_observations(b"geo_area,year,vc_x\n4,2015,many\n").refused
    assert [(r.row, r.column, r.code) for r in told] == [(1, "vc_x", "bad_number")]
    assert read_observations(b"geo_area,units,year\n4,percent,2015\n").refused[0].code == "ddf_measure"


WIDE = "Country,ISO3,Sex,2015,2016 [YR2016],value_2017,X\nAland,XAA,Female,1.5,..,3,9\nBeland,XAB,Female,,<5,n/a,8\n"


def test_years_across_become_periods() -> None:
    found = read_observations(WIDE.encode(), defaults={"indicator": "V1"}, mapping={"ignore": "X"})
    assert (found.kind, found.read, found.refused) == ("wide", 3, [])
    assert [(o.row, o.area_code, o.area_name, o.period, o.value_text, o.sex, o.dims) for o in found.rows] == [
        (1, "XAA", "Aland", "2015", "1.5", "F", {}),
        (1, "XAA", "Aland", "2017", "3", "F", {}),
        (2, "XAB", "Beland", "2016", "<5", "F", {}),
    ]


def test_a_wide_table_takes_a_mapping_and_names_the_cell_that_is_wrong() -> None:
    text = WIDE.replace("Country,ISO3", "Where,Code").replace("1.5", "many")
    assert read_observations(text.encode(), defaults={"indicator": "V1"}).refused[0].code == "missing_column"
    told = read_observations(text.encode(), defaults={"indicator": "V1"}, mapping={"iso3": "Code", "area": "Where"}).refused
    assert [(r.row, r.column, r.value) for r in told] == [(1, "2015", "many")]


def test_areas_may_stand_across_where_the_mapping_says_so() -> None:
    text = b"TIME_PERIOD,World,Oceania*,Note\n2015,1.5,,a\n2016,2,3,b\n"
    found = read_observations(text, defaults={"indicator": "V1"}, mapping={"area": "*", "ignore": "Note"})
    assert [(o.area_name, o.period, o.value) for o in found.rows] == [
        ("World", "2015", Decimal("1.5")),
        ("World", "2016", Decimal(2)),
        ("Oceania", "2016", Decimal(3)),
    ]


def test_a_wide_table_without_a_figure_says_so() -> None:
    told = read_observations(b"iso3,2015\nXAA,..\n", defaults={"indicator": "V1"}).refused
    assert [r.code for r in told] == ["wide_empty"]


def test_a_long_table_with_a_year_among_its_columns_stays_long() -> None:
    found = read_observations(b"iso3,indicator,year,value,2015\nXAA,V1,2019,1,x\n")
    assert (found.kind, found.rows[0].dims) == ("tidy", {"2015": "x"})


@pytest.mark.parametrize(
    ("header", "year"),
    [("2015", "2015"), ("value_2015", "2015"), ("Y2015", "2015"), ("2015 [YR2015]", "2015"), ("2015_value", "2015"),
     ("2015-16", ""), ("A2015", ""), ("12015", ""), ("Code", "")],
)  # fmt: skip
def test_a_year_is_told_in_a_header(header: str, year: str) -> None:
    assert year_of(header) == year
