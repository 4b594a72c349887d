"""`accord demo`: the demonstration's fictional countries and its log-ins."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.overview import demo, facts


class Command(SiteCommand):
    help = "Load the demonstration (six fictional countries) and print its log-ins. Never for a site that people rely on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the log-ins as one line of JSON")
        parser.add_argument("--clear", action="store_true", help="remove all of it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["clear"]:
            gone = demo.clear()
            self.stdout.write(json.dumps({"removed": gone}) if options["json"] else f"{gone} demonstration records removed.")
            return
        if not facts.are_loaded():
            facts.load(lambda done, of, what: None)
        if not demo.is_loaded():
            demo.load(self._tell)
        found = demo.logins()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(login) for login in found], ensure_ascii=False))
            return
        self.stdout.write("Log-ins of the demonstration (fictional countries; accord demo --clear removes them):")
        for login in found:
            self.stdout.write(f"  {login.capacity:<14}{login.country:<5}{login.email:<32}{login.password}")

    def _tell(self, done: int, of: int, what: str) -> None:
        bar = "█" * (done * 20 // of) + "░" * (20 - done * 20 // of)
        self.stderr.write(f"\rDemonstration {bar} {what:<26}", ending="\n" if done == of else "")
        self.stderr.flush()
