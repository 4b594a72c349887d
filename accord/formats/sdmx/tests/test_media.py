"""Which format answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.formats.sdmx import media
from accord.formats.sdmx.faults import Api, RequestFault
from accord.formats.sdmx.media import Choice, Format, Resource, choose, offers

SDMX = "application/vnd.sdmx."


@pytest.mark.parametrize(
    ("resource", "api", "accept", "format"),
    [
        ("data", "2.1", "", media.GENERIC_21),
        ("data", "2.1", "*/*", media.GENERIC_21),
        ("data", "2.1", "application/xml", media.GENERIC_21),
        ("data", "2.1", "text/csv", media.CSV_10),
        ("data", "2.1", "application/json", media.JSON_DATA_10),
        ("data", "2.1", SDMX + "structurespecificdata+xml;version=2.1", media.SPECIFIC_21),
        ("data", "2.1", SDMX + "data+csv", media.CSV_10),
        ("data", "2.1", SDMX + "data+csv;version=2.0.0", media.CSV_20),
        ("data", "2.1", SDMX + "data+xml;version=3.0.0", media.DATA_30),
        ("data", "2.1", SDMX + "data+json; version=1.0.0", media.JSON_DATA_10),
        ("data", "2.1", SDMX + "data+json;version=2.0", media.JSON_DATA_20),
        ("data", "2.1", SDMX + "generictimeseriesdata+xml;version=2.1", media.GENERIC_SERIES_21),
        ("data", "v2", "", media.JSON_DATA_20),
        ("data", "v2", "application/xml", media.DATA_30),
        ("data", "v2", "text/csv", media.CSV_20),
        ("data", "v2", SDMX + "data+csv;version=2.0.0", media.CSV_20),
        ("data", "v2", SDMX + "genericdata+xml;version=2.1", media.GENERIC_21),
        ("data", "v2", SDMX + "data+xml;version=3.0.0+", media.DATA_30),
        ("data", "v2", SDMX + "data+csv;version=1+.0.0", media.CSV_20),
        ("data", "v2", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", media.DATA_30),
        ("data", "v2", "application/json;q=0.2,text/csv;q=0.5", media.CSV_20),
        ("data", "v2", SDMX + "data+json;version=9,*/*;q=0.1", media.JSON_DATA_20),
        ("data", "v2", "*/*,application/json;q=0", media.JSON_DATA_20),
        ("data", "v2", "APPLICATION/XML", media.DATA_30),
        ("structure", "2.1", "*/*", media.STRUCTURE_21),
        ("structure", "2.1", "application/json", media.JSON_STRUCTURE_10),
        ("structure", "v2", "*/*", media.JSON_STRUCTURE_20),
        ("structure", "v2", SDMX + "structure+json;version=2.0.0", media.JSON_STRUCTURE_20),
        ("structure", "v2", SDMX + "structure+xml;version=3.0.0", media.STRUCTURE_30),
        ("structure", "v2", SDMX + "structure+xml;version=2.1", media.STRUCTURE_21),
        ("availability", "v2", SDMX + "structure+json;version=2.0.0", media.JSON_STRUCTURE_20),
        ("availability", "2.1", "", media.STRUCTURE_21),
        ("schema", "v2", SDMX + "structure+json;version=2.0.0", media.JSON_STRUCTURE_20),
    ],
)
def test_the_header_chooses(resource: Resource, api: Api, accept: str, format: Format) -> None:
    assert choose(resource, api, accept).format == format


@pytest.mark.parametrize(
    ("resource", "api", "word", "version", "format"),
    [
        ("data", "2.1", "csv", "", media.CSV_10),
        ("data", "v2", "csv", "", media.CSV_20),
        ("data", "v2", "csvdata", "1.0.0", media.CSV_10),
        ("data", "2.1", "jsondata", "", media.JSON_DATA_10),
        ("data", "2.1", "sdmx-json", "2.0.0", media.JSON_DATA_20),
        ("data", "v2", "genericdata", "", media.GENERIC_21),
        ("data", "v2", "structurespecificdata", "", media.SPECIFIC_21),
        ("data", "v2", "structurespecificdata", "2.1", media.SPECIFIC_21),
        ("data", "v2", "structurespecificdata", "3.0.0", media.DATA_30),
        ("data", "2.1", "xml", "", media.GENERIC_21),
        ("data", "v2", "XML", "", media.DATA_30),
        ("structure", "2.1", "structure", "", media.STRUCTURE_21),
        ("structure", "v2", "structure", "2.1", media.STRUCTURE_21),
        ("structure", "v2", "sdmx-json", "", media.JSON_STRUCTURE_20),
        ("data", "2.1", SDMX + "data+csv;version=2.0.0", "", media.CSV_20),
    ],
)
def test_the_query_string_outranks_the_header(resource: Resource, api: Api, word: str, version: str, format: Format) -> None:
    asked = {"format": word, "formatVersion": version}
    assert choose(resource, api, "application/pdf", asked).format == format


@pytest.mark.parametrize(
    ("accept", "asked"),
    [
        ("application/pdf", {}),
        (SDMX + "data+json;version=3.0.0", {}),
        (SDMX + "data+json;version=x", {}),
        ("*/*;q=0", {}),
        ("a;q=x", {}),
        ("", {"format": "pdf"}),
        ("", {"format": "csv", "formatVersion": "7"}),
        ("", {"format": "csv", "labels": "all"}),
        (SDMX + "data+csv;version=2.0.0;keys=some", {}),
        ("", {"format": "structure"}),
    ],
)
def test_what_is_not_offered_is_not_acceptable(accept: str, asked: dict[str, str]) -> None:
    with pytest.raises(RequestFault) as told:
        choose("data", "v2", accept, asked)
    assert told.value.status("v2") == 406


def test_the_options_of_csv() -> None:
    header = SDMX + "data+csv; version=2.0.0; labels=both; timeFormat=normalized; keys=series"
    assert choose("data", "v2", header) == Choice(media.CSV_20, "both", "normalized", "series")
    assert choose("data", "v2", "*/*", {"format": "csv", "labels": "name"}) == Choice(media.CSV_20, "name")
    assert choose("data", "2.1", header, {"labels": "id"}).labels == "id"
    assert choose("data", "v2", "*/*", {"format": "csvfilewithlabels"}).labels == "both"
    assert choose("data", "v2", "*/*", {"labels": "both"}).content_type == SDMX + "data+json;version=2.0.0"


def test_content_types() -> None:
    types = {c.media_type for api in ("2.1", "v2") for r in ("data", "structure") for c in offers(r, api)}  # type: ignore[arg-type]
    assert types == {
        SDMX + name for name in (
            "genericdata+xml;version=2.1", "structurespecificdata+xml;version=2.1", "generictimeseriesdata+xml;version=2.1",
            "structurespecifictimeseriesdata+xml;version=2.1", "structure+xml;version=2.1", "data+xml;version=3.0.0",
            "structure+xml;version=3.0.0", "data+json;version=1.0.0", "data+json;version=2.0.0", "structure+json;version=1.0.0",
            "structure+json;version=2.0.0", "data+csv;version=1.0.0", "data+csv;version=2.0.0",
        )
    }  # fmt: skip
    assert Choice(media.CSV_20, "both", "normalized", "obs").content_type == (
        SDMX + "data+csv;version=2.0.0;labels=both;timeFormat=normalized;keys=obs"
    )


def test_another_default_can_be_set() -> None:
    assert choose("structure", "v2", "*/*", default=media.STRUCTURE_30).format == media.STRUCTURE_30
    assert choose("structure", "v2", "application/json", default=media.STRUCTURE_30).format == media.JSON_STRUCTURE_20


@given(
    st.text(max_size=60), st.dictionaries(st.sampled_from(["format", "formatVersion", "labels", "keys"]), st.text(max_size=12))
)
def test_any_header_is_answered_or_refused(accept: str, asked: dict[str, str]) -> None:
    try:
        choose("data", "v2", accept, asked)
    except RequestFault as fault:
        told = fault
    else:
        return
    assert told.status("v2") == 406
