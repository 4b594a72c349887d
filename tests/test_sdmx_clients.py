"""sdmx1 and pysdmx, unmodified, against the service: every call of theirs is answered, and every filter filters."""

import re
import warnings
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import sdmx
import sdmx.reader.xml.v30  # sdmx1 2.28 cannot load it once a structure-specific 2.1 message has been read
from django.db import connection
from pytest_django.live_server_helper import LiveServer
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from accord.indicators.models import Indicator
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db(transaction=True)
ONE = """indicator,iso3,year,sex,value
s.1,XKA,2008,F,1
s.1,XKA,2012,F,2
s.1,XKA,2012,M,3
s.1,XKB,2015,F,4
s.2,XKA,2016,,5
"""
OTHER = "indicator,iso3,year,sex,value\ns.1,XKA,2012,F,2.5\n"


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}", "fr": f"Pays {code}"})
    for code in ("s.1", "s.2"):
        Indicator.objects.create(code=code, names={"en": code}, unit="number", direction="lower", source="made up")
    release_of(ONE, "Custodian")
    release_of(OTHER, "Office")
    yield str(live_server.url)
    if connection.vendor == "postgresql":  # a client that keeps its line open keeps a session of the server's open, too
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def values(message: Any) -> list[str]:
    """The observations of a message of sdmx1, as text, sorted."""
    return sorted(f"{o.value:g}" if isinstance(o.value, float) else str(o.value) for s in message.data for o in s.obs)


