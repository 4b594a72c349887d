"""`accord import <what> FILE`: checks everything first, then writes all or nothing; may be run twice."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from accord.formats.messages import Unreadable
from accord.formats.result import MORE, ImportResult, Refusal, in_all
from accord.kit.commands import SiteCommand
from accord.kit.importing import IMPORTERS


class Command(SiteCommand):
    help = "Import a file: indicators, recommendations, pledges, SDMX messages."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        for importer in IMPORTERS.values():
            sub = kinds.add_parser(importer.name, help=importer.help, description=importer.help)
            sub.add_argument("file", type=Path, help="the file to read")
            sub.add_argument("--json", action="store_true", help="end with one line of JSON (docs/contract.md)")
            importer.arguments(sub)

    def handle(self, *args: Any, **options: Any) -> None:
        importer = IMPORTERS[options["what"]]
        try:
            result = importer.run(options["file"], options, self.progress)
        except (OSError, Unreadable) as fault:
            self.stderr.write(f"Cannot read {options['file']}: {fault}")
            if options["json"]:
                self.stdout.write(ImportResult(refused=[_as_a_whole(fault)]).as_json())
            sys.exit(2)
        for refusal in [r for r in result.refused if r.code != MORE][:50]:
            where = f"Row {refusal.row}, column {refusal.column}" if refusal.column else f"Row {refusal.row}"
            self.stderr.write(f"{where}: {refusal.message}")
        every = in_all(result.refused)
        if every > 50:
            self.stderr.write(f"… and {every - 50} more.")
        for note in getattr(result, "notes", ()):
            self.stderr.write(note)
        counts = f"read {result.read}, added {result.added}, changed {result.changed}, unchanged {result.unchanged}"
        self.stderr.write(f"{counts}, refused {every}")
        if result.refused:
            self.stderr.write("Nothing was written. Mend the rows named above and run it again.")
        if options["json"]:
            self.stdout.write(result.as_json())
        if result.exit_code:
            sys.exit(result.exit_code)


def _as_a_whole(fault: OSError | Unreadable) -> Refusal:
    """What no row can be told of, or the row up to which the file could be read."""
    params = fault.params if isinstance(fault, Unreadable) else {}
    return Refusal(int(params.get("row", 0)), "", str(params.get("value", "")), str(fault))
