"""Data in SDMX-ML, in both forms and versions."""

import re
import tracemalloc
from pathlib import Path

import pytest

from accord.formats.messages import Unreadable
from accord.formats.sdmx.data import read_data
from accord.formats.sdmx.message import DataSet
from accord.formats.sdmx.safe_xml import HEAD, search
from accord.formats.sdmx.shape import Component, Ref, Shape
from accord.formats.table import Row
from accord.formats.tests import sdmx_messages as made

FLOW = Ref("dataflow", "XX", "VAC", "1.0")


def _only(message: bytes, shape: Shape | None = None) -> tuple[DataSet, list[Row]]:
    found = [(s, list(s.rows)) for s in read_data(message, shape=shape).sets]
    assert len(found) == 1
    return found[0]


def test_series_lend_their_key_and_attributes_to_their_observations() -> None:
    message = read_data(made.SERIES_FORM)
    assert (message.header.id, message.header.sender, message.header.test, message.structures) == ("T1", "XX", True, (FLOW,))
    data, rows = _only(made.SERIES_FORM)
    assert (data.structure, data.action, data.attributes) == (FLOW, "Replace", {"TITLE": "Made up & small"})
    assert [r.number for r in rows] == [1, 2, 3]
    assert rows[1].values == {"REF_AREA": "XAA", "INDICATOR": "V1", "SEX": "F", "UNIT_MEASURE": "PT", "TIME_PERIOD": "2020",
                              "OBS_VALUE": "11", "OBS_STATUS": "E"}  # fmt: skip
    assert rows[0].values["OBS_VALUE"] == "12.40"  # as written
    assert "OBS_STATUS" not in rows[2].values


