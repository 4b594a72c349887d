"""Data messages: as written by hand after the standard, valid against its schemas, the same whatever way they are cut."""

import json
import tracemalloc
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from lxml import etree

from accord.formats.sdmx import media
from accord.formats.sdmx.faults import RequestFault
from accord.formats.sdmx.layout import lay_out, narrow
from accord.formats.sdmx.media import Choice, Format
from accord.formats.sdmx.shape import Component, Dataset, Row, Shape
from accord.formats.sdmx.tests.sample import FLOW, HEADER, ROWS, SHAPE, STRUCTURE, data_set, golden
from accord.formats.sdmx.tests.validity import json_faults, specific_faults, xml_faults
from accord.formats.sdmx.write_data import write_data

# pysdmx's own gate lets these pass: the type of a structure-specific data set is of a schema that nobody ships.
ALLOWED = ("of the xsi:type attribute does not resolve", "The type definition is abstract.")
DETAILS = ("full", "dataonly", "serieskeysonly", "nodata")
XML = (media.GENERIC_21, media.GENERIC_SERIES_21, media.SPECIFIC_21, media.SPECIFIC_SERIES_21, media.DATA_30)
THREE = [ROWS[0], ROWS[1], ("PER", "F", "2010", None, None, None, None)]
BY_SEX = [ROWS[0], ROWS[2], ("PER", "F", "2010", None, None, None, None)]


def message(format: Format, *datasets: Dataset, **options: Any) -> bytes:
    choice = Choice(format, *(options.pop(k, d) for k, d in (("labels", "id"), ("time_format", "original"), ("keys", "none"))))
    return b"".join(write_data(choice, options.pop("shape", SHAPE), datasets or (data_set(),), HEADER, **options))


def canonical(text: bytes | str) -> bytes:
    """XML without the white space between elements, attributes in one order."""
    root = etree.fromstring(text.encode() if isinstance(text, str) else text)
    for element in root.iter():
        element.text = (element.text or "").strip() or None
        element.tail = None
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize(
    ("name", "format", "rows", "at"),
    [
        ("generic-2.1.xml", media.GENERIC_21, THREE, ""),
        ("specific-flat-2.1.xml", media.SPECIFIC_21, THREE, "AllDimensions"),
        ("specific-by-sex-2.1.xml", media.SPECIFIC_21, BY_SEX, "SEX"),
        ("specific-3.0.xml", media.DATA_30, THREE, "TIME_PERIOD"),
    ],
)
def test_xml_is_as_the_standard_has_it(name: str, format: Format, rows: list[Row], at: str) -> None:
    assert canonical(message(format, data_set(rows), at_observation=at)) == canonical(golden(name))


@pytest.mark.parametrize(
    ("name", "format", "options"),
    [
        ("data-1.0.csv", media.CSV_10, {}),
        ("data-2.0-both-fr.csv", media.CSV_20, {"labels": "both", "keys": "both", "language": "fr"}),
        ("data-2.0-name.csv", media.CSV_20, {"labels": "name", "time_format": "normalized"}),
    ],
)
def test_csv_is_as_the_field_guide_has_it(name: str, format: Format, options: dict[str, Any]) -> None:
    assert message(format, data_set(THREE), **options).decode() == golden(name)


@pytest.mark.parametrize(
    ("name", "format", "at"),
    [("data-1.0.json", media.JSON_DATA_10, ""), ("data-2.0-flat.json", media.JSON_DATA_20, "AllDimensions")],
)
def test_json_is_as_the_field_guide_has_it(name: str, format: Format, at: str) -> None:
    assert json.loads(message(format, data_set(THREE), at_observation=at)) == json.loads(golden(name))


@pytest.mark.parametrize(("format", "at", "detail"), [*product(XML, ("", "AllDimensions", "SEX"), DETAILS)])
def test_every_xml_message_is_valid(format: Format, at: str, detail: Any) -> None:
    rows = sorted(ROWS, key=lambda r: (str(r[0]), str(r[2]), str(r[1]))) if at == "SEX" else ROWS
    history = data_set(rows, action="Replace", valid_from="2020-01-01T00:00:00Z", valid_to="2021-01-01T00:00:00Z")
    written = message(format, data_set(rows), history, at_observation=at, detail=detail)
    assert [f for f in xml_faults(written) if not any(a in f for a in ALLOWED)] == []


@pytest.mark.parametrize(("format", "at"), [*product((media.SPECIFIC_21, media.DATA_30), ("", "AllDimensions"))])
def test_structure_specific_data_keep_the_schema_of_their_own_flow(format: Format, at: str) -> None:
    written = message(format, at_observation=at)
    assert specific_faults(written) == []
    assert specific_faults(written.replace(b'OBS_VALUE="12.5"', b'OBS_VALUE="many"'))  # the gate can close


