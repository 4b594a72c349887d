"""`accord seal`: do what is due by the clock, give positions to the events that wait for one, make a checkpoint over them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import OperationalError, connection

from accord.kit import clock
from accord.kit.commands import SiteCommand
from accord.kit.typed import typed
from accord.record import due
from accord.record.actions import seal
from accord.record.actions.events import end_is_ours
from accord.record.cached import stamps
from accord.record.models import Event
from accord.record.sealing.actions import forget_shares


class Command(SiteCommand):
    help = "Give each unsealed event its position, and make a checkpoint. Safe to run at any time, and twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")
        parser.add_argument(
            "--every", type=int, default=0, metavar="SECONDS", help="go on until the program that started it ends"
        )

        parser.add_argument(
            "--daily", action="append", default=[], metavar="COMMAND",
            help="with --every: a command to start once a day beside the sealing, as a process of its own; may be given again",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if options["every"]:
            with suppress(KeyboardInterrupt):
                self._go_on(options["every"], options["daily"])
            return
        total = self._seal_all()
        self.stdout.write(json.dumps({"sealed": total}) if options["json"] else f"{total} events sealed.")

    def _seal_all(self) -> int:
        forget_shares()
        due.do_all()
        stamps.fold()
        total, waiting = 0, Event.objects.filter(position__isnull=True).count()
        while count := seal():
            total += count
            self.progress(total, max(total, waiting))
        if not end_is_ours():
            told = "The journal does not end where it was sealed last. Nothing more is sealed: run"
            raise CommandError(f"{told} {typed('verify')}")
        return total

    def _go_on(self, seconds: int, daily: Sequence[str]) -> None:
        """Beside a server. A database that is busy or away for a moment is asked again the next time."""
        parent, done = os.getppid(), None
        while True:
            if daily and done != clock.today():  # apart: a mail server that does not answer keeps no event unsealed
                done = clock.today()
                for command in daily:
                    subprocess.Popen(
                        [sys.executable, "-m", "accord", command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
                    )
            try:
                self._seal_all()
            except OperationalError as fault:
                self.stderr.write(f"Sealing waits: {fault}")
            connection.close()
            for _second in range(seconds):
                time.sleep(1)
                if os.getppid() != parent:
                    return
