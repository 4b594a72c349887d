"""Figures of indicators out of SDMX messages of every form, by the same chooser as tables."""

from decimal import Decimal

import pytest

from accord.formats.messages import Unreadable
from accord.formats.observations import observations_from, read_observations
from accord.formats.sdmx.data import read_data
from accord.formats.table import Limits
from accord.formats.tests import sdmx_messages as made


@pytest.mark.parametrize(
    ("message", "kind", "count"),
    [
        (made.SERIES_FORM, "sdmx-ml", 3),
        (made.GENERIC_SERIES, "sdmx-ml", 2),
        (made.COMPONENTS_3, "sdmx-ml", 2),
        (made.JSON_2, "sdmx-json", 3),
        (made.JSON_1, "sdmx-json", 1),
        (made.CSV_1, "sdmx-csv-1", 1),
    ],
)
def test_one_figure_is_the_same_in_every_form(message: bytes, kind: str, count: int) -> None:
    found = read_observations(message)
    assert (found.kind, found.refused, len(found.rows), found.structures) == (kind, [], count, ("XX:VAC(1.0)",))
    one = found.rows[0]
    assert (one.indicator, one.area_code, one.period, one.row) == ("V1", "XAA", "2019", 1)
    assert one.value in {Decimal("12.4"), Decimal(1)}


def test_unit_sex_flags_and_attributes_of_the_data_set_find_their_place() -> None:
    first, second, third = read_observations(made.SERIES_FORM).rows
    assert (first.unit, first.sex, first.flags, second.flags) == ("PT", "F", (), ("E",))
    assert first.indicator_name == "Made up & small"  # TITLE of the data set
    assert (third.value, third.value_text, third.sex) == (None, "", "M")


def test_names_of_areas_and_indicators_come_from_json() -> None:
    one = read_observations(made.JSON_2).rows[0]
    assert (one.area_name, one.indicator_name) == ("Name of XAA", "Name of V1")


def test_attributes_do_not_make_another_figure_where_roles_are_known() -> None:
    twice = made.JSON_FLAT.replace(b'"1:1"', b'"0:00"')
    told = read_observations(twice).refused
    assert [(r.row, r.code, r.params["first"]) for r in told] == [(2, "duplicate_key", 1)]
    one = read_observations(made.GENERIC_SERIES).rows[0]
    assert {"SOURCE", "UNIT_MEASURE"} <= one.attributes


def test_a_flow_may_stand_for_the_indicator_and_a_mapping_names_the_rest() -> None:
    body = '<Obs COUNTRY="XAA" TIME_PERIOD="2019" VAL="1"/>'
    message = made.specific(body, "AllDimensions")
    assert [r.column for r in read_observations(message).refused] == ["value"]  # COUNTRY is a name of areas
    found = read_observations(message, mapping={"area_code": "COUNTRY", "value": "VAL"})
    assert [(o.indicator, o.area_code, o.value) for o in found.rows] == [("VAC", "XAA", Decimal(1))]
    assert read_observations(message, mapping={"value": "NOT"}).refused[0].code == "mapped_column"


def test_defaults_fill_what_a_message_lacks() -> None:
    message = made.specific('<Obs REF_AREA="XAA" OBS_VALUE="1"/>', "AllDimensions")
    found = read_observations(message, defaults={"period": "2020", "unit": "percent"})
    assert [(o.indicator, o.period_start, o.unit) for o in found.rows] == [("VAC", 2020, "percent")]


def test_a_data_set_that_deletes_is_refused() -> None:
    message = made.SERIES_FORM.replace(b'"Replace"', b'"Delete"')
    assert [(r.row, r.code) for r in read_observations(message).refused] == [(0, "sdmx_delete")]


def test_faults_of_figures_are_told_by_observation() -> None:
    message = made.SERIES_FORM.replace(b"12.40", b"1,234").replace(b'"2020"', b'"soon"')
    told = read_observations(message).refused
    assert [(r.row, r.code, r.column) for r in told] == [(1, "ambiguous_number", "OBS_VALUE"), (2, "bad_period", "TIME_PERIOD")]


def test_limits_hold_for_messages_too() -> None:
    assert read_observations(made.SERIES_FORM, limits=Limits(rows=2)).refused[-1].code == "too_many_rows"
    assert read_observations(made.SERIES_FORM, limits=Limits(cell=5)).refused[0].code == "huge_field"
    with pytest.raises(Unreadable, match="at most 99 are read"):
        read_observations(made.SERIES_FORM, limits=Limits(size=99))


def test_columns_can_be_left_out() -> None:
    one = read_observations(made.SERIES_FORM, mapping={"ignore": "TITLE; SEX"}).rows[0]
    assert "TITLE" not in one.dims
    given = read_observations(made.COMPONENTS_3).rows[0]
    assert given.dims["AGENCY"] == "A1;A2"
    assert "AGENCY" not in read_observations(made.COMPONENTS_3, mapping={"ignore": "agency"}).rows[0].dims


def test_a_message_already_open_gives_the_same() -> None:
    assert observations_from(read_data(made.SERIES_FORM)).rows == read_observations(made.SERIES_FORM).rows
    assert observations_from(read_data(made.CSV_2)).kind == "sdmx-csv-2"


def test_a_message_without_observations_is_refused() -> None:
    with pytest.raises(Unreadable, match="no observation"):
        read_observations(made.specific('<Series REF_AREA="XAA"/>'))
