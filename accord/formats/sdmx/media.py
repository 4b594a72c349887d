"""Which format answers a request: the Accept header, `?format=` for those who cannot set it, and each API's default.

After sdmx-rest `doc/content_negotiation.md` and `doc/extend.md`, `v2_1/ws/rest/docs/4_6_conneg.md`, RFC 9110 (12.5.1).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from accord.formats.sdmx.faults import Api, Fault, RequestFault, quoted

Resource = Literal["data", "structure", "availability", "schema"]
Syntax = Literal["xml", "json", "csv"]
Labels = Literal["id", "name", "both"]
TimeFormat = Literal["original", "normalized"]
Keys = Literal["none", "obs", "series", "both"]


@dataclass(frozen=True, slots=True)
class Format:
    """A message format: the writers go by `message` and `version`."""

    message: str  # genericdata, structurespecificdata, data, structure, ...
    syntax: Syntax
    version: str

    @property
    def media_type(self) -> str:
        """The SDMX media type with its version."""
        return f"application/vnd.sdmx.{self.message}+{self.syntax};version={self.version}"


GENERIC_21 = Format("genericdata", "xml", "2.1")
GENERIC_SERIES_21 = Format("generictimeseriesdata", "xml", "2.1")
SPECIFIC_21 = Format("structurespecificdata", "xml", "2.1")
SPECIFIC_SERIES_21 = Format("structurespecifictimeseriesdata", "xml", "2.1")
DATA_30 = Format("data", "xml", "3.0.0")
JSON_DATA_10 = Format("data", "json", "1.0.0")
JSON_DATA_20 = Format("data", "json", "2.0.0")
CSV_10 = Format("data", "csv", "1.0.0")
CSV_20 = Format("data", "csv", "2.0.0")
STRUCTURE_21 = Format("structure", "xml", "2.1")
STRUCTURE_30 = Format("structure", "xml", "3.0.0")
JSON_STRUCTURE_10 = Format("structure", "json", "1.0.0")
JSON_STRUCTURE_20 = Format("structure", "json", "2.0.0")
_STRUCTURES = {
    "2.1": (STRUCTURE_21, JSON_STRUCTURE_10, STRUCTURE_30, JSON_STRUCTURE_20),
    "v2": (JSON_STRUCTURE_20, STRUCTURE_30, STRUCTURE_21, JSON_STRUCTURE_10),
}
# By API, the best first: what `*/*`, `application/xml`, `text/csv` or a type without a version gets.
_DATA = {
    "2.1": (GENERIC_21, SPECIFIC_21, GENERIC_SERIES_21, SPECIFIC_SERIES_21, JSON_DATA_10, CSV_10, DATA_30, JSON_DATA_20, CSV_20),
    "v2": (JSON_DATA_20, DATA_30, CSV_20, SPECIFIC_21, SPECIFIC_SERIES_21, GENERIC_21, GENERIC_SERIES_21, JSON_DATA_10, CSV_10),
}  # fmt: skip
_WORDS: Mapping[str, tuple[str, str]] = {
    "csv": ("data", "csv"), "csvdata": ("data", "csv"), "sdmx-csv": ("data", "csv"), "csvfile": ("data", "csv"),
    "csvfilewithlabels": ("data", "csv"), "json": ("", "json"), "jsondata": ("data", "json"), "sdmx-json": ("", "json"),
    "xml": ("", "xml"), "sdmx-ml": ("", "xml"), "genericdata": ("genericdata", "xml"),
    "structurespecificdata": ("structurespecificdata", "xml"), "structurespecific": ("structurespecificdata", "xml"),
    "compactdata": ("structurespecificdata", "xml"), "generictimeseriesdata": ("generictimeseriesdata", "xml"),
    "structurespecifictimeseriesdata": ("structurespecifictimeseriesdata", "xml"),
    "structure": ("structure", "xml"), "jsonstructure": ("structure", "json"),
}  # fmt: skip
_TYPE = re.compile(r"application/vnd\.sdmx\.([a-z]+)\+(xml|json|csv)")
_PLAIN = {"application/xml": "xml", "text/xml": "xml", "application/json": "json", "text/json": "json", "text/csv": "csv"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The format of an answer with the parameters of SDMX-CSV."""

    format: Format
    labels: Labels = "id"
    time_format: TimeFormat = "original"
    keys: Keys = "none"

    @property
    def content_type(self) -> str:
        """The Content-Type of the answer; SDMX-CSV names what differs from its defaults."""
        extra = [
            f";{name}={value}"
            for name, value, default in (
                ("labels", self.labels, "id"),
                ("timeFormat", self.time_format, "original"),
                ("keys", self.keys, "none"),
            )
            if self.format.syntax == "csv" and value != default
        ]
        return self.format.media_type + "".join(extra)


