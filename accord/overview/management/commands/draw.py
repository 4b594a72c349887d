"""`accord draw`: draw the pages of figures, so that no reader waits for it."""

import json
import os
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.overview.drawing import draw_all


class _Ended(Exception):
    """Whoever started it has ended."""


class Command(SiteCommand):
    help = (
        "Draw the pages of countries and indicators in six languages where figures, facts or the site changed. Safe to interrupt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")
        parser.add_argument("--beside", action="store_true", help="stop when whoever started it ends, as `accord run` does")

    def handle(self, *args: Any, **options: Any) -> None:
        starter = os.getppid()

        def tell(done: int, of: int) -> None:
            if options["beside"] and os.getppid() != starter:
                raise _Ended
            self.progress(done, of)

        try:
            done = draw_all(tell)
        except _Ended:  # what was drawn stays; the next start goes on from there
            return
        if options["json"]:
            self.stdout.write(json.dumps({"drawn": done}))
