"""Loading a file in the browser: who may, what is told, what is mended, what is kept and which event says so."""

import re
from pathlib import Path

import pytest
from django.test import Client

from accord.indicators.models import AcceptedSource, Indicator, Intake, Latest, Release
from accord.indicators.tests.loading_cast import (
    GOOD,
    HEAD,
    SEVEN,
    TOLD,
    _world,
    client_of,
    control,
    drafted,
    hat,
    kinds,
    loaded,
    mend,
    published,
    sent,
    uploads_of,
)
from accord.people.models import Area
from accord.record.models import Event

assert _world
pytestmark = pytest.mark.django_db


def test_a_good_file_goes_to_a_release_with_its_events() -> None:
    noor = hat()
    client = client_of(noor)
    intake = loaded(client, HEAD + GOOD, method="A household survey.", period="2018-2020")
    assert (intake.report["state"], intake.report["read"], intake.by) == ("good", 2, noor)
    assert Release.objects.count() == Latest.objects.count() == 0
    release = published(client, drafted(client, intake))
    assert (release.state, release.source, release.rows, release.attested_by) == ("published", TOLD["source"], 2, noor)
    assert release.sha256 == intake.sha256
    assert release.original_sha256 == ""
    assert release.origin is not None
    assert (release.origin.role, release.origin.area) == ("national", noor.area)
    assert [row.end for row in Latest.objects.all()] == [2020]
    verbs = list(Event.objects.order_by("id").values_list("verb", "capacity"))
    assert verbs == [("figures_taken_in", noor.pk), ("release_drafted", noor.pk), ("release_published", noor.pk)]
    assert release.event is not None
    assert release.event.body["after"]["parquet"] == release.parquet_sha256
    assert Intake.objects.get().state == "published"


def test_every_kind_of_fault_is_told_by_row_and_column() -> None:
    intake = loaded(client_of(hat()), SEVEN)
    told = [(f["row"], f["column"], f["code"]) for f in intake.report["faults"]]
    assert told == [
        (7, "indicator", "unknown_indicator"), (8, "", "duplicate_key"), (9, "year", "missing_value"),
        (10, "value", "out_of_range"), (11, "unit", "unit_mismatch"),
    ]  # fmt: skip
    assert [(w["row"], w["code"]) for w in intake.report["warnings"]] == [(12, "break_marked"), (13, "jump")]
    html = client_of(intake.by).get(f"/en/releases/load/{intake.pk}/").content.decode()
    for words in (
        "Unknown indicator",
        "Repeated figure",
        "Missing dimension",
        "Out of range",
        "Wrong unit",
        "Break in method",
        "Jump",
    ):
        assert words in html


def test_seven_faults_are_mended_and_each_mend_stays_with_the_release() -> None:
    noor = hat()
    client = client_of(noor)
    intake = loaded(client, SEVEN)
    answer = mend(client, intake, {
        control(client, intake, 7): "t.1", control(client, intake, 8, "out"): "on", control(client, intake, 9): "2016",
        control(client, intake, 10): "12", control(client, intake, 11): "percent",
    })  # fmt: skip
    assert answer.status_code == 302
    intake.refresh_from_db()
    assert (intake.report["state"], kinds(intake, "warnings")) == ("good", ["break_marked", "jump"])
    assert [(m.get("row"), m.get("before"), m.get("after"), m.get("reason")) for m in intake.mends] == [
        (None, "sx", "t.1", None), (8, None, None, "This row repeats row 6."), (9, "", "2016", None), (10, "120", "12", None),
        (11, "number", "percent", None),
    ]  # fmt: skip
    assert {m["capacity"] for m in intake.mends} == {noor.pk}
    release = drafted(client, intake)
    assert client.post(f"/en/releases/{release.pk}/publish/", {"attest": "on"}).status_code == 422, (
        "warnings are to be acknowledged"
    )
    assert client.post(f"/en/releases/{release.pk}/publish/", {"seen": "on"}).status_code == 422, "it is to be attested"
    published(client, release, seen="on")
    assert (release.rows, release.original_sha256) == (12, intake.sha256)
    assert release.sha256 != intake.sha256
    assert (Path(str(release.upload)).suffix, (uploads_of(release)).read_bytes()) == (".csv", SEVEN.encode())
    drawn_up = Event.objects.get(verb="release_drafted")
    assert len(drawn_up.body["after"]["mends"]) == 5  # for officers: they hold what stood in the cells
    assert drawn_up.body["after"]["mends"][0]["at"]
    assert [e.audience.code for e in (drawn_up, release.event)] == ["officers", "public"]  # type: ignore[union-attr]
    after = release.event.body["after"]  # type: ignore[union-attr]
    assert "mends" not in after
    assert (after["warnings"], after["acknowledged"], after["original"]) == (2, 2, intake.sha256)


