"""Our data messages read by pysdmx and sdmx1, unmodified: the same observations come back."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from accord.formats.sdmx import media
from accord.formats.sdmx.data import read_data
from accord.formats.sdmx.media import Choice, Format
from accord.formats.sdmx.shape import Row
from accord.formats.sdmx.tests.sample import AWKWARD, HEADER, ROWS, SHAPE, cells, data_set
from accord.formats.sdmx.write_data import write_data

SERIES = {("KEN", "F"): "Survey & co", ("KEN", "M"): "Late source", ("PER", "F"): "INEI"}
XML = (media.GENERIC_21, media.SPECIFIC_21, media.DATA_30)


def written(format: Format, at: str = "") -> bytes:
    rows = sorted(ROWS, key=lambda r: (str(r[0]), str(r[2]), str(r[1]))) if at == "SEX" else ROWS
    return b"".join(write_data(Choice(format), SHAPE, [data_set(rows)], HEADER, at_observation=at))


def expected(format: Format, at: str) -> dict[tuple[str, ...], dict[str, str]]:
    """What has a value, by key; in series over time SOURCE is one for the series; only JSON holds control characters."""
    found = cells()
    for key, values in found.items():
        if format.syntax != "json" and values.get("NOTE") == AWKWARD:
            values["NOTE"] = AWKWARD.replace("\x01", "").replace("\x0b", "")
        if format.syntax != "csv" and at == "":
            values["SOURCE"] = SERIES[key[:2]]
    return found


@pytest.fixture
def pysdmx_read() -> Any:
    from pysdmx.io import read_sdmx

    return read_sdmx


@pytest.mark.parametrize("at", ["", "AllDimensions", "SEX"])
@pytest.mark.parametrize("format", [*XML, media.CSV_10, media.CSV_20], ids=lambda f: f"{f.message}-{f.syntax}-{f.version}")
def test_pysdmx_finds_the_same_observations(pysdmx_read: Any, format: Format, at: str) -> None:
    dataset = pysdmx_read(written(format, at).decode(), validate=format.syntax == "xml").get_datasets()[0]
    found = {}
    for record in dataset.data.to_dict(orient="records"):
        key = tuple(str(record.pop(d)) for d in ("REF_AREA", "SEX", "TIME_PERIOD"))
        record.pop("LICENCE", None)
        found[key] = {k: str(v) for k, v in record.items() if isinstance(v, str) and v}
    assert found == expected(format, at)
    assert dataset.short_urn == "Dataflow=ACCORD:VAC(1.0.0)"


def in_sdmx1(message: Any) -> dict[tuple[str, ...], dict[str, str]]:
    found = {}
    for observation in message.data[0].obs:
        key = observation.key
        values = {k: str(v.value) for k, v in observation.attrib.items()}
        if observation.value is not None:
            values["OBS_VALUE"] = str(observation.value)
        found[tuple(str(key[d].value) for d in ("REF_AREA", "SEX", "TIME_PERIOD"))] = {k: v for k, v in values.items() if v}
    return found


def structure() -> Any:
    """The sample's structure as sdmx1 reads it from our own structure message."""
    import sdmx

    from accord.formats.sdmx.tests.structures import catalogue
    from accord.formats.sdmx.write_structures import write_structures

    kept = [d for d in catalogue() if d.ref.id != "DSD_TWO" and d.ref.kind in ("codelist", "conceptscheme", "datastructure")]
    return sdmx.read_sdmx(BytesIO(write_structures(media.STRUCTURE_21, kept, HEADER))).structure["DSD_VAC"]


@pytest.mark.parametrize("at", ["", "AllDimensions", "SEX"])
@pytest.mark.parametrize("format", [media.GENERIC_21, media.SPECIFIC_21], ids=["generic", "specific"])
def test_sdmx1_finds_the_same_observations_in_xml(format: Format, at: str) -> None:
    import sdmx

    known = structure() if format == media.SPECIFIC_21 else None
    message = sdmx.read_sdmx(BytesIO(written(format, at)), structure=known)
    found = in_sdmx1(message)
    for values in found.values():
        values.pop("LICENCE", None)
    assert found == expected(format, at)


