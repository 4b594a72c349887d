"""Clocks of a place and UTC. Rules of the IANA database: Nairobi never moves its clocks, Paris does on last Sundays."""

from datetime import UTC, datetime

import pytest

from accord.calc.zoned import in_zone, to_utc, zones


@pytest.mark.parametrize(
    ("local", "zone", "utc"),
    [
        ("2027-03-04T10:00", "Africa/Nairobi", "2027-03-04T07:00"),
        ("2027-01-15T09:30", "Europe/Paris", "2027-01-15T08:30"),
        ("2027-07-15T09:30", "Europe/Paris", "2027-07-15T07:30"),
        ("2027-10-31T02:30", "Europe/Paris", "2027-10-31T00:30"),  # comes twice: the first
        ("2027-03-04T00:15", "Asia/Kathmandu", "2027-03-03T18:30"),
        ("2027-03-04T10:00", "UTC", "2027-03-04T10:00"),
    ],
)
def test_a_time_there_is_a_moment(local: str, zone: str, utc: str) -> None:
    moment = to_utc(datetime.fromisoformat(local), zone)
    assert moment == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert in_zone(moment, zone).replace(tzinfo=None, fold=0) == datetime.fromisoformat(local)


@pytest.mark.parametrize(
    ("zone", "why"), [("Europe/Paris", "gap"), ("Nowhere/Land", "zone"), ("../etc/passwd", "zone"), ("", "zone")]
)
def test_what_no_clock_shows_is_refused(zone: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        to_utc(datetime(2027, 3, 28, 2, 30), zone)


def test_zones_are_names_of_places_and_utc() -> None:
    assert zones()[0] == "UTC"
    assert {"Africa/Nairobi", "America/Bogota", "Asia/Amman"} < set(zones())
    assert not [zone for zone in zones() if zone.startswith(("Etc", "EST", "posix"))]


def test_an_unknown_zone_of_a_row_is_shown_in_utc() -> None:
    moment = datetime(2027, 3, 4, 7, tzinfo=UTC)
    assert in_zone(moment, "Gone/Away") == moment
