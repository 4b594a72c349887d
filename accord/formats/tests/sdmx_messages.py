"""Small made-up SDMX messages in every form that is read: two series of a flow XX:VAC(1.0) about two areas."""

import json
from typing import Any

NS = {
    "2.1": "http://www.sdmx.org/resources/sdmxml/schemas/v2_1",
    "3.0": "http://www.sdmx.org/resources/sdmxml/schemas/v3_0",
}


def envelope(root: str, body: str, version: str = "2.1", header: str = "<mes:Header><mes:ID>T</mes:ID></mes:Header>") -> bytes:
    """A message with this root and what stands in it."""
    base = NS[version]
    spaces = " ".join(
        f'xmlns:{prefix}="{base}/{path}"'
        for prefix, path in (("mes", "message"), ("com", "common"), ("str", "structure"), ("gen", "data/generic"),
                             ("ss", "data/structurespecific"), ("foot", "message/footer"))
    )  # fmt: skip
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ns1="urn:x"'
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<mes:{root} {spaces} {xsi}>{header}{body}</mes:{root}>'
    return text.encode()


def data_header(at: str = "TIME_PERIOD", reference: str = "", extra: str = "") -> str:
    usage = reference or '<com:StructureUsage><Ref agencyID="XX" id="VAC" version="1.0"/></com:StructureUsage>'
    return (
        "<mes:Header><mes:ID>T1</mes:ID><mes:Test>true</mes:Test><mes:Prepared>2024-05-01T00:00:00</mes:Prepared>"
        f'<mes:Sender id="XX"/><mes:Structure structureID="S" dimensionAtObservation="{at}">{usage}</mes:Structure>'
        f"{extra}</mes:Header>"
    )


def specific(body: str, at: str = "TIME_PERIOD", version: str = "2.1", **header: str) -> bytes:
    """Structure-specific data: `body` stands in the data set."""
    opened = '<mes:DataSet ss:structureRef="S" xsi:type="ns1:DataSetType" ss:action="Replace" TITLE="Made up &amp; small">'
    return envelope("StructureSpecificData", f"{opened}{body}</mes:DataSet>", version, data_header(at, **header))


def generic(body: str, at: str = "TIME_PERIOD") -> bytes:
    return envelope("GenericData", f'<mes:DataSet structureRef="S">{body}</mes:DataSet>', "2.1", data_header(at))


SERIES_FORM = specific(
    '<Series REF_AREA="XAA" INDICATOR="V1" SEX="F" UNIT_MEASURE="PT">'
    '<Obs TIME_PERIOD="2019" OBS_VALUE="12.40" OBS_STATUS="A"/><Obs TIME_PERIOD="2020" OBS_VALUE="11" OBS_STATUS="E"/></Series>'
    '<Series REF_AREA="XAB" INDICATOR="V1" SEX="M" UNIT_MEASURE="PT"><Obs TIME_PERIOD="2019" OBS_VALUE="NaN"/></Series>'
)
GROUPS = (
    '<Group xsi:type="ns1:Area" REF_AREA="XAA" SOURCE="Survey A"/><Group xsi:type="ns1:Area" REF_AREA="XAB" SOURCE="Survey B"/>'
)
SERIES = (
    '<Series REF_AREA="XAA" INDICATOR="V1"><Obs TIME_PERIOD="2019" OBS_VALUE="1"/></Series>'
    '<Series REF_AREA="XAB" INDICATOR="V1"><Obs TIME_PERIOD="2019" OBS_VALUE="2"/></Series>'
)
FLAT_FORM = specific(
    GROUPS + '<Obs REF_AREA="XAA" INDICATOR="V1" TIME_PERIOD="2019" OBS_VALUE="1"/>'
    '<Obs REF_AREA="XAB" INDICATOR="V1" TIME_PERIOD="2019" OBS_VALUE="2"/>',
    "AllDimensions",
)
EXPLICIT_MEASURES = specific(
    '<Series REF_AREA="XAA" TIME_PERIOD="2019"><Obs xsi:type="ns1:V1" OBS_VALUE="1"/><Obs type="V2" OBS_VALUE="2"/></Series>',
    "INDICATOR",
)
COMPONENTS_3 = specific(
    '<Series REF_AREA="XAA" INDICATOR="V1"><Comp id="TITLE" xsi:type="ns1:T"><Value><com:Text xml:lang="en">Short</com:Text>'
    '<com:Text xml:lang="fr">Bref</com:Text></Value></Comp><Comp id="AGENCY"><Value>A1</Value><Value>A2</Value></Comp>'
    '<Obs TIME_PERIOD="2019" OBS_VALUE="1"><Comp id="OBS_STATUS"><Value>E</Value></Comp></Obs>'
    '<Obs TIME_PERIOD="2020" OBS_VALUE="2"/></Series>',
    version="3.0",
    reference="<com:StructureUsage>urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=XX:VAC(1.0)</com:StructureUsage>",
)


