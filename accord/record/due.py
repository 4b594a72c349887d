"""What falls due by the clock alone. Rooms register it at start-up; `accord seal` does it each minute, before it seals."""

from collections.abc import Callable

type Due = Callable[[], int]  # does what is due now, safe to run twice; returns how many

_jobs: list[Due] = []


def register(job: Due) -> None:
    _jobs.append(job)


def do_all() -> int:
    return sum(job() for job in _jobs)
