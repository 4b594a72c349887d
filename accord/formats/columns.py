"""Which column is what: the names and synonyms of the columns of a table of figures."""

import re
from collections.abc import Mapping

from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.sdmx_csv import STRUCTURE, to_known
from accord.formats.table import fold_name

ALIASES: dict[str, tuple[str, ...]] = {
    "indicator": ("series", "series_code", "indicator_code", "sdg_indicator"),
    "indicator_name": ("description", "series_description", "seriesdescription", "indicator_label", "title"),
    "iso3": ("iso3_code", "country_code", "iso_code", "iso"),
    "m49": ("m49_code", "geoareacode", "area_m49"),
    "area_code": ("ref_area", "geo", "geocode", "area_id", "iso2"),
    "area": ("area_name", "country", "country_name", "geographic_area", "geoareaname", "entity", "region"),
    "period": ("year", "time_period", "timeperiod", "time", "years", "date"),
    "period_start": ("start_year", "year_start"),
    "period_end": ("end_year", "year_end"),
    "value": ("obs_value", "observation_value", "figure", "estimate"),
    "unit": ("units", "unit_measure", "unit_of_measure"),
    "sex": ("gender",),
    "age": ("age_group", "agegroup"),
    "nature": ("nature_of_data",),
    "flags": ("flag", "obs_status", "status", "obs_flag"),
    "footnote": ("footnotes", "note", "notes", "obs_footnote", "comment_obs", "comment"),
    "source": ("data_source", "source_detail"),
    # the unweighted cases behind a figure: never published, never what makes it another figure
    "cases": (
        "n", "unweighted_n", "n_unweighted", "unweighted_cases", "number_of_cases", "sample", "sample_size", "unweighted",
        "unweighted_denominator", "denominator", "base",
    ),
}  # fmt: skip
REQUIRED: tuple[tuple[str, ...], ...] = (("area_code", "iso3", "m49", "area"), ("value",))
# What Open SDG's files call their columns (open-sdg.readthedocs.io): Series, Region and GeoCode split one country's figures.
OPEN_SDG: dict[str, tuple[str, ...]] = {
    "period": ("year",),
    "value": ("value",),
    "unit": ("units", "unit_measure", "unit_of_measure", "unit"),
    "sex": ("sex", "gender"),
    "age": ("age", "age_group", "age_default"),
    "flags": ("observation_status", "obs_status"),
    "footnote": ("comments", "comment", "footnote"),
    "cases": ("cases", "n", "unweighted_n", "unweighted_cases", "number_of_cases", "sample_size"),
}
DDF = {"indicator": "indicator", "m49": "geo_area", "period": "year", "value": "value", "unit": "units", "sex": "sex",
       "age": "age", "nature": "nature"}  # fmt: skip
IGNORE = "ignore"  # a mapping's name for columns to leave out, separated by `;`, or `*` for all that are not mapped
AREAS_ACROSS = "*"  # a mapping's value for `area` where each further column is an area
_YEAR = re.compile(
    r"(?:value|val|year|yr|y|f|obs|x)?[_ .-]*((?:19|20)\d\d)(?:\s*\[yr\d{4}\]|[_ .-]*(?:value|val))?\Z", re.IGNORECASE
)


def year_of(header: str) -> str:
    """The year that a column stands for (`2015`, `value_2015`, `2015 [YR2015]`), else ""."""
    found = _YEAR.match(header.strip())
    return found[1] if found else ""


def open_sdg_indicator(file_name: str) -> str:
    """`data_16-2-1.csv`, `indicator_4-a-1.csv` -> 16.2.1, 4.a.1; else ""."""
    found = re.search(r"(?:\A|[_/\\])(\d{1,2}-[0-9a-z]{1,2}-\d{1,2}[a-z]?)(?:\.\w+)?\Z", file_name, re.IGNORECASE)
    return found[1].replace("-", ".").lower() if found else ""


def mapped(mapping: Mapping[str, str], headers: tuple[str, ...]) -> tuple[dict[str, str], list[Refusal]]:
    """The mapping with each header as the table names it; a header that is not there is refused."""
    wanted = {name: header for name, header in mapping.items() if name != IGNORE and header != AREAS_ACROSS}
    there = {fold_name(name): to_known(h) for h in headers for name in (h.partition(":")[0], h)}
    found = {name: there[fold_name(header)] for name, header in wanted.items() if fold_name(header) in there}
    refused = [
        refuse("mapped_column", 0, name, header, found=", ".join(headers)) for name, header in wanted.items() if name not in found
    ]
    return found, refused


def ignored(mapping: Mapping[str, str], columns: tuple[str, ...], chosen: Mapping[str, str]) -> frozenset[str]:
    """The columns that the mapping leaves out."""
    told = mapping.get(IGNORE, "")
    if told == "*":
        return frozenset(set(columns) - set(chosen.values()))
    names = {fold_name(n) for n in told.split(";") if n.strip()}
    return frozenset(c for c in columns if fold_name(c) in names)


def choose(columns: tuple[str, ...], given: Mapping[str, str], kind: str) -> dict[str, str]:
    """Our name -> the table's column: as mapped, else of that name, else the likeliest synonym; each column once."""
    chosen = dict(given)
    free = {fold_name(c): c for c in reversed(columns) if c not in given.values()}
    if kind == "open-sdg":
        for name, aliases in OPEN_SDG.items():
            alias = next((a for a in aliases if a in free), None)
            if alias and name not in chosen:
                chosen[name] = free.pop(alias)
        return chosen
    if kind not in {"tidy", "wide"} and "SERIES" in free.values() and "indicator" not in chosen:
        chosen["indicator"] = free.pop("series")  # in the UN's structure SERIES is the code, INDICATOR the SDG's number
    structure = free.pop(STRUCTURE, None)
    for name in ALIASES:
        if name not in chosen and name in free:
            chosen[name] = free.pop(name)
    for name, aliases in ALIASES.items():
        alias = next((a for a in aliases if a in free), None) if name not in chosen else None
        if alias:
            chosen[name] = free.pop(alias)
    if structure and kind.startswith("sdmx-") and kind != "sdmx-like":
        chosen.setdefault("indicator", structure)
    return chosen


def missing(chosen: Mapping[str, str], columns: tuple[str, ...], defaults: Mapping[str, str]) -> list[Refusal]:
    """A refusal for each column without which there is no figure."""
    wanted = [*REQUIRED, ("indicator",), ("period", "period_start")]
    return [
        refuse("missing_column", 0, " / ".join(either), found=", ".join(c for c in columns if c != STRUCTURE))
        for either in wanted
        if not set(either).intersection([*chosen, *defaults])
    ]