def test_without_a_structure_roles_are_not_known_but_nothing_is_lost() -> None:
    data, _ = _only(made.SERIES_FORM)
    assert not data.roles_known
    assert data.columns == ("REF_AREA", "INDICATOR", "SEX", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS")
    assert {data.roles[n] for n in ("REF_AREA", "UNIT_MEASURE")} == {"component"}
    assert (data.roles["TIME_PERIOD"], data.roles["OBS_VALUE"]) == ("time", "measure")


def _shape(*dimensions: str) -> Shape:
    return Shape(FLOW, Ref("datastructure", "XX", "DSD"), tuple(map(Component, dimensions)), Component("TIME_PERIOD"),
                 (Component("OBS_VALUE"),), (Component("UNIT_MEASURE", attachment="series"),))  # fmt: skip


def test_a_shape_tells_roles() -> None:
    data, _ = _only(made.SERIES_FORM, _shape("REF_AREA", "INDICATOR", "SEX"))
    assert data.roles_known
    assert (data.roles["SEX"], data.roles["UNIT_MEASURE"], data.roles["TIME_PERIOD"]) == ("dimension", "attribute", "time")


@pytest.mark.parametrize(
    "message",
    [made.specific(made.GROUPS + made.SERIES), made.FLAT_FORM, made.specific(made.SERIES + made.GROUPS)],
    ids=["before series", "flat", "after series"],
)
def test_attributes_of_groups_hold_for_the_rows_of_their_key(message: bytes) -> None:
    _, rows = _only(message)
    assert [(r.values["REF_AREA"], r.values["SOURCE"], r.values["OBS_VALUE"]) for r in rows] == [
        ("XAA", "Survey A", "1"),
        ("XAB", "Survey B", "2"),
    ]


def test_a_row_speaks_before_its_group() -> None:
    body = (
        '<Group REF_AREA="XAA" SOURCE="of group" UNIT="of group"/><Series REF_AREA="XAA" UNIT="own"><Obs OBS_VALUE="1"/></Series>'
    )
    _, rows = _only(made.specific(body), _shape("REF_AREA"))
    assert rows[0].values == {"SOURCE": "of group", "UNIT": "own", "REF_AREA": "XAA", "OBS_VALUE": "1"}


def test_attributes_without_a_key_hold_for_all_rows() -> None:
    _, rows = _only(made.specific('<Atts NOTE="all"/>' + made.SERIES, version="3.0"))
    assert [r.values["NOTE"] for r in rows] == ["all", "all"]


def test_explicit_measures_are_the_type_of_their_observation() -> None:
    _, rows = _only(made.EXPLICIT_MEASURES)
    assert [(r.values["INDICATOR"], r.values["OBS_VALUE"], "type" in r.values) for r in rows] == [
        ("V1", "1", False),
        ("V2", "2", False),
    ]


def test_components_with_several_values_are_joined() -> None:
    data, rows = _only(made.COMPONENTS_3)
    assert data.structure == FLOW
    assert rows[0].values["TITLE"] == rows[1].values["TITLE"] == "en:Short;fr:Bref"
    assert (rows[0].values["AGENCY"], rows[0].values["OBS_STATUS"]) == ("A1;A2", "E")
    assert "OBS_STATUS" not in rows[1].values


def test_generic_series_tell_roles_and_empty_series_are_counted() -> None:
    data, rows = _only(made.GENERIC_SERIES)
    assert (data.roles_known, data.attributes, data.empty_series) == (True, {"TITLE": "Made up"}, 1)
    assert rows[0].values == {"SOURCE": "Survey A", "REF_AREA": "XAA", "INDICATOR": "V1", "UNIT_MEASURE": "PT",
                              "TIME_PERIOD": "2019", "OBS_VALUE": "12.40", "OBS_STATUS": "E"}  # fmt: skip
    assert {n: r for n, r in data.roles.items() if r != "attribute"} == {
        "REF_AREA": "dimension", "INDICATOR": "dimension", "TIME_PERIOD": "time", "OBS_VALUE": "measure"}  # fmt: skip
    assert len(rows) == 2


def test_generic_data_may_be_flat() -> None:
    _, rows = _only(made.GENERIC_FLAT)
    assert rows[0].values == {"REF_AREA": "XAA", "INDICATOR": "V1", "TIME_PERIOD": "2019", "OBS_VALUE": "1"}


def test_each_data_set_has_its_own_structure_groups_and_rows() -> None:
    two = made.envelope(
        "StructureSpecificData",
        '<mes:DataSet ss:structureRef="A" action="Append"><Group REF_AREA="XAA" S="1"/><Obs REF_AREA="XAA"/></mes:DataSet>'
        '<mes:DataSet ss:structureRef="B"><Obs REF_AREA="XAA"/></mes:DataSet>',
        header="<mes:Header><mes:DataSetAction>Replace</mes:DataSetAction>"
        + "".join(f'<mes:Structure structureID="{i}"><com:Structure><URN>urn:sdmx:org.sdmx.infomodel.datastructure.'
                  f'DataStructure=XX:{i}(2.0)</URN></com:Structure></mes:Structure>' for i in "AB") + "</mes:Header>",
    )  # fmt: skip
    told = [(str(s.structure), s.action, [r.values for r in s.rows]) for s in read_data(two).sets]
    assert told == [
        ("XX:A(2.0)", "Append", [{"S": "1", "REF_AREA": "XAA"}]),
        ("XX:B(2.0)", "Replace", [{"REF_AREA": "XAA"}]),
    ]
    left_unread = [str(s.structure) for s in read_data(two).sets]
    assert left_unread == ["XX:A(2.0)", "XX:B(2.0)"]


def test_a_structure_that_the_header_does_not_name_is_refused_where_it_names_several() -> None:
    header = '<mes:Header><mes:Structure structureID="A"/><mes:Structure structureID="B"/></mes:Header>'
    lost = made.envelope("StructureSpecificData", '<mes:DataSet ss:structureRef="C"><Obs/></mes:DataSet>', header=header)
    with pytest.raises(Unreadable, match="names the structure “C”"):
        list(read_data(lost).rows())
    one = made.SERIES_FORM.replace(b'ss:structureRef="S"', b'ss:structureRef="C"')
    message = read_data(one)
    assert len(list(message.rows())) == 3
    assert "“C”" in message.notes[0]


def test_text_in_utf_16_is_read() -> None:
    text = made.SERIES_FORM.decode().replace("UTF-8", "UTF-16").replace("Made up", "Île")
    data, rows = _only(text.encode("utf-16"))
    assert (data.attributes["TITLE"], len(rows)) == ("Île & small", 3)


def test_memory_stays_flat_from_a_file(tmp_path: Path) -> None:
    one = '<Series REF_AREA="XAA" INDICATOR="V1">' + '<Obs TIME_PERIOD="2019" OBS_VALUE="1"/>' * 100 + "</Series>"
    path = tmp_path / "long.xml"
    path.write_bytes(made.specific(one * 200))
    tracemalloc.start()
    assert sum(1 for _ in read_data(path).rows()) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000


def test_a_pattern_is_found_where_pieces_of_a_file_meet(tmp_path: Path) -> None:
    path = tmp_path / "long.bin"
    for at in (0, HEAD - 3, HEAD, 2 * HEAD - 1):
        path.write_bytes(b"." * at + b"<Group " + b"." * 10)
        assert search(path, re.compile(rb"<Group\s")) == search(path.read_bytes(), re.compile(rb"<Group\s")) == at
        assert search(path, re.compile(rb"<Group\s"), at + 1) == -1
