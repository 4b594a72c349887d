"""Structures in SDMX-ML and SDMX-JSON, as text and back, and the shapes made of them."""

import pytest

from accord.formats.messages import Unreadable
from accord.formats.sdmx.artefact import Artefact, from_text, to_text
from accord.formats.sdmx.resolve import finder, shape_of
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.structures import read_structures
from accord.formats.tests import sdmx_messages as made

MESSAGES = {
    "xml 2.1": made.STRUCTURES_21,
    "xml 3.0": made.STRUCTURES_30,
    "json 1.0": made.json_structures("1.0"),
    "json 2.0": made.json_structures("2.0"),
}


def _by_id(message: bytes) -> dict[str, Artefact]:
    return {a.ref.id: a for a in read_structures(message).artefacts}


@pytest.mark.parametrize("form", MESSAGES)
def test_names_of_every_language_and_parents_of_codes_are_kept(form: str) -> None:
    areas = _by_id(MESSAGES[form])["CL_AREA"]
    assert (areas.ref, areas.count) == (Ref("codelist", "XX", "CL_AREA", "1.0"), 2)
    assert areas.names() == {"en": "Areas", "fr": "Zones"}
    assert areas.names("XAA") == {"en": "Aland", "ar": "ألاند"}
    assert areas.names("X") == {"en": "All"}
    assert areas.parents == {"XAA": "X"}
    assert areas.all_names() == {"X": {"en": "All"}, "XAA": {"en": "Aland", "ar": "ألاند"}}


@pytest.mark.parametrize("form", ["xml 2.1", "json 1.0", "json 2.0"])
def test_a_flow_leads_to_its_shape(form: str) -> None:
    found = _by_id(MESSAGES[form])
    shape = shape_of(found["VAC"], finder(found.values()))
    assert (str(shape.flow), str(shape.structure)) == ("XX:VAC(1.0)", "XX:DSD(1.0)")
    area = shape.dimensions[0]
    assert (area.id, list(area.codes), area.codes["XAA"]["en"]) == ("REF_AREA", ["X", "XAA"], "Aland")
    assert shape.time is not None
    assert (shape.time.id, shape.time.data_type) == ("TIME_PERIOD", "ObservationalTimePeriod")
    assert [m.id for m in shape.measures] == ["OBS_VALUE"]
    unit = shape.attributes[0]
    assert (unit.id, unit.attachment) == ("UNIT", "series" if form == "xml 2.1" else "dataset")


def test_codes_may_come_from_the_concept_and_ids_from_the_schema_s_defaults() -> None:
    found = _by_id(made.STRUCTURES_21)
    shape = shape_of(found["VAC"], finder(found.values()))
    assert [(d.id, list(d.codes)) for d in shape.dimensions] == [("REF_AREA", ["X", "XAA"]), ("SEX", ["F"])]
    assert shape.dimensions[0].names == {"en": "Area", "fr": "Zone"}
    assert shape.names == {"en": "Violence", "fr": "Violences"}


def test_references_stay_references() -> None:
    structure = _by_id(made.STRUCTURES_21)["DSD"]
    assert structure.model.components["REF_AREA"].local_codes is None
    assert "CL_AREA" not in to_text(structure).replace("Codelist=XX:CL_AREA", "")


def test_a_shape_without_its_structure_says_so() -> None:
    found = _by_id(made.STRUCTURES_21)
    with pytest.raises(Unreadable, match=r"XX:VAC\(1.0\) is not known"):
        shape_of(found["VAC"], finder([]))
    bare = shape_of(found["DSD"], finder([]))
    assert (bare.dimensions[0].codes, str(bare.flow)) == ({}, "XX:DSD(1.0)")


@pytest.mark.parametrize("form", MESSAGES)
def test_text_and_back_is_the_same(form: str) -> None:
    for one in read_structures(MESSAGES[form]).artefacts:
        text = to_text(one)
        again = from_text(text)
        assert again.model == one.model
        assert (again.ref, to_text(again)) == (one.ref, text)
        assert "\n" not in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '{"form":9}',
        '{"form":1,"ref":["a"],"model":1}',
        '{"form":1,"ref":["a","b","c","1"],"model":{"@":"os.system"},"texts":{},"parents":{}}',
    ],
)
def test_text_that_is_none_of_ours_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="stored structure"):
        from_text(text)


def test_one_artefact_that_cannot_be_read_leaves_the_others() -> None:
    broken = made.STRUCTURES_21.replace(b'<Ref agencyID="XX" id="DSD" version="1.0"/>', b"")
    message = read_structures(broken)
    assert "VAC" not in {a.ref.id for a in message.artefacts}
    assert len(message.artefacts) == 4
    told = message.refused[0]
    assert (told.code, told.value, told.message.startswith("Dataflow XX:VAC(1.0) cannot be read")) == (
        "artefact_unread", "XX:VAC(1.0)", True)  # fmt: skip


def test_kinds_that_are_not_held_are_told() -> None:
    assert [(r.code, r.value) for r in read_structures(MESSAGES["json 2.0"]).refused] == [("artefact_kind", "XX:P(1.0)")]
    sets = made.envelope("Structure", '<mes:Structures><str:StructureSets><str:StructureSet id="S" agencyID="XX"/>'
                         "</str:StructureSets></mes:Structures>")  # fmt: skip
    assert [r.code for r in read_structures(sets).refused] == ["artefact_kind"]


def test_a_codelist_that_extends_another_says_what_is_missing() -> None:
    extended = made.STRUCTURES_30.replace(
        b'<str:Code id="X">', b"<str:CodelistExtension><str:Codelist>urn:x</str:Codelist></str:CodelistExtension>"
        b'<str:Code id="X">', 1)  # fmt: skip
    message = read_structures(extended)
    assert (len(message.artefacts), message.refused, [n.code for n in message.notes]) == (3, [], ["artefact_part"])


def test_the_version_that_is_named_is_found_else_the_newest() -> None:
    one = _by_id(made.STRUCTURES_21)["CL_SEX"]
    older = Artefact(Ref("codelist", "XX", "CL_SEX", "1.0"), one.model)
    draft = Artefact(Ref("codelist", "XX", "CL_SEX", "10.0.0-draft"), one.model)
    find = finder([older, one, draft])
    assert find(Ref("codelist", "XX", "CL_SEX", "1.0")) is older
    assert find(Ref("codelist", "XX", "CL_SEX", "latest")) is one
    assert find(Ref("codelist", "XX", "CL_SEX", "7.0")) is draft
    assert find(Ref("codelist", "XX", "OTHER")) is None
