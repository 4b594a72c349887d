"""`accord verify`: recompute each event's digest from the tables, and the log over them."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.kit.pages import plain
from accord.record.log.stones import kept_stones
from accord.record.models import Checkpoint, Event
from accord.record.verifying import Problem, verdict


class Command(SiteCommand):
    help = "Check that no event was altered, added or removed since it was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON (docs/contract.md)")
        parser.add_argument(
            "--against", type=Path, action="append", default=[], metavar="FILE",
            help="a checkpoint that was kept elsewhere (or a folder of them): fails where history before it is another one",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept = [stone for path in options["against"] for stone in kept_stones(path)]
        except (OSError, ValueError) as fault:
            self.stderr.write(f"Cannot read the checkpoint: {fault}")
            sys.exit(2)
        with self.working(f"Checking {Event.objects.count():,} events"):
            found = verdict(kept)
        told = {
            "ok": not found.problems,
            "events": Event.objects.count(),
            "sealed": Event.objects.filter(position__isnull=False).count(),
            "redacted": Event.objects.filter(redacted=True).count(),
            "checkpoints": Checkpoint.objects.count(),
            "problems": found.problems,
        } | ({"against": plain(found.against)} if kept else {})
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            counted = ", ".join(f"{told[name]} {name}" for name in ("events", "sealed", "redacted", "checkpoints"))
            self.stdout.write(f"{counted}.")
            for held in found.against:
                words = (
                    "holds" if held.holds else "does NOT hold" if held.signed else "is signed with another key than this site's"
                )
                self.stdout.write(f"{held.file}, {held.size} lines: {words}")
            for problem in found.problems:
                self.stdout.write(_words(problem))
            self.stdout.write("All digests agree with the tables." if not found.problems else f"Problems: {len(found.problems)}.")
        if found.problems:
            sys.exit(1)


def _words(fault: Problem) -> str:
    place = f"Positions {fault['position']}–{fault['until']}" if "until" in fault else f"Position {fault['position']}"
    return f"{place} {fault['ref']}".rstrip() + f": {fault['what']}"
