"""`accord run`: bring the database up to date, load the starter facts, serve."""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accord.kit.private_files import keep_private
from accord.overview.management.commands.serve import add_serving, begin_at
from accord.record.search.index import is_outdated

SEAL_EVERY = 60  # seconds
# What runs beside the server lets it answer first, and does not begin at all where it has ended meanwhile.
LATER = ["sh", "-c", 'sleep 5; kill -0 "$PPID" && exec "$@"', "sh"]


class Command(BaseCommand):
    help = "Start the site: migrate, load the starter facts, serve with granian."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        add_serving(parser)
        parser.add_argument("--json", action="store_true", help="print the address and the log-ins as JSON, a line each")

    def handle(self, *args: Any, **options: Any) -> None:
        address = begin_at(options["port"], self) + "/"
        keep_private(settings.HOME)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        if is_outdated():
            self.stderr.write("The search index was made by another version. Building it anew (a minute for 100,000 records) ...")
            call_command("reindex", stdout=self.stderr)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("facts")
        if os.environ.get("DEMO", "1") != "0":
            call_command("demo", json=options["json"], stdout=self.stdout)
        call_command("clear")
        connection.close()
        if os.environ.get("DRAW", "1") != "0":
            self._draw_beside()
        self.stdout.write(json.dumps({"address": address}) if options["json"] else f"Accord is at {address} (Ctrl-C stops it)")
        self.stdout.flush()
        # Beside the server, and ended with it: what is not sealed yet could be removed unseen.
        seal = [sys.executable, "-m", "accord", "seal", "--every", str(SEAL_EVERY), "--daily", "due"]
        subprocess.Popen([*LATER, *seal], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self._serve(options["port"], options["workers"])

    def _serve(self, port: int, workers: int) -> None:
        """In this process, which has the site loaded; where the engine of figures has begun threads, which no copy of it
        would have, in a new one."""
        if "duckdb" in sys.modules:
            os.execv(sys.executable, [sys.executable, "-m", "accord", "serve", "--port", str(port), "--workers", str(workers)])
        call_command("serve", port=port, workers=workers)

    def _draw_beside(self) -> None:
        """Pages of figures for first readers (`accord draw`), while the site serves already: it is no reason to wait."""
        draw = [sys.executable, "-m", "accord", "draw", "--beside"]
        with (settings.HOME / "draw.log").open("w") as said:
            subprocess.Popen([*LATER, *draw], stdin=subprocess.DEVNULL, stdout=said, stderr=said, preexec_fn=_step_back)


def _step_back() -> None:
    os.nice(10)
