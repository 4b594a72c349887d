"""Figures from tidy CSV and SDMX-CSV; the tables of 1.0 and 2.0 follow the forms of the SDMX field guides."""

from decimal import Decimal

import pytest

from accord.formats.observations import Observations, read_observations, read_sdmx_csv, read_tidy, sniff
from accord.formats.table import read_table


def _read(text: str, **options: dict[str, str]) -> Observations:
    return read_observations(text.encode(), **options)


def test_the_columns_of_a_long_table_are_known_without_a_mapping() -> None:
    found = _read(
        "series,sdg_indicator,description,m49,area,year,age,sex,nature,units,value\n"
        "VC_X,16.2.1,Children punished,1,World,2019,1_14,bothsex,e,percent,78.9\n"
    )
    one = found.rows[0]
    assert (found.kind, found.read, found.refused) == ("tidy", 1, [])
    assert (one.indicator, one.indicator_name, one.area_code, one.area_scheme) == ("VC_X", "Children punished", "1", "m49")
    assert (one.area_name, one.period_start, one.age, one.sex, one.nature) == ("World", 2019, "1_14", "_T", "e")
    assert (one.unit, one.value, one.dims) == ("percent", Decimal("78.9"), {"sdg_indicator": "16.2.1"})


REGIONS = (
    "iso3,area,indicator,sex,unit,value,flags\n"
    'XAA,Aland,m,Female,percent,7.2,"x,y"\n'
    ",East,m,Female,percent,7.1,\n"
    ",West,m,Female,percent,7,\n"
)


def test_a_file_without_a_period_needs_one_given() -> None:
    assert _read(REGIONS).refused[0].column == "period / period_start"
    found = _read(REGIONS, defaults={"period": "2010-2018"})
    assert {(o.period_start, o.period_end) for o in found.rows} == {(2010, 2018)}


def test_areas_without_a_code_are_told_apart_by_name_and_flags_are_kept() -> None:
    found = _read(REGIONS, defaults={"period": "2022"})
    assert found.refused == []
    assert [(o.area_code, o.area_name, o.flags) for o in found.rows][:2] == [("XAA", "Aland", ("x", "y")), ("", "East", ())]


def test_a_mapping_names_columns_that_are_not_known() -> None:
    found = _read("What;Where;When;Estimate (central)\nm;XAA;2019;7,25\n",
                  mapping={"indicator": "what", "area_code": "Where", "period": "When",
                           "value": "Estimate (central)"})  # fmt: skip
    assert (found.refused, found.rows[0].value) == ([], Decimal("7.25"))


def test_a_mapping_to_a_column_that_is_not_there_is_refused() -> None:
    told = _read(REGIONS, mapping={"value": "Estimate"}).refused[0]
    assert (told.code, told.column, told.value) == ("mapped_column", "value", "Estimate")


def test_start_and_end_may_stand_in_two_columns() -> None:
    one = _read("indicator,iso3,start_year,end_year,value\nm,XAA,2015,2018,1\nn,XAA,2015,,1\n").rows
    assert [(o.period_start, o.period_end) for o in one] == [(2015, 2018), (2015, 2015)]


def test_a_bound_is_kept_as_text_and_a_percent_sign_gives_the_unit() -> None:
    rows = _read("indicator,iso3,year,value\nm,XAA,2019,<5\nm,XAB,2019,12%\nm,XAC,2019,\n").rows
    assert [(o.value, o.value_text, o.unit) for o in rows] == [(None, "<5", ""), (Decimal(12), "12%", "percent"), (None, "", "")]


def test_a_table_already_read_gives_the_same() -> None:
    text = b"indicator,iso3,year,value\nm,XAA,2019,1\n"
    assert read_tidy(read_table(text)).rows == read_observations(text).rows
    assert read_tidy(read_table(b"a,b\n1,2\n")).refused[0].code == "missing_column"


ONE = (
    "DATAFLOW,REF_AREA,INDICATOR,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT\n"
    "UN:DF(1.0),XAA,VAC,F,2019,12.4,A,0\n"
    "UN:DF(1.0),XAA,VAC,M,2019,10.8,E,0\n"
)


def test_sdmx_csv_1_is_read() -> None:
    found = _read(ONE)
    assert (found.kind, found.structures, found.refused) == ("sdmx-csv-1", ("UN:DF(1.0)",), [])
    assert [(o.indicator, o.area_code, o.sex, o.flags) for o in found.rows] == [
        ("VAC", "XAA", "F", ()),
        ("VAC", "XAA", "M", ("E",)),
    ]
    assert found.rows[0].dims == {"UNIT_MULT": "0"}


