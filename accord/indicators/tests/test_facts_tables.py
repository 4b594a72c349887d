"""The tables of indicators as facts: each row sourced, each code known, nothing twice. Reads the files alone."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

FACTS = Path(__file__).resolve().parent.parent / "facts"
TOPICS = FACTS.parent.parent / "record/facts/topics.csv"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
SCRIPTS = {"ar": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]", "zh": "[\u4e00-\u9fff]"}
SCHEMES = {"UNSD", "UNSD-minset", "UNICEF", "WHO", "INSPIRE", "SOWC2023", "OWID", "national-GBR", "national-CAN"}
KEYS = {
    "indicators.csv": ("code",),
    "crosswalk.csv": ("indicator", "scheme", "code", "where"),
    "targets.csv": ("indicator", "kind"),
    "families.csv": ("code",),
    "units.csv": ("code",),
    "breakdowns.csv": ("code",),
    "aggregation_rules.csv": ("indicator", "rule", "scope"),
    "accepted_sources.csv": ("indicator", "name"),
    "progress_rules.csv": ("rule", "indicator", "method"),
}
LENGTHS = {"code": 60, "sdg": 10, "population": 200, "unit": 40, "custodian": 100, "source": 300}


def rows(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str) -> list[str]:
    return cell.split(";") if cell else []


CODES = {r["code"]: r for r in rows("indicators.csv")}


@pytest.mark.parametrize("name", KEYS)
def test_rows_are_whole_sourced_and_unique(name: str) -> None:
    found = rows(name)
    for row in found:
        assert {None} & {*row, *row.values()} == set(), row
        assert all(cell == cell.strip() for cell in row.values()), row
        assert 0 < len(row["source"]) <= LENGTHS["source"], row
    counts = Counter(tuple(row[k] for k in KEYS[name]) for row in found)
    assert not [key for key, n in counts.items() if n > 1]


@pytest.mark.parametrize("name", ["crosswalk.csv", "targets.csv", "aggregation_rules.csv", "accepted_sources.csv"])
def test_every_indicator_is_known(name: str) -> None:
    assert {r["indicator"] for r in rows(name)} <= set(CODES)


@pytest.mark.parametrize("name", ["indicators.csv", "families.csv", "units.csv", "breakdowns.csv"])
def test_names_are_in_six_languages_each_in_its_script(name: str) -> None:
    for row in rows(name):
        for code in LANGUAGES:
            assert row[f"name_{code}"], (row["code"], code)
            assert re.search(SCRIPTS.get(code, "[A-Za-zÀ-ÿ]"), row[f"name_{code}"]), (row["code"], code)
        assert not re.search(SCRIPTS["ru"], row["name_en"] + row["name_fr"] + row["name_es"]), row["code"]


def test_codes_in_indicators_are_known() -> None:
    with TOPICS.open(encoding="utf-8", newline="") as file:
        topics = {r["code"]: r["scheme"] for r in csv.DictReader(file)}
    families = {r["code"] for r in rows("families.csv")}
    breakdowns = {r["code"] for r in rows("breakdowns.csv")}
    for code, row in CODES.items():
        assert row["family"] in families or (row["unit"] == "thousands" and not row["family"]), code  # a population is of none
        assert set(parts(row["topics"])) <= set(topics), code
        assert all(topics.get(form) == "form" for form in parts(row["forms"])), code
        assert set(parts(row["expected_breakdowns"])) <= breakdowns, code
        assert bool(row["expected_breakdowns"]) == bool(row["breakdowns_source"]), code
        assert row["direction"] in ("lower", "higher", "none"), code


def test_units_agree_with_the_list_of_units() -> None:
    units = {r["code"]: r for r in rows("units.csv")}
    for code, row in CODES.items():
        assert units[row["unit_measure"]]["unit"] == row["unit"], code
    aliases = Counter(alias for unit in units.values() for alias in parts(unit["aliases"]))
    assert not [alias for alias, n in aliases.items() if n > 1]


def test_definitions_are_one_sentence_and_fields_fit() -> None:
    for code, row in CODES.items():
        assert re.fullmatch(r"(?:(?!\. ).)+\.", row["definition"]), code
        for column, most in LENGTHS.items():
            assert len(row[column]) <= most, (code, column)


def test_each_series_code_belongs_to_one_indicator() -> None:
    """An empty or doubled series would send figures to the wrong page."""
    owners: Counter[str] = Counter()
    for code, row in CODES.items():
        assert row["series"], code
        assert all(parts(row["series"])), code
        owners.update(parts(row["series"]))
        assert not [s for s in parts(row["series"]) if s in CODES and s != code], code
        assert all(len(s) <= 80 for s in parts(row["series"])), code
    assert not [series for series, n in owners.items() if n > 1]


def test_crosswalk_says_how_what_is_only_near_differs() -> None:
    same: Counter[tuple[str, ...]] = Counter()
    for row in rows("crosswalk.csv"):
        assert row["scheme"] in SCHEMES, row
        assert row["match"] == ("near" if row["differs"] else "same"), row
        for cell in (row["where"], *parts(row["sets"])):
            assert not cell or re.fullmatch(r"[^=]+=.+", cell), row
        if row["match"] == "same":
            same[(row["scheme"], row["code"], row["where"])] += 1
    assert not [key for key, n in same.items() if n > 1]


def test_series_and_crosswalk_tell_the_same() -> None:
    """Rows that pick an age group of a series may go to another indicator; the whole series goes to one."""
    told: dict[str, set[str]] = {}
    for row in rows("crosswalk.csv"):
        if row["match"] == "same" and "age" not in row["where"].lower():
            told.setdefault(row["code"], set()).add(row["indicator"])
    for code, row in CODES.items():
        for series in parts(row["series"]):
            assert told.get(series, {code}) == {code}, series
            assert series in told or series == code or series.islower(), series
        if re.match(r"\d+\.", code):
            assert any(r["indicator"] == code for r in rows("crosswalk.csv")), code
    known = {s for row in CODES.values() for s in parts(row["series"])}
    unsd = {r["code"] for r in rows("crosswalk.csv") if r["scheme"] == "UNSD" and r["match"] == "same"}
    assert unsd <= known


def test_national_indicators_name_what_they_stand_near() -> None:
    for code in CODES:
        if country := re.match(r"(GBR|CAN)-", code):
            scheme = f"national-{country[1]}"
            own = {(r["code"], r["where"]) for r in rows("crosswalk.csv") if r["indicator"] == code and r["match"] == "same"}
            near = {
                (r["code"], r["where"]): r["indicator"]
                for r in rows("crosswalk.csv")
                if r["match"] == "near" and r["scheme"] == scheme
            }
            assert own, code
            assert own <= set(near), code
            assert {CODES[near[key]]["sdg"] for key in own} == {CODES[code]["sdg"]}, code


def test_targets_fit_their_kind_and_direction() -> None:
    for row in rows("targets.csv"):
        direction = CODES[row["indicator"]]["direction"]
        value = float(row["value"]) if row["value"] else None
        if row["kind"] == "elimination":
            assert (value, direction) in ((0, "lower"), (None, "none")), row
        elif row["kind"] == "universal":
            assert (value, direction, CODES[row["indicator"]]["unit"]) == (100, "higher", "percent"), row
        elif row["kind"] in ("reduction", "increase"):
            assert (value, direction) == (None, "lower" if row["kind"] == "reduction" else "higher"), row
        else:
            assert row["kind"] == "national", row
            assert value is not None, row
            assert re.match(r"[A-Z]{3}-", row["indicator"]), row
        assert bool(row["value"]) == bool(row["value_given_by"]), row
        assert row["words"], row
        if row["year"]:
            assert 2015 <= int(row["baseline_year"]) < int(row["year"]) <= 2030, row
            assert row["year_given_by"] in ("target", "agenda"), row


def test_aggregation_rules_are_complete() -> None:
    for row in rows("aggregation_rules.csv"):
        assert row["mean"] in ("weighted", "unweighted"), row
        assert row["scope"] in ("region", "world"), row
        assert row["impute"] in ("", "none", "region-mean", "stated-not-how"), row
        assert row["over"] == "regions" or row["impute"], row
        assert not (row["mean"] == "unweighted" and row["weights"]), row
        assert not row["min_coverage"] or (0 < float(row["min_coverage"]) <= 100 and row["coverage_of"]), row
        assert bool(row["year_from"]) == bool(row["year_to"]), row
        assert row["year_from"] <= row["year_to"], row
    series = {s for row in CODES.values() for s in parts(row["series"])}
    named = {r[c] for r in rows("aggregation_rules.csv") for c in ("weights", "stand_in") if r[c]}
    assert named <= series  # a population is loaded like any other indicator
    child_marriage = {
        r["scope"]: r for r in rows("aggregation_rules.csv") if (r["indicator"], r["rule"]) == ("5.3.1-u18", "unicef")
    }
    assert (child_marriage["region"]["min_coverage"], child_marriage["region"]["impute"]) == ("50", "region-mean")


def test_only_custodians_are_accepted_for_global_figures() -> None:
    for row in rows("accepted_sources.csv"):
        assert (row["role"], row["accepted_for_global"]) in (("custodian", "1"), ("national", "0")), row
    with_source = {r["indicator"] for r in rows("accepted_sources.csv")}
    without = {code for code, r in CODES.items() if r["sdg"]} - with_source
    assert without == {"4.1.2-primary", "4.1.2-lower-secondary", "4.1.2-upper-secondary"}


def test_progress_rules_name_a_known_indicator_or_all() -> None:
    for row in rows("progress_rules.csv"):
        assert not row["indicator"] or row["indicator"] in CODES, row
        assert row["words"], row
        assert row["method"] in ("all", "unsd-2023", "open-sdg", "aarr"), row
    without = {r["indicator"] for r in rows("progress_rules.csv") if r["rule"] == "no-direction"}
    assert without == {code for code, row in CODES.items() if row["direction"] == "none"}
