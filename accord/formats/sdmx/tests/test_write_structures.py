"""Structure messages: valid in all four formats at every detail, as written by hand, read back; what is chosen for them."""

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from lxml import etree
from pysdmx.model import Code, Codelist, Concept, ConceptScheme

from accord.formats.sdmx import media
from accord.formats.sdmx.artefact import Artefact
from accord.formats.sdmx.availability import availability, availability_answer, schema_answer
from accord.formats.sdmx.catalogue import select
from accord.formats.sdmx.describe import describe, describe_all
from accord.formats.sdmx.described import Described
from accord.formats.sdmx.faults import Fault, RequestFault, syntax
from accord.formats.sdmx.media import Format
from accord.formats.sdmx.request import StructureQuery, parse_request
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.structure_detail import Selection, with_detail
from accord.formats.sdmx.structures import read_structures
from accord.formats.sdmx.tests import structures
from accord.formats.sdmx.tests.sample import FLOW, HEADER, golden
from accord.formats.sdmx.tests.structures import catalogue
from accord.formats.sdmx.tests.test_write_data import canonical
from accord.formats.sdmx.tests.validity import json_faults, xml_faults
from accord.formats.sdmx.urns import parse_urn, urn
from accord.formats.sdmx.write_error import write_error
from accord.formats.sdmx.write_structures import write_structures

FORMATS = [media.STRUCTURE_21, media.STRUCTURE_30, media.JSON_STRUCTURE_10, media.JSON_STRUCTURE_20]
DETAILS = ["full", "allstubs", "referencestubs", "allcompletestubs", "referencecompletestubs", "referencepartial", "raw"]


def address(ref: Ref) -> str:
    return f"https://accord.example/sdmx/{ref.kind}/{ref.agency}/{ref.id}?a=1&b=2"


def faults(message: bytes, format: Format) -> list[str]:
    return xml_faults(message) if format.syntax == "xml" else json_faults(message, format.version, "structure")


def chosen(path: str, query: str = "") -> Selection:
    asked = parse_request("v2", path, query).query
    assert isinstance(asked, StructureQuery)
    return select(asked, catalogue())


def names(artefacts: Any) -> list[str]:
    return sorted(d.ref.id for d in artefacts)


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.media_type)
def test_every_message_is_valid(format: Format, detail: Any) -> None:
    flows = [d for d in catalogue() if d.ref.kind in ("dataflow", "datastructure")]
    others = [d for d in catalogue() if d not in flows]
    for found, beside in ((flows, others), (others, flows)):
        shown = with_detail(Selection(tuple(found), tuple(beside)), detail, address)
        assert faults(write_structures(format, shown, HEADER), format) == []


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.media_type)
@pytest.mark.parametrize("one", catalogue(), ids=lambda d: d.ref.id)
def test_every_artefact_is_valid_alone(format: Format, one: Described) -> None:
    assert faults(write_structures(format, [one], HEADER, language="fr"), format) == []


def test_a_code_list_is_as_the_standard_has_it() -> None:
    shown = [d for d in catalogue() if d.ref.id == "CL_STATUS"]
    assert canonical(write_structures(media.STRUCTURE_21, shown, HEADER, language="fr")) == canonical(golden("codelist-2.1.xml"))
    assert json.loads(write_structures(media.JSON_STRUCTURE_20, shown, HEADER, language="fr")) == json.loads(
        golden("codelist-2.0.json")
    )


def said(concept: Any) -> Any:
    """A concept without what pysdmx adds (type String, an enumeration's format) or does not read (isMultiLingual)."""
    form = concept.get("coreRepresentation", {})
    kept = {k: v for k, v in form.get("format", {}).items() if k != "isMultiLingual" and v != "String"}
    return concept["id"], concept["name"], form.get("enumeration"), kept


