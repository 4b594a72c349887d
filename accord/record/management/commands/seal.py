"""`accord seal`: give positions to the events that wait for one."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accord.record.actions import seal


class Command(BaseCommand):
    help = "Give each unsealed event its position. Safe to run at any time, and twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        while count := seal():
            total += count
        self.stdout.write(json.dumps({"sealed": total}) if options["json"] else f"{total} events sealed.")
