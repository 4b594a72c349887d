"""Times of a place and UTC, by the IANA time zone database (zoneinfo; docs of PEP 495 for what `fold` means)."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_GROUPS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zones() -> tuple[str, ...]:
    """Names of places, UTC first; old and administrative names (EST, Etc/GMT+3) are left out."""
    return ("UTC", *sorted(name for name in available_timezones() if name.partition("/")[0] in _GROUPS))


def to_utc(local: datetime, zone: str) -> datetime:
    """The moment at which clocks there show this. Of a time that comes twice (clocks set back) the first.

    Raises ValueError: `zone` for an unknown name, `gap` for a time that clocks there pass over.
    """
    try:
        there = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ValueError("zone") from fault
    found = local.replace(tzinfo=there, fold=0).astimezone(UTC)
    if found.astimezone(there).replace(tzinfo=None) != local.replace(fold=0):
        raise ValueError("gap")
    return found


def in_zone(moment: datetime, zone: str) -> datetime:
    """What clocks there show; in UTC where the zone is not known on this machine."""
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment.astimezone(UTC)
