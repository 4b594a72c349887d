"""Every form of SDMX is told from every other, and what is not read is refused by what it is."""

from pathlib import Path

import pytest

from accord.formats.messages import Unreadable
from accord.formats.sdmx.data import read_data
from accord.formats.sdmx.kinds import sniff
from accord.formats.sdmx.structures import read_structures
from accord.formats.tests import sdmx_messages as made

OLD = b'<m:CompactData xmlns:m="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message"/>'
SOAP = b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>'
ERROR = made.envelope("Error", '<mes:ErrorMessage code="150"><com:Text>No such flow</com:Text></mes:ErrorMessage>', header="")
FOOTER = made.envelope(
    "GenericData", '<foot:Footer><foot:Message code="413"><com:Text>Too much was asked</com:Text></foot:Message></foot:Footer>'
)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (made.SERIES_FORM, "sdmx-ml-2.1-specific"),
        (made.COMPONENTS_3, "sdmx-ml-3.0-specific"),
        (made.GENERIC_FLAT, "sdmx-ml-2.1-generic"),
        (made.STRUCTURES_21, "sdmx-ml-2.1-structure"),
        (made.STRUCTURES_30, "sdmx-ml-3.0-structure"),
        (made.JSON_2, "sdmx-json-2.0-data"),
        (made.JSON_1, "sdmx-json-1.0-data"),
        (made.json_data("draft", []), "sdmx-json-1.0-data"),
        (made.json_structures("1.0"), "sdmx-json-1.0-structure"),
        (made.json_structures("2.0"), "sdmx-json-2.0-structure"),
        (made.CSV_1, "sdmx-csv-1"),
        (made.CSV_2, "sdmx-csv-2"),
        (b"STRUCTURE[;];STRUCTURE_ID\n", "sdmx-csv-2"),
        (b"iso3,value\nXAA,1\n", "table"),
        (b"\xef\xbb\xbf \n" + made.JSON_2, "sdmx-json-2.0-data"),
    ],
)
def test_the_form_is_told(message: bytes, code: str) -> None:
    assert sniff(message).code == code


@pytest.mark.parametrize(
    ("message", "code", "words"),
    [
        (OLD, "old_sdmx", "SDMX-ML 2.0 (CompactData)"),
        (SOAP, "sdmx_soap", "SOAP envelope"),
        (ERROR, "sdmx_error", "150 No such flow"),
        (FOOTER, "sdmx_error", "413 Too much was asked"),
        (made.envelope("GenericMetadata", ""), "sdmx_metadata", "SDMX-ML 2.1 reference metadata"),
        (made.envelope("CodelistQuery", ""), "sdmx_query", "CodelistQuery"),
        (made.envelope("RegistryInterface", ""), "sdmx_registry", "message of a registry"),
        (b"<rss/>", "not_sdmx", "<rss>"),
        (b'{"a": 1}', "not_sdmx", "Expected figures or structures"),
        (b'{"data": {"metadataSets": []}}', "sdmx_metadata", "reference metadata"),
        (b'{"errors": [{"code": 404, "title": "Not there"}]}', "sdmx_error", "404 Not there"),
        (b"id: PT\nname: x\n", "not_sdmx", "id: PT"),
        (made.STRUCTURES_21, "sdmx_not_data", "structures, not figures"),
        (made.envelope("GenericData", ""), "sdmx_no_data", "no data set"),
        (b"iso3,value\nXAA,1\n", "not_sdmx", "iso3,value"),
    ],
)
def test_what_holds_no_data_is_refused_by_what_it_is(message: bytes, code: str, words: str) -> None:
    with pytest.raises(Unreadable) as told:
        list(read_data(message).rows())
    assert (told.value.code, words in str(told.value)) == (code, True), str(told.value)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (made.SERIES_FORM, "sdmx_not_structure"),
        (made.CSV_1, "sdmx_not_structure"),
        (OLD, "old_sdmx"),
        (b"a,b\n1,2\n", "not_sdmx"),
        (made.envelope("Structure", "<mes:Other/>"), "sdmx_no_structure"),
    ],
)
def test_what_holds_no_structures_is_refused(message: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_structures(message)
    assert told.value.code == code


def test_a_catalogue_without_anything_in_it_is_valid() -> None:
    assert read_structures(made.envelope("Structure", "<mes:Structures/>")).artefacts == []


def test_a_file_is_told_as_its_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(made.SERIES_FORM)
    assert sniff(path) == sniff(made.SERIES_FORM)
    with pytest.raises(Unreadable, match="cannot be read"):
        sniff(tmp_path / "absent.xml")
