"""Data in SDMX-JSON and SDMX-CSV."""

import json
from contextlib import suppress

import pytest

from accord.formats.messages import Unreadable
from accord.formats.sdmx.data import read_data
from accord.formats.sdmx.message import DataSet
from accord.formats.sdmx.shape import Ref
from accord.formats.table import Row
from accord.formats.tests import sdmx_messages as made


def _only(message: bytes) -> tuple[DataSet, list[Row]]:
    found = [(s, list(s.rows)) for s in read_data(message).sets]
    assert len(found) == 1
    return found[0]


def test_indexes_become_codes_and_numbers_stay_as_written() -> None:
    text = made.JSON_2.replace(b"12.4,", b"12.40,")
    data, rows = _only(text)
    assert (data.structure, data.action) == (Ref("dataflow", "XX", "VAC", "1.0"), "Replace")
    assert data.attributes == {"TITLE": "en:Made up;fr:Inventé"}
    assert rows[0].values == {"SOURCE": "A;B", "INDICATOR": "V1", "REF_AREA": "XAA", "UNIT_MEASURE": "PT",
                              "TIME_PERIOD": "2019", "OBS_VALUE": "12.40", "OBS_STATUS": "E"}  # fmt: skip
    assert "OBS_STATUS" not in rows[1].values
    assert ("OBS_VALUE" in rows[2].values, rows[2].values["UNIT_MEASURE"], "SOURCE" in rows[2].values) == (False, "NUMBER", False)


def test_roles_and_names_are_those_of_the_message() -> None:
    data, _ = _only(made.JSON_2)
    assert data.roles_known
    assert list(data.roles)[:3] == ["REF_AREA", "INDICATOR", "TIME_PERIOD"]  # by keyPosition
    assert (data.roles["TIME_PERIOD"], data.roles["OBS_STATUS"]) == ("time", "attribute")
    assert data.names["REF_AREA"]["XAA"] == "Name of XAA"
    assert data.dimension_at_observation == "TIME_PERIOD"


@pytest.mark.parametrize("version", ["1.0", "draft"])
def test_the_first_version_and_its_forerunner_are_read(version: str) -> None:
    told = [{"attributes": [0], "series": {"0": {"attributes": [0], "observations": {"0": [12.4, 1]}}}}]
    data, rows = _only(made.json_data(version, told))
    assert (rows[0].values["OBS_VALUE"], rows[0].values["OBS_STATUS"], data.attributes) == ("12.4", "E", {"TITLE": "Made up"})


def test_a_flat_set_may_lean_on_a_structure_with_series() -> None:
    _, rows = _only(made.JSON_FLAT)
    assert [(r.values["REF_AREA"], r.values["TIME_PERIOD"], r.values["OBS_VALUE"]) for r in rows] == [
        ("XAA", "2019", "1.5"),
        ("XAB", "2020", "2"),
    ]


