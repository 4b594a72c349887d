"""Loading a file in the browser: who may, what is told, what is mended, what is kept and which event says so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accord.indicators.actions import AlreadyPublished, publish_release
from accord.indicators.models import AcceptedSource, Holding, Indicator, Intake, Latest, Origin, Release, SeriesCode
from accord.indicators.tests.makers import release_of
from accord.people.models import Area, Capacity, Person
from accord.record.models import Event

pytestmark = pytest.mark.django_db
HEAD = "indicator,iso3,year,sex,value,unit,flags\n"
GOOD = "SX,XKA,2018,female,12.5,percent,\nSX,XKA,2020,female,10,percent,\n"
# One of each kind: unknown code, repetition, empty dimension, out of range, wrong unit; a break and a jump as warnings.
SEVEN = HEAD + "".join(f"t.1,XKA,{2010 + n},male,{20 + n % 2},percent,\n" for n in range(6)) + (
    "sx,XKA,2018,female,12.5,percent,\n"
    "t.1,XKA,2015,male,21,percent,\n"
    "t.1,XKA,,female,9,percent,\n"
    "t.1,XKA,2017,female,120,percent,\n"
    "t.1,XKA,2019,female,11,number,\n"
    "t.1,XKA,2020,female,12,percent,B\n"
    "t.1,XKA,2016,male,60,percent,\n"
)  # fmt: skip
TOLD = {"source": "Statistics Office of Arcadia", "licence": "CC BY 4.0", "language": "en"}


@pytest.fixture(autouse=True)
def _world(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    indicator = Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up")
    SeriesCode.objects.create(code="SX", indicator=indicator)


def hat(role: str = "statistician", area: str | None = "XKA", name: str = "", world: str = "real") -> Capacity:
    email = f"{name or role}-{area}@example.org"
    person = Person.objects.create_user(email, None, world=world, name="Noor")
    of = Area.objects.get(code=area) if area else None
    return Capacity.objects.create(person=person, role=role, area=of, state="active", starts_on="2020-01-01")


def client_of(one: Capacity) -> Client:
    client = Client()
    client.force_login(one.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sent(client: Client, text: str | bytes, name: str = "figures.csv", **more: str) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post("/en/releases/load/", {**TOLD, **more, "file": SimpleUploadedFile(name, data)})


def loaded(client: Client, text: str | bytes, name: str = "figures.csv", **more: str) -> Intake:
    answer = sent(client, text, name, **more)
    assert answer.status_code == 302, answer.content.decode()
    return Intake.objects.latest("pk")


def drafted(client: Client, intake: Intake) -> Release:
    answer = client.post(f"/en/releases/load/{intake.pk}/draft/", {"version": intake.version})
    assert answer.status_code == 302, answer.content.decode()
    intake.refresh_from_db()
    assert intake.release is not None, intake.report
    return intake.release


def published(client: Client, release: Release, **more: str) -> Release:
    answer = client.post(f"/en/releases/{release.pk}/publish/", {"attest": "on", **more})
    assert answer.status_code == 302, answer.content.decode()
    release.refresh_from_db()
    return release


def control(client: Client, intake: Intake, row: int, kind: str = "cell") -> str:
    """The name of the control of a kind beside the fault in a row."""
    form = client.get(f"/en/releases/load/{intake.pk}/").context["form"]
    return next(f"{kind}_{n}" for n, slot in enumerate(form.slots) if slot["row"] == row)


def mend(client: Client, intake: Intake, typed: dict[str, str]) -> Any:
    """Send the page's form back with what was typed; all else as it is shown."""
    form = client.get(f"/en/releases/load/{intake.pk}/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields if not name.startswith("out_")}
    return client.post(f"/en/releases/load/{intake.pk}/", {**data, **typed})


def kinds(intake: Intake, which: str = "faults") -> list[str]:
    return [f["code"] for f in intake.report[which]]


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


def uploads_of(release: Release) -> Path:
    from accord.indicators.loading.check import uploads

    return uploads() / release.upload


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


def test_small_numbers_are_hidden_and_marked_and_cases_are_not_published() -> None:
    client = client_of(hat())
    text = "indicator,iso3,year,value,flags,n\nSX,XKA,2018,12,,24\nSX,XKA,2019,13,y,25\nSX,XKA,2020,14,,50\nSX,XKA,2021,15,,\n"
    intake = loaded(client, text)
    assert (intake.report["small"]["small"], intake.report["small"]["bracketed"]) == ([1], [2])
    page = client.get(f"/en/releases/load/{intake.pk}/").content.decode()
    assert "1 figure from fewer than 25 cases is hidden." in page
    release = published(client, drafted(client, intake))
    rows = [line.split(",") for line in csv_of(release)[1:]]
    assert [(r[5], r[6], r[4]) for r in rows] == [
        ("2018", "", "_T"),
        ("2019", "13", "_T"),
        ("2020", "14", "_T"),
        ("2021", "15", "_T"),
    ]
    assert '"y,p"' in csv_of(release)[2]
    assert ",Q," in csv_of(release)[1]
    assert "1 figure from fewer than 25 cases is hidden." in Client().get(f"/en/releases/{release.pk}/").content.decode()
    assert kinds(loaded(client, text.replace(",24", ",many"))) == ["bad_number"]


def csv_of(release: Release) -> list[str]:
    answer: Any = Client().get(f"/en/releases/{release.pk}.csv")
    return b"".join(answer.streaming_content).decode().splitlines()


def test_the_report_can_be_taken_away() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + GOOD + '"=HYPERLINK(1)",XKA,2019,female,1,percent,\n')
    text = client.get(f"/en/releases/load/{intake.pk}/report.csv").content.decode()
    assert "'=HYPERLINK(1)" in text
    assert text.splitlines()[0] == "severity,kind,row,column,value,wrong,expected,mend"
    told = client.get(f"/en/releases/load/{intake.pk}/report.json").json()
    assert told["counts"] == {"faults": 1, "warnings": 0}
    assert told["faults"][0]["code"] == "unknown_indicator"
    assert (told["faults"][0]["row"], told["faults"][0]["column"]) == (3, "indicator")


