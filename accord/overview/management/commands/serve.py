"""`accord serve`: the server alone, in a home that `accord run` or `accord migrate` brought up to date."""

import importlib
import multiprocessing
import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

APPLICATION = "accord.config.wsgi"
# A request to PostgreSQL waits as long as it works, and another one works meanwhile; SQLite answers in the same thread.
THREADS = {"postgresql": 2}


def add_serving(parser: CommandParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (8000)")
    parser.add_argument("--workers", type=int, default=2, help="server processes (2)")


def expect_free(port: int, command: BaseCommand) -> None:
    """A second server would share the port unasked, and each reader would meet one of the two sites by chance."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that linger from an earlier start are no server
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as fault:
            reason = fault.strerror if isinstance(fault, OSError) else "Ports go up to 65535"
            command.stderr.write(f"Port {port} cannot be used: {reason}. Choose another: make run PORT=8001, or --port 8001.")
            sys.exit(2)


def begin_at(port: int, command: BaseCommand) -> str:
    """The address of a server at this port, which mails name as the site's own unless ACCORD_SITE says another one."""
    expect_free(port, command)
    address = f"http://127.0.0.1:{port}"
    if not os.environ.get("ACCORD_SITE"):
        settings.SITE = os.environ["ACCORD_SITE"] = address  # for what is loaded here, and for what runs beside
    return address


class Command(BaseCommand):
    help = "Serve the site with granian, and nothing beside it: no migration, no facts, no sealing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        add_serving(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        begin_at(options["port"], self)
        # Loaded once, here: workers begin as copies of this process, and share what it holds until they write to it.
        importlib.import_module(APPLICATION)
        if sys.platform == "linux":  # elsewhere a copy is not safe, and each worker loads the site by itself
            multiprocessing.set_start_method("fork", force=True)
        server = Granian(f"{APPLICATION}:application", address="127.0.0.1", port=options["port"], interface=Interfaces.WSGI,
                         workers=options["workers"], blocking_threads=THREADS.get(connection.vendor, 1),
                         log_level=LogLevels.warning)  # fmt: skip
        server.serve()