@pytest.mark.parametrize(("version", "at", "detail"), [*product(("1.0.0", "2.0.0"), ("", "AllDimensions", "SEX"), DETAILS)])
def test_every_json_message_is_valid(version: str, at: str, detail: Any) -> None:
    rows = sorted(ROWS, key=lambda r: (str(r[0]), str(r[2]), str(r[1]))) if at == "SEX" else ROWS
    format = media.JSON_DATA_10 if version == "1.0.0" else media.JSON_DATA_20
    history = data_set(rows, action="Delete", valid_from="2020-01-01T00:00:00Z", valid_to="2021-01-01T00:00:00Z")
    written = message(format, data_set(rows), history, at_observation=at, detail=detail)
    assert json_faults(written, version, "data") == []


def test_an_attribute_that_the_first_row_lacks_is_the_series_own() -> None:
    assert b'<Series REF_AREA="KEN" SEX="M" SOURCE="Late source">' in message(media.SPECIFIC_21)
    found = json.loads(message(media.JSON_DATA_20))["data"]
    sources = found["structures"][0]["attributes"]["series"][0]["values"]
    assert sources[found["dataSets"][0]["series"]["0:1"]["attributes"][0]] == {"value": "Late source"}


def test_what_xml_forbids_is_left_out_and_white_space_is_kept() -> None:
    root = etree.fromstring(message(media.SPECIFIC_21))
    notes = [o.get("NOTE") for o in root.iter("Obs") if o.get("NOTE")]
    assert notes == ["small sample", 'a "quoted" <b> & tab\tline\nend, é 😀', "=1+1"]


def test_half_a_surrogate_harms_no_format() -> None:
    rows: list[Row] = [("KEN", "F", "2010", "1", "a\ud800b", "A", "\ufffe")]
    for format in (*XML, media.CSV_10, media.CSV_20, media.JSON_DATA_10, media.JSON_DATA_20):
        assert "KEN" in message(format, data_set(rows)).decode("utf-8")


def test_details_leave_out_what_they_should() -> None:
    keys = message(media.CSV_20, detail="serieskeysonly").decode().splitlines()
    assert keys[0] == "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,LICENCE"
    assert [k.split(",")[3:5] for k in keys[1:]] == [["KEN", "F"], ["KEN", "M"], ["PER", "F"]]
    assert b"<Obs" not in message(media.SPECIFIC_21, detail="nodata")
    assert b"SOURCE=" in message(media.SPECIFIC_21, detail="nodata")
    assert b"SOURCE=" not in message(media.SPECIFIC_21, detail="serieskeysonly")
    plain = message(media.SPECIFIC_21, detail="dataonly")
    assert b"OBS_VALUE=" in plain
    assert b"OBS_STATUS=" not in plain
    flat = message(media.SPECIFIC_21, detail="serieskeysonly", at_observation="AllDimensions")
    assert flat.count(b"<Series ") == 3


def test_a_history_has_a_data_set_for_each_release() -> None:
    first = data_set(THREE, action="Replace", valid_from="2020-01-01T00:00:00Z", valid_to="2021-01-01T00:00:00Z")
    second = data_set(THREE, action="Replace", valid_from="2021-01-01T00:00:00Z")
    root = etree.fromstring(message(media.GENERIC_21, first, second))
    sets = root.findall("{*}DataSet")
    assert [s.get("validFromDate") for s in sets] == ["2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"]
    assert [s.get("validToDate") for s in sets] == ["2021-01-01T00:00:00Z", None]
    again = (
        data_set(THREE, action="Replace", valid_from="2020-01-01T00:00:00Z", valid_to="2021-01-01T00:00:00Z"),
        data_set(THREE, action="Delete", valid_from="2021-01-01T00:00:00Z"),
    )
    lines = message(media.CSV_10, *again).decode().splitlines()
    assert lines[0].startswith("DATAFLOW,ACTION,")
    assert lines[0].endswith(",VALID_FROM,VALID_TO")
    assert [line.split(",")[1] for line in lines[1:]] == ["R"] * 3 + ["D"] * 3


def test_a_spreadsheet_runs_nothing_and_programs_get_the_exact_text() -> None:
    assert ",=1+1," in message(media.CSV_20).decode()
    safe = message(media.CSV_20, spreadsheet=True).decode()
    assert ",'=1+1," in safe
    assert ",-3," in safe


def test_a_message_without_rows_is_still_a_message() -> None:
    empty = Dataset([])
    for format in XML:
        assert [f for f in xml_faults(message(format, empty)) if not any(a in f for a in ALLOWED)] == []
        empty = Dataset([])
    assert message(media.CSV_20, Dataset([])).decode().count("\r\n") == 1
    assert json.loads(message(media.JSON_DATA_10, Dataset([])))["data"]["dataSets"][0]["series"] == {}