def test_sdmx1_reads_structures_and_slices(site: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sdmx.add_source({"id": "ACCORD", "url": f"{site}/sdmx/2.1", "name": "Accord"}, override=True)
        client = sdmx.Client("ACCORD")
        client.session.mount(
            "http://", HTTPAdapter(max_retries=Retry(3))
        )  # the test's server closes a line that may be used again
        assert list(client.dataflow().dataflow) == ["VAC"]
        whole = client.dataflow("VAC")
        assert {"CL_AREA", "CL_INDICATOR", "CL_SEX"} <= set(whole.codelist)
        dsd = whole.structure["VAC"]
        assert [d.id for d in dsd.dimensions][:3] == ["REF_AREA", "INDICATOR", "SEX"]
        assert list(client.datastructure("VAC").structure) == ["VAC"]
        names = client.codelist("CL_AREA").codelist["CL_AREA"]["XKA"].name.localizations
        assert names == {"en": "Land XKA", "fr": "Pays XKA"}
        assert list(client.codelist("CL_SEX").codelist["CL_SEX"].items) == ["F", "M", "_T"]
        assert list(client.conceptscheme("CS_VAC").concept_scheme) == ["CS_VAC"]
        assert list(client.categoryscheme("CAT_VAC").category_scheme) == ["CAT_VAC"]
        assert client.agencyscheme("AGENCIES").organisation_scheme
        assert values(client.data("VAC", key="XKA.s_1.F")) == ["1", "2", "2.5"]
        assert values(client.data("VAC", key={"REF_AREA": "XKA"}, params={"startPeriod": "2010"})) == ["2", "2.5", "3", "5"]
        assert values(client.data("VAC", key={"REF_AREA": "XKA+XKB", "INDICATOR": "s_1"}, params={"endPeriod": "2008"})) == ["1"]
        assert values(client.data("VAC", key="XKA.s_1.F", dsd=dsd)) == ["1", "2", "2.5"]
        assert values(client.data("VAC", params={"lastNObservations": 1}, key="XKA.s_1.F...CUSTODIAN")) == ["2"]
        assert len(list(client.preview_data("VAC", {"SEX": "F"}))) == 3
        constraint = client.get("availableconstraint", "VAC", force=True).constraint
        assert constraint
        with pytest.raises(Exception, match="404"):
            client.data("VAC", key="QQQ.")


def test_sdmx1_speaks_version_3(site: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sdmx.add_source({"id": "ACCORD3", "url": f"{site}/sdmx/3.0", "name": "x", "versions": ["3.0.0"]}, override=True)
        client = sdmx.Client("ACCORD3")
        client.session.mount(
            "http://", HTTPAdapter(max_retries=Retry(3))
        )  # the test's server closes a line that may be used again
        assert list(client.get("dataflow", agency_id="ACCORD").dataflow) == ["VAC"]
        assert list(client.get("codelist", "CL_SEX", agency_id="ACCORD").codelist["CL_SEX"].items) == ["F", "M", "_T"]
        assert values(client.data("VAC", key="XKA.*.F", agency_id="ACCORD")) == ["1", "2", "2.5"]
        asked = {"agency_id": "ACCORD", "key": "XKB.*", "component_id": "ORIGIN", "force": True}  # it reads no time range of 3.0
        (constraint,) = client.get("availableconstraint", "VAC", **asked).constraint.values()
        (region,) = constraint.data_content_region
        assert {d.id: [v.value for v in m.values] for d, m in region.member.items()} == {"ORIGIN": ["CUSTODIAN"]}


def test_pysdmx_reads_structures_and_slices(site: str) -> None:
    from pysdmx.api.dc.rest import SdmxConnector
    from pysdmx.api.fmr import RegistryClient

    registry = RegistryClient(f"{site}/sdmx/v2")
    schema = registry.get_schema("dataflow", "ACCORD", "VAC", "1.0.0")
    assert [c.id for c in schema.components.dimensions][:2] == ["REF_AREA", "INDICATOR"]
    for version in ("1.0.0", "1.0"):
        assert [c.id for c in registry.get_codes("ACCORD", "CL_SEX", version)] == ["F", "M", "_T"]
    assert registry.get_data_structures("ACCORD", "VAC", "1.0.0")
    assert registry.get_concepts("ACCORD", "CS_VAC", "1.0.0")
    assert [a.name for a in registry.get_agencies("ACCORD")] == ["Accord"]
    connector = SdmxConnector(f"{site}/sdmx/v2")
    assert [f.id for f in connector.dataflows()] == ["VAC"]
    flow = connector.dataflow("Dataflow=ACCORD:VAC(1.0.0)")
    assert (flow.obs_count, flow.series_count) == (6, 5)
    told = connector.data("Dataflow=ACCORD:VAC(1.0.0)", "REF_AREA='XKA' AND TIME_PERIOD>='2010'")
    assert sorted(r["OBS_VALUE"] for r in told) == ["2", "2.5", "3", "5"]
    assert list(connector.data("Dataflow=ACCORD:VAC(1.0.0)", "REF_AREA='QQQ'")) == []


STATUSES = [
    ("2.1/data/VAC/QQQ.", 404), ("v2/data/dataflow/ACCORD/VAC/+/QQQ.*", 204), ("2.1/data/NONE/all", 404),
    ("2.1/data/VAC/all?format=nonsense", 406), ("2.1/data/VAC/a.b.c.d.e.f.g.h", 400), ("2.1/metadata/VAC", 501),
    ("v2/data/dataflow/ACCORD/VAC/+/*?updatedAfter=2026-01-02&asOf=2026-01-01", 422), ("2.1/data/VAC/all?startPeriod=zz", 400),
    ("v2/structure/nothing/ACCORD", 400), ("2.1/codelist/ACCORD/CL_NONE", 404), ("v2/structure/codelist/ACCORD/CL_SEX/~/F", 200),
    ("2.1/data/VAC/all?startPeriod=" + "1" * 17_000, 414), ("2.1/data/VAC/all?includeHistory=true", 200), ("v2/data/dataflow/ACCORD/VAC/+/*?limit=2", 200),
    ("2.1/data/VAC/all?dimensionAtObservation=AllDimensions", 200), ("2.1/data/VAC/all?dimensionAtObservation=REF_AREA", 200),
    ("2.1/data/VAC/all?detail=nodata", 200), ("2.1/data/VAC/%00", 400), ("v2/data/*/*/*/*/*?asOf=2020-01-01", 204),
    ("v2/data/dataflow/ACCORD/VAC/+/*?c[QQ]=1", 400), ("2.1/schema/dataflow/ACCORD/VAC/latest", 200),
    ("v2/data/dataflow/ACCORD/VAC/+/*?sort=OBS_VALUE", 501), ("v2/structure/codelist/ACCORD/CL_NONE", 404),
    ("v2/data/dataflow/ACCORD/VAC/+/*?c[SEX]=" + ",".join(["co:F"] * 201), 413),
    ("v2/data/dataflow/ACCORD/VAC/+/*?format=nonsense", 406),
]  # fmt: skip


def test_each_fault_has_its_status_and_none_is_five_hundred(site: str) -> None:
    told = {path: httpx.get(f"{site}/sdmx/{path}").status_code for path, _ in STATUSES}
    assert told == dict(STATUSES)


def test_every_format_answers_is_cached_and_pressed(site: str) -> None:
    seen = set()
    for word in ("genericdata", "structurespecificdata", "jsondata", "csv"):
        for api in ("2.1/data/VAC/XKA", "v2/data/dataflow/ACCORD/VAC/+/XKA"):
            first = httpx.get(f"{site}/sdmx/{api}?format={word}", headers={"Accept-Encoding": "gzip"})
            assert first.status_code == 200
            assert "XKA" in first.text
            assert first.headers["Content-Encoding"] == "gzip"
            assert first.headers["Vary"] == "Accept, Accept-Encoding, Accept-Language"
            again = httpx.get(f"{site}/sdmx/{api}?format={word}", headers={"If-None-Match": first.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            seen.add(first.headers["Content-Type"])
    assert len(seen) >= 6
    release_of("indicator,iso3,year,sex,value\ns.2,XKB,2020,,7\n", "Third")
    changed = httpx.get(f"{site}/sdmx/{api}?format={word}", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_the_past_is_shown_as_it_was(site: str) -> None:
    from accord.indicators.models import Release

    before = Release.objects.order_by("pk").last()
    assert before
    assert before.published_at
    release_of(ONE.replace("XKB,2015,F,4", "XKB,2015,F,40"), "Custodian")
    root = f"{site}/sdmx/v2/data/dataflow/ACCORD/VAC/+/XKB.*"
    moment = before.published_at.isoformat().replace("+00:00", "Z")
    now, then = (httpx.get(f"{root}?format=csv{more}").text for more in ("", f"&asOf={moment}"))
    assert ",40," in now
    assert ",4," in then
    history = httpx.get(f"{root}?includeHistory=true&format=structurespecificdata").text
    sets = re.findall(r"<message:DataSet.*?</message:DataSet>", history, re.DOTALL)
    assert [re.findall(r'OBS_VALUE="([^"]*)"', one) for one in sets] == [["4"], ["40"]]
    opening = [one.partition(">")[0] for one in sets]
    assert ["validToDate" in one for one in opening] == [True, False]
    ends, begins = (
        re.findall(rf'{name}="([^"]*)"', one) for name, one in zip(("validToDate", "validFromDate"), opening, strict=True)
    )
    assert ends == begins
