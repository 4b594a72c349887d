"""`accord report global`: the global progress report as HTML or as a tagged PDF.

The year's newest published edition; without one, figures stamped "unedited".
"""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import CommandParser

from accord.kit import clock
from accord.kit.commands import SiteCommand
from accord.kit.texts import LANGUAGES
from accord.kit.typed import typed

if TYPE_CHECKING:
    from accord.accountability.models import Edition


class Command(SiteCommand):
    help = "Print a report: accord report global --year 2024 --world real --lang en --out report.pdf"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["global"], help="the global progress report")
        parser.add_argument("--year", type=int, required=True, help="figures up to this year")
        parser.add_argument("--world", choices=["real", "demo"], default="real", help="real or fictional countries, never both")
        parser.add_argument("--lang", choices=sorted(LANGUAGES), default="en", help="language of the report")
        parser.add_argument(
            "--edition", default="", help="number of a published edition of the year, or none for unedited figures"
        )
        parser.add_argument("--out", type=Path, required=True, help="file to write, ending in .pdf or .html")
        parser.add_argument("--site", default=settings.SITE, help="address that records are linked under (ACCORD_SITE)")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        from accord.overview.printing import MissingGlyph
        from accord.overview.report.build import FIRST_YEAR, build_global_report
        from accord.overview.report.editions import build_edition
        from accord.overview.report.frozen import Spoilt
        from accord.overview.report.page import render_html
        from accord.overview.report.pdf import render_pdf

        out: Path = options["out"]
        if out.suffix not in (".pdf", ".html"):
            self.stderr.write(f"Expected a file name that ends in .pdf or .html, not {out.name}.")
            sys.exit(2)
        if not FIRST_YEAR <= options["year"] <= clock.today().year:
            self.stderr.write(f"Expected a year from {FIRST_YEAR} to {clock.today().year}, not {options['year']}.")
            sys.exit(2)
        start = time.monotonic()
        self.stderr.write("Gathering figures ...")
        edition = self._edition(options["year"], options["world"], options["edition"])
        try:
            if edition:
                report = build_edition(edition, options["lang"])
            else:
                report = build_global_report(options["year"], options["world"], options["lang"])
        except Spoilt as fault:
            self.stderr.write(f"The frozen figures {fault} were altered: run {typed('verify')}")
            sys.exit(2)
        self.stderr.write("Setting the pages ...")
        try:
            site = options["site"]
            out.write_bytes(render_pdf(report, site) if out.suffix == ".pdf" else render_html(report, site).encode())
        except (OSError, MissingGlyph) as fault:
            self.stderr.write(str(fault))
            sys.exit(2)
        spent = round(time.monotonic() - start, 1)
        told = {
            "edition": edition.ref if edition else "",
            "file": str(out),
            "bytes": out.stat().st_size,
            "digest": report.inputs_digest,
            "seconds": spent,
        }
        self.stdout.write(json.dumps(told) if options["json"] else f"{out} written in {spent} s.")

    def _edition(self, year: int, world: str, asked: str) -> "Edition | None":
        """Published ones alone: what is under embargo is printed for nobody."""
        from accord.overview.editions.reads import newest_edition, published_edition

        if asked == "none":
            return None
        if not asked:
            return newest_edition(year, world)
        found = published_edition(year, world, int(asked)) if asked.isascii() and asked.isdecimal() else None
        if found is None:
            self.stderr.write(f"There is no published edition {asked} of {year}.")
            sys.exit(2)
        return found
