"""Importers that rooms offer to `accord import <name> FILE`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accord.formats.result import ImportResult

type Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Importer:
    """`arguments(parser)` adds options; `run(path, options, progress)` checks all, then writes all or nothing."""

    name: str
    help: str
    arguments: Callable[[Any], None]
    run: Callable[[Path, dict[str, Any], Progress], ImportResult]


IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    IMPORTERS[importer.name] = importer