def _values(**values: str) -> str:
    return "".join(f'<gen:Value id="{k}" value="{v}"/>' for k, v in values.items())


GENERIC_SERIES = generic(
    f"<gen:Attributes>{_values(TITLE='Made up')}</gen:Attributes>"
    f"<gen:Group type='Area'><gen:GroupKey>{_values(REF_AREA='XAA')}</gen:GroupKey>"
    f"<gen:Attributes>{_values(SOURCE='Survey A')}</gen:Attributes></gen:Group>"
    f"<gen:Series><gen:SeriesKey>{_values(REF_AREA='XAA', INDICATOR='V1')}</gen:SeriesKey>"
    f"<gen:Attributes>{_values(UNIT_MEASURE='PT')}</gen:Attributes>"
    '<gen:Obs><gen:ObsDimension value="2019"/><gen:ObsValue value="12.40"/>'
    f"<gen:Attributes>{_values(OBS_STATUS='E')}</gen:Attributes></gen:Obs>"
    '<gen:Obs><gen:ObsDimension value="2020"/><gen:ObsValue value="11"/></gen:Obs></gen:Series>'
    f"<gen:Series><gen:SeriesKey>{_values(REF_AREA='XAB', INDICATOR='V1')}</gen:SeriesKey></gen:Series>"
)
GENERIC_FLAT = generic(
    f"<gen:Obs><gen:ObsKey>{_values(REF_AREA='XAA', INDICATOR='V1', TIME_PERIOD='2019')}</gen:ObsKey>"
    '<gen:ObsValue value="1"/></gen:Obs>',
    "AllDimensions",
)


def _listed(id: str, *values: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "values": [{"id": v, "name": f"Name of {v}"} for v in values], **more}


def json_data(version: str, sets: list[dict[str, Any]], **changes: Any) -> bytes:
    """A message in SDMX-JSON: two areas, one indicator, two years."""
    structure: dict[str, Any] = {
        "links": [{"rel": "dataflow", "urn": "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=XX:VAC(1.0)"}],
        "dimensions": {
            "dataSet": [_listed("INDICATOR", "V1", keyPosition=1)],
            "series": [_listed("REF_AREA", "XAA", "XAB", keyPosition=0)],
            "observation": [_listed("TIME_PERIOD", "2019", "2020", keyPosition=2)],
        },
        "measures": {"observation": [{"id": "OBS_VALUE"}]},
        "attributes": {
            "dataSet": [{"id": "TITLE"} if version == "2.0" else _listed("TITLE", "Made up")],
            "dimensionGroup": [{"id": "SOURCE"}],
            "series": [_listed("UNIT_MEASURE", "PT", "NUMBER")],
            "observation": [_listed("OBS_STATUS", "A", "E")],
        },
    }
    structure.update(changes)
    meta = {"id": "T1", "prepared": "2024-05-01T00:00:00Z", "test": False, "sender": {"id": "XX"}}
    if version == "2.0":
        body = {"meta": meta, "data": {"structures": [structure], "dataSets": [{"structure": 0, **s} for s in sets]}}
    elif version == "1.0":
        body = {"meta": meta, "data": {"structure": structure, "dataSets": sets}}
    else:  # before 1.0
        body = {"header": meta, "structure": structure, "dataSets": sets}
    return json.dumps(body).encode()


JSON_2 = json_data("2.0", [{
    "action": "Replace", "attributes": [{"en": "Made up", "fr": "Inventé"}], "dimensionGroupAttributes": {":0:": [["A", "B"]]},
    "series": {"0": {"attributes": [0], "observations": {"0": [12.40, 1], "1": [11, None]}},
               "1": {"attributes": [1], "observations": {"0": [None]}}},
}])  # fmt: skip
JSON_1 = json_data("1.0", [{"attributes": [0], "series": {"0": {"attributes": [0], "observations": {"0": [12.40, 1]}}}}])
JSON_FLAT = json_data("2.0", [{"observations": {"0:0": [1.5, 0], "1:1": [2, 1]}}])

