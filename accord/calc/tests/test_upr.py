"""Sessions and years of the Universal Periodic Review."""

import pytest

from accord.calc.upr import LAST, cycle_of, last_session, year_of


@pytest.mark.parametrize(
    ("year", "last"),
    [(2007, 0), (2008, 3), (2011, 12), (2014, 20), (2018, 31), (2022, 41), (2023, 44), (2025, 50), (2026, 53)],
)
def test_the_last_session_of_a_year(year: int, last: int) -> None:
    """The 32nd met in January 2019, the 41st in November 2022, the 44th in November 2023, the 48th in January 2025."""
    assert last_session(year) == last


def test_sessions_never_go_back() -> None:
    assert list(LAST.values()) == sorted(LAST.values())
    assert last_session(2024) < 48 <= last_session(2025)


@pytest.mark.parametrize(("session", "cycle"), [(1, 1), (12, 1), (13, 2), (26, 2), (27, 3), (40, 3), (41, 4), (48, 4)])
def test_a_session_belongs_to_a_cycle(session: int, cycle: int) -> None:
    assert cycle_of(session) == cycle


def test_there_is_no_session_nought() -> None:
    with pytest.raises(ValueError, match="from 1"):
        cycle_of(0)


@pytest.mark.parametrize(
    ("session", "year"), [(1, 2008), (3, 2008), (4, 2009), (32, 2019), (41, 2022), (48, 2025), (51, 2026), (54, 2027)]
)
def test_the_year_of_a_session(session: int, year: int) -> None:
    assert year_of(session) == year
    assert last_session(year - 1) < session <= last_session(year)
