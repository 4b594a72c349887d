"""The paper beside a file: `figures.csv.source.toml` tells where `figures.csv` is from and how to read it.

source = "UN SDG Global Database"
licence = "CC BY 4.0"
url = "https://example.org/figures"
date = 2024-05-01            # when it was fetched or published
period = "2022"              # for rows without one
notes = "Rows of regions have no ISO code."
[mapping]                    # our name = the file's header
value = "Estimate"
[defaults]                   # our name = a value for rows that have none
unit = "percent"
"""

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from accord.formats.messages import Unreadable, show

TEXTS = ("source", "licence", "url", "period", "notes")
TABLES = ("mapping", "defaults")


@dataclass(frozen=True)
class Sidecar:
    """All may be empty; without source and licence a release stays a draft."""

    source: str = ""
    licence: str = ""
    url: str = ""
    date: datetime.date | None = None
    period: str = ""
    notes: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)

    @property
    def says_where_from(self) -> bool:
        return bool(self.source and self.licence)

    def over(self, **given: Any) -> "Sidecar":
        """This paper with what was `given` (not empty) in its place, as options of a command are; tables are merged."""
        named = {k: v for k, v in given.items() if v}
        for name in TABLES:
            if name in named:
                named[name] = {**getattr(self, name), **named[name]}
        return replace(self, **named)

    def all_defaults(self) -> dict[str, str]:
        """Values for rows that have none, the period among them."""
        return {**self.defaults, **({"period": self.period} if self.period else {})}


def read_sidecar(path: Path) -> Sidecar:
    """The paper beside the file `path`, an empty one where there is none.

    Raises Unreadable: bad_toml, unknown_setting, bad_setting, unreadable.
    """
    beside = path.with_name(path.name + ".source.toml")
    try:
        return parse_sidecar(_text(beside), beside.name)
    except FileNotFoundError:
        return Sidecar()


def read_mapping(path: Path) -> dict[str, str]:
    """A mapping in a file of its own: pairs of our name and the file's header, by themselves or under [mapping].

    Raises Unreadable: bad_toml, bad_setting, unreadable.
    """
    try:
        told = _toml(_text(path), path.name)
    except FileNotFoundError as fault:
        raise Unreadable("unreadable", reason=f"there is no {path.name}") from fault
    found: dict[str, str] = _checked("mapping", told.get("mapping", told), path.name)
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as fault:
        raise Unreadable("unreadable", reason=f"{path.name} is not text in UTF-8") from fault


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        raise Unreadable("bad_toml", name=name, reason=str(fault)) from fault


def parse_sidecar(text: str, name: str = "source.toml") -> Sidecar:
    """As `read_sidecar`, from the text of the paper."""
    told = _toml(text, name)
    values: dict[str, Any] = {}
    for key, value in told.items():
        known = "licence" if key == "license" else key
        if known not in {*TEXTS, *TABLES, "date"}:
            raise Unreadable("unknown_setting", name=name, value=show(key), expected=", ".join((*TEXTS, "date", *TABLES)))
        values[known] = _checked(known, value, name)
    return Sidecar(**values)


def parse_mapping(pairs: str) -> dict[str, str]:
    """`value=Estimate,unit=Measure` -> {"value": "Estimate", "unit": "Measure"}. Raises Unreadable: bad_setting."""
    found: dict[str, str] = {}
    for pair in filter(None, (p.strip() for p in pairs.split(","))):
        name, equals, header = pair.partition("=")
        if not (equals and name.strip() and header.strip()):
            expected = "pairs such as value=Estimate,unit=Measure"
            raise Unreadable("bad_setting", name="--mapping", column="mapping", value=show(pair), expected=expected)
        found[name.strip()] = header.strip()
    return found


def _checked(key: str, value: Any, name: str) -> Any:
    if key in TABLES:
        if isinstance(value, dict) and all(isinstance(v, str | int) for v in value.values()):
            return {k: str(v) for k, v in value.items()}
        expected = "a table of texts"
    elif key == "date":
        try:
            return value if type(value) is datetime.date else datetime.date.fromisoformat(str(value)[:10])
        except ValueError:
            expected = "a date such as 2024-05-01"
    else:
        if isinstance(value, str) or (key == "period" and isinstance(value, int)):
            return str(value)
        expected = "a text in quotation marks"
    raise Unreadable("bad_setting", name=name, column=key, value=show(str(value)), expected=expected)