@pytest.mark.parametrize("format", [media.STRUCTURE_21, media.STRUCTURE_30, media.JSON_STRUCTURE_20], ids=lambda f: f.media_type)
def test_pysdmx_reads_back_what_was_written(format: Format) -> None:
    from pysdmx.io import read_sdmx

    kept = [d for d in catalogue() if format != media.STRUCTURE_21 or d.ref.id not in ("DSD_TWO", "VL_UNIT")]
    message = read_sdmx(write_structures(format, kept, HEADER).decode(), validate=True)
    lists = {c.id: c for c in (*message.get_codelists(), *message.get_value_lists())}
    assert [(c.id, c.name) for c in lists["CL_AREA"].items] == [("KEN", "Kenya"), ("PER", "Perú"), ("SSD", "South Sudan")]
    assert lists["CL_AREA"].name == "Areas & <regions>"
    assert lists["CL_STATUS"].is_external_reference
    found = {d.id: d for d in message.get_data_structure_definitions()}["DSD_VAC"]
    levels = {c.id: (c.role, c.attachment_level) for c in found.components}
    assert levels == {c.id: (c.role, c.attachment_level) for c in structures.DSD.components}
    again = {d.ref.id: d for d in describe_all([*message.get_codelists(), *message.get_concept_schemes(), found])}
    before = {d.ref.id: d for d in kept}
    assert again["CL_SEX"].body == before["CL_SEX"].body
    assert [said(c) for c in again["CS"].body["concepts"]] == [said(c) for c in before["CS"].body["concepts"]]
    scheme = message.get_category_schemes()[0]
    assert [c.id for c in scheme.categories[0].categories] == ["HOME", "STREET"]
    assert message.get_data_constraints()[0].cube_regions == structures.ALLOWED.cube_regions
    flow = message.get_dataflows()[0]
    assert parse_urn(flow.structure if isinstance(flow.structure, str) else flow.structure.short_urn).ref.id == "DSD_VAC"  # type: ignore[union-attr]


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.media_type)
def test_texts_of_every_language_and_parents_of_codes_come_back(format: Format) -> None:
    kenya = Code("NBO", name="Nairobi")
    areas = msgspec.structs.replace(structures.AREAS, items=(*structures.AREAS.items, kenya))
    texts = {
        "": {"name": {"en": "Areas", "fr": "Zones", "ar": "مناطق"}, "description": {"fr": "Toutes"}},
        "KEN": {"name": {"fr": "Kénya", "en": "Kenya"}},
    }
    topics = {"SAFE.HOME": {"name": {"es": "En casa", "en": "At home"}}}
    held = [
        Artefact(Ref("codelist", "ACCORD", "CL_AREA", "1.0.0"), areas, texts, {"NBO": "KEN"}),
        Artefact(Ref("categoryscheme", "ACCORD", "TOPICS", "1.0.0"), structures.CATEGORIES, topics),
    ]
    message = write_structures(format, describe_all(held), HEADER, language="fr")
    assert faults(message, format) == []
    back = {a.ref.id: a for a in read_structures(message).artefacts}
    assert back["CL_AREA"].names() == texts[""]["name"]
    assert back["CL_AREA"].names("", "description") == {"fr": "Toutes"}
    assert back["CL_AREA"].names("KEN") == {"en": "Kenya", "fr": "Kénya"}
    assert dict(back["CL_AREA"].parents) == {"NBO": "KEN"}
    assert back["TOPICS"].names("SAFE.HOME") == {"es": "En casa", "en": "At home"}
    if format.syntax == "json":
        assert json.loads(message)["data"]["codelists"][0]["name"] == "Zones"


