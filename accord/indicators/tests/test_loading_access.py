"""Who may load, see and publish; what a hostile file meets; worlds that do not mix; drafts that came by the command."""

import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from accord.formats.tests.hostile import HOSTILE, HostileFile
from accord.indicators.access import open_intakes
from accord.indicators.actions import forget_world
from accord.indicators.loading import actions
from accord.indicators.loading.check import uploads
from accord.indicators.models import Holding, Indicator, Intake, Latest, Origin, Release, SeriesCode
from accord.indicators.tests.loading_cast import GOOD, HEAD, TOLD, _world, client_of, drafted, hat, kinds, loaded, published, sent
from accord.people.models import Area
from accord.record.models import Event

assert _world  # the fixture of the other file holds here, too
pytestmark = pytest.mark.django_db
OTHERS = ("focal_point", "alternate", "validator", "contributor", "assessor", "peer_reviewer", "custodian", "translator",
          "member", "safeguarding", "org_member")  # fmt: skip


def addresses(intake: Intake, release: Release) -> list[str]:
    own = [f"releases/load/{intake.pk}/{tail}" for tail in ("", "columns/", "details/", "report.csv", "report.json", "drop/")]
    return [
        *own,
        f"releases/{release.pk}/",
        f"releases/{release.pk}.json",
        f"releases/{release.pk}.csv",
        f"releases/{release.pk}/publish/",
    ]


@pytest.fixture
def way() -> tuple[Intake, Release]:
    client = client_of(hat())
    intake = loaded(client, HEAD + GOOD)
    return intake, drafted(client, intake)


def test_the_owner_and_the_secretariat_see_a_draft_and_nobody_else(way: tuple[Intake, Release]) -> None:
    intake, release = way
    owner, office = client_of(intake.by), client_of(hat("secretariat", None))
    for path in addresses(intake, release):
        assert owner.get(f"/en/{path}").status_code in (200, 302), path
        assert office.get(f"/en/{path}").status_code in (200, 302), path
    strangers = [
        client_of(hat(area="XKB")),
        client_of(hat(name="second")),
        client_of(hat("secretariat", None, world="demo", name="d")),
    ]
    strangers += [client_of(hat(role)) for role in OTHERS]
    for client in strangers:
        for path in addresses(intake, release):
            assert client.get(f"/en/{path}").status_code == 404, path
        for path in (f"load/{intake.pk}/draft/", f"load/{intake.pk}/undo/", f"load/{intake.pk}/", f"{release.pk}/publish/"):
            assert client.post(f"/en/releases/{path}", {"version": "1", "attest": "on"}).status_code == 404, path
    assert Client().get(f"/en/releases/{release.pk}/").status_code == 404
    assert Release.objects.get().state == "draft"


def test_only_statisticians_and_the_secretariat_load() -> None:
    assert "/accounts/login/" in Client().get("/en/releases/load/")["Location"]
    for role in OTHERS:
        client = client_of(hat(role))
        assert client.get("/en/releases/load/").status_code == 404
        assert sent(client, HEAD + GOOD).status_code == 404
    ended = hat(name="ended")
    ended.state = "ended"
    ended.save()
    assert client_of(ended).get("/en/releases/load/").status_code == 404
    assert Intake.objects.count() == 0
    assert not list(uploads().iterdir())


def test_a_statistician_loads_figures_of_her_own_country_alone() -> None:
    intake = loaded(client_of(hat()), HEAD + GOOD + "SX,XKB,2020,male,4,percent,\n")
    assert [(f["row"], f["code"]) for f in intake.report["faults"]] == [(3, "other_area")]
    office = loaded(client_of(hat("secretariat", None)), HEAD + GOOD + "SX,XKB,2020,male,4,percent,\n")
    assert kinds(office) == []


def test_the_secretariat_publishes_under_the_name_that_the_source_has() -> None:
    client = client_of(hat("secretariat", None))
    release = published(client, drafted(client, loaded(client, HEAD + GOOD, source="Custodian")))
    assert (release.origin.role, release.origin.area, release.attested_by.role) == ("other", None, "secretariat")  # type: ignore[union-attr]


def test_a_file_loaded_by_one_and_attested_by_an_officer_stays_national(way: tuple[Intake, Release]) -> None:
    intake, release = way
    office = hat("secretariat", None)
    published(client_of(office), release)
    assert (release.origin.area, release.attested_by, release.loaded_by) == (intake.by.area, office, intake.by)  # type: ignore[union-attr]


def test_who_attested_is_shown_as_a_capacity_and_by_name_only_to_herself_and_officers(way: tuple[Intake, Release]) -> None:
    intake, release = way
    published(client_of(intake.by), release)
    told = [c.get(f"/en/releases/{release.pk}.json").json()["attested"] for c in (Client(), client_of(hat(area="XKB")))]
    assert told == [{"role": "Statistician", "of": "Land XKA", "name": ""}] * 2
    for client in (client_of(intake.by), client_of(hat("secretariat", None))):
        assert client.get(f"/en/releases/{release.pk}.json").json()["attested"]["name"] == "Noor"
    html = Client().get(f"/en/releases/{release.pk}/").content.decode()
    for words in (release.sha256, release.parquet_sha256, release.event.digest, "CC BY 4.0", "Statistician, Land XKA"):  # type: ignore[union-attr]
        assert words in html


