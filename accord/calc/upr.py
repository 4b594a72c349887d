"""In which year a session of the Universal Periodic Review was held."""

# The last session that began in each year: three a year (Human Rights Council resolution 5/1), fewer where a cycle ended or a
# meeting was put off. OHCHR, calendars of the four cycles.
LAST = {
    2008: 3, 2009: 6, 2010: 9, 2011: 12, 2012: 14, 2013: 17, 2014: 20, 2015: 23, 2016: 26, 2017: 28, 2018: 31, 2019: 34,
    2020: 36, 2021: 39, 2022: 41, 2023: 44, 2024: 47, 2025: 50,
}  # fmt: skip
A_YEAR = 3


def last_session(year: int) -> int:
    """The number of the last session that began no later than in that year; 0 before 2008.

    After the last year that is known here three sessions a year are assumed.
    """
    known = max(LAST)
    if year > known:
        return LAST[known] + A_YEAR * (year - known)
    return LAST.get(year, 0)


CYCLES = (12, 26, 40)  # the last session of each cycle that is over; the fourth began with session 41 (OHCHR)


def cycle_of(session: int) -> int:
    """The cycle, 1 to 4, that a session belongs to. Raises ValueError below 1."""
    if session < 1:
        raise ValueError("Sessions are counted from 1")
    return 1 + sum(session > last for last in CYCLES)


def year_of(session: int) -> int:
    """The first year by whose end the session was held: 12 gives 2011. Raises ValueError below 1."""
    if session < 1:
        raise ValueError("Sessions are counted from 1")
    year = min(LAST)
    while last_session(year) < session:
        year += 1
    return year
