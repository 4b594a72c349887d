"""Made-up structures for the tests: every kind that is kept here, with awkward texts, two measures, a group, facets."""

from datetime import UTC, datetime
from typing import Any

from pysdmx.model import (
    Agency,
    AgencyScheme,
    Annotation,
    Categorisation,
    Category,
    CategoryScheme,
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    ConstraintAttachment,
    Contact,
    CubeKeyValue,
    CubeRegion,
    CubeValue,
    DataConstraint,
    Dataflow,
    DataProvider,
    DataProviderScheme,
    DataStructureDefinition,
    DataType,
    Facets,
    ItemReference,
    ProvisionAgreement,
    Role,
)
from pysdmx.model.dataflow import ArrayBoundaries, Group

from accord.formats.sdmx.describe import describe_all
from accord.formats.sdmx.described import Described

OWN = {"agency": "ACCORD", "version": "1.0.0"}
BASE = "urn:sdmx:org.sdmx.infomodel"
FLOW_URN = f"{BASE}.datastructure.Dataflow=ACCORD:VAC(1.0.0)"
AREAS = Codelist(
    id="CL_AREA", name="Areas & <regions>", description='With "quotes"', **OWN,
    items=(Code("KEN", name="Kenya"), Code("PER", name="Perú"),
           Code("SSD", name="South Sudan", valid_from=datetime(2011, 7, 9, tzinfo=UTC))),
    annotations=(Annotation(id="N", title="t & t", text="text <b>", url="https://example.org/a?b=1&c=2", type="NOTE"),),
)  # fmt: skip
SEXES = Codelist(
    id="CL_SEX", name="Sex", **OWN, items=(Code("F", name="Female"), Code("M", name="Male"), Code("_T", name="Total"))
)
UNITS = Codelist(
    id="VL_UNIT", name="Units", sdmx_type="valuelist", **OWN, items=(Code("%", name="Per cent"), Code("€", name="Euro"))
)
STATUS = Codelist(id="CL_STATUS", agency="SDMX", version="2.2", name="Status", items=(Code("A", name="Normal"),),
                  is_external_reference=True, structure_url="https://registry.sdmx.org/cl?a=1&b=2")  # fmt: skip
CONCEPTS = ConceptScheme(
    id="CS", name="Concepts", **OWN,
    items=(
        Concept("REF_AREA", name="Area"), Concept("SEX", name="Sex"), Concept("TIME_PERIOD", name="Period"),
        Concept("OBS_VALUE", name="Value", dtype=DataType.DOUBLE, facets=Facets(min_value=0, max_value=100.5, decimals=2)),
        Concept("OBS_STATUS", name="Status", enum_ref=f"{BASE}.codelist.Codelist=SDMX:CL_STATUS(2.2)"),
        Concept("NOTE", name="Note", dtype=DataType.STRING, facets=Facets(max_length=500, is_multilingual=True)),
        Concept("UNUSED", name="Never used"),
    ),
)  # fmt: skip


def _part(own_id: str, role: Role, concept: str = "", **more: Any) -> Component:
    reference = ItemReference("Concept", "ACCORD", "CS", "1.0.0", concept or own_id)
    return Component(own_id, role == Role.DIMENSION, role, reference, **more)


_AREA = _part("REF_AREA", Role.DIMENSION, local_enum_ref=f"{BASE}.codelist.Codelist=ACCORD:CL_AREA(1.0.0)")
_SEX = _part("SEX", Role.DIMENSION, local_codes=SEXES)
_TIME = _part("TIME_PERIOD", Role.DIMENSION, local_dtype=DataType.PERIOD)
_VALUE = _part("OBS_VALUE", Role.MEASURE, local_dtype=DataType.DOUBLE)
_SOURCE = _part("SOURCE", Role.ATTRIBUTE, "NOTE", attachment_level="REF_AREA,SEX", local_dtype=DataType.STRING)
_STATUS = _part("OBS_STATUS", Role.ATTRIBUTE, attachment_level="O")
_NOTE = _part("NOTE", Role.ATTRIBUTE, attachment_level="O")
_LICENCE = _part("LICENCE", Role.ATTRIBUTE, "NOTE", attachment_level="D")
DSD = DataStructureDefinition(  # of the flow in sample.py
    id="DSD_VAC", name="Violence against children", **OWN,
    components=Components([_AREA, _SEX, _TIME, _VALUE, _SOURCE, _STATUS, _NOTE, _LICENCE]),
)  # fmt: skip
DSD_TWO = DataStructureDefinition(  # two measures, a group, a value list, an attribute of one measure that repeats
    id="DSD_TWO", name="Two measures", **OWN, groups=(Group(id="Sibling", dimensions=("REF_AREA",)),),
    components=Components([
        _AREA, _SEX, _TIME, _VALUE, _part("LOW", Role.MEASURE, "OBS_VALUE", local_dtype=DataType.DOUBLE), _STATUS,
        _part("NOTE", Role.ATTRIBUTE, attachment_level="OBS_VALUE", array_def=ArrayBoundaries(0, 3)),
        _part("TITLE", Role.ATTRIBUTE, "NOTE", attachment_level="REF_AREA"),
        _part("UNIT", Role.ATTRIBUTE, "NOTE", attachment_level="O",
              local_enum_ref=f"{BASE}.codelist.ValueList=ACCORD:VL_UNIT(1.0.0)"),
    ]),
)  # fmt: skip
FLOW = Dataflow(id="VAC", name="Violence against children", **OWN, structure=DSD,
                valid_from=datetime(2020, 1, 1, tzinfo=UTC))  # fmt: skip
AGENCIES = AgencyScheme(agency="SDMX", items=(
    Agency("ACCORD", name="Accord", contacts=(Contact(name="Desk", department="Data", role="Owner", emails=("d@example.org",)),)),
    Agency("OTHER", name="Other"),
))  # fmt: skip
PROVIDERS = DataProviderScheme(agency="ACCORD", items=(DataProvider("INEI", name="INEI"),))
CATEGORIES = CategoryScheme(id="TOPICS", name="Topics", **OWN, items=(
    Category("SAFE", name="Safety", categories=(Category("HOME", name="At home"), Category("STREET", name="Outside"))),
    Category("POOR", name="Poverty"),
))  # fmt: skip
CATEGORISATION = Categorisation(id="C1", name="Flow to topic", **OWN, source=FLOW_URN,
                                target=f"{BASE}.categoryscheme.Category=ACCORD:TOPICS(1.0.0).SAFE.HOME")  # fmt: skip
ALLOWED = DataConstraint(
    id="CC", name="Allowed", **OWN, constraint_attachment=ConstraintAttachment(None, dataflows=(FLOW_URN,)),
    cube_regions=(CubeRegion((CubeKeyValue("SEX", (CubeValue("F"), CubeValue("M"))),), is_included=True),),
)  # fmt: skip
AGREEMENT = ProvisionAgreement(id="PA", name="Agreement", **OWN, dataflow=FLOW_URN,
                               provider=f"{BASE}.base.DataProvider=ACCORD:DATA_PROVIDERS(1.0).INEI")  # fmt: skip
ARTEFACTS = [AREAS, SEXES, UNITS, STATUS, CONCEPTS, DSD, DSD_TWO, FLOW, AGENCIES, PROVIDERS, CATEGORIES, CATEGORISATION, ALLOWED,
             AGREEMENT]  # fmt: skip


def catalogue() -> list[Described]:
    """All of them, described."""
    return describe_all(ARTEFACTS)