def test_the_demonstration_is_never_counted_with_the_real_world() -> None:
    Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Aldoria"})
    client = client_of(hat(area="XAA", world="demo"))
    text = HEAD + GOOD.replace("XKA", "XAA")
    assert kinds(loaded(client, HEAD + GOOD)) == ["unknown_area"] * 2, "a real country is unknown there"
    release = published(client, drafted(client, loaded(client, text)))
    assert (release.world, release.origin.world) == ("demo", "demo")  # type: ignore[union-attr]
    assert Holding.objects.count() == 0
    assert Holding.everywhere.filter(current=True).count() == 0
    assert Client().get("/en/indicators/t.1.json").json()["sources"] == []
    assert Client().get("/en/releases.json").json()["releases"] == []
    assert len(Client().get("/en/releases.json?world=demo").json()["releases"]) == 1
    assert "Demonstration." in Client().get(f"/en/releases/{release.pk}/").content.decode()
    assert Latest.objects.get().area.code == "XAA"
    assert forget_world("demo") > 3
    assert Release.objects.count() == Intake.objects.count() == Origin.objects.count() == Latest.objects.count() == 0
    assert not list(uploads().glob("*.csv"))
    with pytest.raises(ValueError, match="real world"):
        forget_world("real")


def test_a_draft_of_the_command_is_found_and_published_by_an_officer(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(HEAD + GOOD)
    err = StringIO()
    call_command("import", "indicators", str(path), stderr=err)
    release = Release.objects.get()
    assert "no source or no licence" in err.getvalue()
    assert f"draft {release.pk}" in err.getvalue()
    office, noor = client_of(hat("secretariat", None)), client_of(hat())
    assert f"/en/releases/{release.pk}/publish/" in office.get("/en/releases/").content.decode()
    assert f"/en/releases/{release.pk}/publish/" not in noor.get("/en/releases/").content.decode()
    assert noor.get(f"/en/releases/{release.pk}/publish/").status_code == 404
    page = f"/en/releases/{release.pk}/publish/"
    assert office.post(page, {"attest": "on", **TOLD, "licence": ""}).status_code == 422
    assert Release.objects.get().source == ""
    assert office.post(page, {"attest": "on", **TOLD}).status_code == 302
    release.refresh_from_db()
    assert (release.state, release.source, release.attested_by.role) == ("published", TOLD["source"], "secretariat")  # type: ignore[union-attr]
    assert office.get(page).status_code == 404, "a published release is not published again"


def test_a_draft_of_the_command_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(HEAD + GOOD)
    call_command("import", "indicators", str(path), stderr=StringIO())
    release = Release.objects.get()
    client_of(hat("secretariat", None)).post(f"/en/releases/{release.pk}/drop/")
    assert Release.objects.count() == 0
    assert not list((tmp_path / "releases").glob("*.parquet"))


@pytest.mark.parametrize("file", [f for f in HOSTILE if f.expect], ids=lambda f: f.name)
def test_a_hostile_file_gets_one_clear_answer_and_nothing_is_published(file: HostileFile) -> None:
    for code in ("XAA", "XAB", "XAC"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"{code}land"})
    SeriesCode.objects.create(code="violent_discipline", indicator=Indicator.objects.get())
    client = client_of(hat("secretariat", None))
    answer = sent(client, file.bytes, file.name)
    assert answer.status_code in (302, 422)
    assert Release.objects.count() == Latest.objects.count() == Holding.objects.count() == 0
    if answer.status_code == 422:
        assert Intake.objects.count() == 0
        assert not list(uploads().iterdir()), "nothing is kept of it"
        assert Event.objects.count() == 0
        assert answer.content.decode().count('class="msg"') == 1
        return
    intake = Intake.objects.get()
    page = client.get(answer["Location"])
    assert page.status_code == 200
    if intake.report["state"] == "faults":
        assert file.row in [f["row"] for f in intake.report["faults"]]
    else:
        assert intake.report["state"] == "columns"
    assert client.post(f"/en/releases/load/{intake.pk}/draft/", {"version": intake.version}).status_code == 302
    assert Release.objects.count() == 0


@pytest.mark.parametrize("file", [f for f in HOSTILE if not f.expect], ids=lambda f: f.name)
def test_an_odd_file_that_is_plain_in_meaning_is_taken(file: HostileFile) -> None:
    for code in ("XAA", "XAB", "XAC"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"{code}land"})
    SeriesCode.objects.create(code="violent_discipline", indicator=Indicator.objects.get())
    intake = loaded(client_of(hat("secretariat", None)), file.bytes, file.name)
    assert (intake.report["state"], intake.report["read"]) == ("good", file.rows)


