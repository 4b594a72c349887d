"""`accord verify`: recompute each event's digest from the tables."""

import json
import sys
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.record.actions.events import problems
from accord.record.models import Event


class Command(SiteCommand):
    help = "Check that no event was altered, added or removed since it was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON (docs/contract.md)")

    def handle(self, *args: Any, **options: Any) -> None:
        with self.working(f"Checking {Event.objects.count():,} events"):
            found = problems()
        told = {
            "ok": not found,
            "events": Event.objects.count(),
            "sealed": Event.objects.filter(position__isnull=False).count(),
            "redacted": Event.objects.filter(redacted=True).count(),
            "problems": found,
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write(f"{told['events']} events, {told['sealed']} sealed, {told['redacted']} redacted.")
            for fault in found:
                self.stdout.write(f"Position {fault['position']} {fault['ref']}: {fault['what']}")
            self.stdout.write("All digests agree with the tables." if not found else f"{len(found)} problems.")
        if found:
            sys.exit(1)
