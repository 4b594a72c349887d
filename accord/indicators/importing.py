"""`accord import indicators FILE`."""

import hashlib
from pathlib import Path
from typing import Any

from accord.formats.messages import Unreadable, show
from accord.formats.result import ImportResult
from accord.formats.sidecar import Sidecar, parse_mapping, read_mapping, read_sidecar
from accord.indicators.actions import ReleaseFacts, add_release, stage
from accord.indicators.disclosure import CHOICES
from accord.kit.asked import web_address
from accord.kit.importing import Importer, Progress

FITS = {"source": 300, "licence": 300, "url": 200, "date": 20, "period": 40}  # characters that a release holds


def arguments(parser: Any) -> None:
    parser.add_argument("--source", default="", help="who publishes the figures")
    parser.add_argument("--licence", default="", help="on what terms they may be used")
    parser.add_argument("--date", default="", help="date of the release, as the source gives it")
    parser.add_argument("--period", default="", help="year or range for a file without one: 2021, 2015-2021")
    parser.add_argument("--url", default="", help="where the source publishes it")
    parser.add_argument(
        "--defaults", default="", help="values for rows that have none: indicator=CODE,area_code=GBR,unit=percent"
    )
    parser.add_argument(
        "--small-numbers", default="auto", choices=CHOICES,
        help="auto: what a custodian published stays as it is, of others figures with fewer than 25 cases are withheld where the "
        "file tells the cases; all: counts of persons too; public: the source has published the figures as they are",
    )  # fmt: skip
    parser.add_argument("--mapping", default="", help="which column is what: indicator=CODE,value=OBS,... or a .toml file")


def run(path: Path, options: dict[str, Any], progress: Progress) -> ImportResult:
    told = told_of(path, options)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    read = stage(path, told.source, mapping=dict(told.mapping), defaults=told.all_defaults())
    return add_release(facts_of(told, path, digest), read, progress, small_numbers=options.get("small_numbers") or "auto")


def facts_of(told: Sidecar, path: Path, digest: str) -> ReleaseFacts:
    dated = str(told.date or "")
    return ReleaseFacts(told.source, told.licence, told.url, dated, path.name[-200:], digest, period=told.period)


def told_of(path: Path, options: dict[str, Any]) -> Sidecar:
    """The paper beside the file, with the options of the command over it.

    Raises Unreadable: where the paper or the mapping cannot be read, and where something does not fit a release.
    """
    given = {name: options.get(name) or "" for name in FITS}
    tables = {"mapping": _mapping(options.get("mapping") or ""), "defaults": parse_mapping(options.get("defaults") or "")}
    told = read_sidecar(path).over(**tables, **given)
    for name, longest in FITS.items():
        value = str(getattr(told, name) or "")
        if len(value) > longest:
            raise _refused(name, value, f"at most {longest} characters")
    if told.url and not web_address(told.url):
        raise _refused("url", told.url, "an address that begins with https:// or http://")
    return told


def _refused(name: str, value: str, expected: str) -> Unreadable:
    return Unreadable("bad_setting", name="The release", column=name, value=show(value, 40), expected=expected)


def _mapping(text: str) -> dict[str, str]:
    """Pairs, or a .toml file of them: by themselves or under [mapping]."""
    return read_mapping(Path(text)) if text.endswith(".toml") else parse_mapping(text)


IMPORTER = Importer(
    "indicators", "Figures from SDMX (XML, JSON, CSV), tidy CSV, Open SDG, DDF, a wide table or a workbook.", arguments, run
)


def sdmx_arguments(parser: Any) -> None:
    for name in ("source", "licence", "date", "url"):
        parser.add_argument(f"--{name}", default="", help=f"{name} of the message, as for indicators")


def run_sdmx(path: Path, options: dict[str, Any], progress: Progress) -> ImportResult:
    from accord.indicators.sdmx.foreign import import_message

    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return import_message(path, facts_of(told_of(path, options), path, digest))


SDMX = Importer(
    "sdmx", "Structures or data of any agency from SDMX-ML, SDMX-JSON or SDMX-CSV, as they are.", sdmx_arguments, run_sdmx
)
