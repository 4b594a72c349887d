"""The SDMX service's answers: each parameter narrows what is told, what there is to ask for is told, messages are valid."""

import csv
import gzip
import io
import json
from dataclasses import replace
from operator import itemgetter
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.formats.sdmx.described import Described
from accord.formats.sdmx.faults import RequestFault
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.tests.test_request import PARAMETERS, PIECES, VALUES
from accord.formats.sdmx.tests.validity import json_faults, xml_faults
from accord.indicators.models import Indicator, Release
from accord.indicators.sdmx import answers, flows, structures
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
CUSTODIAN = """indicator,iso3,year,sex,value,note
s.1,XKA,2008,F,1,first
s.1,XKA,2012,F,2,
s.1,XKA,2012,M,3,
s.1,XKB,2015,F,4,
s.2,XKA,2016,,5,
"""
OFFICE = "indicator,iso3,year,sex,value\ns.1,XKA,2012,F,2.5\ns.1,XKA,2020,F,6\n"
OLD, V2 = "2.1/data/VAC/", "v2/data/dataflow/ACCORD/VAC/+/"


@pytest.fixture(scope="module")
def releases(one_world: None) -> tuple[Release, Release]:
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}", "fr": f"Pays {code}"})
    for code in ("s.1", "s.2"):
        Indicator.objects.create(code=code, names={"en": code}, unit="number", direction="lower", source="made up")
    return release_of(CUSTODIAN, "Custodian"), release_of(OFFICE, "Office")


@pytest.fixture(autouse=True)
def _site(releases: tuple[Release, Release]) -> None:
    flows._kept.clear()


def answered(path: str, **headers: str) -> tuple[int, bytes, str]:
    answer: Any = Client().get(f"/sdmx/{path}", headers=headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body, answer.headers.get("Content-Type", "")


def told(path: str) -> list[dict[str, str]]:
    status, body, _type = answered(f"{path}{'&' if '?' in path else '?'}format=csv")
    assert status in (200, 204, 404), body
    return list(csv.DictReader(io.StringIO(body.decode()))) if status == 200 else []


def values(path: str) -> list[str]:
    return sorted(row["OBS_VALUE"] for row in told(path))


ALL = ["1", "2", "2.5", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (f"{OLD}all", ALL), (f"{V2}*", ALL), ("2.1/data/ACCORD,VAC,1.0.0", ALL), ("v2/data", ALL),
        (f"{OLD}XKA+XKB.s_1.F", ["1", "2", "2.5", "4", "6"]), (f"{OLD}..M", ["3"]), (f"{OLD}all/OFFICE", ["2.5", "6"]),
        (f"{V2}XKA.s_1.*,XKA.s_2.*", ["1", "2", "2.5", "3", "5", "6"]), (f"{V2}*.*.*.*.*.OFFICE", ["2.5", "6"]),
        (f"{OLD}all?startPeriod=2012&endPeriod=2015", ["2", "2.5", "3", "4"]), (f"{OLD}all?endPeriod=2008-12", ["1"]),
        (f"{OLD}all?firstNObservations=1", ["1", "2.5", "3", "4", "5"]),
        (f"{V2}*?lastNObservations=1", ["2", "3", "4", "5", "6"]),
        (f"{V2}*?firstNObservations=1&c[SEX]=F", ["1", "2.5", "4"]),
        (f"{V2}*?c[SEX]=M,_T", ["3", "5"]), (f"{V2}*?c[SEX]=ne:F", ["3", "5"]), (f"{V2}*?c[OBS_VALUE]=gt:2%2Blt:4", ["2.5", "3"]),
        (f"{V2}*?c[OBS_VALUE]=ge:2&c[REF_AREA]=XKB", ["4"]), (f"{V2}*?c[TIME_PERIOD]=le:2008,ge:2016", ["1", "5", "6"]),
        (f"{V2}*?c[INDICATOR]=ew:_2", ["5"]), (f"{V2}*?c[INDICATOR]=sw:s_1&c[SEX]=eq:M", ["3"]),
        (f"{V2}*?c[COMMENT_OBS]=co:irs", ["1"]), (f"{V2}*?c[COMMENT_OBS]=nc:irs", ALL[1:]),
        (f"{V2}*?c[SOURCE_AGENCY]=Office", ["2.5", "6"]), (f"{V2}*?c[REF_AREA]=XKZ", []), (f"{OLD}XKZ", []),
    ],
)  # fmt: skip
def test_each_filter_filters(path: str, found: list[str]) -> None:
    assert values(path) == found


