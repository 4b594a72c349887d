"""Scales on which a commitment is rated, and the distance between two ratings of it.

The three scales follow those of the Open Government Partnership's Independent Reporting Mechanism (completion,
ambition, change). A place that says "cannot be told" is no place on the ladder: no distance is counted from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low


@dataclass(frozen=True)
class Scale:
    """`levels` from lowest to highest; `unknown` is the one code that stands beside the ladder ("" where none does)."""

    code: str
    levels: tuple[str, ...]
    unknown: str = ""
    neutral: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """All that may be chosen, the unknown first."""
        return ((self.unknown,) if self.unknown else ()) + self.levels

    def place(self, code: str) -> int | None:
        """0 for the lowest level; below `neutral` negative where the scale has one; None for the unknown.

        Raises ValueError on a code that the scale does not have.
        """
        if code not in self.codes:
            raise ValueError(f"{code} is no level of {self.code}")
        if code == self.unknown:
            return None
        return self.levels.index(code) - (self.levels.index(self.neutral) if self.neutral else 0)


COMPLETION = Scale("completion", ("not_started", "limited", "substantial", "complete"), unknown="no_evidence")
AMBITION = Scale("ambition", ("modest", "substantial"), unknown="unclear")
CHANGE = Scale("change", ("worsened", "none", "marginal", "major", "outstanding"), neutral="none")
SCALES = {scale.code: scale for scale in (COMPLETION, AMBITION, CHANGE)}


def gap(scale: Scale, own: str, independent: str) -> int | None:
    """The assessor's level less the government's, in steps: negative where the government rates itself higher.

    None where either cannot be told. Raises ValueError on a code that the scale does not have.
    """
    first, second = scale.place(own), scale.place(independent)
    return None if first is None or second is None else second - first


@dataclass(frozen=True)
class Gaps:
    """Counts of commitments by the direction of the gap; `untold` where either rating is missing or cannot be told."""

    agree: int
    own_higher: int
    independent_higher: int
    untold: int

    @property
    def compared(self) -> int:
        return self.agree + self.own_higher + self.independent_higher


def count_gaps(scale: Scale, pairs: Sequence[tuple[str | None, str | None]]) -> Gaps:
    """Counts over (own, independent) of many commitments; None where one has not been given."""
    steps = [None if own is None or other is None else gap(scale, own, other) for own, other in pairs]
    told = [s for s in steps if s is not None]
    return Gaps(sum(s == 0 for s in told), sum(s < 0 for s in told), sum(s > 0 for s in told), len(steps) - len(told))


def middle(scale: Scale, given: Sequence[str]) -> str:
    """The median level of several ratings (the lower of two middles); the unknown, or "", where none can be told."""
    places = [p for p in (scale.place(code) for code in given) if p is not None]
    if not places:
        return scale.unknown
    return scale.levels[median_low(places) + (scale.levels.index(scale.neutral) if scale.neutral else 0)]
