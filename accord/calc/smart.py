"""Is a commitment specific, measurable, assignable, realistic and time-bound? Checked from what it holds, not ticked.

The five words are George Doran's ("There's a S.M.A.R.T. way to write management's goals and objectives", Management
Review 70(11), 1981). What counts as each is this project's rule, said beside each code below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Measure:
    """An indicator tied to a commitment: does it say where one starts from and where one is to arrive?"""

    has_baseline: bool
    has_target: bool


@dataclass(frozen=True)
class Promise:
    """What a commitment holds that can be checked. Counts are of things tied to it."""

    deliverables: int = 0
    measures: Sequence[Measure] = field(default_factory=tuple)
    has_lead: bool = False
    lead_has_verified_person: bool = False
    strategies: int = 0
    recommendations: int = 0
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Criterion:
    """`letter` is one of S M A R T; `missing` holds codes of what to add, in the order of adding, empty where met."""

    letter: str
    missing: tuple[str, ...]

    @property
    def met(self) -> bool:
        return not self.missing


def check_smart(promise: Promise) -> list[Criterion]:
    """Five criteria in the order S, M, A, R, T.

    Codes: deliverable (at least one); indicator (at least one), baseline, target (both on one and the same indicator);
    lead, verified_person (someone verified of the lead organisation); reason (a strategy or a recommendation);
    start, end, end_after_start.
    """
    return [
        Criterion("S", () if promise.deliverables > 0 else ("deliverable",)),
        Criterion("M", _missing_measure(promise.measures)),
        Criterion("A", _missing_lead(promise)),
        Criterion("R", () if promise.strategies + promise.recommendations > 0 else ("reason",)),
        Criterion("T", _missing_time(promise.starts_on, promise.ends_on)),
    ]


def is_smart(promise: Promise) -> bool:
    """True where nothing is missing."""
    return all(criterion.met for criterion in check_smart(promise))


def _missing_measure(measures: Sequence[Measure]) -> tuple[str, ...]:
    """What the indicator nearest to complete still lacks: a baseline on one and a target on another are not a measure."""
    if not measures:
        return ("indicator",)
    lacks = [
        tuple(code for code, there in (("baseline", m.has_baseline), ("target", m.has_target)) if not there) for m in measures
    ]
    return min(lacks, key=len)


def _missing_lead(promise: Promise) -> tuple[str, ...]:
    if not promise.has_lead:
        return ("lead",)
    return () if promise.lead_has_verified_person else ("verified_person",)


def _missing_time(starts_on: date | None, ends_on: date | None) -> tuple[str, ...]:
    if starts_on and ends_on:
        return () if ends_on > starts_on else ("end_after_start",)
    return tuple(code for code, day in (("start", starts_on), ("end", ends_on)) if day is None)