def test_offset_and_limit_cut_pages_that_join_to_the_whole() -> None:
    whole = told(f"{V2}*")
    pages = [row for start in range(0, 9, 3) for row in told(f"{V2}*?offset={start}&limit=3")]
    assert pages == whole
    assert len(whole) == 7
    assert len(told(f"{V2}*?limit=3")) == 3


def test_what_was_published_after_a_moment(releases: tuple[Release, Release]) -> None:
    first, second = (r.published_at.isoformat().replace("+00:00", "Z") for r in releases if r.published_at)
    for path in (f"{OLD}all?updatedAfter=", f"{V2}*?updatedAfter="):
        assert values(path + "2000-01-01") == ALL
        assert values(path + first) == ["2.5", "6"]
        assert values(path + second) == []
    assert answered(f"{V2}*?updatedAfter={second}")[0] == 204
    assert values(f"{V2}*?asOf={first}") == ["1", "2", "3", "4", "5"]


def test_details_and_attributes_leave_out_what_they_say() -> None:
    keys = told(f"{OLD}all?detail=serieskeysonly")
    assert len(keys) == 5
    assert all("SOURCE_AGENCY" not in row and not row.get("OBS_VALUE") for row in keys)
    assert b"<Obs" not in answered(f"{OLD}all?detail=nodata&format=structurespecificdata")[1]
    plain = told(f"{OLD}all?detail=dataonly")
    assert [row["OBS_VALUE"] for row in plain] == [row["OBS_VALUE"] for row in told(f"{OLD}all")]
    assert "LICENCE" not in plain[0]
    assert "LICENCE" not in told(f"{V2}*?attributes=none")[0]
    assert {*told(f"{V2}*?attributes=LICENCE")[0]} >= {"LICENCE", "OBS_VALUE"}
    assert "SOURCE_AGENCY" not in told(f"{V2}*?attributes=LICENCE")[0]
    assert "OBS_VALUE" not in told(f"{V2}*?measures=none")[0]


def available(path: str) -> tuple[dict[str, list[str]], dict[str, str], list[str]]:
    """Codes by dimension, counts, and the ends of the time range."""
    status, body, _type = answered(f"v2/availability/dataflow/ACCORD/VAC/+/{path}")
    assert status == 200, body
    (one,) = json.loads(body)["data"]["dataConstraints"]
    keys = {k["id"]: k for k in one["cubeRegions"][0]["keyValues"]}
    ends = (
        [keys["TIME_PERIOD"]["timeRange"][end]["period"] for end in ("startPeriod", "endPeriod")] if "TIME_PERIOD" in keys else []
    )
    codes = {d: [v["value"] for v in k["values"]] for d, k in keys.items() if "values" in k}
    return codes, {a["id"]: a["title"] for a in one["annotations"]}, ends


def test_only_what_has_data_is_available(releases: tuple[Release, Release]) -> None:
    codes, counts, ends = available("*")
    assert codes["ORIGIN"] == ["CUSTODIAN", "OFFICE"]
    assert (counts["obs_count"], counts["series_count"], ends) == ("7", "5", ["2008-01-01", "2020-12-31"])
    codes, counts, ends = available("XKB.*")
    assert codes == {
        "REF_AREA": ["XKB"], "INDICATOR": ["s_1"], "SEX": ["F"], "AGE": ["_T"], "COMPOSITE_BREAKDOWN": ["_T"],
        "ORIGIN": ["CUSTODIAN"],
    }  # fmt: skip
    assert (counts["obs_count"], ends) == ("1", ["2015-01-01", "2015-12-31"])
    assert set(available("XKB.*/SEX")[0]) == {"SEX"}
    assert available("*?c[SEX]=M&c[TIME_PERIOD]=ge:2012")[1]["obs_count"] == "1"
    first = releases[0].published_at
    assert first
    after = first.isoformat().replace("+00:00", "Z")
    assert available(f"*?updatedAfter={after}")[0]["ORIGIN"] == ["OFFICE"]


