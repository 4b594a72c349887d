"""`accord import indicators FILE`."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from accord.formats.result import ImportResult
from accord.indicators.actions import ReleaseFacts, add_release, stage
from accord.kit.importing import Importer, Progress

OPTIONS = ("source", "licence", "date", "period", "url")


def arguments(parser: Any) -> None:
    parser.add_argument("--source", default="", help="who publishes the figures")
    parser.add_argument("--licence", default="", help="on what terms they may be used")
    parser.add_argument("--date", default="", help="date of the release, as the source gives it")
    parser.add_argument("--period", default="", help="year or range for a file without one: 2021, 2015-2021")
    parser.add_argument("--url", default="", help="where the source publishes it")
    parser.add_argument("--mapping", default="", help="which column is what: indicator=CODE,value=OBS,... or a .toml file")


def run(path: Path, options: dict[str, Any], progress: Progress) -> ImportResult:
    told = _told(path, options)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    defaults = told["defaults"] | ({"period": told["period"]} if told["period"] else {})
    read = stage(path, told["source"], mapping=told["mapping"], defaults=defaults)
    facts = ReleaseFacts(told["source"], told["licence"], told["url"], told["date"], path.name, digest)
    return add_release(facts, read, progress)


def _told(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Options win over FILE.source.toml (or NAME.source.toml beside it)."""
    beside = [Path(f"{path}.source.toml"), path.with_suffix(".source.toml")]
    kept: dict[str, Any] = {}
    for file in beside:
        if file.exists():
            kept = tomllib.loads(file.read_text())
            break
    told = {name: options.get(name) or str(kept.get(name, "")) for name in OPTIONS}
    told["mapping"] = _mapping(options.get("mapping") or "") or dict(kept.get("mapping", {}))
    told["defaults"] = {name: str(value) for name, value in dict(kept.get("defaults", {})).items()}
    return told


def _mapping(text: str) -> dict[str, str]:
    if text.endswith(".toml"):
        return dict(tomllib.loads(Path(text).read_text()))
    try:
        return dict(part.split("=", 1) for part in text.split(",") if part)
    except ValueError as fault:
        raise OSError("the mapping should look like indicator=CODE,value=OBS") from fault


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
    facts = ReleaseFacts(options["source"], options["licence"], options["url"], options["date"], path.name, digest)
    return import_message(path, facts)


SDMX = Importer(
    "sdmx", "Structures or data of any agency from SDMX-ML, SDMX-JSON or SDMX-CSV, as they are.", sdmx_arguments, run_sdmx
)
