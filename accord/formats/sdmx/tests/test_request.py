"""Requests of both versions of the REST API: read exactly, or refused with the right status; never anything else."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.formats.sdmx.faults import Api, Fault, RequestFault
from accord.formats.sdmx.filters import Condition, Filter
from accord.formats.sdmx.request import AvailabilityQuery, DataQuery, SchemaQuery, StructureQuery, Target, parse_request

FLOW = Target(("dataflow",), (), ("VAC",), ("latest",))


def query(api: Api, address: str) -> Any:
    path, _, asked = address.partition("?")
    return parse_request(api, path, asked).query


@pytest.mark.parametrize(
    ("address", "target", "keys", "providers"),
    [
        ("/data/VAC", FLOW, (), ()),
        ("data/VAC/", FLOW, (), ()),
        ("/data/VAC/all", FLOW, (), ()),
        ("/data/VAC/ALL/all/", FLOW, (), ()),
        ("/data/ACCORD,VAC", Target(("dataflow",), ("ACCORD",), ("VAC",), ("latest",)), (), ()),
        (
            "/data/ACCORD,VAC,1.0/KEN+PER..F",
            Target(("dataflow",), ("ACCORD",), ("VAC",), ("1.0",)),
            ((("KEN", "PER"), (), ("F",)),),
            (),
        ),
        ("/data/ALL,VAC,LATEST/KEN./INEI", FLOW, ((("KEN",), ()),), ("INEI",)),
        ("/data/VAC//ACCORD,INEI", FLOW, (), ("INEI",)),
        ("/DATA/VAC/KEN", FLOW, ((("KEN",),),), ()),
    ],
)
def test_data_of_21(address: str, target: Target, keys: Any, providers: Any) -> None:
    assert query("2.1", address) == DataQuery("2.1", target, keys, providers=providers)


@pytest.mark.parametrize(
    ("address", "target", "keys"),
    [
        ("/data", Target((), (), (), ("*",)), ()),
        ("/data/", Target((), (), (), ("*",)), ()),
        ("/data/dataflow/ACCORD/VAC", Target(("dataflow",), ("ACCORD",), ("VAC",), ("*",)), ()),
        ("/data/dataflow/ACCORD/VAC/1.0.0/", Target(("dataflow",), ("ACCORD",), ("VAC",), ("1.0.0",)), ()),
        ("/data/*/ACCORD/VAC/+/KEN.*.F", Target((), ("ACCORD",), ("VAC",), ("+",)), ((("KEN",), (), ("F",)),)),
        (
            "/data/dataflow,datastructure/A,B.C/X,Y/1.0.0,2.1+.7/A.B,A.C",
            Target(("dataflow", "datastructure"), ("A", "B.C"), ("X", "Y"), ("1.0.0", "2.1+.7")),
            ((("A",), ("B",)), (("A",), ("C",))),
        ),
        ("/data/dataflow/*/*/*/*", Target(("dataflow",), (), (), ("*",)), ()),
    ],
)
def test_data_of_v2(address: str, target: Target, keys: Any) -> None:
    assert query("v2", address) == DataQuery("v2", target, keys)


def test_all_parameters_of_data() -> None:
    asked = query(
        "2.1",
        "/data/VAC?startPeriod=2010-Q2&endPeriod=2012-06&updatedAfter=2009-05-15T14%3A15%3A00%2B01%3A00&firstNObservations=3"
        "&lastNObservations=2&dimensionAtObservation=AllDimensions&detail=dataonly&includeHistory=true&format=csv&labels=both",
    )
    assert (asked.start, asked.end) == (date(2010, 4, 1), date(2012, 6, 30))
    assert asked.updated_after == datetime(2009, 5, 15, 13, 15, tzinfo=UTC)
    assert (asked.first_n, asked.last_n, asked.at_observation, asked.detail) == (3, 2, "AllDimensions", "dataonly")
    assert asked.include_history
    new = query(
        "v2",
        "/data/dataflow/ACCORD/VAC?c[REF_AREA]=KEN,PER&c%5BTIME_PERIOD%5D=ge%3A2010%2Ble%3A2012&attributes=series,NOTE&measures=none"
        "&asOf=2024-01-01&offset=20&limit=10&sort=series_key:asc+TIME_PERIOD:desc",
    )
    assert new.filters == (
        Filter("REF_AREA", ((Condition("eq", "KEN"),), (Condition("eq", "PER"),))),
        Filter("TIME_PERIOD", ((Condition("ge", "2010"), Condition("le", "2012")),)),
    )
    assert (new.attributes, new.measures) == (("series", "NOTE"), ("none",))
    assert new.as_of == datetime(2024, 1, 1, tzinfo=UTC)
    assert (new.offset, new.limit, new.sort) == (20, 10, (("series_key", False), ("TIME_PERIOD", True)))


def test_what_belongs_to_the_representation_is_apart() -> None:
    request = parse_request(
        "v2", "/data/dataflow", "format=csv&labels=both&keys=obs&timeFormat=normalized&lang=fr&formatVersion=2.0.0"
    )
    assert request.representation == {
        "format": "csv", "formatVersion": "2.0.0", "keys": "obs", "labels": "both", "lang": "fr", "timeFormat": "normalized"
    }  # fmt: skip


def test_a_plus_in_a_query_string_is_no_space() -> None:
    assert query("v2", "/data/?updatedAfter=2009-05-15T14:15:00+01:00").updated_after == datetime(2009, 5, 15, 13, 15, tzinfo=UTC)
    assert query("v2", "/data/?c[T]=ge:2010+le:2012").filters[0].groups == ((Condition("ge", "2010"), Condition("le", "2012")),)


@pytest.mark.parametrize(
    ("api", "address", "kinds", "target", "items"),
    [
        ("2.1", "/dataflow/ACCORD/all/latest", ("dataflow",), Target((), ("ACCORD",), (), ("latest",)), ()),
        ("2.1", "/codelist/BIS+ECB/CL_FREQ", ("codelist",), Target((), ("BIS", "ECB"), ("CL_FREQ",), ("latest",)), ()),
        (
            "2.1",
            "/codelist/ECB/CL_A+CL_B/1.0+2.1/A+Q",
            ("codelist",),
            Target((), ("ECB",), ("CL_A", "CL_B"), ("1.0", "2.1")),
            ("A", "Q"),
        ),
        ("2.1", "/structure/ECB?detail=allstubs", (), Target((), ("ECB",), (), ("latest",)), ()),
        ("2.1", "/datastructure", ("datastructure",), Target((), (), (), ("latest",)), ()),
        (
            "2.1",
            "/categoryscheme/ECB/DOMAINS/latest/A.A1",
            ("categoryscheme",),
            Target((), ("ECB",), ("DOMAINS",), ("latest",)),
            ("A.A1",),
        ),
        ("v2", "/structure/dataflow/ACCORD/*/+", ("dataflow",), Target((), ("ACCORD",), (), ("+",)), ()),
        ("v2", "/structure/codelist/ACCORD/CL_SEX/1.0/", ("codelist",), Target((), ("ACCORD",), ("CL_SEX",), ("1.0",)), ()),
        ("v2", "/structure/agencyscheme/ACCORD/", ("agencyscheme",), Target((), ("ACCORD",), (), ("~",)), ()),
        ("v2", "/structure/dataflow?detail=allcompletestubs", ("dataflow",), Target((), (), (), ("~",)), ()),
        ("v2", "/structure/*/ECB,BIS", (), Target((), ("ECB", "BIS"), (), ("~",)), ()),
        ("v2", "/structure/", (), Target((), (), (), ("~",)), ()),
        (
            "v2",
            "/structure/codelist/E/C/1.0.0,2+.0.0/A,B",
            ("codelist",),
            Target((), ("E",), ("C",), ("1.0.0", "2+.0.0")),
            ("A", "B"),
        ),
    ],
)
def test_structures(api: Api, address: str, kinds: Any, target: Target, items: Any) -> None:
    asked = query(api, address)
    assert isinstance(asked, StructureQuery)
    assert (asked.kinds, asked.target, asked.items) == (kinds, target, items)


def test_details_and_references() -> None:
    asked = query("v2", "/structure/dataflow/A/B/1.0?detail=referencepartial&references=codelist,conceptscheme")
    assert (asked.detail, asked.references) == ("referencepartial", ("codelist", "conceptscheme"))
    assert query("2.1", "/dataflow").references == ("none",)


def test_availability_and_schema() -> None:
    asked = query("2.1", "/availableconstraint/VAC/KEN../all/SEX?mode=available&references=all&startPeriod=2010")
    assert asked == AvailabilityQuery(
        "2.1", FLOW, ((("KEN",), (), ()),), components=("SEX",), start=date(2010, 1, 1), mode="available", references=("all",)
    )
    new = query("v2", "/availability/*/ACCORD/VAC/+/*/*")
    assert new == AvailabilityQuery("v2", Target((), ("ACCORD",), ("VAC",), ("+",)))
    assert query("v2", "/availability/dataflow/ACCORD/VAC/1.0.0?c[A]=x").filters[0].codes == ("x",)
    schema = query("v2", "/schema/dataflow/ACCORD/VAC/1.0.0/?dimensionAtObservation=TIME_PERIOD")
    assert schema == SchemaQuery("v2", Target(("dataflow",), ("ACCORD",), ("VAC",), ("1.0.0",)), "TIME_PERIOD")
    assert query("2.1", "/schema/dataflow/ACCORD/VAC").target.versions == ("latest",)


@pytest.mark.parametrize(
    ("api", "address", "status", "word"),
    [
        ("2.1", "/", 400, "no resource"),
        ("v2", "/dataflow/ACCORD", 400, "no resource 'dataflow'"),
        ("2.1", "/nothing/x", 400, "nothing"),
        ("v2", "/structure/nothing", 400, "nothing"),
        ("2.1", "/data", 400, "Name a dataflow"),
        ("2.1", "/data/a/b/c/d", 400, "parts too many"),
        ("2.1", "/data/A,B,1.0,X", 400, "not a flow"),
        ("v2", "/data/nothing/A", 400, "not a context"),
        ("2.1", "/data/V%25", 400, "not the id"),
        ("v2", "/data/dataflow/A B", 400, "not the id of an agency"),
        ("v2", "/data/dataflow/A/B/x", 400, "not a version"),
        ("2.1", "/data/VAC?startperiod=2010", 400, "Did you mean startPeriod"),
        ("2.1", "/data/VAC?startPeriod=2010&startPeriod=2011", 400, "twice"),
        ("2.1", "/data/VAC?startPeriod=soon", 400, "not a period"),
        ("2.1", "/data/VAC?detail=much", 400, "none of full"),
        ("2.1", "/data/VAC?firstNObservations=0", 400, "from 1"),
        ("2.1", "/data/VAC?firstNObservations=x", 400, "whole number"),
        ("2.1", "/data/VAC?updatedAfter=yesterday", 400, "date-time"),
        ("2.1", "/data/VAC?includeHistory=maybe", 400, "neither true nor false"),
        ("v2", "/data/?limit=-1", 400, "whole number"),
        ("v2", "/data/?sort=a:up", 400, ":asc or :desc"),
        ("v2", "/data/?c[A]=1&c[A]=2", 400, "twice"),
        ("v2", "/data/?attributes=a b", 400, "component"),
        ("v2", "/data/?dimensionAtObservation=a/b", 400, "dimension"),
        ("v2", "/structure/dataflow?references=some", 400, "neither none"),
        ("v2", "/structure/dataflow?c[A]=1", 400, "filters data"),
        ("v2", "/schema/dataflow/A", 400, "one artefact"),
        ("v2", "/schema/dataflow/A/B/*", 400, "one artefact"),
        ("2.1", "/data/VAC?startPeriod=2012&endPeriod=2010", 403, "later than endPeriod"),
        ("v2", "/data/?startPeriod=2012&endPeriod=2010", 422, "later"),
        ("v2", "/data/?asOf=2020-01-01&updatedAfter=2021-01-01", 422, "later than asOf"),
        ("2.1", "/metadata/X", 501, "not built"),
        ("2.1", "/hierarchicalcodelist", 501, "not kept"),
        ("v2", "/structure/hierarchy", 501, "not kept"),
        ("v2", "/registration/x", 501, "not built"),
        ("v2", "/schema/dataflow/ACCORD/VAC/1.0.0?asOf=2024-01-01", 501, "earlier structures are not kept"),
        ("v2", "/schema/dataflow/ACCORD/VAC/1.0.0?asOf=yesterday", 400, "date-time"),
        ("v2", "/schema/dataflow/ACCORD/VAC/1.0.0?deletion=true", 501, "deletion is not built"),
        ("v2", "/schema/dataflow/ACCORD/VAC/1.0.0?deletion=maybe", 400, "neither true nor false"),
        ("2.1", "/schema/dataflow/ACCORD/VAC?explicitMeasure=true", 501, "explicitMeasure is not built"),
        ("2.1", "/schema/dataflow/ACCORD/VAC?explicit=true", 501, "explicit is not built"),
        ("v2", "/data/?reportingYearStartDay=--07-01", 501, "--01-01"),
        ("v2", "/data/" + "x" * 20_000, 414, "longer"),
        ("v2", "/data/?c[A]=" + ",".join("x" for _ in range(0)), 400, "empty value"),
    ],
)
def test_faults_have_a_status_and_say_what_is_wrong(api: Api, address: str, status: int, word: str) -> None:
    with pytest.raises(RequestFault, match=word.replace("(", r"\(").replace("[", r"\[")) as told:
        query(api, unquote(address.partition("?")[0]) + ("?" + address.partition("?")[2] if "?" in address else ""))
    assert told.value.status(api) == status


def test_an_address_is_refused_before_it_is_read() -> None:
    parse_request("2.1", "/data/VAC/" + "+".join(f"C{n}" for n in range(2000)))
    with pytest.raises(RequestFault) as told:
        parse_request("2.1", "/data/VAC/" + "+".join(f"C{n}" for n in range(10_500)))
    assert told.value.kind == Fault.URI_TOO_LONG


PIECES = st.sampled_from(
    [
        "data",
        "structure",
        "availability",
        "schema",
        "availableconstraint",
        "dataflow",
        "codelist",
        "*",
        "+",
        "~",
        "all",
        "latest",
        "VAC",
        "ACCORD",
        "1.0.0",
        "1.0+2.0",
        "1+.0.0",
        "KEN.F",
        "KEN+PER..",
        "A,B",
        "",
        " ",
        "%2F",
        "\x00",
        "é",
        "..",
        "…",
    ]
)
PARAMETERS = st.sampled_from(
    [
        "startPeriod",
        "endPeriod",
        "updatedAfter",
        "asOf",
        "firstNObservations",
        "lastNObservations",
        "detail",
        "references",
        "c[REF_AREA]",
        "c[]",
        "c%5BT%5D",
        "offset",
        "limit",
        "sort",
        "attributes",
        "measures",
        "mode",
        "includeHistory",
        "dimensionAtObservation",
        "deletion",
        "explicitMeasure",
        "format",
        "formatVersion",
        "labels",
        "timeFormat",
        "keys",
        "lang",
        "compression",
        "x",
        "",
    ]
)
VALUES = st.text(max_size=12) | st.sampled_from(
    [
        "2010",
        "2010-Q1",
        "ge:2010+le:2012",
        "A,B",
        "true",
        "5",
        "0",
        "99999999999",
        "series_key:asc",
        "2020-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31/P9W",
        "none",
        "all",
        "%ff",
        "%",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(["2.1", "v2"]), st.lists(PIECES, max_size=8), st.lists(st.tuples(PARAMETERS, VALUES), max_size=5))
def test_a_request_is_read_or_refused_and_nothing_else(api: Api, pieces: list[str], pairs: list[tuple[str, str]]) -> None:
    asked = "&".join(f"{name}={value}" for name, value in pairs)
    try:
        parse_request(api, "/" + "/".join(pieces), asked)
    except RequestFault as fault:
        told = fault
    else:
        return
    assert 400 <= told.status(api) <= 501
    assert told.message


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["2.1", "v2"]), st.text(max_size=60), st.text(max_size=80))
def test_any_text_at_all(api: Api, path: str, asked: str) -> None:
    told: RequestFault | None = None
    try:
        found = parse_request(api, path, asked)
    except RequestFault as fault:
        told = fault
    assert found.query.api == api if told is None else 400 <= told.status(api) <= 501
    assert told is None or told.message


def test_what_pysdmx_builds_is_understood() -> None:
    from pysdmx.api.dc.query.util import parse_query
    from pysdmx.api.qb import ApiVersion, DataContext, SchemaContext
    from pysdmx.api.qb import DataQuery as Built
    from pysdmx.api.qb import SchemaQuery as SchemaBuilt

    filters = parse_query("REF_AREA IN ('KEN','PER') AND OBS_VALUE > 10 AND SEX <> 'M' AND TIME_PERIOD BETWEEN '2010' AND '2012'")
    built = Built(DataContext.DATAFLOW, "ACCORD", "VAC", "1.0.0", "KEN.F", components=filters, obs_dimension="AllDimensions")
    for short in (True, False):
        asked = query("v2", built.get_url(ApiVersion.V2_0_0, short))
        assert {f.component: f for f in asked.filters}["REF_AREA"].codes == ("KEN", "PER")
        assert {f.component: f.groups for f in asked.filters}["OBS_VALUE"] == ((Condition("gt", "10"),),)
        assert {f.component: f.groups for f in asked.filters}["SEX"] == ((Condition("ne", "M"),),)
        between = {f.component: f for f in asked.filters}["TIME_PERIOD"]
        assert between.lets_through("2011", "time")
        assert not between.lets_through("2013", "time")
        assert asked.keys == ((("KEN",), ("F",)),)
    for version in (ApiVersion.V1_5_0, ApiVersion.V2_2_0):
        schema = SchemaBuilt(SchemaContext.DATAFLOW, "ACCORD", "VAC", "1.0.0", "TIME_PERIOD").get_url(version)
        assert query("2.1" if version == ApiVersion.V1_5_0 else "v2", schema).at_observation == "TIME_PERIOD"
    old = Built(DataContext.DATAFLOW, "ACCORD", "VAC", "1.0.0", "KEN.F", first_n_obs=1)
    asked = query("2.1", old.get_url(ApiVersion.V1_5_0, True))
    assert (asked.target, asked.first_n) == (Target(("dataflow",), ("ACCORD",), ("VAC",), ("1.0.0",)), 1)


def test_a_quoted_query_is_the_same() -> None:
    plain = "c[REF_AREA]=KEN,PER&c[TIME_PERIOD]=ge:2010+le:2012"
    assert query("v2", "/data/?" + plain) == query("v2", "/data/?" + quote(plain, safe="=&"))
