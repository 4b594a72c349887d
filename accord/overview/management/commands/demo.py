"""`accord demo`: the demonstration's fictional countries and its log-ins."""

import json
import time
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.kit.typed import typed
from accord.overview import demo, facts
from accord.record.actions import seal
from accord.record.models import Event

SEALED = 5000  # events in one transaction


class Command(SiteCommand):
    help = "Load the demonstration (six fictional countries) and print its log-ins. Never for a site that people rely on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the log-ins as one line of JSON")
        parser.add_argument(
            "--posts", type=int, default=0, metavar="N", help="go on until so many made-up posts stand in its topics"
        )
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
        if options["posts"]:
            self._posts(options["posts"])
        found = demo.logins()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(login) for login in found], ensure_ascii=False))
            return
        self.stdout.write(f"Log-ins of the demonstration (fictional countries; {typed('demo --clear')} removes them):")
        for login in found:
            self.stdout.write(f"  {login.capacity:<14}{login.country:<5}{login.email:<32}{login.password}")

    def _posts(self, wanted: int) -> None:
        """Words, then places in the journal for what was done: each may be stopped and goes on the next time."""
        start = time.monotonic()
        have = demo.load_posts(wanted, self.progress)
        self.stderr.write(f"{have:,} posts, {time.monotonic() - start:.0f} s", style_func=str)
        waiting, sealed = Event.objects.filter(position__isnull=True).count(), 0
        while count := seal(SEALED):
            sealed += count
            self.progress(sealed, waiting)

    def _tell(self, done: int, of: int, what: str) -> None:
        bar = "█" * (done * 20 // of) + "░" * (20 - done * 20 // of)
        self.stderr.write(f"\rDemonstration {bar} {what:<26}", ending="\n" if done == of else "")
        self.stderr.flush()
