"""Is a commitment specific, measurable, assignable, realistic and time-bound? Checked from what it holds, not ticked.

The five words are George Doran's ("There's a S.M.A.R.T. way to write management's goals and objectives", Management
Review 70(11), 1981). What counts as each is this project's rule, said beside each code below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Measure:
    """An indicator tied to a commitment: does it say where one starts from and where one is to arrive?

    `in_scale` is False where a figure lies outside what its unit allows (a share of less than 0 or more than 100 per cent).
    """

    has_baseline: bool
    has_target: bool
    baseline_year: int | None = None
    target_year: int | None = None
    in_scale: bool = True


@dataclass(frozen=True)
class Promise:
    """What a commitment holds that can be checked. Counts are of things tied to it; `due` holds the days of its deliverables."""

    deliverables: int = 0
    measures: Sequence[Measure] = field(default_factory=tuple)
    has_lead: bool = False
    lead_has_verified_person: bool = False
    strategies: int = 0
    recommendations: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    due: Sequence[date] = field(default_factory=tuple)


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

    Codes: deliverable (at least one); indicator (at least one), baseline, target (both on one and the same indicator),
    scale (figures that its unit allows), target_after_baseline, target_by_end (years in their order, within the commitment's
    time); lead, verified_person (someone verified of the lead organisation); reason (a strategy or a recommendation);
    start, end, end_after_start, due_within (each deliverable is due between start and end).
    """
    return [
        Criterion("S", () if promise.deliverables > 0 else ("deliverable",)),
        Criterion("M", _missing_measure(promise.measures, promise.ends_on)),
        Criterion("A", _missing_lead(promise)),
        Criterion("R", () if promise.strategies + promise.recommendations > 0 else ("reason",)),
        Criterion("T", _missing_time(promise)),
    ]


def is_smart(promise: Promise) -> bool:
    """True where nothing is missing."""
    return all(criterion.met for criterion in check_smart(promise))


def _missing_measure(measures: Sequence[Measure], ends_on: date | None) -> tuple[str, ...]:
    """What the indicator nearest to complete still lacks: a baseline on one and a target on another are not a measure."""
    return min((_lacks(m, ends_on) for m in measures), key=len) if measures else ("indicator",)


def _lacks(m: Measure, ends_on: date | None) -> tuple[str, ...]:
    backward = m.baseline_year is not None and m.target_year is not None and m.target_year <= m.baseline_year
    late = m.target_year is not None and ends_on is not None and m.target_year > ends_on.year
    told = {
        "baseline": not m.has_baseline, "target": not m.has_target, "scale": not m.in_scale, "target_after_baseline": backward,
        "target_by_end": late,
    }  # fmt: skip
    return tuple(code for code, lacking in told.items() if lacking)


def _missing_lead(promise: Promise) -> tuple[str, ...]:
    if not promise.has_lead:
        return ("lead",)
    return () if promise.lead_has_verified_person else ("verified_person",)


def _missing_time(p: Promise) -> tuple[str, ...]:
    if p.starts_on and p.ends_on and p.ends_on <= p.starts_on:
        return ("end_after_start",)
    absent = tuple(code for code, day in (("start", p.starts_on), ("end", p.ends_on)) if day is None)
    outside = any((p.starts_on and day < p.starts_on) or (p.ends_on and day > p.ends_on) for day in p.due)
    return (*absent, "due_within") if outside else absent