def test_a_second_measure_is_an_attribute_in_21_and_a_value_list_a_text() -> None:
    two = [d for d in catalogue() if d.ref.id in ("DSD_TWO", "VL_UNIT")]
    root = etree.fromstring(write_structures(media.STRUCTURE_21, two, HEADER))
    assert [m.get("id") for m in root.iter("{*}PrimaryMeasure") if m.get("id")] == ["OBS_VALUE"]
    assert "LOW" in [a.get("id") for a in root.iter("{*}Attribute")]
    assert root.find(".//{*}Codelist") is None
    old = json.loads(write_structures(media.JSON_STRUCTURE_10, two, HEADER))["data"]
    unit = next(
        a for a in old["dataStructures"][0]["dataStructureComponents"]["attributeList"]["attributes"] if a["id"] == "UNIT"
    )
    assert unit["localRepresentation"] == {"textFormat": {"textType": "String"}}
    assert "codelists" not in old
    root = etree.fromstring(write_structures(media.STRUCTURE_30, two, HEADER))
    assert [m.get("id") for m in root.iter("{*}Measure") if m.get("id")] == ["OBS_VALUE", "LOW"]
    assert [v.get("id") for v in root.iter("{*}ValueItem")] == ["%", "€"]


def with_concepts_as_values() -> Described:
    """DSD_TWO with a measure dimension: its values are the concepts of a scheme."""
    whole = next(d for d in catalogue() if d.ref.id == "DSD_TWO")
    body = json.loads(json.dumps(whole.body))
    first = body["dataStructureComponents"]["dimensionList"]["dimensions"][0]
    first["localRepresentation"] = {"enumeration": urn(Ref("conceptscheme", "ACCORD", "CS", "1.0.0"))}
    return replace(whole, body=body)


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.media_type)
def test_concepts_as_values_are_a_measure_dimension_in_21_and_texts_in_30(format: Format) -> None:
    message = write_structures(format, [with_concepts_as_values()], HEADER)
    assert faults(message, format) == []
    if format is media.STRUCTURE_21:
        one = etree.fromstring(message).find(".//{*}DimensionList")[0]
        ref = one.find("{*}LocalRepresentation/{*}Enumeration/Ref")
        assert etree.QName(one).localname == "MeasureDimension"
        assert (ref.get("id"), ref.get("package"), ref.get("class")) == ("CS", "conceptscheme", "ConceptScheme")
    elif format is media.JSON_STRUCTURE_10:
        told = json.loads(message)["data"]["dataStructures"][0]["dataStructureComponents"]["dimensionList"]
        assert [d["type"] for d in told["measureDimensions"]] == ["MeasureDimension"]
        assert told["timeDimensions"][0]["position"] == 1 + len(told["dimensions"])
    else:
        assert b"conceptscheme.ConceptScheme=" not in message


def test_parents_that_the_schema_of_30_forbids_are_left_out_there() -> None:
    areas = Codelist("CL", name="Areas", agency="ACCORD", version="1.0.0", items=[Code(i, i) for i in ("001", "A", "B", "C")])
    topics = ConceptScheme("CS2", name="Topics", agency="ACCORD", version="1.0.0", items=[Concept("X"), Concept("Y")])
    held = [
        Artefact(Ref("codelist", "ACCORD", "CL", "1.0.0"), areas, {}, {"A": "001", "B": "A"}),
        Artefact(Ref("conceptscheme", "ACCORD", "CS2", "1.0.0"), topics, {}, {"Y": "X"}),
    ]
    for format in FORMATS:
        message = write_structures(format, describe_all(held), HEADER)
        assert faults(message, format) == []
        back = {a.ref.id: dict(a.parents) for a in read_structures(message).artefacts}
        assert back["CL"] == ({"B": "A"} if format is media.STRUCTURE_30 else {"A": "001", "B": "A"})
        assert back["CS2"] == {"Y": "X"}