STRUCTURE_BODY = """
<str:Codelists>
  <str:Codelist id="CL_AREA" agencyID="XX" version="1.0" isFinal="true">
    <com:Name xml:lang="en">Areas</com:Name><com:Name xml:lang="fr">Zones</com:Name>
    <str:Code id="X"><com:Name xml:lang="en">All</com:Name></str:Code>
    <str:Code id="XAA"><com:Name xml:lang="en">Aland</com:Name><com:Name xml:lang="ar">ألاند</com:Name>{parent}</str:Code>
  </str:Codelist>
  <str:Codelist id="CL_SEX" agencyID="XX" version="2.1"><com:Name>Sex</com:Name>
    <str:Code id="F"><com:Name>Female</com:Name></str:Code></str:Codelist>
</str:Codelists>
<str:{concepts}>
  <str:ConceptScheme id="CS" agencyID="XX" version="1.0"><com:Name xml:lang="en">Concepts</com:Name>
    <str:Concept id="REF_AREA"><com:Name xml:lang="en">Area</com:Name><com:Name xml:lang="fr">Zone</com:Name></str:Concept>
    <str:Concept id="SEX"><com:Name xml:lang="en">Sex</com:Name>
      <str:CoreRepresentation><str:Enumeration>{sex}</str:Enumeration></str:CoreRepresentation></str:Concept>
    <str:Concept id="TIME_PERIOD"><com:Name xml:lang="en">Time</com:Name></str:Concept>
    <str:Concept id="OBS_VALUE"><com:Name xml:lang="en">Value</com:Name></str:Concept>
    <str:Concept id="UNIT"><com:Name xml:lang="en">Unit</com:Name></str:Concept>
  </str:ConceptScheme>
</str:{concepts}>
"""
_PARTS_21 = """
<str:Dataflows><str:Dataflow id="VAC" agencyID="XX" version="1.0"><com:Name xml:lang="en">Violence</com:Name>
  <com:Name xml:lang="fr">Violences</com:Name>
  <str:Structure><Ref agencyID="XX" id="DSD" version="1.0"/></str:Structure></str:Dataflow></str:Dataflows>
<str:DataStructures><str:DataStructure id="DSD" agencyID="XX" version="1.0"><com:Name xml:lang="en">Shape</com:Name>
 <str:DataStructureComponents>
  <str:DimensionList>
   <str:Dimension><str:ConceptIdentity><Ref id="REF_AREA" maintainableParentID="CS" maintainableParentVersion="1.0"
     agencyID="XX"/></str:ConceptIdentity><str:LocalRepresentation><str:Enumeration>
     <URN>urn:sdmx:org.sdmx.infomodel.codelist.Codelist=XX:CL_AREA(1.0)</URN></str:Enumeration></str:LocalRepresentation>
   </str:Dimension>
   <str:Dimension id="SEX"><str:ConceptIdentity><URN>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=XX:CS(1.0).SEX</URN>
   </str:ConceptIdentity></str:Dimension>
   <str:TimeDimension><str:ConceptIdentity><Ref id="TIME_PERIOD" maintainableParentID="CS" maintainableParentVersion="1.0"
     agencyID="XX"/></str:ConceptIdentity><str:LocalRepresentation><str:TextFormat textType="ObservationalTimePeriod"/>
   </str:LocalRepresentation></str:TimeDimension>
  </str:DimensionList>
  <str:AttributeList><str:Attribute assignmentStatus="Conditional" id="UNIT"><str:ConceptIdentity><Ref id="UNIT"
    maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="XX"/></str:ConceptIdentity>
    <str:AttributeRelationship><str:Dimension><Ref id="REF_AREA"/></str:Dimension></str:AttributeRelationship>
   </str:Attribute></str:AttributeList>
  <str:MeasureList><str:PrimaryMeasure><str:ConceptIdentity><Ref id="OBS_VALUE" maintainableParentID="CS"
    maintainableParentVersion="1.0" agencyID="XX"/></str:ConceptIdentity></str:PrimaryMeasure></str:MeasureList>
 </str:DataStructureComponents></str:DataStructure></str:DataStructures>
"""
STRUCTURES_21 = envelope("Structure", "<mes:Structures>" + STRUCTURE_BODY.format(
    parent='<str:Parent><Ref id="X"/></str:Parent>', concepts="Concepts",
    sex='<Ref agencyID="XX" id="CL_SEX" version="2.1"/>') + _PARTS_21 + "</mes:Structures>")  # fmt: skip
