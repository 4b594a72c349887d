"""How far a commitment is by its milestones: a weighted mean that keeps what is unknown apart from what is nought."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Milestone:
    """`weight` counts against the others' (not negative); `progress` is a share from 0 to 1, None where nobody has said."""

    weight: Fraction | int
    progress: Fraction | int | None


@dataclass(frozen=True)
class Rollup:
    """Shares of the whole weight: `done` + `open` + `unknown` = 1, or all None where there is no weight at all.

    `done` is what is certainly reached; `done` + `unknown` the most it can be. Fractions, so that thirds add up to 1.
    """

    done: Fraction | None
    open: Fraction | None
    unknown: Fraction | None
    milestones: int
    finished: int

    @property
    def of_known(self) -> Fraction | None:
        """Progress of what is known alone; None where nothing is."""
        if self.done is None or self.open is None or not self.done + self.open:
            return None
        return self.done / (self.done + self.open)


def roll_up(milestones: Sequence[Milestone]) -> Rollup:
    """The weighted sum of milestones. Raises ValueError on a negative weight or a progress outside 0 to 1.

    Worked example: weights 2, 1, 1 with progress 1, 1/2, unknown give done 5/8, open 1/8, unknown 2/8.
    """
    for m in milestones:
        if m.weight < 0:
            raise ValueError("A weight is not negative")
        if m.progress is not None and not 0 <= m.progress <= 1:
            raise ValueError("Progress is a share from 0 to 1")
    finished = sum(m.progress == 1 for m in milestones)
    total = Fraction(sum((Fraction(m.weight) for m in milestones), Fraction(0)))
    if not total:
        return Rollup(None, None, None, len(milestones), finished)
    done = sum((Fraction(m.weight) * Fraction(m.progress) for m in milestones if m.progress is not None), Fraction(0)) / total
    unknown = sum((Fraction(m.weight) for m in milestones if m.progress is None), Fraction(0)) / total
    return Rollup(done, 1 - done - unknown, unknown, len(milestones), finished)


def mean_of(parts: Sequence[Rollup]) -> Rollup:
    """Several commitments as one: the plain mean of their shares, each counting alike. All None where there is none.

    One without milestones is wholly unknown, so that it neither lifts nor lowers what is done. Counts are added up.
    Worked example: done 1 and a part without milestones give done 1/2, open 0, unknown 1/2. This project's rule, after the
    mean of children that Decidim's accountability component takes for a result.
    """
    milestones, finished = sum(p.milestones for p in parts), sum(p.finished for p in parts)
    if not parts:
        return Rollup(None, None, None, 0, 0)
    nothing, all_of_it = Fraction(0), Fraction(1)
    told = [(p.done, p.open, p.unknown) for p in parts]
    whole = [(d or nothing, o or nothing, all_of_it if u is None else u) for d, o, u in told]
    done, still_open, unknown = (sum(shares, nothing) / len(parts) for shares in zip(*whole, strict=True))
    return Rollup(done, still_open, unknown, milestones, finished)


def against(level: str, finished: int, milestones: int, done: int | None, unknown: int | None) -> str:
    """How a told level of completion contradicts the milestones; "" where it does not or where they say nothing.

    `done` and `unknown` are per cent of the whole weight. Codes: open (complete, yet one is not done), begun (not started, yet
    something is), done (less than complete, yet all are), less (substantial, yet at most under half can be done).
    This project's rule.
    """
    if not milestones or done is None or unknown is None:
        return ""
    if level == "complete":
        return "open" if finished < milestones else ""
    if finished == milestones:
        return "done"
    if level == "not_started":
        return "begun" if done else ""
    return "less" if level == "substantial" and done + unknown < 50 else ""