def choose(
    resource: Resource,
    api: Api,
    accept: str = "",
    representation: Mapping[str, str] | None = None,
    default: Format | None = None,
) -> Choice:
    """The format for an answer.

    `representation` holds what the query string says (format, formatVersion, labels, timeFormat, keys) and outranks the
    header. `default` stands in for the API's own: SDMX-ML 2.1 under 2.1 (generic data), SDMX-JSON 2.0 under v2. Raises
    RequestFault (406) where nothing fits.
    """
    offered = offers(resource, api, default)
    asked = {k: v for k, v in (representation or {}).items() if v}
    word = asked.get("format", "")
    if word:
        choice = Choice(_by_word(word, asked.get("formatVersion", ""), offered))
        if word.casefold() == "csvfilewithlabels":
            choice = Choice(choice.format, labels="both")
    else:
        choice = _by_header(accept, offered)
    return _with_options(choice, asked)


def offers(resource: Resource, api: Api, default: Format | None = None) -> tuple[Format, ...]:
    """The formats of a resource, the default first."""
    formats = _DATA[api] if resource == "data" else _STRUCTURES[api]
    return (default, *(f for f in formats if f != default)) if default else formats


def _by_word(word: str, version: str, offered: Sequence[Format]) -> Format:
    if "/" in word:
        return _by_header(word, offered).format
    message, syntax = _WORDS.get(word.casefold(), ("?", ""))
    for one in offered:
        if one.syntax == syntax and message in ("", one.message) and _is_version(version, one.version):
            return one
        if message == "structurespecificdata" and one is DATA_30 and _is_version(version or "-", one.version):
            return one
    known = ", ".join(sorted(_WORDS))
    raise RequestFault(Fault.NOT_ACCEPTABLE, f"format={quoted(word)} {version} is not offered here; known are {known}.")


def _by_header(accept: str, offered: Sequence[Format]) -> Choice:
    ranges = sorted(_ranges(accept or "*/*"), key=lambda r: -r[0])
    for weight, name, parameters in ranges:
        if weight <= 0:
            continue
        found = next((f for f in offered if _fits(name, parameters, f)), None)
        if found and not any(w == 0 and n == name and _fits(n, p, found) for w, n, p in ranges):
            return _with_options(Choice(found), parameters if found.syntax == "csv" else {})
    types = ", ".join(f.media_type for f in offered)
    raise RequestFault(Fault.NOT_ACCEPTABLE, f"None of the formats asked for is offered; offered are {types}.")


def _ranges(accept: str) -> Iterator[tuple[float, str, dict[str, str]]]:
    """Weight, media range and parameters of each part of an Accept header."""
    for part in accept.split(","):
        name, *pairs = (p.strip() for p in part.split(";"))
        parameters = {k.strip(): v.strip().strip('"') for k, _, v in (p.partition("=") for p in pairs)}
        try:
            weight = float(parameters.pop("q", "1"))
        except ValueError:
            weight = 0.0
        if name:
            yield weight, name.casefold(), parameters


def _fits(name: str, parameters: Mapping[str, str], one: Format) -> bool:
    if name in ("*/*", "*", "application/*"):
        return True
    if name == "text/*":
        return one.syntax == "csv"
    if name in _PLAIN:
        return _PLAIN[name] == one.syntax
    found = _TYPE.fullmatch(name)
    return bool(found and found.groups() == (one.message, one.syntax) and _is_version(parameters.get("version", ""), one.version))


def _is_version(asked: str, own: str) -> bool:
    """Whether a version that was asked for means this one: `2.0` is 2.0.0, `2.0.0+` and `2+.0.0` are that or newer."""
    if not asked:
        return True
    numbers = re.findall(r"\d{1,6}", asked)
    if not re.fullmatch(r"\d{1,6}[+~*]?(\.\d{1,6}[+~*]?){0,2}", asked):
        return False
    wanted, mine = ([int(n) for n in (*v, "0", "0")][:3] for v in (numbers, re.findall(r"\d+", own)))
    sign = re.search(r"[+~*]", asked)
    if not sign:
        return wanted == mine
    place = asked[: sign.start()].count(".")
    return mine[:place] == wanted[:place] and mine[place:] >= wanted[place:]


def _with_options(choice: Choice, options: Mapping[str, str]) -> Choice:
    """The choice with labels, timeFormat and keys. Raises RequestFault (406) for a value that SDMX-CSV lacks."""
    if choice.format.syntax != "csv":
        return choice
    return Choice(
        choice.format,
        _option("labels", options.get("labels"), get_args(Labels), choice.labels),
        _option("timeFormat", options.get("timeFormat"), get_args(TimeFormat), choice.time_format),
        _option("keys", options.get("keys") or options.get("key"), get_args(Keys), choice.keys),
    )


def _option[T: str](name: str, asked: str | None, options: Sequence[T], default: T) -> T:
    if not asked:
        return default
    for option in options:
        if option == asked.casefold():
            return option
    raise RequestFault(Fault.NOT_ACCEPTABLE, f"{name}={quoted(asked)} is none of {', '.join(options)}.")
