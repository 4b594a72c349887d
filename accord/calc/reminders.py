"""When somebody is reminded of what is due, and who beside them: days and steps, no clock and no mail.

The schedule is this site's own choice, made against what users of other systems complain of (one mail a thing and day, without
end): three before the day, one on it, four weekly ones, then one a month; each until the thing is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from accord.calc.months import months_after

BEFORE = (90, 30, 7)  # days
WEEKS = 4
MONTHS = 24  # after two years of them a machine has nothing to add
OWNER, ALTERNATE, VALIDATOR, SECRETARIAT = range(4)
REACHES = {"week-2": ALTERNATE, "week-4": VALIDATOR, "month-1": SECRETARIAT}  # from this step on, this far

SNOOZES = 2  # of one thing, for one day on which it is due
SNOOZE_DAYS = 30  # each, at most


@dataclass(frozen=True)
class Step:
    """`reaches`: how far the news of it goes, from OWNER to SECRETARIAT."""

    code: str
    on: date
    reaches: int = OWNER

    @property
    def is_late(self) -> bool:
        return self.code.startswith(("week-", "month-"))


@dataclass(frozen=True)
class Snooze:
    """From the day on which it was asked for until the day before `until`."""

    asked: date
    until: date


@lru_cache(maxsize=2048)  # hundreds of things share a day
def schedule(due: date, known: date) -> tuple[Step, ...]:
    """All steps of a thing, in the order of their days.

    `known`: when the thing was first noticed here. What was late by then is counted from that day, as if it had been due on
    it: no superior is told before the one who owes it. Of steps before the day that were missed, the last comes on `known`.
    Worked example: due 31 March 2026, known since 1 February: before-90 on 1 February, before-30 on 1 March, before-7 on
    24 March, due on 31 March, week-1 to week-4 on 7, 14 (reaches the alternate), 21 and 28 April (the validator), month-1 on
    28 May (the secretariat).
    """
    begin = max(due, known)
    before = [Step(f"before-{days}", max(due - timedelta(days), known)) for days in BEFORE]
    on_the_day = Step("due", begin)
    steps = [one for one, later in pairwise([*before, on_the_day]) if one.on < later.on]
    steps.append(on_the_day)
    reached = OWNER
    for number in range(1, WEEKS + 1):
        reached = REACHES.get(f"week-{number}", reached)
        steps.append(Step(f"week-{number}", begin + timedelta(weeks=number), reached))
    last = steps[-1].on
    for number in range(1, MONTHS + 1):
        reached = REACHES.get(f"month-{number}", reached)
        steps.append(Step(f"month-{number}", months_after(last, number), reached))
    return tuple(steps)


def falls_due(
    due: date,
    known: date,
    today: date,
    *,
    done: bool = False,
    level: int = OWNER,
    told: Sequence[str] = (),
    snoozes: Sequence[Snooze] = (),
    gather: int = 0,
) -> Step | None:
    """The one step of which somebody at `level` is told today, or None.

    `told`: codes of the steps that this person was told of. Of several that were missed only the last is told. Nothing once
    it is done, or while it is snoozed. `gather`: where a letter is written anyway, what comes of late things within so many
    days goes with it.
    """
    if done or any(snooze.asked <= today < snooze.until for snooze in snoozes):
        return None
    steps = schedule(due, known)
    last_told = max((at for at, step in enumerate(steps) if step.code in told), default=-1)
    until = today + timedelta(gather)
    coming = [step for step in steps[last_told + 1 :] if step.reaches >= level and step.on <= (until if step.is_late else today)]
    return coming[-1] if coming else None


def may_snooze(before: Sequence[Snooze], today: date, until: date) -> bool:
    """Twice a thing, for thirty days each at most, and not while another snooze runs."""
    runs = any(one.asked <= today < one.until for one in before)
    return not runs and len(before) < SNOOZES and today < until <= today + timedelta(SNOOZE_DAYS)
