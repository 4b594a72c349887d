"""The one clock. ACCORD_CLOCK (an ISO time) moves deadlines on demo and test sites."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    if settings.CLOCK:
        moment = datetime.fromisoformat(settings.CLOCK)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return timezone.now()


def today() -> date:
    return now().date()
