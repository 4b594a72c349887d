"""`accord seal`: give positions to the events that wait for one."""

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from accord.kit.commands import SiteCommand
from accord.record.actions import seal
from accord.record.actions.events import end_is_ours
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
        if not end_is_ours():
            raise CommandError("The journal does not end where it was sealed last. Nothing more is sealed: run accord verify.")
