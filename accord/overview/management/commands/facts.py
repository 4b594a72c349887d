"""`accord facts`: load the starter facts."""

import json
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.overview import facts


class Command(SiteCommand):
    help = "Load the starter facts (countries, treaties, partnerships, indicators). Safe to interrupt and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not facts.are_loaded():
            facts.load(self._tell)
        if options["json"]:
            self.stdout.write(json.dumps({"facts": facts.version()}))

    def _tell(self, done: int, of: int, what: str) -> None:
        bar = "█" * (done * 20 // of) + "░" * (20 - done * 20 // of)
        self.stderr.write(f"\rStarter facts {bar} {what:<24}", ending="\n" if done == of else "")
        self.stderr.flush()
