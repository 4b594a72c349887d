"""Structures and data of other agencies: kept under their owner, served in flows of ours."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accord.formats.tests import sdmx_messages as made
from accord.indicators.models import Release, Structure

pytestmark = pytest.mark.django_db
CSV = """DATAFLOW,FREQ,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS
ZZ:TRADE(1.0),A,XKA,2019,10.50,A
ZZ:TRADE(1.0),A,XKA,2020,11,
ZZ:TRADE(1.0),A,XKB,2020-Q3,,M
"""
STRUCTURES: dict[str, Any] = {
    "meta": {"schema": "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json", "id": "S", "test": False,
             "prepared": "2026-01-01T00:00:00Z", "sender": {"id": "ZZ"}},
    "data": {"codelists": [{"id": "CL_GEO", "agencyID": "ZZ", "version": "1.0.0", "name": "Places",
                            "codes": [{"id": "XKA", "name": "Land A"}, {"id": "XKB", "name": "Land B"}]}]},
}  # fmt: skip


def imported(path: Path, *options: str) -> tuple[int, dict[str, Any], str]:
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("import", "sdmx", str(path), "--json", *options, stdout=out, stderr=err)
    except SystemExit as stop:
        code = int(stop.code or 0)
    lines = out.getvalue().splitlines()
    return code, json.loads(lines[-1]) if lines else {}, err.getvalue()


def written(folder: Path, text: str, name: str = "message.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


SOURCED = ("--source", "Office of ZZ", "--licence", "CC0")


def test_data_lie_in_a_flow_of_ours_and_come_out_as_they_went_in(client: Client, tmp_path: Path) -> None:
    code, told, _ = imported(written(tmp_path, CSV), *SOURCED)
    assert (code, told["read"], told["added"]) == (0, 3, 3)
    release = Release.objects.get()
    assert (release.flow, release.state) == ("ZZ_TRADE", "published")
    text = b"".join(client.get("/sdmx/2.1/data/ZZ_TRADE/A.XKA", {"format": "csv"}).streaming_content).decode()
    assert text.splitlines() == [
        "DATAFLOW,FREQ,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS",
        "ACCORD:ZZ_TRADE(1.0.0),A,XKA,2019,10.50,A",
        "ACCORD:ZZ_TRADE(1.0.0),A,XKA,2020,11,",
    ]
    since = client.get("/sdmx/2.1/data/ZZ_TRADE/all", {"format": "csv", "startPeriod": "2020-Q3"})
    assert b"".join(since.streaming_content).count(b"XK") == 1
    assert imported(tmp_path / "message.csv", *SOURCED)[1]["unchanged"] == 3


def test_a_flow_names_its_owners_structure_and_no_flow_is_another_agencys(client: Client, tmp_path: Path) -> None:
    imported(written(tmp_path, CSV), *SOURCED)
    told = client.get("/sdmx/v2/structure/dataflow/*/*/*").json()["data"]["dataflows"]
    assert {f["agencyID"] for f in told} == {"ACCORD"}
    assert [f["structure"].rpartition("=")[2] for f in told if f["id"] == "ZZ_TRADE"] == ["ZZ:TRADE(1.0)"]


def test_structures_keep_their_owner_and_their_address(client: Client, tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(STRUCTURES), "structures.json")
    assert imported(path, "--url", "https://registry.example/codelists")[1]["added"] == 1
    assert imported(path)[1]["unchanged"] == 1
    held = Structure.objects.get()
    assert (held.agency, held.code, held.items) == ("ZZ", "CL_GEO", 2)
    served = client.get("/sdmx/v2/structure/codelist/ZZ/CL_GEO").json()["data"]["codelists"][0]
    assert served["isExternalReference"] is True
    assert served["links"][0]["href"] == "https://registry.example/codelists"
    assert [c["id"] for c in served["codes"]] == ["XKA", "XKB"]


def test_what_is_available_in_a_flow_whose_periods_are_words_or_missing(client: Client, tmp_path: Path) -> None:
    words = CSV.replace("2019,", "then,").replace("2020,", "soon,").replace("2020-Q3", "later")
    assert imported(written(tmp_path, words), *SOURCED)[1]["added"] == 3
    answer = client.get("/sdmx/v2/availability/dataflow/ACCORD/ZZ_TRADE")
    assert answer.status_code == 200
    region = answer.json()["data"]["dataConstraints"][0]["cubeRegions"][0]
    assert {k["id"]: [v["value"] for v in k["values"]] for k in region["keyValues"]} == {"FREQ": ["A"], "GEO": ["XKA", "XKB"]}


def test_two_rows_for_one_observation_keep_the_file_out(tmp_path: Path) -> None:
    code, told, _ = imported(written(tmp_path, CSV + "ZZ:TRADE(1.0),A,XKA,2020,11,\n"), *SOURCED)
    assert code == 1
    assert told["refused"][0]["row"] == 4
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 2), ("iso3,year\nXKA,2019\n", 2), ("{}", 2),
     ("STRUCTURE,STRUCTURE_ID,ACTION,GEO,TIME_PERIOD,OBS_VALUE\ndataflow,ZZ:T(1.0),D,XKA,2019,1\n", 1)],
)  # fmt: skip
def test_what_cannot_be_kept_is_named(text: str, code: int, tmp_path: Path) -> None:
    found, _, said = imported(written(tmp_path, text), *SOURCED)
    assert found == code
    assert said.strip()
    assert not Release.objects.exists()


V2 = "STRUCTURE,STRUCTURE_ID,ACTION,GEO,TIME_PERIOD,OBS_VALUE\ndataflow,ZZ:T(1.0),I,XKA,2019,1\n"
IN_JSON = made.json_data("2.0", [{"series": {"0": {"observations": {"0": [1], "1": [2]}}, "1": {"observations": {"0": [3]}}}}])


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("m.csv", CSV + "ZZ:TRADE(1.0),A,XKC,2019,12\n", "cells and the header"),
        (
            "m.csv",
            CSV.replace(",10.50,A", ",10.50").replace(",11,", ",11").replace(",,M", ",M"),
            "cells and the header",
        ),  # no row is left
        ("m.csv", CSV.replace("10.50", "10\x0750"), "control character"),
        ("m.csv", CSV + 'ZZ:OTHER(1.0),A,XKA,2019,1,A\nZZ:OTHER(1.0),A,XKB,2019,"1,A\n', "never closed"),
        ("m.csv", CSV.replace(",GEO,", ",FREQ,"), "twice"),
        ("m.csv", V2 + "table,ZZ:T(1.0),I,XKA,2020,1\n", "not a kind of structure"),
        ("m.csv", V2 + "dataflow,ZZ:T(1.0),X,XKA,2020,1\n", "not an action"),
        ("m.json", IN_JSON.replace(b'"1": [2]', b'"7": [2]').decode(), "points to value 7"),
        ("m.json", IN_JSON.replace(b'"1": [2]', b'"1:0": [2]').decode(), "has 2 parts"),
    ],
)
def test_what_the_reader_refuses_keeps_the_file_out(name: str, text: str, word: str, tmp_path: Path) -> None:
    found, told, said = imported(written(tmp_path, text, name), *SOURCED)
    assert (found, told["added"]) == (1, 0)
    assert word in told["refused"][0]["message"]
    assert told["refused"][0]["message"] in said
    assert not Release.objects.exists()


def test_without_source_and_licence_it_is_a_draft(client: Client, tmp_path: Path) -> None:
    _, _, said = imported(written(tmp_path, CSV))
    assert "draft" in said
    assert client.get("/sdmx/2.1/data/ZZ_TRADE/all").status_code == 404
