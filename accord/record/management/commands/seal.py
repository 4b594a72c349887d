"""`accord seal`: give positions to the events that wait for one."""

import json
from typing import Any

from django.core.management.base import CommandParser

from accord.kit.commands import SiteCommand
from accord.record.actions import seal
from accord.record.models import Event


class Command(SiteCommand):
    help = "Give each unsealed event its position. Safe to run at any time, and twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        total, waiting = 0, Event.objects.filter(position__isnull=True).count()
        while count := seal():
            total += count
            self.progress(total, max(total, waiting))
        self.stdout.write(json.dumps({"sealed": total}) if options["json"] else f"{total} events sealed.")
