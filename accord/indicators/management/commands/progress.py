"""`accord progress`: every kept status of progress and regional figure is made again from what was kept with it."""

import json
import sys
from typing import Any

from django.core.management.base import CommandParser

from accord.indicators.models import ProgressStatus, RegionalFigure
from accord.indicators.progress.actions import rerun_all, work_out
from accord.kit.commands import SiteCommand

MOST_TOLD = 20


class Command(SiteCommand):
    help = "Check that each kept status and regional figure, past ones too, comes out again from its own inputs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="first work out all current ones from the releases")
        parser.add_argument("--json", action="store_true", help="one line of JSON (docs/contract.md)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anew"]:
            with self.working("Working out"):
                done = work_out()
            if not options["json"]:
                self.stderr.write(f"{done.statuses} statuses and {done.regional} regional figures are new.")
        with self.working("Making again what was kept"):
            wrong = rerun_all()
        statuses, regional = ProgressStatus.objects.count(), RegionalFigure.objects.count()
        if options["json"]:
            told = {"ok": not wrong, "statuses": statuses, "regional": regional, "problems": wrong}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for name in wrong[:MOST_TOLD]:
                self.stdout.write(f"{name}: comes out otherwise")
            self.stdout.write(f"{statuses} statuses, {regional} regional figures; {len(wrong)} come out otherwise.")
        if wrong:
            sys.exit(1)
