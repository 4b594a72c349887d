"""The starter facts as tables: complete, unique, sourced."""

import csv
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
        ("indicators/facts/core_series.csv", "area_code"),
    ):
        assert {r[column] for r in rows(name)} <= codes, name


def test_names_are_the_uns_own() -> None:
    names = {r["code"]: r["name_en"] for r in rows("people/facts/areas.csv")}
    assert names["KOR"] == "Republic of Korea"
    assert names["BOL"] == "Bolivia (Plurinational State of)"
    assert names["PSE"] == "State of Palestine"


def test_sixty_six_listed_states_have_a_year_of_prohibition() -> None:
    years = [int(r["year"]) for r in rows("directory/facts/corporal_punishment.csv")]
    assert (len(years), min(years)) == (66, 1979)