def test_labels_both_give_codes_and_names() -> None:
    found = _read(
        "DATAFLOW,REF_AREA: Reference area,INDICATOR: Indicator,TIME_PERIOD: Time,OBS_VALUE: Value,OBS_FOOTNOTE: Note\n"
        "UN:DF(1.0): Flow,XAA: Aland,VAC: Violence: any,2019: 2019,12.4,Note: see annex\n"
    )
    one = found.rows[0]
    assert (one.area_code, one.area_name, one.indicator, one.indicator_name) == ("XAA", "Aland", "VAC", "Violence: any")
    assert (one.period, one.footnote, found.structures) == ("2019", "Note: see annex", ("UN:DF(1.0)",))


TWO = "STRUCTURE,STRUCTURE_ID,ACTION,SERIES_KEY,REF_AREA,SERIES,INDICATOR,TIME_PERIOD,OBS_VALUE,NOTE[]\n"


def test_sdmx_csv_2_is_read_with_keys_and_brackets() -> None:
    found = _read(
        TWO
        + "dataflow,UN:DF(1.0.0),I,A.B,XAA,VC_X,16.2.1,2019-Q1,12.4,a;b\nDataflow,UN:DF(1.0.0),R,A.B,XAB,VC_X,16.2.1,2019,1,\n"
    )
    assert (found.kind, found.refused, len(found.rows)) == ("sdmx-csv-2", [], 2)
    one = found.rows[0]
    assert (one.indicator, one.dims["INDICATOR"], one.footnote, "SERIES_KEY" in one.dims) == ("VC_X", "16.2.1", "a;b", False)


def test_the_brackets_of_the_first_column_name_a_separator_within_cells() -> None:
    text = TWO.replace("STRUCTURE,", "STRUCTURE[|],", 1).replace(",", ";") + "dataflow;UN:DF(1.0);I;A;XAA;VC;1;2019;12,4;x\n"
    assert (_read(text).kind, _read(text).rows[0].value) == ("sdmx-csv-2", Decimal("12.4"))


@pytest.mark.parametrize(
    ("structure", "action", "code"),
    [("dataflow", "D", "delete_action"), ("dataflow", "X", "bad_action"), ("dataset", "I", "bad_structure")],
)
def test_actions_and_structures_that_do_not_add_figures_are_refused(structure: str, action: str, code: str) -> None:
    found = _read(f"{TWO}{structure},UN:DF(1.0),{action},A,XAA,VC,1,2019,1,\n")
    assert [(r.row, r.code) for r in found.refused] == [(1, code)]
    assert found.rows == []


def test_names_beside_codes_are_told_from_codes() -> None:
    found = _read(
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,geo,Geopolitical entity,TIME_PERIOD,Time,OBS_VALUE,Observation value\n"
        "dataflow,E:VAC_FLOW(1.0),Violence,I,XAA,Aland,2019,,3,\n"
    )
    one = found.rows[0]
    assert (one.area_code, one.area_name, one.indicator, one.dims) == ("XAA", "Aland", "VAC_FLOW", {})


def test_a_file_near_sdmx_without_its_first_column_is_read() -> None:
    found = _read("REF_AREA,Geographic area,INDICATOR,Indicator,SEX,Sex,TIME_PERIOD,OBS_VALUE,"
                  "OBS_STATUS,Observation Status,LOWER_BOUND\n"
                  "XAA,Aland,CME,Mortality,F,Female,2020,13.18,A,Normal value,12.1\n")  # fmt: skip
    one = found.rows[0]
    assert (found.kind, one.area_name, one.indicator_name, one.sex) == ("sdmx-like", "Aland", "Mortality", "F")
    assert (one.flags, one.dims) == ((), {"LOWER_BOUND": "12.1"})


def test_rows_that_differ_only_in_an_attribute_are_a_repetition() -> None:
    told = _read(ONE + "UN:DF(1.0),XAA,VAC,F,2019,12.5,A,3\n").refused
    assert [(r.row, r.params["first"]) for r in told] == [(3, 1)]


def test_sdmx_without_a_column_for_the_area_says_so() -> None:
    text = b"DATAFLOW,DIM_1,TIME_PERIOD,OBS_VALUE\nUN:DF(1.0),XAA,2019,1\n"
    told = read_sdmx_csv(text).refused
    assert [(r.row, r.code) for r in told] == [(0, "missing_column")]
    assert "structure_id" not in told[0].message
    assert read_sdmx_csv(text, mapping={"area_code": "DIM_1"}).rows[0].indicator == "DF"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("DATAFLOW,A", "sdmx-csv-1"),
        ("STRUCTURE[;],STRUCTURE_ID", "sdmx-csv-2"),
        ("A,TIME_PERIOD,OBS_VALUE", "sdmx-like"),
        ("iso3,value", "tidy"),
    ],
)
def test_the_form_is_told_by_the_header(header: str, kind: str) -> None:
    assert sniff(tuple(header.split(","))) == kind
    assert sniff(read_table(f"{header}\n{','.join('1' for _ in header.split(','))}\n".encode())) == kind
