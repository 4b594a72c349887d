"""The SDMX service's answers: each parameter narrows what is told, what there is to ask for is told, messages are valid."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from accord.formats.sdmx.tests.validity import json_faults, xml_faults
from accord.indicators.models import Indicator, Release
from accord.indicators.sdmx import answers, flows
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
