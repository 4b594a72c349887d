"""What sealing, proofs and `accord verify` cost at 100,000 and 1,000,000 lines: `python bench/log.py 100000`.

In a home of its own (`ACCORD_HOME`, else a new folder), on SQLite or on the server that `ACCORD_DATABASE` names. Lines are written as
`append` writes them, about no card.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("ACCORD_HOME", tempfile.mkdtemp(prefix="accord-bench-log-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")

import django

django.setup()

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection

from accord.calc.canonical import digest, time_text
from accord.kit import clock
from accord.record.actions import audience, seal
from accord.record.lines import BODY_VERSION, audience_words, hour_of, line_words, sign
from accord.record.log import proofs
from accord.record.models import Checkpoint, Event, LogTile, fresh_salt
from accord.record.verifying import problems


def timed(what: str, act: Callable[[], Any], per: int = 1) -> Any:
    start = time.perf_counter()
    made = act()
    spent = time.perf_counter() - start
    print(f"{what:52} {spent:9.3f} s" + (f"  {per / spent:9,.0f} a second" if per > 1 else ""), flush=True)
    return made


def write(count: int) -> None:
    seen_by, at = audience("public"), clock.now().replace(microsecond=0)
    told, hour = time_text(at), hour_of(time_text(at))
    for first in range(0, count, 10_000):
        rows = []
        for number in range(first, min(count, first + 10_000)):
            body = {"v": BODY_VERSION, "verb": "noted", "card": "", "capacity": None, "at": told, "hour": hour, "reason": "",
                    "audience": audience_words(seen_by.code, seen_by.world), "before": None, "after": {"number": number}}  # fmt: skip
            salt = fresh_salt()
            fixed = digest(salt, body)
            rows.append(Event(hour=at.replace(minute=0, second=0), salt=salt, digest=fixed, mac=sign(line_words(None, hour, fixed)),
                              verb="noted", audience=seen_by, at=at, body=body))  # fmt: skip
        Event.objects.bulk_create(rows)


def seal_all(batch: int) -> None:
    while seal(batch):
        pass


def median(act: Callable[[], Any], times: int = 30) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return sorted(spent)[times // 2] * 1000


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    have = Event.objects.count()
    timed(f"write {count - have:,} lines", lambda: write(count - have), count - have)
    timed(f"seal them, 1,000 a time ({connection.vendor})", lambda: seal_all(1000), count - have)
    for _again in range(3):
        write(1000)
        timed(f"seal 1,000 more behind {count:,}", lambda: seal_all(1001), 1000)
    size, reader = Checkpoint.objects.order_by("-size").values_list("size", flat=True)[0], AnonymousUser()
    print(f"proof of a line as a page gives it                  {median(lambda: proofs.line_proof(size // 3, reader)):9.1f} ms")
    print(f"proof of growth as an address gives it              {median(lambda: proofs.growth(size // 3)):9.1f} ms")
    print(f"list of checkpoints                                 {median(lambda: proofs.log_page(0)):9.1f} ms")
    held = sum(len(bytes(h)) for h in LogTile.objects.values_list("hashes", flat=True).iterator())
    print(f"hashes of the log                                   {held / 1e6:9.1f} MB in {LogTile.objects.count():,} rows")
    found = timed(f"accord verify over {size:,} lines", problems, size)
    print("nothing found" if not found else found[:3])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
