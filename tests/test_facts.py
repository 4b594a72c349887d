"""The starter facts as tables: complete, unique, sourced."""

import csv
import hashlib
from pathlib import Path

import pytest

ACCORD = Path(__file__).resolve().parent.parent / "accord"
TABLES = sorted(ACCORD.glob("*/facts/*.csv"))


def rows(name: str) -> list[dict[str, str]]:
    with (ACCORD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_193_member_states_and_two_observers() -> None:
    kinds = [r["kind"] for r in rows("people/facts/areas.csv")]
    assert (kinds.count("member_state"), kinds.count("observer")) == (193, 2)


def test_every_country_has_six_names() -> None:
    for row in rows("people/facts/areas.csv"):
        if row["kind"] in ("member_state", "observer"):
            assert all(row[f"name_{code}"] for code in ("ar", "en", "es", "fr", "ru", "zh")), row["code"]


def test_every_area_has_an_english_name() -> None:
    """Areas and regions, too: a figure of a region without a name would be shown as a number."""
    assert not [row["code"] for row in rows("people/facts/areas.csv") if not row["name_en"].strip()]


def test_names_of_the_193_members_are_as_the_m49_list_has_them() -> None:
    """A checksum of six columns: a slip of an editor in a script that few here read is noticed."""
    members = sorted((r for r in rows("people/facts/areas.csv") if r["kind"] == "member_state"), key=lambda r: r["code"])
    columns = ("code", *(f"name_{code}" for code in ("ar", "en", "es", "fr", "ru", "zh")))
    text = "\n".join("\t".join(row[column] for column in columns) for row in members)
    assert hashlib.sha256(text.encode()).hexdigest() == "2e06fb4267ea995fafbff4fb22499f19b98142236b8874200e40e32b1c5f6b2c"


def test_partnerships_name_countries_and_topics_that_exist() -> None:
    codes = {r["code"] for r in rows("people/facts/areas.csv") if r["kind"] in ("member_state", "observer")}
    topics = {r["code"] for r in rows("record/facts/topics.csv")}
    for row in rows("directory/facts/partnerships.csv"):
        listed = set(filter(None, row["countries"].split(";")))
        assert listed <= codes, row["slug"]
        assert bool(listed) == bool(row["countries_source"]), row["slug"]
        assert row["topics"], row["slug"]
        assert set(row["topics"].split(";")) <= topics, row["slug"]
        assert 0 < len(row["source"]) <= 300, row["slug"]  # as long as the columns, which SQLite does not hold
        assert len(row["host"]) <= 200, row["slug"]
        assert row["host"] or not row["host_from"], row["slug"]


def test_pathfinding_countries_are_those_of_the_snapshot() -> None:
    listed = {r["slug"]: r["countries"] for r in rows("directory/facts/partnerships.csv")}["pathfinding-global-alliance"]
    signed = {r["iso3"] for r in rows("directory/facts/signatories.csv") if r["what"] == "pathfinding"}
    assert set(listed.split(";")) == signed
    assert len(signed) == 24


def test_codes_are_unique_and_parents_come_first() -> None:
    codes: set[str] = set()
    numbers: set[str] = set()
    for row in rows("people/facts/areas.csv"):
        assert row["code"] not in codes
        assert not row["parent"] or row["parent"] in numbers, row["code"]
        codes.add(row["code"])
        numbers.add(row["m49"])


@pytest.mark.parametrize("table", [t for t in TABLES if t.name != "core_series.csv"], ids=lambda t: t.name)
def test_each_row_has_a_source(table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        assert all(row["source"] for row in csv.DictReader(file))


def test_every_alias_and_country_code_resolves() -> None:
    codes = {r["code"] for r in rows("people/facts/areas.csv")}
    for name, column in (
        ("people/facts/aliases.csv", "code"),
        ("directory/facts/treaty_status.csv", "iso3"),
        ("directory/facts/corporal_punishment.csv", "iso3"),
        ("directory/facts/signatories.csv", "iso3"),
        ("directory/facts/conference_claims.csv", "iso3"),
        ("indicators/facts/core_series.csv", "area_code"),
    ):
        assert {r[column] for r in rows(name)} - {""} <= codes, name


def test_names_are_the_uns_own() -> None:
    names = {r["code"]: r["name_en"] for r in rows("people/facts/areas.csv")}
    assert names["KOR"] == "Republic of Korea"
    assert names["BOL"] == "Bolivia (Plurinational State of)"
    assert names["PSE"] == "State of Palestine"


def test_sixty_six_listed_states_have_a_year_of_prohibition() -> None:
    years = [int(r["year"]) for r in rows("directory/facts/corporal_punishment.csv")]
    assert (len(years), min(years)) == (66, 1979)


def test_each_of_193_members_has_a_status_under_each_of_twelve_treaties() -> None:
    members = {r["code"] for r in rows("people/facts/areas.csv") if r["kind"] == "member_state"}
    treaties = {r["code"] for r in rows("directory/facts/treaties.csv")}
    told = [(r["iso3"], r["treaty"]) for r in rows("directory/facts/treaty_status.csv")]
    assert (len(members), len(treaties), len(told)) == (193, 12, 193 * 12)
    assert set(told) == {(m, t) for m in members for t in treaties}


def test_forty_six_states_signed_at_bogota_and_fifteen_pledges_keep_both_sources() -> None:
    signed = [r["iso3"] for r in rows("directory/facts/signatories.csv") if r["what"] == "bogota-call-to-action"]
    assert len(set(signed)) == len(signed) == 46
    claims = [r for r in rows("directory/facts/conference_claims.csv") if r["iso3"]]
    assert len({(r["iso3"], r["subject"]) for r in claims}) == 15
    assert len(claims) == 2 * 15
    named = {
        s: {r["iso3"] for r in claims if r["source"].startswith(s) and r["listed"] == "1" and r["subject"] in PUNISHMENT}
        for s in ("End", "BMJ")
    }
    assert (len(named["End"]), len(named["BMJ"])) == (7, 9)
    assert named["BMJ"] - named["End"] == {"PAN", "TJK"}


PUNISHMENT = ("prohibit-all", "prohibit-schools", "legislate")


@pytest.mark.django_db
def test_the_conference_is_loaded_twice_as_once() -> None:
    from accord.directory.models import Claim, Signature
    from accord.directory.reads import conference_page
    from accord.overview import facts
    from accord.people.models import Area

    codes = {r["iso3"] for r in rows("directory/facts/conference_claims.csv")} - {""}
    Area.objects.bulk_create(Area(code=c, iso3=c, kind="member_state", names={"en": c}) for c in codes)
    Signature.objects.create(area=Area.objects.get(code="ESP"), what="bogota-call-to-action", dated="2024-11", source="made up")
    for _time in range(2):
        facts.conferences()
    page = conference_page("bogota-2024")
    assert (len(page.pledges), page.differing, len(page.sources), len(page.signatories)) == (15, 7, 2, 1)
    assert [s.code for s in page.subjects if s.differ] == ["governments", "pledges", "corporal-punishment"]
    assert Claim.objects.count() == 39
