"""Small numbers: what is withheld, told and deleted; and an attacker on all that is published together."""

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accord.calc.disclosure_attack import Table, cell
from accord.calc.disclosure_file import Figures, Withheld, protect_file
from accord.indicators.actions import publish_release
from accord.indicators.disclosure import Outrun, sealed
from accord.indicators.frames import lane, withholding
from accord.indicators.models import AcceptedSource, Indicator, Intake, Release, SeriesCode
from accord.indicators.tests.attacker import all_published, known_exactly, solved
from accord.indicators.tests.loading_cast import client_of, csv_of, drafted, hat, loaded, published
from accord.indicators.tests.makers import release_of
from accord.people.models import Area, Capacity
from accord.record.models import Event

pytestmark = pytest.mark.django_db
HEAD = "indicator,iso3,year,sex,age,PROVINCE,value\n"
AGES, REGIONS = ("0-4", "5-9"), ("North", "South")
TABLE = Table({"SEX": ("F", "M"), "AGE": AGES, "PROVINCE": REGIONS})
COUNTS = (3, 83, 44, 131, 205, 77, 19, 98)


@pytest.fixture(autouse=True)
def _world(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    for code, unit in (("t.1", "percent"), ("t.2", "number")):
        Indicator.objects.create(code=code, names={"en": "Tested"}, unit=unit, direction="lower", source="made up")
    SeriesCode.objects.create(code="SX", indicator=Indicator.objects.get(code="t.1"))


def persons(sexes: str = "FMT") -> str:
    """Counts of persons by sex, age and province, with every total."""
    inner = dict(zip(product("FM", AGES, REGIONS), COUNTS, strict=True))
    rows = []
    for sex, age, region in product(sexes, (*AGES, ""), (*REGIONS, "")):
        n = sum(c for (s, a, r), c in inner.items() if sex in ("T", s) and age in ("", a) and region in ("", r))
        rows.append(f"t.2,XKA,2021,{sex},{age},{region},{n}\n")
    return HEAD + "".join(rows)


def release_by_statistician(text: str, **more: str) -> Release:
    client = client_of(hat())
    return published(client, drafted(client, loaded(client, text, **more)))


def test_all_totals_together_do_not_give_a_hidden_count_away() -> None:
    release = release_by_statistician(persons())
    figures = all_published([release.pk], "t.2", "XKA", "2021")
    assert len(figures) == 27
    assert {k for k, n in figures.items() if n is None} >= {cell(SEX="F", AGE="0-4", PROVINCE="North")}
    assert figures[cell()] == 660
    assert solved(figures, TABLE, base=5) == []
    assert (release.handling["hidden"], release.handling["further"] > 0, release.handling["rounded_to"]) == (2, True, 5)


def test_the_attack_finds_them_where_only_small_counts_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def bare(figures: Figures, policy: Any, **fine: bool) -> Withheld:
        return replace(protect_file(figures, policy, **fine), further=frozenset())

    monkeypatch.setattr(withholding, "protect_file", bare)
    monkeypatch.setattr(withholding, "_round", lambda con, base: 0)
    release = release_by_statistician(persons())
    figures = all_published([release.pk], "t.2", "XKA", "2021")
    assert known_exactly(figures, TABLE)[cell(SEX="F", AGE="0-4", PROVINCE="North")] == 3
    rounded = {key: None if n is None else (n + 2) // 5 * 5 for key, n in figures.items()}
    assert len(solved(rounded, TABLE, base=5)) == 2  # rounding alone does not help


def release_by_statistician_again(text: str) -> Release:
    client = client_of(Capacity.objects.get(role="statistician"))
    return published(client, drafted(client, loaded(client, text)))


def test_an_earlier_release_and_a_later_one_together_give_nothing_away() -> None:
    first = release_by_statistician(persons(sexes="T"))
    second = release_by_statistician_again(persons(sexes="FM"))
    figures = all_published([first.pk, second.pk], "t.2", "XKA", "2021")
    assert len(figures) == 27
    assert solved(figures, TABLE, base=5) == []
    assert "open" not in second.handling
    assert second.handling["held_against"] == [first.pk]


def test_what_cannot_be_covered_any_more_is_told() -> None:
    release_by_statistician(HEAD + "t.2,XKA,2021,T,,,120\nt.2,XKA,2021,M,,,110\n")
    client = client_of(Capacity.objects.get(role="statistician"))
    intake = loaded(client, HEAD + "t.2,XKA,2021,F,,,10\n")
    assert (intake.report["small"]["small"], intake.report["small"]["lost"]) == ([1], [1])
    assert "can be worked out from earlier releases" in client.get(f"/en/releases/load/{intake.pk}/").content.decode()


SHARES = (
    "indicator,iso3,year,sex,value,lower,upper,note,n\nSX,XKA,2021,F,12.5,10,15,of 21 girls,21\nSX,XKA,2021,M,9.25,8,10,,200\n"
)
WHOLE = SHARES + "SX,XKA,2021,T,9.75,9,11,,221\nSX,XKB,2021,T,9,,,,30\n"


def test_the_loader_is_told_what_is_withheld_before_and_the_event_tells_counts_alone() -> None:
    client = client_of(hat("secretariat", None))
    intake = loaded(client, WHOLE, source="A survey")
    told = intake.report["small"]
    assert (told["small"], told["further"], told["bracketed"]) == ([1], [2], [4])
    page = client.get(f"/en/releases/load/{intake.pk}/").content.decode()
    assert "1 further figure is hidden, since a total would give a hidden one away." in page
    release = published(client, drafted(client, intake))
    event = Event.objects.get(verb="release_published").body
    body = event if isinstance(event, dict) else json.loads(event)
    after = body["after"]
    assert (after["hidden"], after["further"], after["bracketed"]) == (1, 1, 1)
    assert "12.5" not in json.dumps(body)
    shown = Client().get("/en/indicators/t.1/").content.decode()
    assert "(9)" in shown
    assert "withheld" in shown
    assert "21 girls" not in "".join(csv_of(release))


def test_nothing_of_a_file_with_small_numbers_stays() -> None:
    client = client_of(hat("secretariat", None))
    text = WHOLE.replace("12.5,10", "112.5,10")
    intake = loaded(client, text, source="A survey")
    files = Path(intake.upload)
    name = client.get(f"/en/releases/load/{intake.pk}/").context["form"]
    slot = next(f"cell_{n}" for n, s in enumerate(name.slots) if s["row"] == 1)
    client.post(f"/en/releases/load/{intake.pk}/", {"version": intake.version, slot: "12.5"})
    intake.refresh_from_db()
    release = published(client, drafted(client, intake))
    intake.refresh_from_db()
    from django.conf import settings

    assert not (Path(settings.MEDIA_ROOT) / "uploads" / files).exists()
    assert (intake.upload, release.upload) == ("", "")
    kept = json.dumps([intake.report, intake.mends, release.handling, str(Event.objects.values_list("body", flat=True))])
    assert "12.5" not in kept
    assert release.original_sha256 == sealed(intake.sha256)
    assert intake.sha256 not in Client().get(f"/en/releases/{release.pk}.json").content.decode()
    assert b"12.5" not in b"".join(p.read_bytes() for p in Path(settings.MEDIA_ROOT).rglob("*.index"))


def test_a_file_that_tells_no_cases_is_told_so() -> None:
    client = client_of(hat())
    intake = loaded(client, "indicator,iso3,year,value\nSX,XKA,2021,9\n")
    assert intake.report["small"]["checked"] == 0
    assert "Give them in a column “n”" in client.get(f"/en/releases/load/{intake.pk}/").content.decode()


def test_the_public_is_not_told_what_can_be_found_out() -> None:
    release_by_statistician(HEAD + "t.2,XKA,2021,T,,,120\nt.2,XKA,2021,M,,,110\n")
    second = release_by_statistician_again(HEAD + "t.2,XKA,2021,F,,,10\n")
    assert (second.handling["hidden"], second.handling["open"]) == (1, 1)
    assert set(Client().get(f"/en/releases/{second.pk}.json").json()["handling"]) >= {"hidden"}
    assert "open" not in Client().get(f"/en/releases/{second.pk}.json").json()["handling"]


def test_what_a_custodian_has_published_is_not_altered() -> None:
    indicator = Indicator.objects.get(code="t.1")
    AcceptedSource.objects.create(indicator=indicator, name="A custodian", role="custodian", source="made up")
    release = release_of(WHOLE, source="A custodian")
    assert "12.5" in csv_of(release)[1]
    assert release.handling == {}
    other = release_of(WHOLE.replace("9.75", "9.7"), source="An office")
    assert (other.handling["hidden"], other.handling["further"]) == (1, 1)


def test_the_command_can_be_told_that_the_source_has_published_them() -> None:
    import hashlib

    from accord.formats.observations import read_observations
    from accord.indicators.actions import ReleaseFacts, add_release

    data = WHOLE.encode()
    facts = ReleaseFacts("An office", "CC0", "", "", "made.csv", hashlib.sha256(data).hexdigest())
    assert add_release(facts, read_observations(data), small_numbers="public").added == 4
    release = Release.objects.get()
    assert release.handling == {"small_numbers": "public"}
    assert "stand as the source has published them" in Client().get(f"/en/releases/{release.pk}/").content.decode()


def test_the_same_file_again_is_unchanged_though_its_digest_is_sealed() -> None:
    from accord.formats.observations import read_observations
    from accord.indicators.actions import ReleaseFacts, add_release

    facts = ReleaseFacts("An office", "CC0", "", "", "made.csv", "0" * 64)
    assert add_release(facts, read_observations(WHOLE.encode())).added == 4
    assert add_release(facts, read_observations(WHOLE.encode())).unchanged == 4


def test_a_draft_that_was_overtaken_is_not_published() -> None:
    client = client_of(hat())
    draft = drafted(client, loaded(client, HEAD + "t.2,XKA,2021,T,,,120\nt.2,XKA,2021,F,,,10\n"))
    release_by_statistician_again(HEAD + "t.2,XKA,2021,M,,,110\n")
    with pytest.raises(Outrun):
        publish_release(draft)
    answer = client.post(f"/en/releases/{draft.pk}/publish/", {"attest": "on"})
    assert answer.status_code == 422
    assert "came out after the check" in answer.content.decode()


SDMX_CSV = "DATAFLOW,REF_AREA,SERIES,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,SAMPLE_SIZE\n"


@pytest.mark.parametrize("long", [10**9, 0])
def test_sdmx_files_tell_their_cases_too_through_both_doors(monkeypatch: pytest.MonkeyPatch, long: int) -> None:
    monkeypatch.setattr(lane, "LONG", long)
    rows = "A:F(1.0),XKA,SX,F,2021,12,A,24\nA:F(1.0),XKA,SX,M,2021,13,A,300\nA:F(1.0),XKA,SX,_T,2021,13,A,324\n"
    client = client_of(hat())
    intake = loaded(client, SDMX_CSV + rows)
    assert (intake.report["small"]["small"], intake.report["small"]["further"]) == ([1], [2])


def test_a_column_of_cases_is_not_left_out_and_makes_no_breakdown() -> None:
    client = client_of(hat())
    intake = loaded(client, WHOLE.replace("SX,XKB,2021,T,9,,,,30\n", ""))
    told = {"indicator": "indicator", "area": "iso3", "period": "year", "value": "value", "sex": "sex"}
    client.post(f"/en/releases/load/{intake.pk}/columns/", {**told, "left_out": ["n", "note"], "version": intake.version})
    intake = Intake.objects.get(pk=intake.pk)
    assert intake.report["small"]["small"] == [1]
    assert {line.split(",")[4] for line in csv_of(published(client, drafted(client, intake)))[1:]} == {"_T"}


def test_a_number_of_cases_that_is_a_bound_is_no_number() -> None:
    text = "indicator,iso3,year,sex,value,sample_size\nt.1,XKA,2021,F,40,<25\nt.1,XKA,2021,M,41,90\n"
    intake = loaded(client_of(hat()), text)
    assert [(f["row"], f["code"]) for f in intake.report["faults"]] == [(1, "bad_number")]


def test_persons_are_few_whatever_sample_is_told() -> None:
    release = release_by_statistician("indicator,iso3,year,sex,value,sample_size\nt.2,XKA,2021,F,3,5000\n")
    assert release.handling["hidden"] == 1


def test_a_count_that_came_as_a_bound_is_not_given_away() -> None:
    rows = "".join(f"t.2,XKA,2021,{sex},{n}\n" for sex, n in (("F", "<25"), ("M", "90"), ("T", "100")))
    release = release_by_statistician("indicator,iso3,year,sex,value\n" + rows)
    figures = all_published([release.pk], "t.2", "XKA", "2021")
    assert figures[cell(SEX="F")] is None
    assert None in (figures[cell(SEX="M")], figures[cell()])
