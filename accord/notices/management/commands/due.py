"""`accord due`: one letter to whoever something is due for, or late with."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.notices.actions import send_letters
from accord.people.models import World

SERVER = "smtp"


class Command(SiteCommand):
    help = "Write today's letters of what is due: one a person at most. Safe to run twice; run it once a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")
        parser.add_argument(
            "--world", choices=World.values, default=World.REAL,
            help="demo: the demonstration's letters, only where mail lands in a folder (real)",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if options["world"] == World.DEMO and SERVER in str(settings.MAILERS["default"]["BACKEND"]):
            self.stderr.write("The demonstration's addresses reach nobody: its letters are written into a folder alone.")
            sys.exit(2)
        sent = send_letters(options["world"], failing=lambda fault: self.stderr.write(f"A letter could not be sent: {fault}"))
        told = {"letters": sent.letters, "notices": sent.notices, "failed": sent.failed}
        words = f"{sent.letters} letters, {sent.notices} steps written down, {sent.failed} letters failed."
        self.stdout.write(json.dumps(told) if options["json"] else words)
        if sent.failed:
            sys.exit(1)