def test_a_refused_form_keeps_the_file_and_what_was_typed() -> None:
    client = client_of(hat())
    answer = sent(client, HEAD + GOOD, licence="")
    assert answer.status_code == 422
    html = answer.content.decode()
    kept = Intake.objects.get()
    assert f'name="kept" value="{kept.pk}"' in html
    assert TOLD["source"] in html
    assert client.post("/en/releases/load/", {**TOLD, "kept": str(kept.pk)}).status_code == 302
    kept.refresh_from_db()
    assert (Intake.objects.count(), kept.licence) == (1, TOLD["licence"])
    other = client_of(hat(area="XKB"))
    assert other.post("/en/releases/load/", {**TOLD, "kept": str(kept.pk)}).status_code == 422, "another's file is none"


def test_the_pages_ask_little(django_assert_max_num_queries: Callable[..., Any]) -> None:
    client = client_of(hat())
    intake = loaded(client, SEVEN)
    for path in (f"load/{intake.pk}/", "load/", ""):
        with django_assert_max_num_queries(15):
            assert client.get(f"/en/releases/{path}").status_code == 200
    good = loaded(client, HEAD + GOOD)
    release = drafted(client, good)
    with django_assert_max_num_queries(22):
        assert client.get(f"/en/releases/{release.pk}/publish/").status_code == 200
    published(client, release)
    with django_assert_max_num_queries(15):
        assert Client().get(f"/en/releases/{release.pk}/").status_code == 200