def test_what_is_mended_wrongly_is_told_again() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + "t.1,XKA,2017,female,120,percent,\n" + GOOD)
    cell = control(client, intake, 1)
    assert mend(client, intake, {}).status_code == 422, "nothing was mended"
    mend(client, intake, {cell: "130"})
    intake.refresh_from_db()
    assert kinds(intake) == ["out_of_range"]
    assert intake.report["faults"][0]["value"] == "130"
    mend(client, intake, {cell: "13"})
    intake.refresh_from_db()
    assert kinds(intake) == []
    client.post(f"/en/releases/load/{intake.pk}/undo/", {"version": intake.version})
    intake.refresh_from_db()
    assert (intake.mends, kinds(intake)) == ([], ["out_of_range"])


def test_a_row_is_left_out_with_a_reason_only() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + GOOD + "t.1,XKA,2017,female,120,percent,\n")
    out = control(client, intake, 3, "out")
    answer = mend(client, intake, {out: "on"})
    assert answer.status_code == 422
    assert "Say why the row is left out" in answer.content.decode()
    mend(client, intake, {out: "on", control(client, intake, 3, "why"): "A typing error of the ministry."})
    release = published(client, drafted(client, Intake.objects.get()))
    assert release.rows == 2
    page = Client().get(f"/en/releases/{release.pk}.json").json()
    assert page["handling"]["left_out"] == {"A typing error of the ministry.": 1}
    assert "120" not in str(page["handling"])


def test_a_stale_page_changes_nothing() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + "t.1,XKA,2017,female,120,percent,\n")
    cell = control(client, intake, 1)
    mend(client, intake, {cell: "13"})
    client.post(f"/en/releases/load/{intake.pk}/", {"version": intake.version, cell: "14"})
    client.post(f"/en/releases/load/{intake.pk}/draft/", {"version": intake.version})
    intake.refresh_from_db()
    assert [m["after"] for m in intake.mends] == ["13"]
    assert Release.objects.count() == 0


def test_mending_after_a_draft_was_made_drops_that_draft() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + GOOD)
    release = drafted(client, intake)
    twice = client.post(f"/en/releases/load/{intake.pk}/draft/", {"version": "1"})
    assert twice["Location"] == f"/en/releases/{release.pk}/publish/"
    intake.refresh_from_db()
    answer = client.post(
        f"/en/releases/load/{intake.pk}/details/", {**TOLD, "source": "Another office", "version": intake.version}
    )
    assert answer.status_code == 302
    assert not Release.objects.filter(pk=release.pk).exists()
    assert Event.objects.latest("id").verb == "release_draft_dropped"
    intake.refresh_from_db()
    assert (intake.state, intake.source) == ("open", "Another office")


def test_one_answer_mends_every_row_with_the_same_unknown_code() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + GOOD.replace("SX,", "S_X,") + "t.1,XKA,2021,male,5,percent,\n")
    html = client.get(f"/en/releases/load/{intake.pk}/").content.decode()
    assert "2 rows" in html
    cell = control(client, intake, 1)
    assert '<option value="t.1">t.1 – Tested</option>' in html
    mend(client, intake, {cell: "t.1"})
    intake.refresh_from_db()
    assert kinds(intake) == []
    assert len(intake.mends) == 1