def test_stubs_point_to_the_whole() -> None:
    (stub,) = with_detail(chosen("structure/dataflow"), "allstubs", address)
    assert stub.body == {
        "id": "VAC", "agencyID": "ACCORD", "version": "1.0.0", "name": "Violence against children", "isExternalReference": True
    }  # fmt: skip
    assert stub.url == address(FLOW)
    shown = with_detail(chosen("structure/dataflow", "references=descendants"), "referencestubs", address)
    bodies = {d.ref.id: d for d in shown}
    assert "structure" in bodies["VAC"].body
    assert "dataStructureComponents" not in bodies["DSD_VAC"].body
    assert bodies["CL_STATUS"].url == "https://registry.sdmx.org/cl?a=1&b=2"  # its owner's, not ours
    complete = {d.ref.id: d for d in with_detail(chosen("structure/codelist"), "allcompletestubs", address)}["CL_AREA"]
    assert complete.body["description"] == 'With "quotes"'
    assert "codes" not in complete.body


def test_partial_references_keep_what_is_used() -> None:
    shown = {d.ref.id: d for d in with_detail(chosen("structure/dataflow/ACCORD/VAC", "references=all"), "referencepartial")}
    concepts = shown["CS"]
    assert [c["id"] for c in concepts.body["concepts"]] == ["REF_AREA", "SEX", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "NOTE"]
    assert concepts.body["isPartial"]
    assert [c["id"] for c in shown["CL_SEX"].body["codes"]] == ["F", "M"]  # the constraint leaves out _T
    assert len(shown["CL_AREA"].body["codes"]) == 3
    assert "isPartial" not in shown["CL_AREA"].body
    topics = shown["TOPICS"].body["categories"]
    assert [(c["id"], [b["id"] for b in c["categories"]]) for c in topics] == [("SAFE", ["HOME"])]


@pytest.mark.parametrize(
    ("path", "references", "found", "beside"),
    [
        ("structure/dataflow/ACCORD/VAC/1.0.0", "none", ["VAC"], []),
        ("structure/dataflow/ACCORD/VAC/+", "children", ["VAC"], ["DSD_VAC"]),
        ("structure/dataflow", "descendants", ["VAC"], ["CL_AREA", "CL_SEX", "CL_STATUS", "CS", "DSD_VAC"]),
        ("structure/dataflow", "parents", ["VAC"], ["C1", "CC", "PA"]),
        ("structure/dataflow", "parentsandsiblings", ["VAC"], ["C1", "CC", "DATA_PROVIDERS", "PA", "TOPICS"]),
        (
            "structure/dataflow",
            "all",
            ["VAC"],
            ["C1", "CC", "CL_AREA", "CL_SEX", "CL_STATUS", "CS", "DATA_PROVIDERS", "DSD_VAC", "PA", "TOPICS"],
        ),
        ("structure/codelist/ACCORD/CL_AREA", "ancestors", ["CL_AREA"], ["C1", "CC", "DSD_TWO", "DSD_VAC", "PA", "VAC"]),
        ("structure/datastructure/*/DSD_VAC", "codelist,dataflow", ["DSD_VAC"], ["CL_AREA", "CL_SEX", "CL_STATUS", "VAC"]),
        ("structure/codelist/SDMX", "none", ["CL_STATUS"], []),
        ("structure/codelist/ACCORD/CL_AREA,CL_SEX", "none", ["CL_AREA", "CL_SEX"], []),
        ("structure/valuelist", "none", ["VL_UNIT"], []),
        ("structure/categoryscheme", "parentsandsiblings", ["TOPICS"], ["C1", "VAC"]),
        ("structure/dataproviderscheme/ACCORD", "provisionagreement", ["DATA_PROVIDERS"], ["PA"]),
        ("structure/contentconstraint", "none", ["CC"], []),
        ("structure/actualconstraint", "none", [], []),
        ("structure/dataflow/UNICEF", "all", [], []),
        ("structure/dataflow/ACCORD/VAC/2.0.0", "none", [], []),
    ],
)
def test_a_query_finds_artefacts_and_what_belongs_to_them(
    path: str, references: str, found: list[str], beside: list[str]
) -> None:
    selection = chosen(path, f"references={references}")
    assert (names(selection.found), names(selection.referenced)) == (found, beside)