def test_what_replaces_what_is_said_before_publishing() -> None:
    client = client_of(hat())
    first = published(client, drafted(client, loaded(client, HEAD + GOOD)))
    again = HEAD + "SX,XKA,2018,female,12.5,percent,\nSX,XKA,2020,female,9,percent,\nSX,XKA,2022,female,8,percent,\n"
    second = drafted(client, loaded(client, again))
    shown = client.get(f"/en/releases/{second.pk}/publish/").context["page"]
    (one,) = shown.differences
    assert (one.older.id, one.indicators, one.added, one.changed, one.gone) == (first.pk, ["t.1"], 1, 1, 0)
    published(client, second)
    assert {h.release_id for h in Holding.objects.filter(current=True)} == {second.pk}
    assert [r["id"] for r in Client().get(f"/en/releases/{first.pk}.json").json()["replaced_by"]] == [second.pk]
    assert csv_of(first)[1].split(",")[6] == "12.5", "the older one stays as it was"


def test_the_same_file_is_not_published_twice() -> None:
    client = client_of(hat())
    published(client, drafted(client, loaded(client, HEAD + GOOD)))
    pressed = Release.objects.get()
    stale = Release(
        **{f.attname: getattr(pressed, f.attname) for f in Release._meta.fields},
    )
    stale.state = "draft"
    with pytest.raises(AlreadyPublished):
        publish_release(stale)
    assert Event.objects.filter(verb="release_published").count() == 1
    again = drafted(client, loaded(client, HEAD + GOOD))
    answer = client.post(f"/en/releases/{again.pk}/publish/", {"attest": "on"})
    assert answer.status_code == 422
    assert "published already" in answer.content.decode()


def test_a_thrown_away_file_leaves_nothing_but_its_event() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + GOOD)
    release = drafted(client, intake)
    assert client.post(f"/en/releases/load/{intake.pk}/drop/", {}).status_code == 302
    assert Intake.objects.count() == Release.objects.count() == 0
    assert not uploads_of(release).exists()
    assert Event.objects.latest("id").verb == "figures_thrown_away"


def test_a_name_of_another_body_is_refused() -> None:
    release_of("indicator,iso3,year,value\nt.1,XKA,2018,4.5\n", source="UN SDG Global Database, UNSD")
    Origin.objects.update(role="custodian")
    client = client_of(hat())
    answer = sent(client, HEAD + GOOD, source="un sdg  Global Database, UNSD")
    assert answer.status_code == 422
    assert "belongs to another body" in answer.content.decode()
    indicator = Indicator.objects.get()
    AcceptedSource.objects.create(indicator=indicator, name="UNICEF Data Warehouse", role="custodian")
    AcceptedSource.objects.create(indicator=indicator, name="Far Office", role="national", area=Area.objects.get(code="XKB"))
    AcceptedSource.objects.create(indicator=indicator, name="Own Office", role="national", area=Area.objects.get(code="XKA"))
    for name in ("UNICEF Data Warehouse", "far office"):
        assert sent(client, HEAD + GOOD, source=name).status_code == 422, "though nothing of theirs is loaded"
    assert sent(client, HEAD + GOOD, source="Own Office").status_code == 302


def test_national_figures_never_replace_a_custodians() -> None:
    theirs = release_of("indicator,iso3,year,value\nt.1,XKA,2018,4.5\n", source="Custodian")
    client = client_of(hat())
    published(client, drafted(client, loaded(client, HEAD + GOOD)))
    assert Holding.objects.get(release=theirs).current
    assert Latest.objects.filter(release=theirs).count() == 1
    assert Latest.objects.count() == 2


def test_a_national_file_needs_no_column_for_its_country() -> None:
    client = client_of(hat())
    intake = loaded(client, "indicator,year,value\nSX,2019,12\nSX,2020,11\n")
    assert (intake.report["state"], intake.report["parts"][0]["areas"]) == ("good", ["XKA"])
    office = client_of(hat("secretariat", None))
    answer = sent(office, "Year,Group,Value\n2019,,12\n2019,Urban,11\n")
    assert answer["Location"].endswith("/columns/")
    intake = Intake.objects.latest("pk")
    told = {"whole": "t.1", "period": "Year", "value": "Value", "version": intake.version}
    assert office.post(answer["Location"], told).status_code == 422
    assert office.post(answer["Location"], {**told, "all_areas": "XKB"}).status_code == 302
    intake.refresh_from_db()
    assert (intake.report["state"], intake.report["parts"][0]["areas"]) == ("good", ["XKB"])
