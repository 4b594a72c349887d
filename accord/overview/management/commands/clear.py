"""`accord clear`: take away what ran out. `accord run` does it at each start; a busy site once a day."""

import json
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.management.base import CommandParser
from django.utils import timezone

from accord.kit.commands import SiteCommand

KEPT_DAYS = 30  # of tries to sign in: long enough to look into an attack, no longer


class Command(SiteCommand):
    help = "Remove sessions that ran out and tries to sign in that are older than 30 days. Safe to run at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()  # the machine's time: sessions and tries are stamped with it, not with ACCORD_CLOCK
        sessions = Session.objects.filter(expire_date__lt=now).delete()[0]
        old = now - timedelta(days=KEPT_DAYS)
        tries = sum(
            kind.objects.filter(attempt_time__lt=old).delete()[0] for kind in (AccessAttempt, AccessLog, AccessFailureLog)
        )
        if options["json"]:
            self.stdout.write(json.dumps({"sessions": sessions, "tries": tries}))
        elif options["verbosity"] > 1 or sessions or tries:
            self.stderr.write(f"{sessions} sessions and {tries} old tries to sign in removed.")
