"""When the middle of several ratings may be shown: how many there are of how many is told first, and below a rule nothing else.

The half is that of UNICEF's regional figures (`coverage.py`); the number of three is this project's: the middle of two ratings is
one of them, and so tells nothing that the two themselves do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from accord.calc.ratings import Scale, middle

type Refused = Literal["", "none", "few", "part"]


@dataclass(frozen=True)
class Rule:
    """`least`: how many levels a middle is of, at least; `share`: of how large a part of all that could be told (0 to 1)."""

    code: str
    least: int
    share: Fraction = Fraction(0)

    def refuses(self, told: int, of: int) -> Refused:
        """`none`: nothing is told; `few`: fewer than `least`; `part`: less than `share` of all; "" where it may be shown.

        Raises ValueError where more are told than there are, or a number is negative.
        """
        if not 0 <= told <= of:
            raise ValueError(f"{told} of {of} is no coverage")
        if not told:
            return "none"
        if told < self.least:
            return "few"
        return "part" if told < of * self.share else ""


# Of reports on one commitment: whoever wished to report has, so that no share of them is missing.
REPORTS = Rule("reports", 3)
# Of one report's commitments, and of one cycle's countries.
COMMITMENTS = Rule("commitments", 3, Fraction(1, 2))
COUNTRIES = Rule("countries", 3, Fraction(1, 2))


@dataclass(frozen=True)
class Middle:
    """`told` of `of` give a level; `level`, `lowest` and `highest` are "" where the rule refuses, and `refused` says why."""

    told: int
    of: int
    level: str = ""
    lowest: str = ""
    highest: str = ""
    refused: Refused = ""


def middle_of(scale: Scale, given: Sequence[str], of: int, rule: Rule) -> Middle:
    """The lower median of `given` levels (codes of the scale; its unknown counts as untold) of `of` that could be told.

    Worked example: limited, complete and "no evidence" of 4, under a rule of 2 and one half: told 2 of 4, the middle is limited,
    from limited to complete; under a rule of 3 there is none (`few`). Raises ValueError on a code that the scale does not have.
    """
    levels = [code for code in given if scale.place(code) is not None]
    refused = rule.refuses(len(levels), of)
    if refused:
        return Middle(len(levels), of, refused=refused)
    order = sorted(levels, key=scale.levels.index)
    return Middle(len(levels), of, middle(scale, levels), order[0], order[-1])