def test_what_could_be_asked_for_besides() -> None:
    codes, counts, _ends = available("XKB.s_1.F?mode=available")
    assert (codes["REF_AREA"], codes["INDICATOR"], codes["SEX"]) == (["XKA", "XKB"], ["s_1"], ["F"])
    assert counts["obs_count"] == "1"
    assert available("XKA.s_1.F?mode=available")[0]["SEX"] == ["F", "M"]
    assert available("*?c[SEX]=ne:F&mode=available")[0]["SEX"] == ["F", "M", "_T"]


def test_an_order_that_is_not_built_is_said_so() -> None:
    assert answered(f"{V2}*?sort=OBS_VALUE:desc")[0] == 501


def test_more_than_may_be_held_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "HELD", 6)
    across = f"{OLD}all?dimensionAtObservation=REF_AREA&format=genericdata"
    assert answered(across)[0] == 413
    assert answered(across.replace("all", "XKA"))[0] == 200
    assert answered(f"{OLD}all?format=genericdata")[0] == 200  # over time it streams


def test_the_language_asked_for_wins_over_the_header() -> None:
    path = f"{OLD}XKB?format=csv&labels=both"
    for lang, header, words in (
        ("", "fr", "XKB: Pays XKB"), ("&lang=fr", "en", "XKB: Pays XKB"), ("&lang=fr-CH", "en", "XKB: Pays XKB"),
        ("&lang=en", "fr", "XKB: Land XKB"), ("&lang=all", "fr", "XKB: Pays XKB"),
    ):  # fmt: skip
        status, body, _type = answered(path + lang, **{"Accept-Language": header})
        assert (status, words in body.decode()) == (200, True), (lang, header)
    assert answered(f"{path}&lang=de")[0] == answered("v2/structure?lang=x")[0] == 406
    told = answered("v2/structure/codelist/ACCORD/CL_AREA?lang=fr")[1]
    assert [c["name"] for c in json.loads(told)["data"]["codelists"][0]["codes"]] == ["Pays XKA", "Pays XKB"]


def test_an_answer_is_pressed_as_its_address_asks() -> None:
    plain, pressed = (Client().get(f"/sdmx/v2/structure{asked}") for asked in ("", "?compression=gzip"))
    assert "Content-Encoding" not in plain.headers
    assert pressed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(pressed.content))["data"] == plain.json()["data"]
    assert answered("v2/structure?compression=br")[0] == answered(f"{OLD}all?compression=x")[0] == 406


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("2.1/schema/dataflow/ACCORD/VAC?dimensionAtObservation=SEX", 200),
        ("v2/schema/dataflow/ACCORD/VAC?dimensionAtObservation=TIME_PERIOD&deletion=false", 200),
        ("v2/schema/dataflow/ACCORD/VAC?dimensionAtObservation=AllDimensions", 200),
        ("v2/schema/dataflow/ACCORD/VAC?dimensionAtObservation=COLOUR", 400),
        ("v2/schema/dataflow/ACCORD/VAC?deletion=true", 501), ("2.1/schema/dataflow/ACCORD/VAC?explicitMeasure=true", 501),
        ("v2/availability/dataflow/ACCORD/VAC/+/*/SEX,TIME_PERIOD", 200),
        ("v2/availability/dataflow/ACCORD/VAC/+/*/COLOUR", 400),
    ],
)  # fmt: skip
def test_nothing_that_is_asked_is_passed_over(path: str, status: int) -> None:
    assert answered(path)[0] == status


def test_of_a_stub_every_dimension_may_be_asked_for() -> None:
    stub = Described(Ref("datastructure", "ZZ", "TRADE", "1.0"), {"id": "TRADE", "isExternalReference": True})
    structures._check_dimension("TIME_PERIOD", [stub])
    whole = {"dataStructureComponents": {"dimensionList": {"dimensions": [{"id": "GEO"}]}}}
    with pytest.raises(RequestFault, match="none of GEO, AllDimensions"):
        structures._check_dimension("TIME_PERIOD", [replace(stub, body=whole)])


