"""`accord import recommendations FILE` and `accord import pledges FILE`."""

from pathlib import Path
from typing import Any

from accord.accountability.actions import import_pledges, import_recommendations
from accord.formats.pledges import read_pledges
from accord.formats.recommendations import read_recommendations
from accord.formats.result import ImportResult
from accord.kit.importing import Importer, Progress


def no_options(parser: Any) -> None:
    """These files carry all they need."""


def recommendations(path: Path, options: dict[str, Any], progress: Progress) -> ImportResult:
    return import_recommendations(read_recommendations(path), progress)


def pledges(path: Path, options: dict[str, Any], progress: Progress) -> ImportResult:
    return import_pledges(read_pledges(path), progress)


IMPORTERS = (
    Importer(
        "recommendations",
        "Recommendations of the UPR: To, From, Text, Response, Action, Issue, Session.",
        no_options,
        recommendations,
    ),
    Importer("pledges", "Voluntary pledges made at the UPR, in the same columns.", no_options, pledges),
)
