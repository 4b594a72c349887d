"""`accord draw`: draw the pages of figures, so that no reader waits for it."""

import json
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.overview.drawing import draw_all


class Command(SiteCommand):
    help = (
        "Draw the pages of countries and indicators in six languages where figures, facts or the site changed. Safe to interrupt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        done = draw_all(self.progress)
        if options["json"]:
            self.stdout.write(json.dumps({"drawn": done}))