@pytest.mark.parametrize(
    ("start", "part", "joined", "status"),
    [
        (V2, "A{}.*", ",", 204), (V2, "XKA.s_{}", ",", 204), (OLD, "A{}", "+", 404), (f"{OLD}XKA.s_1.", "F{}", "+", 404),
        (f"{V2}*?c[SEX]=", "F{}", ",", 204), (f"{V2}*?c[OBS_VALUE]=", "gt:{}", ",", 413), (f"{V2}*?c[SEX]=", "F{}", "%2B", 413),
        (f"{V2}*?c[OBS_VALUE]=", "ne:{}", "%2B", 413), (f"{V2}*?c[TIME_PERIOD]=", "ge:{}", ",", 413),
    ],
)  # fmt: skip
def test_what_names_as_much_as_an_address_may_is_answered(start: str, part: str, joined: str, status: int) -> None:
    """Codes and keys as many as there is room for; conditions in hundreds would keep an engine busy for a minute."""
    many = (15_900 - len(start)) // len(part.format(1000) + joined)
    assert answered(start + joined.join(part.format(1000 + n) for n in range(many)))[0] == status
    if status == 413:
        assert answered(start + joined.join(part.format(1000 + n) for n in range(200)))[0] in (200, 204)


PATHS = {
    "2.1": {"data": ["data/VAC", "data/ACCORD,VAC,1.0.0/XKA"], "availability": ["availableconstraint/VAC"],
            "schema": ["schema/dataflow/ACCORD/VAC"], "structure": ["dataflow", "codelist/ACCORD", "datastructure", ""]},
    "v2": {"data": ["data/dataflow/ACCORD/VAC/+", "data"], "availability": ["availability/dataflow/ACCORD/VAC/+"],
           "schema": ["schema/dataflow/ACCORD/VAC"], "structure": ["structure/codelist", "structure/*/ACCORD", "structure", ""]},
}  # fmt: skip
# What reaches the writers: of what is drawn by lot alone four in five are refused before.
APT = {
    "data": """startPeriod=2012 endPeriod=2015-Q2 updatedAfter=2020-01-01 asOf=2020-01-01 asOf=2100-01-01 firstNObservations=1
        lastNObservations=2 offset=2 limit=1 detail=nodata detail=serieskeysonly detail=dataonly c[SEX]=F,M c[OBS_VALUE]=gt:1+lt:5
        c[COMMENT_OBS]=nc:irs c[TIME_PERIOD]=ge:2010 c[REF_AREA]=ne:XKA,sw:X c[ORIGIN]=OFFICE attributes=series attributes=none
        measures=none includeHistory=true dimensionAtObservation=SEX dimensionAtObservation=AllDimensions labels=both labels=name
        timeFormat=normalized keys=both format=csv format=jsondata format=structurespecificdata format=genericdata""",
    "availability": """startPeriod=2012 updatedAfter=2020-01-01 references=all references=codelist mode=available c[SEX]=F,M
        c[TIME_PERIOD]=ge:2010 c[NATURE]=ne:x format=json format=xml""",
    "schema": "dimensionAtObservation=TIME_PERIOD dimensionAtObservation=SEX deletion=false format=json format=xml",
    "structure": """detail=allstubs detail=referencepartial detail=allcompletestubs detail=raw references=all references=children
        references=parentsandsiblings references=codelist references=ancestors format=json format=xml""",
}  # fmt: skip
ANY = "formatVersion=2.0.0 formatVersion=2.1 formatVersion=3.0.0 lang=fr lang=all compression=gzip"
PARTS = st.lists(st.sampled_from(["*", "XKA.s_1.F", "XKA", "..M", "all", "SEX"]) | PIECES, max_size=2)
ACCEPTED = st.just("") | st.sampled_from(["*/*", "application/xml", "text/csv", "application/json", "*/*;q=nan", ";,"])
DOCUMENTED = {
    "2.1": {200, 400, 403, 404, 406, 413, 414, 501}, "v2": {200, 204, 400, 404, 406, 413, 414, 422, 501},
}  # fmt: skip