@pytest.mark.parametrize(
    "text",
    [
        "SX,XKA,2019,female,1,percent,amina@mail.example.org\n",
        "SX,XKA,2019,female,1,percent,call +254 712 345 678\n",
        "SX,XKA,2019,female,1,percent,\"at -1.28333, 36.81667\"\n",
    ],
)  # fmt: skip
def test_a_file_that_says_who_a_person_is_is_not_kept(text: str) -> None:
    answer = sent(client_of(hat()), HEAD + GOOD + text)
    assert answer.status_code == 422
    assert "Row 3, column flags" in answer.content.decode()
    assert "712 345 678" not in answer.content.decode()
    assert Intake.objects.count() == 0
    assert not list(uploads().iterdir())


def test_names_of_files_say_what_is_read() -> None:
    client = client_of(hat())
    assert sent(client, HEAD + GOOD, "figures.exe").status_code == 422
    assert sent(client, HEAD + GOOD, "../../etc/passwd.csv").status_code == 302
    assert Intake.objects.get().file_name == "passwd.csv"
    assert sent(client, HEAD + GOOD.replace("2019", "2018"), f"{'a' * 240}.csv").status_code == 302
    assert Intake.objects.order_by("-pk")[0].file_name.endswith(".csv")


def test_a_cell_of_megabytes_is_refused_in_a_moment() -> None:
    begun = time.process_time()
    answer = sent(client_of(hat()), HEAD + GOOD + "SX,XKA,2019,female,1,percent," + "x" * 3_000_000 + "\n")
    assert answer.status_code == 422
    assert "3000000 characters" in answer.content.decode().replace(",", "")
    assert time.process_time() - begun < 2
    assert Intake.objects.count() == 0


def test_a_file_that_is_too_large_is_told_and_never_read(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(hat())
    monkeypatch.setattr("accord.record.actions.gate.TABLE_LIMIT", 2000)
    answer = sent(client, HEAD + GOOD * 200)
    assert answer.status_code == 422
    assert "larger than 50 MB" in answer.content.decode()
    assert TOLD["source"] in answer.content.decode()
    settings.LARGER_REQUESTS = {"/releases/load/": 2000}
    answer = sent(client, HEAD + GOOD * 200)
    assert answer.status_code == 413
    assert "split a larger one" in answer.content.decode()
    settings.REQUEST_LIMIT = 1000
    assert client.post("/en/my/", {"file": SimpleUploadedFile("a.csv", b"x" * 1500)}).status_code == 413, (
        "no other address takes more"
    )
    assert Intake.objects.count() == 0
    assert not list(uploads().iterdir())


def test_files_are_limited_in_an_hour_and_on_their_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "AN_HOUR", 2)
    client = client_of(hat())
    for n in range(2):
        loaded(client, HEAD + GOOD.replace("10,", f"1{n},"))
    answer = sent(client, HEAD + GOOD)
    assert answer.status_code == 429
    assert Intake.objects.count() == 2
    monkeypatch.setattr(actions, "AN_HOUR", 30)
    monkeypatch.setattr(actions, "OPEN", 2)
    assert sent(client, HEAD + GOOD).status_code == 429
    assert sent(client_of(hat(area="XKB")), HEAD + GOOD).status_code == 302, "another person's files are her own"


def test_a_file_without_a_form_and_odd_numbers_break_nothing() -> None:
    client = client_of(hat())
    assert client.post("/en/releases/load/", {}).status_code == 422
    assert client.post("/en/releases/load/", {"kept": "9" * 30, **TOLD}).status_code == 422
    intake = loaded(client, HEAD + GOOD)
    for version in ("", "x", "9" * 40, "-1"):
        assert client.post(f"/en/releases/load/{intake.pk}/draft/", {"version": version}).status_code == 302
    assert Release.objects.count() == 0
    assert client.get("/en/releases/?before=" + "9" * 30).status_code == 200
    assert client.get("/en/releases/load/" + "9" * 18 + "/").status_code == 404


def test_files_on_their_way_are_listed_for_her_and_for_officers(way: tuple[Intake, Release]) -> None:
    intake, release = way
    assert open_intakes(intake.by.person) == [intake]
    assert open_intakes(hat(area="XKB").person) == []
    assert open_intakes(hat("secretariat", None).person) == [intake]
    html = client_of(intake.by).get("/en/my/").content.decode()
    assert f"/en/releases/{release.pk}/publish/" in html
    assert "/en/releases/load/" in html
    assert "/en/releases/load/" not in client_of(hat("focal_point")).get("/en/my/").content.decode()


def test_a_long_file_is_read_at_once_and_not_mended_here() -> None:
    lines = "".join(f"SX,XKA,{1950 + n % 70},female,{n % 90},percent,,{n}\n" for n in range(2100))
    client = client_of(hat())
    intake = loaded(client, HEAD.strip() + ",Group\n" + lines.replace("1950,female,0,", "1950,female,400,", 1))
    assert kinds(intake) == ["out_of_range"]
    html = client.get(f"/en/releases/load/{intake.pk}/").content.decode()
    assert "cannot be mended here" in html
    assert 'name="cell_0"' not in html
