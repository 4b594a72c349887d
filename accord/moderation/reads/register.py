"""The public register of decisions: by month, ground and outcome. Small counts and totals are not told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from accord.moderation.grounds import DONE, REASONS, Act, reason_words
from accord.moderation.models import Decision
from accord.people.models import World

LEAST = 5  # a count below it could lead to somebody
UPHELD, GRANTED = "upheld", "granted"


@dataclass(frozen=True)
class RegisterLine:
    """`count` is None where it is below `least`."""

    month: str  # 2026-03
    reason: str
    reason_words: str
    act: str
    act_words: str
    count: int | None
    undone: int | None  # of these, after an appeal or by a restoring; told as the count is


@dataclass(frozen=True)
class RegisterPage:
    lines: list[RegisterLine]
    least: int
    world: str
    acts: dict[str, str] = field(default_factory=dict)


def counted(rows: Iterable[tuple[str, str, str, bool]], least: int = LEAST) -> list[RegisterLine]:
    """From (month, reason, act, undone): the newest month first. How many were undone is told where both they and the others are
    as many as `least`, or none."""
    every: Counter[tuple[str, str, str]] = Counter()
    undone: Counter[tuple[str, str, str]] = Counter()
    for month, reason, act, gone in rows:
        every[month, reason, act] += 1
        undone[month, reason, act] += gone
    order = {code: place for place, (code, _words) in enumerate(REASONS)}
    keys = sorted(every, key=lambda k: (tuple(-int(n) for n in k[0].split("-")), order.get(k[1], 99), Act.values.index(k[2])))
    return [
        RegisterLine(
            month, reason, reason_words(reason), act, str(DONE[Act(act)]), n if n >= least else None,
            gone if n >= least and (gone == 0 or gone >= least) and (n - gone == 0 or n - gone >= least) else None,
        )
        for (month, reason, act), n, gone in ((key, every[key], undone[key]) for key in keys)
    ]  # fmt: skip


def register_page(world: str) -> RegisterPage:
    """One query. What waits for a second officer, and what that one refused, is no decision."""
    world = World.DEMO if world == World.DEMO else World.REAL
    rows = Decision.objects.filter(case__card__world=world, state__in=(Decision.State.STANDING, Decision.State.UNDONE))
    rows = rows.filter(wording__of__isnull=True)  # a mask is one decision, however many had written the words
    told = ((f"{at:%Y-%m}", ground, act, state == Decision.State.UNDONE)
            for at, ground, act, state in rows.values_list("at", "ground", "act", "state").iterator())  # fmt: skip
    return RegisterPage(counted(told), LEAST, world)