@pytest.mark.parametrize(
    ("sets", "code"),
    [
        ([{"series": {"7": {"observations": {"0": [1]}}}}], "bad_index"),
        ([{"series": {"9" * 5_000: {"observations": {"0": [1]}}}}], "bad_index"),
        ([{"dimensionGroupAttributes": {f"{'9' * 5_000}::": ["x"]}, "series": {}}], "bad_index"),
        ([{"series": {"0:0": {"observations": {"0": [1]}}}}], "bad_key"),
        ([{"series": {"0": {"observations": {"x": [1]}}}}], "bad_index"),
        ([{"series": {"0": {"observations": {"0": [1, 9]}}}}], "bad_index"),
        ([{"dimensionGroupAttributes": {"9::": ["x"]}, "series": {}}], "bad_index"),
    ],
)
def test_an_index_that_points_nowhere_is_told(sets: list[dict[str, object]], code: str) -> None:
    data, _ = _only(made.json_data("2.0", sets))
    assert [r.code for r in data.refused] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"data": ', "json_broken"),
        (b"[1, 2]", "json_broken"),
        (b'{"data": {"dataSets": []}}', "sdmx_no_data"),
        (b'{"a": ' + b"[" * 100_000, "json_depth"),
        (b'{"data": {"dataSets": [{}], "structures": ["\xff"]}}', "encoding"),
    ],
)
def test_broken_json_is_refused(text: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_data(text)
    assert told.value.code == code


@pytest.mark.parametrize("at", range(0, len(made.JSON_2), 37))
def test_json_cut_anywhere_is_refused(at: int) -> None:
    with pytest.raises(Unreadable):
        read_data(made.JSON_2[:at])


@pytest.mark.parametrize("part", ["structures", "dataSets", "dimensions", "attributes", "series", "observations", "values"])
@pytest.mark.parametrize("value", [None, 7, "x", [7], {"a": 7}, []])
def test_no_odd_part_makes_the_reader_fall(part: str, value: object) -> None:
    def change(thing: object) -> object:
        if isinstance(thing, dict):
            return {k: value if k == part else change(v) for k, v in thing.items()}
        return [change(v) for v in thing] if isinstance(thing, list) else thing

    text = json.dumps(change(json.loads(made.JSON_2))).encode()
    with suppress(Unreadable):
        for data in read_data(text).sets:
            assert all(isinstance(v, str) for row in data.rows for v in row.values.values())


def test_each_run_of_csv_rows_with_one_structure_and_action_is_a_set() -> None:
    message = read_data(made.CSV_2)
    assert list(map(str, message.structures)) == ["XX:VAC(1.0)"]
    told = [(str(s.structure), s.structure and s.structure.kind, s.action, [r.number for r in s.rows]) for s in message.sets]
    assert told == [
        ("XX:VAC(1.0)", "dataflow", "Replace", [1]),
        ("XX:DSD(1.0)", "datastructure", "Information", [2]),
        ("XX:VAC(1.0)", "dataflow", "Replace", [3]),
    ]
    assert [str(s.structure) for s in read_data(made.CSV_2).sets][1:] == ["XX:DSD(1.0)", "XX:VAC(1.0)"]  # rows left unread


@pytest.mark.parametrize(
    ("text", "codes", "count"),
    [
        (b"REF_AREA,TIME_PERIOD,OBS_VALUE\n XAA ,2019,1\nXAB,2019\nXAC,20\x0719,1\n", ["ragged", "control"], 1),
        (b'REF_AREA,TIME_PERIOD,OBS_VALUE\nXAA,2019,"1\n', ["unclosed_quote"], 0),
        (
            b'DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE\nX:A(1.0),XA,1,1\nX:B(1.0),XA,1,1\nX:B(1.0),XA,2,"1\n',
            ["unclosed_quote"],
            2,
        ),
        (b"REF_AREA,TIME_PERIOD,OBS_VALUE,REF_AREA\nXAA,2019,1,XAB\n", ["duplicate_column"], 0),
        (made.CSV_2.replace(b",R,", b",D,", 1).replace(b"datastructure", b"table"), ["delete_action", "bad_structure"], 3),
    ],
)
def test_faults_of_csv_are_told_with_the_sets(text: bytes, codes: list[str], count: int) -> None:
    told, rows = list[str](), 0
    for one in read_data(text).sets:  # one set after another, as importers read: what is told of a set later is lost
        rows += len(list(one.rows))
        told += [r.code for r in one.refused]
    assert (told, rows) == (codes, count)


def test_csv_1_and_tables_with_its_columns_are_data() -> None:
    data, rows = _only(made.CSV_1)
    assert (str(data.structure), rows[0].values["OBS_VALUE"]) == ("XX:VAC(1.0)", "12.40")
    assert "DATAFLOW" not in rows[0].values
    like, rows = _only(b"REF_AREA,Area,TIME_PERIOD,OBS_VALUE\nXAA,Aland,2019,1\n")
    assert (like.structure, rows[0].values["REF_AREA"], read_data(made.CSV_1).kind) == (None, "XAA", "sdmx-csv-1")
