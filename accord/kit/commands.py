"""Commands of the site: what they say where the database is not there yet, and how they show that they go on."""

import itertools
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from accord.kit.typed import typed


class SiteCommand(BaseCommand):
    def execute(self, *args: Any, **options: Any) -> str | None:
        """One line and exit code 2 where tables are missing: a home that nobody migrated."""
        try:
            return super().execute(*args, **options)
        except DatabaseError as fault:
            if "database is locked" in str(fault) or not _is_behind():
                raise
            self.stderr.write(f"The database does not hold this version's tables. Run {typed('migrate')} first.")
            sys.exit(2)

    def progress(self, done: int, of: int) -> None:
        """One line on a terminal, written over as it goes on; nothing in a log or a pipe."""
        if not self.stderr.isatty():
            return
        share = min(done, of) / of if of else 1.0
        bar = "█" * int(share * 20) + "░" * (20 - int(share * 20))
        self._show(f"{bar} {done:,} of {of:,}", last=done >= of)

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """A bar that moves while one long step runs whose parts are not told; on a terminal alone."""
        done = threading.Event()
        shown = threading.Thread(target=self._move, args=(what, done), daemon=True)
        if self.stderr.isatty():
            shown.start()
        try:
            yield
        finally:
            done.set()
            if shown.ident is not None:
                shown.join()

    def _move(self, what: str, done: threading.Event) -> None:
        start = time.monotonic()
        for step in itertools.count():
            over = done.wait(0.2)
            bar = "█" * 20 if over else ("░" * 20 + "████" + "░" * 20)[20 - step % 21 : 40 - step % 21]
            self._show(f"{bar} {what}, {time.monotonic() - start:.0f} s", last=over)
            if over:
                return

    def _show(self, line: str, *, last: bool) -> None:
        """Over the line before, and not in the colour of errors."""
        self.stderr.write(f"\r{line} ", style_func=str, ending="\n" if last else "")
        self.stderr.flush()


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