def test_versions_and_items() -> None:
    lists = describe_all([msgspec.structs.replace(structures.SEXES, version=v) for v in ("1.0.0", "1.1.0", "2.0.0-draft")])

    def versions(path: str, api: Any = "v2") -> list[str]:
        asked = parse_request(api, path).query
        assert isinstance(asked, StructureQuery)
        return [d.ref.version for d in select(asked, lists).found]

    assert versions("structure/codelist/ACCORD/CL_SEX/+") == ["1.1.0"]
    assert versions("structure/codelist/ACCORD/CL_SEX") == ["2.0.0-draft"]
    assert versions("codelist/ACCORD/CL_SEX", "2.1") == ["1.1.0"]
    assert versions("codelist/ACCORD/CL_SEX/all", "2.1") == ["1.0.0", "1.1.0", "2.0.0-draft"]
    (one,) = chosen("structure/codelist/ACCORD/CL_SEX/+/F,X").found
    assert ([c["id"] for c in one.body["codes"]], one.body["isPartial"]) == (["F"], True)
    assert chosen("structure/codelist/ACCORD/CL_SEX/+/X").found == ()
    (topics,) = chosen("structure/categoryscheme/ACCORD/TOPICS/+/SAFE.STREET").found
    assert [[b["id"] for b in c["categories"]] for c in topics.body["categories"]] == [["STREET"]]


def constraint() -> Described:
    return availability(FLOW, {"REF_AREA": ["KEN"], "SEX": ["F", "M"]}, period=("2010", "2014-Q1"), obs_count=10, series_count=2)


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.media_type)
@pytest.mark.parametrize("references", [("none",), ("all",), ("codelist", "dataflow")])
def test_availability_is_valid(format: Format, references: tuple[str, ...]) -> None:
    answer = availability_answer(constraint(), catalogue(), references)
    assert faults(write_structures(format, answer, HEADER), format) == []


def test_availability_shows_what_has_data() -> None:
    answer = {
        d.ref.id if d.ref.kind != "dataconstraint" else "constraint": d
        for d in availability_answer(constraint(), catalogue(), ("all",))
    }
    assert sorted(answer) == ["CL_AREA", "CL_SEX", "CL_STATUS", "CS", "DSD_VAC", "VAC", "constraint"]
    assert [c["id"] for c in answer["CL_AREA"].body["codes"]] == ["KEN"]
    only = availability_answer(constraint(), catalogue(), ("codelist",))
    assert [(d.ref.kind, d.ref.id) for d in only] == [
        (d.ref.kind, d.ref.id) for d in only if d.ref.kind in ("codelist", "dataconstraint")
    ]
    assert availability_answer(constraint(), catalogue()) == (constraint(),)
    span = next(k for k in constraint().body["cubeRegions"][0]["keyValues"] if "timeRange" in k)["timeRange"]
    assert (span["startPeriod"]["period"], span["endPeriod"]["period"]) == ("2010", "2014-03-31")


def test_pysdmx_reads_an_availability_constraint_with_its_counts() -> None:
    from pysdmx.io import read_sdmx

    for format in (media.STRUCTURE_21, media.STRUCTURE_30, media.JSON_STRUCTURE_20):
        message = read_sdmx(write_structures(format, [constraint()], HEADER).decode(), validate=True)
        (found,) = message.get_availability_constraints()
        assert (found.obs_count, found.series_count, found.reference) == (10, 2, urn(FLOW))
        assert {k.id: [v.value for v in k.values] for k in found.cube_region.key_values if k.values} == {
            "REF_AREA": ["KEN"],
            "SEX": ["F", "M"],
        }
        assert describe(found).body["cubeRegions"] == constraint().body["cubeRegions"]