@pytest.mark.parametrize("api", PATHS)
def test_each_parameter_by_itself_has_a_documented_answer(api: str) -> None:
    asked = [
        f"{api}/{path}?{pair}"
        for resource, paths in PATHS[api].items() for path in paths for pair in f"{APT[resource]} {ANY}".split()
    ]  # fmt: skip
    told = {address: answered(address)[0] for address in asked}
    assert {address: status for address, status in told.items() if status not in DOCUMENTED[api]} == {}
    assert sum(status == 200 for status in told.values()) > len(told) / 2


@st.composite
def addresses(draw: st.DrawFn, api: str) -> str:
    """An address below the API's root: mostly one that the service understands, at times with anything at all in it."""
    resource = draw(st.sampled_from(["data", "data", "availability", "schema", "structure"]))
    apt = st.sampled_from([tuple(pair.split("=", 1)) for pair in f"{APT[resource]} {ANY}".split()])
    any_pair = st.tuples(PARAMETERS, VALUES)
    pairs = draw(st.lists(apt, max_size=3, unique_by=itemgetter(0)) | st.lists(apt | any_pair, max_size=4))
    parts = [draw(st.sampled_from(PATHS[api][resource])), *(quote(p, safe="%+~*,") for p in draw(st.just([]) | PARTS))]
    return "/".join(parts) + "?" + "&".join(f"{quote(name, safe='[]%')}={quote(value, safe='%:+,*/')}" for name, value in pairs)


@settings(derandomize=True, max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["2.1", "v2"]).flatmap(lambda api: addresses(api).map(lambda address: (api, address))), ACCEPTED)
def test_whatever_is_asked_has_a_documented_answer(asked: tuple[str, str], accept: str) -> None:
    """Through the site, to the last byte of the stream: what breaks while it is written breaks here."""
    api, address = asked
    assert answered(f"{api}/{address}", Accept=accept)[0] in DOCUMENTED[api]


MESSAGES = [
    *(f"{OLD}all?format={word}" for word in ("genericdata", "structurespecificdata")),
    *(f"{api}?format={word}&formatVersion=3.0.0" for word in ("structurespecificdata",) for api in (f"{OLD}all", f"{V2}*")),
    f"{OLD}all?dimensionAtObservation=AllDimensions", f"{OLD}all?dimensionAtObservation=REF_AREA", f"{OLD}all?detail=nodata",
    f"{OLD}all?detail=serieskeysonly", f"{OLD}all?includeHistory=true", "3.0/data/dataflow/ACCORD/VAC/+/*",
    "2.1/availableconstraint/VAC?references=all", "2.1/schema/dataflow/ACCORD/VAC/1.0.0",
    *(f"{kind}?references=all{more}" for more in ("", "&detail=referencepartial", "&detail=allstubs")
      for kind in ("2.1/dataflow", "2.1/datastructure", "2.1/codelist", "2.1/conceptscheme", "2.1/agencyscheme",
                   "2.1/categoryscheme", "3.0/structure/dataflow/ACCORD/VAC/1.0.0", "3.0/structure")),
]  # fmt: skip


# A structure-specific data set is of a type that its own flow's schema declares (`formats/sdmx/tests` makes one for a sample).
OF_THE_FLOW = ("does not resolve to a type definition", "The type definition is abstract")


@pytest.mark.parametrize("path", MESSAGES)
def test_messages_in_xml_are_valid(path: str) -> None:
    status, body, kind = answered(path)
    assert (status, "+xml" in kind) == (200, True)
    assert [f for f in xml_faults(body) if not any(words in f for words in OF_THE_FLOW)] == []


@pytest.mark.parametrize(
    ("path", "version", "kind"),
    [
        (f"{OLD}all?format=jsondata", "1.0.0", "data"), (f"{V2}*", "2.0.0", "data"),
        (f"{V2}*?includeHistory=true", "2.0.0", "data"),
        ("2.1/dataflow/ACCORD/VAC?references=all&format=json", "1.0.0", "structure"), ("v2/structure", "2.0.0", "structure"),
        ("v2/availability/dataflow/ACCORD/VAC/+?references=all", "2.0.0", "structure"),
        ("v2/schema/dataflow/ACCORD/VAC/1.0.0", "2.0.0", "structure"),
    ],
)  # fmt: skip
def test_messages_in_json_are_valid(path: str, version: str, kind: str) -> None:
    status, body, _type = answered(path)
    assert status == 200
    assert json_faults(body, version, kind) == []
