"""What an assessment of progress is made from and what it gives; one form for every published method.

All of it is plain values: an assessment is stored as it stands and run again from what was stored.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any, Literal, get_args

from accord.calc.trend import Point

Direction = Literal["lower", "higher"]
Kind = Literal["level", "parity", "growth", "binary"]
TargetKind = Literal["level", "change"]
BaselineRule = Literal["method", "exact", "nearest", "after", "after_or_before"]
Status = Literal["met", "on_track", "fair", "limited", "no_progress", "deterioration", "not_assessable"]
Reason = Literal[
    "", "no_points", "one_year", "no_baseline", "no_target", "growth_rate", "zero_baseline", "mixed_signs", "out_of_range"
]
Rule = Literal["ratio", "target_met", "near_limit", "lost_target", "yes_or_no", "none"]

STATUSES: tuple[Status, ...] = get_args(Status)
REASONS: tuple[Reason, ...] = get_args(Reason)
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True)
class Target:
    """`value` in the series' unit by the end of `year`; for the kind "change" a share of the baseline (-0.5 is halve it)."""

    value: float
    year: float = 2030
    kind: TargetKind = "level"


@dataclass(frozen=True)
class Inputs:
    """One series and what is wanted of it.

    `points`: one figure a year, any order, any unit. `direction`: which way is better. `natural_limit`: a bound that the
    figure cannot pass (100 for a share), used where there is no target. `percent`: the unit is per cent, so that the rule
    of one point near 0 and 100 holds. `kind`: a level; a parity (best at the target, worse on both sides); a growth rate; a
    yes (1) or no (0). `baseline_rule` "method" leaves the choice to each method's own text.
    Raises ValueError on two figures of one year, on what is not finite, on a word that is none of the above, and on an
    index of parity (target 1) that is not above nought.
    """

    points: tuple[Point, ...]
    direction: Direction
    target: Target | None = None
    baseline_year: float = 2015
    baseline_rule: BaselineRule = "method"
    natural_limit: float | None = None
    kind: Kind = "level"
    percent: bool = False

    def __post_init__(self) -> None:
        numbers = [n for p in self.points for n in (p.year, p.value)] + [self.baseline_year]
        numbers += [self.natural_limit] if self.natural_limit is not None else []
        numbers += [self.target.value, self.target.year] if self.target else []
        if not all(isfinite(n) for n in numbers):
            raise ValueError("A figure is not finite")
        if len({p.year for p in self.points}) < len(self.points):
            raise ValueError("There are two figures of one year: choose one of them")
        words = ((self.direction, Direction), (self.kind, Kind), (self.baseline_rule, BaselineRule))
        if any(word not in get_args(allowed) for word, allowed in words):
            raise ValueError("An unknown direction, kind or rule of the baseline")
        if self.target and self.target.kind not in get_args(TargetKind):
            raise ValueError("An unknown kind of target")
        if self.kind == "parity" and self.target and (self.target.kind == "change" or not self._is_parity(self.target.value)):
            raise ValueError("A parity has a level for a target, and an index of parity is above nought")

    def _is_parity(self, goal: float) -> bool:
        return goal != 1 or all(p.value > 0 for p in self.points)


@dataclass(frozen=True)
class Used:
    """What the assessment rests on. `replaced` names what a method put in the place of nought ("baseline", "target")."""

    baseline: Point | None = None
    latest: Point | None = None
    target: float | None = None
    target_year: float | None = None
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """`status` by `rule`; `reason` only where it is not_assessable; `ratios` by name, as the method's text defines them."""

    method: str
    version: str
    status: Status
    rule: Rule
    inputs: Inputs
    used: Used
    reason: Reason = ""
    ratios: Mapping[str, float] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """Plain values for a record (JSON keeps every bit of a float); `progress.rerun` takes them back."""
        return {**asdict(self), "ratios": dict(self.ratios), **_listed(self)}


def _listed(assessment: Assessment) -> dict[str, Any]:
    """The nested parts with lists for tuples, as they come back from JSON."""
    inputs, used = asdict(assessment.inputs), asdict(assessment.used)
    inputs["points"] = [[p.year, p.value] for p in assessment.inputs.points]
    used["replaced"] = list(assessment.used.replaced)
    return {"inputs": inputs, "used": used}


def read_inputs(stored: Mapping[str, Any]) -> Inputs:
    """The inputs of a stored assessment. Raises ValueError, KeyError or TypeError on what `stored` never wrote."""
    plain = dict(stored)
    plain["points"] = tuple(Point(year, value) for year, value in plain["points"])
    plain["target"] = Target(**plain["target"]) if plain["target"] is not None else None
    return Inputs(**plain)
