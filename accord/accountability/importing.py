"""`accord import recommendations FILE` and `accord import pledges FILE`."""

from pathlib import Path
from typing import Any

from accord.accountability.actions import import_pledges, import_recommendations
from accord.formats.pledges import read_pledges
from accord.formats.recommendations import read_recommendations
from accord.formats.result import ImportResult
from accord.formats.sidecar import read_sidecar
from accord.kit.importing import Importer, Progress


def no_options(parser: Any) -> None:
    """These files carry all they need."""


def source_option(parser: Any) -> None:
    parser.add_argument("--source", default="", help="whose list it is, said beside each recommendation")


def recommendations(path: Path, options: dict[str, Any], progress: Progress) -> ImportResult:
    source = options.get("source") or read_sidecar(path).source
    return import_recommendations(read_recommendations(path), progress, source=source)


def pledges(path: Path, options: dict[str, Any], progress: Progress) -> ImportResult:
    return import_pledges(read_pledges(path), progress)


IMPORTERS = (
    Importer(
        "recommendations",
        "Recommendations of any body as CSV, XLSX, JSON or the OHCHR's thematic list (docs/formats/recommendations.md).",
        source_option,
        recommendations,
    ),
    Importer("pledges", "Voluntary pledges made at the UPR, in the same columns.", no_options, pledges),
)
