"""`accord serve`: the server alone, in a home that `accord run` or `accord migrate` brought up to date."""

import importlib
import multiprocessing
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

APPLICATION = "accord.config.wsgi"


def add_serving(parser: CommandParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (8000)")
    parser.add_argument("--workers", type=int, default=2, help="server processes (2)")


class Command(BaseCommand):
    help = "Serve the site with granian, and nothing beside it: no migration, no facts, no sealing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        add_serving(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        # Loaded once, here: workers begin as copies of this process, and share what it holds until they write to it.
        importlib.import_module(APPLICATION)
        if sys.platform == "linux":  # elsewhere a copy is not safe, and each worker loads the site by itself
            multiprocessing.set_start_method("fork", force=True)
        server = Granian(f"{APPLICATION}:application", address="127.0.0.1", port=options["port"], interface=Interfaces.WSGI,
                         workers=options["workers"], blocking_threads=1, log_level=LogLevels.warning)  # fmt: skip
        server.serve()
