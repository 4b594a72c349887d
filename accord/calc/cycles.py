"""Two reporting cycles beside each other: only members that were rated in both are compared, and coverage is told first.

Comparing all of one round with all of another mixes change with a change of who took part; a matched panel, as of panel surveys,
does not. The arithmetic is plain counting: no published formula stands behind it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

type Spread = Mapping[str, int]  # level -> how many commitments


@dataclass(frozen=True)
class Compared:
    """Counts of commitments by level, lowest first, of the members rated in both; `of`: members of either cycle."""

    members: tuple[str, ...]
    of: int
    first: tuple[int, ...]
    second: tuple[int, ...]


def compare(levels: Sequence[str], first: Mapping[str, Spread], second: Mapping[str, Spread]) -> Compared:
    """`first`, `second`: member -> spread, of those rated in that cycle; counts are whole numbers of commitments.

    A member with an empty spread was rated on nothing and is in neither. Raises ValueError for a level that is not in `levels`.
    """
    known = set(levels)
    for one in (first, second):
        if strange := {level for spread in one.values() for level in spread} - known:
            raise ValueError(f"no level of this scale: {', '.join(sorted(strange))}")
    there = [{member for member, spread in one.items() if sum(spread.values())} for one in (first, second)]
    both = tuple(sorted(there[0] & there[1]))
    return Compared(both, len(there[0] | there[1]), _summed(levels, first, both), _summed(levels, second, both))


def _summed(levels: Sequence[str], spreads: Mapping[str, Spread], members: Sequence[str]) -> tuple[int, ...]:
    return tuple(sum(spreads[member].get(level, 0) for member in members) for level in levels)