def test_without_time_and_with_two_measures() -> None:
    measures = Component("LOW", data_type="Double"), Component("HIGH", data_type="Double")
    shape = Shape(FLOW, STRUCTURE, (Component("REF_AREA"),), None, measures, (Component("NOTE", attachment="series"),))
    rows: list[Row] = [("KEN", "1", "2", "x"), ("PER", "3", None, None)]
    assert b'<Obs REF_AREA="KEN" OBS_VALUE="1" HIGH="2" NOTE="x"/>' in message(media.SPECIFIC_21, Dataset([rows]), shape=shape)
    assert b'<Obs REF_AREA="KEN" LOW="1" HIGH="2" NOTE="x"/>' in message(media.DATA_30, Dataset([rows]), shape=shape)
    generic = message(media.GENERIC_21, Dataset([rows]), shape=shape)
    assert b'<generic:ObsValue value="1"/><generic:Attributes><generic:Value id="HIGH" value="2"/>' in generic
    new = json.loads(message(media.JSON_DATA_20, Dataset([rows]), shape=shape))["data"]
    assert new["dataSets"][0]["observations"] == {"0": [1, 2, "x"], "1": [3, None, None]}
    old = json.loads(message(media.JSON_DATA_10, Dataset([rows]), shape=shape))["data"]
    assert [a["id"] for a in old["structure"]["attributes"]["observation"]] == ["HIGH", "NOTE"]
    for format in (media.GENERIC_21, media.SPECIFIC_21, media.DATA_30):
        assert [f for f in xml_faults(message(format, Dataset([rows]), shape=shape)) if not any(a in f for a in ALLOWED)] == []
        keys = message(format, Dataset([rows]), shape=shape, detail="serieskeysonly")
        assert [f for f in xml_faults(keys) if not any(a in f for a in ALLOWED)] == []
    with pytest.raises(RequestFault, match="time dimension"):
        message(media.GENERIC_SERIES_21, Dataset([rows]), shape=shape)


def test_figures_are_json_numbers_where_they_are_figures() -> None:
    shape = Shape(
        FLOW, STRUCTURE, (Component("D"),), None, (Component("N", data_type="Double"), Component("T", data_type="Alpha"))
    )
    rows: list[Row] = [("a", "1e5", "12"), ("b", "NaN", "0"), ("c", "007", None), ("d", "-0.10", "x")]
    text = message(media.JSON_DATA_20, Dataset([rows]), shape=shape).decode()
    for part in ('"0":[1e5,"12"]', '"1":["NaN","0"]', '"2":["007",null]', '"3":[-0.10,"x"]'):
        assert part in text


@pytest.mark.parametrize(
    ("attributes", "measures", "columns", "detail"),
    [
        (("dsd",), ("all",), SHAPE.columns, "full"),
        (("none",), ("all",), ("REF_AREA", "SEX", "TIME_PERIOD", "OBS_VALUE"), "full"),
        (("series", "NOTE"), ("all",), ("REF_AREA", "SEX", "TIME_PERIOD", "OBS_VALUE", "SOURCE", "NOTE"), "full"),
        (("none",), ("none",), ("REF_AREA", "SEX", "TIME_PERIOD"), "serieskeysonly"),
        (("series", "dataset"), ("none",), ("REF_AREA", "SEX", "TIME_PERIOD", "SOURCE"), "nodata"),
        (("obs",), ("none",), ("REF_AREA", "SEX", "TIME_PERIOD", "OBS_STATUS", "NOTE"), "full"),
        (("dsd",), ("OBS_VALUE",), SHAPE.columns, "full"),
    ],
)
def test_attributes_and_measures_narrow_the_shape(attributes: Any, measures: Any, columns: Any, detail: str) -> None:
    shape, left = narrow(SHAPE, attributes, measures)
    assert (shape.columns, left) == (tuple(columns), detail)


def test_unknown_components_are_a_fault() -> None:
    for wrong in ({"attributes": ("NOPE",)}, {"measures": ("NOPE",)}):
        with pytest.raises(RequestFault, match="NOPE"):
            narrow(SHAPE, **wrong)
    with pytest.raises(RequestFault, match="REF_AREA, SEX, TIME_PERIOD, AllDimensions"):
        lay_out(SHAPE, "NOPE")
    assert lay_out(SHAPE, "SEX").order == ("REF_AREA", "TIME_PERIOD", "SEX")


def test_memory_does_not_grow_with_the_rows() -> None:
    def batches(count: int) -> Iterator[list[Row]]:
        for number in range(count):
            area = f"A{number:05}"
            yield [(area, "F", str(1900 + n), f"{n}.{number}", "source", "A", f"note {n}") for n in range(100)]

    def peak(format: Format, count: int) -> int:
        tracemalloc.start()
        for _ in write_data(Choice(format), SHAPE, [Dataset(batches(count))], HEADER):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    for format in (media.CSV_20, media.GENERIC_21, media.SPECIFIC_21, media.DATA_30):
        most = peak(format, 160)
        assert most < 4_000_000
        assert most < 1.5 * peak(format, 20) + 3_000_000


def test_chunks_are_small_and_the_first_comes_at_once() -> None:
    rows = [(f"A{n // 100}", "F", str(1900 + n % 100), "1", "s", "A", "x" * 100) for n in range(5000)]
    drawn = 0

    def batches() -> Iterator[list[Row]]:
        nonlocal drawn
        for start in range(0, len(rows), 100):
            drawn += 1
            yield rows[start : start + 100]

    for format in (media.CSV_20, media.SPECIFIC_21, media.JSON_DATA_20):
        drawn = 0
        chunks = write_data(Choice(format), SHAPE, [Dataset(batches())], HEADER)
        first = next(chunks)
        assert drawn <= 1
        assert max(map(len, (first, *chunks))) < 256 * 1024