def test_a_wide_table_is_told_column_by_column_and_mended_in_its_own_cells() -> None:
    client = client_of(hat())
    wide = "Pays,Note,2018,2019,2020\nLand XKA,x,12,..,310\nNowhere,y,3,4,5\n"
    answer = sent(client, wide)
    intake = Intake.objects.get()
    assert answer["Location"] == f"/en/releases/load/{intake.pk}/columns/"
    form = client.get(answer["Location"]).context["form"]
    assert form.initial["area"] == "Pays"
    assert form.initial["years"] == ["2018", "2019", "2020"]
    assert client.post(answer["Location"], {"area": "Pays", "years": ["2018"], "version": intake.version}).status_code == 422
    told = {"area": "Pays", "whole": "t.1", "years": ["2018", "2019", "2020"], "left_out": ["Note"], "version": intake.version}
    assert client.post(answer["Location"], told).status_code == 302
    intake.refresh_from_db()
    found = [(f["row"], f["column"], f["code"]) for f in intake.report["faults"]]
    assert found[0] == (1, "2020", "out_of_range")
    assert {f[:2] for f in found[1:]} == {(2, "Pays")}
    near = control(client, intake, 2)
    mend(client, intake, {control(client, intake, 1): "31", near: "XKA"})
    intake.refresh_from_db()
    assert kinds(intake) == ["duplicate_key", "duplicate_key"], "both rows are of one country now"
    mend(client, intake, {control(client, intake, 2, "out"): "on"})
    intake.refresh_from_db()
    release = published(client, drafted(client, intake))
    assert release.rows == 2
    lines = b"".join(client.get(f"/en/releases/{release.pk}.csv").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert [line.split(",")[5:7] for line in lines[1:]] == [["2018", "12"], ["2020", "31"]]


def test_odd_headers_lead_to_the_form_for_columns() -> None:
    client = client_of(hat())
    answer = sent(client, "Indicateur,Pays,Année,Valeur,Sexe,Commentaire\nSX,XKA,2019,12,F,a\nSX,XKA,2020,11,F,b\n")
    assert answer["Location"].endswith("/columns/")
    intake = Intake.objects.get()
    form = client.get(answer["Location"]).context["form"]
    guess = {name: form.initial[name] for name in ("indicator", "area", "period", "value", "sex")}
    assert guess == {"indicator": "Indicateur", "area": "Pays", "period": "Année", "value": "Valeur", "sex": "Sexe"}
    told = {**guess, "left_out": ["Commentaire"], "version": intake.version}
    assert client.post(answer["Location"], told).status_code == 302
    intake.refresh_from_db()
    assert intake.report["state"] == "good"
    twice = {**guess, "sex": "Valeur", "version": intake.version}
    assert client.post(answer["Location"], twice).status_code == 422


def test_the_period_told_stands_for_a_file_without_one_but_fills_no_gap() -> None:
    client = client_of(hat())
    assert loaded(client, "indicator,iso3,value\nSX,XKA,12\n", period="2019").report["parts"][0]["last"] == 2019
    assert kinds(loaded(client, HEAD + "SX,XKA,,female,1,percent,\n", period="2019")) == ["missing_value"]


def test_a_repeated_figure_is_told_with_the_row_that_it_repeats() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + GOOD + "t.1,XKA,2018,female,13,percent,\n")
    assert [(f["row"], f["params"]["first"], f["earlier"]) for f in intake.report["faults"]] == [
        (3, 1, "SX · XKA · 2018 · female · 12.5 · percent")
    ]
    html = client.get(f"/en/releases/load/{intake.pk}/").content.decode()
    assert "This row repeats row 1." in html
    assert "Row 1: <bdi>SX · XKA · 2018 · female · 12.5 · percent</bdi>" in html
    assert "Row 3: <bdi>t.1 · XKA · 2018 · female · 13 · percent</bdi>" in html


def test_a_countrys_own_indicators_stand_under_its_name_after_those_of_all() -> None:
    for code, area in (("A-other", "XKB"), ("B-own", "XKA")):
        made = Indicator.objects.create(code=code, names={"en": code}, unit="percent", source="made up")
        AcceptedSource.objects.create(
            indicator=made, name="Office", role="national", area=Area.objects.get(code=area), source="made up"
        )
    client = client_of(hat())
    intake = loaded(client, "land,year,figure\nXKA,2018,12\n")
    html = client.get(f"/en/releases/load/{intake.pk}/columns/").content.decode()
    select = html.partition('name="whole"')[2].partition("</select>")[0]
    assert re.findall(r'<optgroup label="([^"]+)|<option value="([^"]+)', select) == [
        ("For all countries", ""), ("", "t.1"), ("Land XKA", ""), ("", "B-own"), ("Land XKB", ""), ("", "A-other")
    ]  # fmt: skip
    intake = loaded(client, HEAD + "none such,XKA,2018,female,12.5,percent,\n")
    html = client.get(f"/en/releases/load/{intake.pk}/").content.decode()
    assert [html.find(f'<optgroup label="{name}">') >= 0 for name in ("For all countries", "Land XKA", "Land XKB")] == [True] * 3


def test_the_example_file_passes_the_check() -> None:
    noor = hat()
    client = client_of(noor)
    for release in (False, True):  # with nothing held, and with figures
        if release:
            published(client, drafted(client, loaded(client, HEAD + GOOD)))
        example = client.get("/en/releases/load/example.csv").content
        intake = loaded(client, example)
        assert (intake.report["state"], intake.report["read"]) == ("good", 1), intake.report
    assert example.decode().splitlines() == [
        "indicator,iso3,period,sex,age,value,unit,flags,footnote", "t.1,XKA,2020,female,,10,percent,,"
    ]  # fmt: skip
    assert Client().get("/en/releases/load/example.csv").status_code in (302, 404)
    assert "example.csv" in client.get("/en/releases/load/").content.decode()


def test_very_many_faults_are_counted_and_the_first_told() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + "".join(f"t.1,XKA,{1950 + n % 50},female,bad,percent,\n" for n in range(1005)))
    assert (intake.report["counts"]["faults"], len(intake.report["faults"])) == (1005, 1001)
    html = client.get(f"/en/releases/load/{intake.pk}/").content.decode()
    assert "1005 faults" in html
    assert "5 more faults were found and are not told one by one." in html
    told = client.get(f"/en/releases/load/{intake.pk}/report.json").json()
    assert (told["counts"]["faults"], told["faults"][0]["row"], told["faults"][0]["code"]) == (1005, 0, "more_faults")
