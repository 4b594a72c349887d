"""Small numbers among figures as a file gives them: whichever breakdowns it has, whole or in part, with or without totals.

`disclosure.protect` wants whole tables. A file seldom has them: figures by sex, figures by age, girls by region and no boys.
Here the sums are found among the figures themselves (`sums`), those that stand in releases published earlier among them: what
is known already is not hidden again, and what was hidden then stays covered. Method and source as in `disclosure`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from accord.calc.disclosure import Policy, Suppression
from accord.calc.disclosure_attack import Key, Line
from accord.calc.exact import NonNegative, equation

NEAR = 20  # a sum that misses its total by a twentieth, or by less than `Policy.least`, still tells an attacker enough
FINE, FEW = 200, 25  # figures, and small ones, up to which the least is hidden that must be; above, whole breakdowns
TILINGS = 20
AGE = "AGE"
OLDEST = 999

type Parts = tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """`counts`: the unweighted cases behind each figure, None where nobody tells. Of releases published earlier: `known` are
    figures with a value, `gone` those that were hidden; both may be among `counts` or not. None of `gone` is shown now."""

    counts: Mapping[Key, int | None]
    known: frozenset[Key] = frozenset()
    gone: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Withheld:
    """`small` rest on too few cases; `further` would give them away; `bracketed` rest on few.

    `told` are small too, and stand in an earlier release with their value; `lost` are hidden and can be found out all the
    same, from earlier releases: nothing that is left to hide would cover them.
    """

    small: frozenset[Key]
    further: frozenset[Key]
    bracketed: frozenset[Key]
    told: frozenset[Key]
    lost: frozenset[Key]


def protect_file(figures: Figures, policy: Policy | None = None, *, fine: bool = True) -> Withheld:
    """What to withhold of the figures of one indicator, area and period. Not `fine`: whole breakdowns, in no time.

    Worked by hand: girls 10, boys 90, all 100: boys are hidden with the girls, since 100 - 90 gives them away. Where boys
    stand in an earlier release, the total is hidden in their place; where both do, the girls are lost.
    """
    rules = policy or Policy()
    marks = {key: rules.mark(n) for key, n in figures.counts.items() if n is not None}
    few = {key for key, mark in marks.items() if mark == "hidden"}
    given = set(figures.counts)
    counts = {key: figures.counts.get(key) or 0 for key in sorted(given | figures.known | figures.gone)}
    joined = sums({key: figures.counts.get(key) for key in counts}, rules.least)
    small = (few | figures.gone) - figures.known  # what was hidden once stays so: today's figure may be the one of then
    work = Suppression(counts, small, joined, rules.width, _attack(counts, joined, rules.width), fixed=figures.known)
    if fine and len(counts) <= FINE and len(small) <= FEW:
        work.run(tidy=True)
    elif small:
        work.hidden |= {part for line in joined for part in line.parts} - figures.known
        gaps = [[p for p in line.parts if p in work.hidden] for line in joined if line.total not in work.hidden]
        work.lost = {lone[0] for lone in gaps if len(lone) == 1}
    hidden = (work.hidden & given) | few
    return Withheld(
        frozenset(few), frozenset(hidden - few), frozenset(k for k, m in marks.items() if m == "bracketed" and k not in hidden),
        frozenset(few & figures.known), frozenset(work.lost),
    )  # fmt: skip


def _attack(counts: Mapping[Key, int], joined: Sequence[Line], width: int) -> Callable[[set[Key]], list[Key]]:
    """One who knows every figure that is not hidden, and by how much a sum misses its total."""

    def attack(hidden: set[Key]) -> list[Key]:
        index = {key: place for place, key in enumerate(sorted(hidden))}
        equations = []
        for line in joined:
            gaps = [part for part in line.parts if part in hidden]
            top = [line.total] if line.total in hidden else []
            if gaps or top:
                number = sum(counts[key] for key in gaps) - sum(counts[key] for key in top)
                equations.append(equation([index[k] for k in gaps], [index[k] for k in top], number))
        solver = NonNegative(len(index), equations)
        return [key for key, place in index.items() if not solver.at_least_as_wide(place, Fraction(width))]

    return attack


def sums(counts: Mapping[Key, int | None], slack: int = 0) -> list[Line]:
    """The sums that hold among figures, or nearly: over all categories of a dimension, and over age groups that make up
    another one. A sum with a count that nobody tells is taken to hold."""
    dimensions: dict[str, dict[str, None]] = {}
    for key in counts:
        for dimension, category in key:
            dimensions.setdefault(dimension, {})[category] = None
    found: dict[Line, None] = {}
    for key in counts:
        taken = dict(key)
        for dimension, categories in dimensions.items():
            rest = tuple(pair for pair in key if pair[0] != dimension)
            there = [c for c in categories if _with(rest, dimension, c) in counts and c != taken.get(dimension)]
            for parts in _made_of(dimension, there, taken.get(dimension, "")):
                line = Line(key, tuple(_with(rest, dimension, c) for c in parts))
                if _holds(line, counts, slack):
                    found[line] = None
    return list(found)


def _with(rest: Key, dimension: str, category: str) -> Key:
    return tuple(sorted((*rest, (dimension, category))))


def _made_of(dimension: str, categories: Sequence[str], of: str) -> Iterator[Parts]:
    """Categories that may make up the whole, or the category `of`."""
    if not of and categories:
        yield tuple(categories)
    if dimension != AGE:
        return
    spans = {c: span for c in categories if (span := age_span(c))}
    whole = (
        age_span(of) if of else (min((s[0] for s in spans.values()), default=0), max((s[1] for s in spans.values()), default=0))
    )
    if whole:
        tilings = (t for t in _tilings(spans, *whole) if len(t) > 1)
        yield from (tiling for tiling, _n in zip(tilings, range(TILINGS), strict=False))


def _tilings(spans: Mapping[str, tuple[int, int]], low: int, high: int) -> Iterator[Parts]:
    for category, (first, last) in spans.items():
        if first == low and last == high:
            yield (category,)
        elif first == low and last < high:
            yield from ((category, *rest) for rest in _tilings(spans, last + 1, high))


def age_span(text: str) -> tuple[int, int] | None:
    """First and last year of an age group as files write it: 0-4, Y5T17, 18PLUS, Y_GE65, LT5; None where it is not told so."""
    if hit := re.fullmatch(r"Y?(\d{1,3})(?:-|_|T|TO|Y)+(\d{1,3})", text, re.IGNORECASE):
        return (int(hit[1]), int(hit[2])) if int(hit[1]) <= int(hit[2]) else None
    if hit := re.fullmatch(r"Y?_?(?:GE)?(\d{1,3})(?:PLUS|T999)?", text, re.IGNORECASE):
        open_ended = "GE" in text.upper() or text.upper().endswith(("PLUS", "T999"))
        return int(hit[1]), OLDEST if open_ended else int(hit[1])
    if hit := re.fullmatch(r"Y?_?(?:LT|U|UNDER)_?(\d{1,3})", text, re.IGNORECASE):
        return 0, max(0, int(hit[1]) - 1)
    return None


def _holds(line: Line, counts: Mapping[Key, int | None], slack: int) -> bool:
    total, parts = counts[line.total], [counts[part] for part in line.parts]
    if total is None or None in parts:
        return True
    return abs(sum(n for n in parts if n is not None) - total) <= max(slack, total / NEAR)
