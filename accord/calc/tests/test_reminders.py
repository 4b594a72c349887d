"""Who is reminded when: days as a table, what was known late, stops, snoozes, how far it goes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc import reminders
from accord.calc.reminders import ALTERNATE, OWNER, SECRETARIAT, VALIDATOR, Snooze, falls_due, may_snooze, schedule

DUE, LONG_KNOWN = date(2026, 3, 31), date(2025, 1, 1)
DAYS = st.integers(0, 7_000).map(lambda n: date(2020, 1, 1) + timedelta(n))


def test_the_whole_schedule_of_a_thing_long_known() -> None:
    assert [(s.code, s.on.isoformat(), s.reaches) for s in schedule(DUE, LONG_KNOWN)[:10]] == [
        ("before-90", "2025-12-31", OWNER), ("before-30", "2026-03-01", OWNER), ("before-7", "2026-03-24", OWNER),
        ("due", "2026-03-31", OWNER), ("week-1", "2026-04-07", OWNER), ("week-2", "2026-04-14", ALTERNATE),
        ("week-3", "2026-04-21", ALTERNATE), ("week-4", "2026-04-28", VALIDATOR), ("month-1", "2026-05-28", SECRETARIAT),
        ("month-2", "2026-06-28", SECRETARIAT),
    ]  # fmt: skip
    assert len(schedule(DUE, LONG_KNOWN)) == 3 + 1 + reminders.WEEKS + reminders.MONTHS


@pytest.mark.parametrize(
    ("known", "first"),
    [
        (date(2026, 1, 15), [("before-90", "2026-01-15"), ("before-30", "2026-03-01")]),  # news comes at once
        (date(2026, 3, 1), [("before-30", "2026-03-01"), ("before-7", "2026-03-24")]),
        (date(2026, 3, 10), [("before-30", "2026-03-10"), ("before-7", "2026-03-24")]),
        (date(2026, 3, 28), [("before-7", "2026-03-28"), ("due", "2026-03-31")]),
        (date(2026, 3, 31), [("due", "2026-03-31"), ("week-1", "2026-04-07")]),
        (
            date(2027, 6, 1),
            [("due", "2027-06-01"), ("week-1", "2027-06-08")],
        ),  # late before it was known: told to its owner first
    ],
)
def test_what_is_known_late_begins_then(known: date, first: list[tuple[str, str]]) -> None:
    assert [(s.code, s.on.isoformat()) for s in schedule(DUE, known)[:2]] == first


@pytest.mark.parametrize(
    ("day", "level", "told", "code"),
    [
        ("2025-12-30", OWNER, [], None),
        ("2025-12-31", OWNER, [], "before-90"),
        ("2026-01-02", OWNER, [], "before-90"),  # a run that was missed
        ("2026-01-02", OWNER, ["before-90"], None),
        ("2026-03-25", OWNER, [], "before-7"),  # of several missed the last alone
        ("2026-04-14", OWNER, ["due", "week-1"], "week-2"),
        ("2026-04-14", ALTERNATE, [], "week-2"),
        ("2026-04-13", ALTERNATE, [], None),
        ("2026-04-27", VALIDATOR, [], None),
        ("2026-04-28", VALIDATOR, [], "week-4"),
        ("2026-05-27", SECRETARIAT, [], None),
        ("2026-05-28", SECRETARIAT, [], "month-1"),
        ("2030-01-01", OWNER, ["month-24"], None),  # after two years nothing more
    ],
)
def test_what_falls_due(day: str, level: int, told: list[str], code: str | None) -> None:
    step = falls_due(DUE, LONG_KNOWN, date.fromisoformat(day), level=level, told=told)
    assert (step.code if step else None) == code


def test_it_stops_when_done_and_while_snoozed_and_goes_on_after() -> None:
    today = date(2026, 4, 7)
    assert falls_due(DUE, LONG_KNOWN, today, done=True) is None
    off = [Snooze(date(2026, 4, 5), date(2026, 4, 16))]
    assert falls_due(DUE, LONG_KNOWN, today, told=["due"], snoozes=off) is None
    assert falls_due(DUE, LONG_KNOWN, date(2026, 4, 15), told=["due"], snoozes=off) is None
    after = falls_due(DUE, LONG_KNOWN, date(2026, 4, 16), told=["due"], snoozes=off)
    assert after
    assert after.code == "week-2"


def test_late_things_are_gathered_and_early_ones_are_not() -> None:
    week = falls_due(DUE, LONG_KNOWN, date(2026, 4, 2), told=["due"], gather=6)
    assert week
    assert week.code == "week-1"
    assert falls_due(DUE, LONG_KNOWN, date(2026, 3, 20), told=["before-30"], gather=6) is None


@pytest.mark.parametrize(
    ("before", "until", "may"),
    [
        ([], 1, True), ([], 30, True), ([], 31, False), ([], 0, False),
        ([(-20, -10)], 5, True), ([(-20, -10), (-9, -1)], 5, False), ([(-3, 4)], 9, False),
    ],
)  # fmt: skip
def test_a_snooze_has_limits(before: list[tuple[int, int]], until: int, may: bool) -> None:
    known = [Snooze(DUE + timedelta(a), DUE + timedelta(b)) for a, b in before]
    assert may_snooze(known, DUE, DUE + timedelta(until)) is may


@given(due=DAYS, known=DAYS)
def test_days_rise_and_nothing_comes_before_it_is_known(due: date, known: date) -> None:
    steps = schedule(due, known)
    assert all(a.on < b.on and a.reaches <= b.reaches for a, b in pairwise(steps))
    assert steps[0].on >= known
    assert len({s.code for s in steps}) == len(steps)


@given(due=DAYS, known=DAYS, level=st.integers(0, 3))
def test_each_step_is_told_once_however_often_it_is_asked(due: date, known: date, level: int) -> None:
    told: list[str] = []
    for day in range(0, 900, 3):
        today = known + timedelta(day)
        for _twice in range(2):
            step = falls_due(due, known, today, level=level, told=told)
            if step:
                told.append(step.code)
    assert len(told) == len(set(told))