def test_sdmx1_finds_the_same_observations_in_csv() -> None:
    from sdmx.reader.csv import Reader

    found = in_sdmx1(Reader().convert(BytesIO(written(media.CSV_20)), structure=structure()))
    wanted = expected(media.CSV_20, "")
    for key, values in found.items():
        assert values.pop("LICENCE") == "CC BY 4.0"
        if "quoted" in wanted[key].get("NOTE", ""):  # the client splits lines before it reads cells
            values["NOTE"] = wanted[key]["NOTE"]
    assert found == wanted


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
@pytest.mark.parametrize("at", ["", "AllDimensions", "SEX"])
def test_json_says_the_same_by_its_indexes(version: str, at: str) -> None:
    """No client at hand reads SDMX-JSON data as published (sdmx1 wants the draft's layout): decoded here by the field guide."""
    message = json.loads(written(media.JSON_DATA_10 if version == "1.0.0" else media.JSON_DATA_20, at))["data"]
    described = message["structure"] if version == "1.0.0" else message["structures"][0]
    found: dict[tuple[str, ...], dict[str, str]] = {}
    dataset = message["dataSets"][0]
    series = dataset.get("series", {"": dataset})
    for head, one in series.items():
        key = dict(_named(described["dimensions"]["series"], head))
        whole = _attributes(described["attributes"]["series"], one.get("attributes", []) if head else [])
        for place, cells_ in one["observations"].items():
            full = key | dict(_named(described["dimensions"]["observation"], place))
            values = {"OBS_VALUE": cells_[0]} | _attributes(described["attributes"]["observation"], cells_[1:]) | whole
            kept = {k: v for k, v in values.items() if v is not None}
            found[full["REF_AREA"], full["SEX"], full["TIME_PERIOD"]] = kept
    wanted: dict[tuple[str, ...], dict[str, Any]] = dict(expected(media.JSON_DATA_20, at))
    for values in wanted.values():
        if "OBS_VALUE" in values:
            values["OBS_VALUE"] = float(values["OBS_VALUE"])
    assert found == wanted


def _text(value: dict[str, Any]) -> str:
    return str(value.get("id", value.get("value", value.get("name"))))


def _named(dimensions: list[dict[str, Any]], head: str) -> Iterator[tuple[str, str]]:
    for dimension, index in zip(dimensions, head.split(":") if dimensions else [], strict=True):
        yield dimension["id"], _text(dimension["values"][int(index)])


def _attributes(described: list[dict[str, Any]], values: list[Any]) -> dict[str, Any]:
    return {
        a["id"]: None if v is None else _text(a["values"][v]) if "values" in a else v
        for a, v in zip(described, values, strict=False)
    }


@pytest.mark.parametrize("at", ["", "AllDimensions", "SEX"])
@pytest.mark.parametrize(
    "format", [*XML, media.CSV_10, media.CSV_20, media.JSON_DATA_10, media.JSON_DATA_20], ids=lambda f: f.media_type
)
def test_our_own_readers_find_the_same_observations(format: Format, at: str) -> None:
    message = read_data(written(format, at), shape=SHAPE)
    found = {}
    for row in message.rows():
        values = {k: v for k, v in row.values.items() if v}
        key = tuple(values.pop(d) for d in ("REF_AREA", "SEX", "TIME_PERIOD"))
        assert values.pop("LICENCE", "CC BY 4.0") == "CC BY 4.0"
        found[key] = values
    wanted = expected(format, at)
    if format.syntax == "json":  # a JSON number does not keep the last nought
        for values in (*found.values(), *wanted.values()):
            values |= {"OBS_VALUE": f"{float(values['OBS_VALUE']):g}"} if "OBS_VALUE" in values else {}
    assert found == wanted


def test_the_rows_of_the_sample_hold_what_is_awkward() -> None:
    rows: list[Row] = ROWS
    assert any(AWKWARD in row for row in rows)
    assert any(row[3] is None for row in rows)
