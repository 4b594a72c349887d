"""The one clock. ACCORD_CLOCK (an ISO time) moves deadlines on demo and test sites."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    if (standing := _standing.get()) is not None:
        return standing
    if settings.CLOCK:
        moment = datetime.fromisoformat(settings.CLOCK)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return timezone.now()


def today() -> date:
    return now().date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment`: how the demonstration and tests tell a story that takes years."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