STRUCTURES_30 = envelope("Structure", "<mes:Structures>" + STRUCTURE_BODY.format(
    parent="<str:Parent>X</str:Parent>", concepts="ConceptSchemes",
    sex="urn:sdmx:org.sdmx.infomodel.codelist.Codelist=XX:CL_SEX(2.1)") + "</mes:Structures>", "3.0")  # fmt: skip

_URN_DSD = "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=XX:DSD(1.0)"
_CONCEPT = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=XX:CS(1.0)."
_CODES = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=XX:CL_AREA(1.0)"


def json_structures(version: str) -> bytes:
    """The same structures in SDMX-JSON; 1.0 has other names for some parts."""
    text = "textFormat" if version == "1.0" else "format"
    kind = "textType" if version == "1.0" else "dataType"
    time = {"id": "TIME_PERIOD", "conceptIdentity": f"{_CONCEPT}TIME_PERIOD",
            "localRepresentation": {text: {kind: "ObservationalTimePeriod"}}}  # fmt: skip
    measure = {"id": "OBS_VALUE", "conceptIdentity": f"{_CONCEPT}OBS_VALUE", "localRepresentation": {text: {kind: "Double"}}}
    area = {"id": "REF_AREA", "position": 0, "conceptIdentity": f"{_CONCEPT}REF_AREA",
            "localRepresentation": {"enumeration": _CODES}}  # fmt: skip
    unit = {"id": "UNIT", "conceptIdentity": f"{_CONCEPT}UNIT", "localRepresentation": {text: {kind: "String"}}}
    if version == "1.0":
        lists: dict[str, Any] = {
            "dimensionList": {"id": "D", "dimensions": [area], "timeDimensions": [time]},
            "measureList": {"id": "M", "primaryMeasure": measure},
            "attributeList": {"id": "A", "attributes": [
                {**unit, "assignmentStatus": "Mandatory", "attributeRelationship": {"none": {}}}]},
        }  # fmt: skip
    else:
        lists = {
            "dimensionList": {"id": "D", "dimensions": [area], "timeDimension": time},
            "measureList": {"id": "M", "measures": [measure]},
            "attributeList": {"id": "A", "attributes": [
                {**unit, "usage": "mandatory", "attributeRelationship": {"dataflow": {}}}]},
        }  # fmt: skip
    named = {"agencyID": "XX", "version": "1.0"}
    schema = f"https://x.example/schemas/{version}/sdmx-json-structure-schema.json"
    data = {
        "codelists": [{**named, "id": "CL_AREA", "name": "Areas", "names": {"en": "Areas", "fr": "Zones"}, "codes": [
            {"id": "X", "name": "All"}, {"id": "XAA", "name": "Aland", "names": {"en": "Aland", "ar": "ألاند"}, "parent": "X"}]}],
        "conceptSchemes": [{**named, "id": "CS", "name": "Concepts", "concepts": [
            {"id": i, "name": i.title()} for i in ("REF_AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT")]}],
        "dataStructures": [{**named, "id": "DSD", "name": "Shape", "dataStructureComponents": lists}],
        "dataflows": [{**named, "id": "VAC", "name": "Violence", "structure": _URN_DSD}],
        "processes": [{**named, "id": "P", "name": "A process"}],
    }  # fmt: skip
    return json.dumps({"meta": {"schema": schema, "id": "T1"}, "data": data}).encode()


CSV_1 = b"DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\nXX:VAC(1.0),XAA,V1,2019,12.40\n"
CSV_2 = (
    b"STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\n"
    b"dataflow,XX:VAC(1.0),R,XAA,V1,2019,12.40\ndatastructure,XX:DSD(1.0),I,XAB,V1,2019,1\ndataflow,XX:VAC(1.0),R,XAA,V1,2020,11\n"
)
