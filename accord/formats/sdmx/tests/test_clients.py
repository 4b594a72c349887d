"""sdmx1 and pysdmx, unmodified, against a service made of this package: the calls seen of them, and what filters give."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from accord.formats.sdmx import media
from accord.formats.sdmx.tests.sample import ROWS, SHAPE
from accord.formats.sdmx.tests.service import Service, served
from accord.formats.sdmx.tests.structures import catalogue

BOTH = [d for d in catalogue() if d.ref.id != "DSD_TWO"]
XML_30 = {"data": media.DATA_30, "structure": media.STRUCTURE_30}


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    with served(Service(SHAPE, ROWS, BOTH)) as url:
        yield url


@pytest.fixture(scope="module")
def sdmx1(root: str) -> Any:
    import sdmx
    import sdmx.reader.xml.v30  # read before any 2.1 data: afterwards its own import fails

    logging.getLogger("sdmx").setLevel(logging.ERROR)
    sdmx.add_source({"id": "ACCORD", "url": root + "/2.1", "name": "Accord"}, override=True)
    return sdmx.Client("ACCORD")


@pytest.fixture(scope="module")
def sdmx1_v3() -> Iterator[Any]:
    import sdmx
    import sdmx.reader.xml.v30

    with served(Service(SHAPE, ROWS, BOTH, XML_30)) as url:
        source = {"id": "ACCORD3", "url": url + "/v2", "name": "Accord", "versions": ["3.0.0"]}
        sdmx.add_source(source, override=True)
        yield sdmx.Client("ACCORD3")


@pytest.fixture(scope="module")
def registry(root: str) -> Any:
    from pysdmx.api.fmr import RegistryClient

    return RegistryClient(root + "/v2")


@pytest.fixture(scope="module")
def connector(root: str) -> Any:
    from pysdmx.api.dc.rest import SdmxConnector

    return SdmxConnector(root + "/v2")


def keys(message: Any) -> list[tuple[str, ...]]:
    return sorted(tuple(str(o.key[d].value) for d in ("REF_AREA", "SEX", "TIME_PERIOD")) for o in message.data[0].obs)


def test_sdmx1_finds_structures(sdmx1: Any) -> None:
    assert list(sdmx1.dataflow().dataflow) == ["VAC"]
    flow = sdmx1.dataflow("VAC")
    assert [d.id for d in flow.structure["DSD_VAC"].dimensions] == ["REF_AREA", "SEX", "TIME_PERIOD"]
    assert [c.id for c in flow.codelist["CL_SEX"]] == ["F", "M", "_T"]
    assert "CS" in sdmx1.datastructure("DSD_VAC").concept_scheme
    assert [c.id for c in sdmx1.codelist("CL_SEX").codelist["CL_SEX"]] == ["F", "M", "_T"]
    assert str(sdmx1.conceptscheme("CS").concept_scheme["CS"]["SEX"].name) == "Sex"
    assert "TOPICS" in sdmx1.categoryscheme("TOPICS").category_scheme
    assert "ACCORD" in sdmx1.agencyscheme("AGENCIES", agency_id="SDMX").organisation_scheme["AGENCIES"].items


def test_sdmx1_finds_data_and_its_filters_filter(sdmx1: Any) -> None:
    every = sorted((str(r[0]), str(r[1]), str(r[2])) for r in ROWS)
    assert keys(sdmx1.data("VAC")) == every
    assert keys(sdmx1.data("VAC", key="KEN.F")) == [k for k in every if k[:2] == ("KEN", "F")]
    assert keys(sdmx1.data("VAC", key="KEN+PER.M")) == [k for k in every if k[1] == "M"]
    assert keys(sdmx1.data("VAC", key={"REF_AREA": "PER"})) == [k for k in every if k[0] == "PER"]
    assert keys(sdmx1.data("VAC", params={"startPeriod": "2011", "endPeriod": "2012"})) == [
        k for k in every if k[2] in ("2011", "2012")
    ]
    assert keys(sdmx1.data("VAC", params={"lastNObservations": 1})) == [
        ("KEN", "F", "2014-Q1"),
        ("KEN", "M", "2012"),
        ("PER", "F", "2011"),
    ]
    assert keys(sdmx1.data("VAC", params={"dimensionAtObservation": "AllDimensions"})) == every
    structure = sdmx1.dataflow("VAC").structure["DSD_VAC"]
    specific = {"Accept": "application/vnd.sdmx.structurespecificdata+xml;version=2.1"}
    assert keys(sdmx1.data("VAC", key={"REF_AREA": "KEN"}, dsd=structure, headers=specific)) == [
        k for k in every if k[0] == "KEN"
    ]


def test_sdmx1_previews_and_asks_what_there_is(sdmx1: Any) -> None:
    assert len(sdmx1.series_keys("VAC")) == 3
    (constraint,) = sdmx1.availableconstraint("VAC", force=True).constraint.values()
    members = {
        d.id: sorted(v.value for v in m.values)
        for d, m in constraint.data_content_region[0].member.items()
        if d.id != "TIME_PERIOD"
    }
    assert members == {"REF_AREA": ["KEN", "PER"], "SEX": ["F", "M"]}


def test_an_unknown_code_is_not_found_and_never_a_server_error(sdmx1: Any) -> None:
    import requests

    with pytest.raises(requests.HTTPError, match="404"):
        sdmx1.data("VAC", key="XXX.")
    with pytest.raises(requests.HTTPError, match="400"):
        sdmx1.data("VAC", key="A.B.C.D")
    with pytest.raises(NotImplementedError):
        sdmx1.hierarchicalcodelist("X")


def test_sdmx1_asks_30(sdmx1_v3: Any) -> None:
    assert list(sdmx1_v3.dataflow(agency_id="ACCORD").dataflow) == ["VAC"]
    found = sdmx1_v3.datastructure("DSD_VAC", agency_id="ACCORD", params={"references": "descendants"}).structure["DSD_VAC"]
    assert [d.id for d in found.dimensions] == ["REF_AREA", "SEX", "TIME_PERIOD"]
    assert [c.id for c in sdmx1_v3.codelist("CL_SEX", agency_id="ACCORD").codelist["CL_SEX"]] == ["F", "M", "_T"]
    assert keys(sdmx1_v3.data("VAC", key="PER.*", agency_id="ACCORD")) == [("PER", "F", "2010"), ("PER", "F", "2011")]


def test_pysdmx_finds_structures(registry: Any) -> None:
    assert [c.id for c in registry.get_codes("ACCORD", "CL_SEX", "1.0.0")] == ["F", "M", "_T"]
    assert [c.id for c in registry.get_codes("ACCORD", "VL_UNIT", "1.0.0")] == ["%", "€"]  # after a code list that is not there
    assert [c.id for c in registry.get_concepts("ACCORD", "CS")][:2] == ["REF_AREA", "SEX"]
    assert [c.id for c in registry.get_data_structures("ACCORD", "DSD_VAC")[0].components.dimensions] == [
        "REF_AREA",
        "SEX",
        "TIME_PERIOD",
    ]
    assert [a.id for a in registry.get_agencies("SDMX")] == ["ACCORD", "OTHER"]
    assert [f.id for f in registry.get_dataflows("ACCORD")] == ["VAC"]
    home = registry.get_categories("ACCORD", "TOPICS").categories[0].categories[0]
    assert [f.id for f in home.dataflows] == ["VAC"]
    assert [f.id for f in registry.get_providers("ACCORD", True)[0].dataflows] == ["VAC"]
    assert registry.get_provision_agreement("ACCORD", "PA").dataflow.endswith("Dataflow=ACCORD:VAC(1.0.0)")
    assert registry.get_data_constraint("ACCORD", "CC").cube_regions[0].key_values[0].id == "SEX"
    assert registry.get_categorisation("ACCORD", "C1").source.endswith("Dataflow=ACCORD:VAC(1.0.0)")
    assert registry.get_dataflow_details("ACCORD", "VAC", "1.0.0").id == "VAC"


def test_pysdmx_gets_a_schema_that_knows_the_constraints(registry: Any) -> None:
    schema = registry.get_schema("dataflow", "ACCORD", "VAC", "1.0.0")
    assert [c.id for c in schema.components["SEX"].enumeration] == ["F", "M"]
    assert schema.components["OBS_VALUE"].dtype.value == "Double"
    assert schema.components["SOURCE"].attachment_level == "REF_AREA,SEX"
    assert any(a.endswith("Codelist=ACCORD:CL_SEX(1.0.0)") for a in schema.artefacts)


def test_pysdmx_discovers_a_flow_and_its_counts(connector: Any) -> None:
    assert [f.id for f in connector.dataflows()] == ["VAC"]
    flow = connector.dataflow("Dataflow=ACCORD:VAC(1.0.0)")
    assert (flow.obs_count, flow.series_count) == (6, 3)
    assert [c.id for c in flow.components["REF_AREA"].enumeration] == ["KEN", "PER"]
    part = connector.dataflow("Dataflow=ACCORD:VAC(1.0.0)", "REF_AREA='KEN'")
    assert (part.obs_count, part.series_count) == (4, 2)


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (None, 6),
        ("REF_AREA='KEN' AND TIME_PERIOD>='2011'", 2),
        ("REF_AREA IN ('KEN','PER') AND OBS_VALUE > 7.5", 2),
        ("SEX <> 'F'", 2),
        ("TIME_PERIOD BETWEEN '2010' AND '2011'", 4),
        ("NOTE LIKE '%sample%'", 1),
        ("REF_AREA='XXX'", 0),
    ],
)
def test_pysdmx_gets_data_by_filters(connector: Any, filters: str | None, wanted: int) -> None:
    assert len(list(connector.data("Dataflow=ACCORD:VAC(1.0.0)", filters))) == wanted