def test_a_schema_holds_what_is_allowed_and_lists_what_it_is_made_from() -> None:
    flow = next(d for d in catalogue() if d.ref == FLOW)
    answer = schema_answer(flow, catalogue())
    assert {d.ref.kind for d in answer} == {"datastructure", "codelist", "conceptscheme", "agencyscheme"}
    shown = {d.ref.id: d for d in answer}
    assert [c["id"] for c in shown["CL_SEX"].body["codes"]] == ["F", "M"]
    assert [a["id"] for a in shown["AGENCIES"].body["agencies"]] == ["ACCORD"]
    message = write_structures(media.JSON_STRUCTURE_20, answer, HEADER, context=FLOW)
    assert json_faults(message, "2.0.0", "structure") == []
    assert json.loads(message)["meta"]["links"][0] == {"rel": "dataflow", "urn": urn(FLOW)}
    assert schema_answer(replace(flow, children=()), [flow]) == ()


def test_constraints_come_along_where_two_components_share_a_list() -> None:
    flow = next(d for d in catalogue() if d.ref == FLOW)
    components = [msgspec.structs.replace(c, local_codes=structures.SEXES, local_enum_ref=None) if c.id == "REF_AREA" else c
                  for c in structures.DSD.components]  # fmt: skip
    shared = describe_all([msgspec.structs.replace(structures.DSD, components=type(structures.DSD.components)(components))])
    kept = [*shared, *(d for d in catalogue() if d.ref.id != "DSD_VAC")]
    answer = {d.ref.id: d for d in schema_answer(flow, kept)}
    assert "CC" in answer
    assert len(answer["CL_SEX"].body["codes"]) == 3  # what the one may not have, the other may


def test_what_cannot_be_described_says_so() -> None:
    with pytest.raises(ValueError, match="class dict"):
        describe({})
    lost = structures.Component("X", True, structures.Role.DIMENSION, structures.Concept("NOWHERE"))
    broken = msgspec.structs.replace(structures.DSD, components=type(structures.DSD.components)([lost]))
    with pytest.raises(ValueError, match="NOWHERE belongs to no scheme"):
        describe(broken)
    found = msgspec.structs.replace(lost, concept=structures.Concept("SEX"))
    kept = msgspec.structs.replace(structures.DSD, components=type(structures.DSD.components)([found]))
    component = describe_all([kept, structures.CONCEPTS])[0].body["dataStructureComponents"]["dimensionList"]["dimensions"][0]
    assert component["conceptIdentity"].endswith("Concept=ACCORD:CS(1.0.0).SEX")


def test_errors() -> None:
    fault = syntax("No parameter <x> & more")
    told = write_error(fault, "2.1")
    assert (told.status, told.content_type) == (400, "application/xml")
    assert told.body.decode() == golden("error-2.1.xml")
    assert xml_faults(told.body) == []
    assert xml_faults(write_error(fault, "v2", "application/xml").body) == []
    as_json = write_error(RequestFault(Fault.SEMANTIC, "Why?"), "v2", "*/*")
    assert (as_json.status, json.loads(as_json.body)["errors"][0]["code"]) == (422, 150)
    for version in ("1.0.0", "2.0.0"):
        assert json_faults(as_json.body, version, "data") == json_faults(as_json.body, version, "structure") == []
    assert write_error(RequestFault(Fault.SEMANTIC, "\x00\ud800"), "2.1", "application/json").status == 403
    assert {f.status("v2") for f in Fault} == {400, 404, 406, 413, 414, 422, 500, 501, 503}


def test_urns() -> None:
    for text in (f"{structures.BASE}.conceptscheme.Concept=A.B:CS(1.0).X", f"{structures.BASE}.codelist.ValueList=A:B(1.0.0-x)"):
        target = parse_urn(text)
        assert target
        assert urn(target.ref, target.item) == text
    assert parse_urn("Codelist=SDMX:CL_FREQ(2.1)") == parse_urn("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_FREQ(2.1)")
    for wrong in ("", "Codelist", "urn:sdmx:org.sdmx.infomodel.process.Process=A:B(1)", "Codelist=A:B"):
        assert parse_urn(wrong) is None
