"""One who takes everything that is published of a release, puts it together and solves for what was hidden.

He reads each public address as anyone may (CSV, SDMX in four forms, JSON) and does not care which of them tells a figure.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.test import Client

from accord.calc.disclosure_attack import Key, Published, Table, exposed, solve
from accord.formats.observations import read_observations

SDMX = ("genericdata", "jsondata", "csv", "structurespecificdata")
TOTALS = {"", "T", "_T"}

type Figure = tuple[Key, str, str]  # its place, its period, its value as text


def addresses(releases: Sequence[int], indicator: str, area: str) -> list[str]:
    flow = "/sdmx/2.1/data/VAC"
    return [
        *(f"/en/releases/{n}.{form}" for n in releases for form in ("csv", "json")),
        f"/en/indicators/{indicator}/all.csv", f"/en/indicators/{indicator}.csv", f"/en/countries/{area}.csv",
        *(f"{flow}?format={form}" for form in SDMX), f"/en/indicators/{indicator}.json",
        f"/en/countries/{area}.json",
        *(f"/en/explore.{form}?indicator={indicator}&area={area}&by=all&view=table" for form in ("csv", "json")),
    ]  # fmt: skip


def all_published(releases: Sequence[int], indicator: str, area: str, period: str) -> dict[Key, int | None]:
    """Every figure of one period, by its place among the totals; None where it is told that there is none."""
    found: dict[Key, int | None] = {}
    for address in addresses(releases, indicator, area):
        for key, when, text in figures_in(address, body_of(address)):
            if when == period:
                found[key] = found.get(key) if text in {"", "NaN", "None"} else round(float(text))
    return found


def body_of(address: str) -> bytes:
    answer: Any = Client().get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def figures_in(address: str, data: bytes) -> Iterator[Figure]:
    if address.startswith("/sdmx"):
        for o in read_observations(data).rows:
            yield _key(o.sex, o.age, o.breakdown.get("COMPOSITE_BREAKDOWN", "")), o.period, o.value_text or str(o.value or "")
    elif ".json" in address:
        yield from _in_json(json.loads(data))
    else:
        for row in csv.DictReader(io.StringIO(data.decode())):
            told = {name.casefold(): text for name, text in row.items()}
            value = told.get("obs_value", told.get("value", ""))
            period = told.get("time_period") or told.get("period") or told.get("year") or ""
            yield _key(told["sex"], told["age"], told.get("composite_breakdown", told.get("breakdown", ""))), period, value


def _in_json(value: Any) -> Iterator[Figure]:
    if isinstance(value, dict):
        if {"value", "sex", "age", "period"} <= set(value):
            yield _key(value["sex"], value["age"], value.get("breakdown", "")), value["period"], str(value["value"])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _in_json(one)


def _key(sex: str, age: str, breakdown: str) -> Key:
    """COMPOSITE_BREAKDOWN is PROVINCE-North: its columns are told in the code; the explorer's files say “PROVINCE: North”."""
    parts = {"SEX": sex, "AGE": age.replace("–", "-")}
    told = re.split("__|; ", breakdown) if breakdown not in TOTALS else []
    parts |= dict(re.split("-|: ", one, maxsplit=1) for one in told)
    return tuple(sorted((name, code) for name, code in parts.items() if code not in TOTALS))


def solved(figures: dict[Key, int | None], table: Table, base: int) -> list[Key]:
    """The hidden figures that can be known to less than 25, from all totals together. Empty: the attack fails."""
    return exposed(Published((table,), figures, base=base), 25)


def known_exactly(figures: dict[Key, int | None], table: Table) -> dict[Key, int]:
    """Those that linear algebra alone gives, where nothing was rounded."""
    return {key: int(number) for key, number in solve(Published((table,), figures)).solved.items()}
