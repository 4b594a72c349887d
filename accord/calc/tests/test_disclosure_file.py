"""Small numbers among the figures of a file, and of the files before it."""

from itertools import product

import pytest

from accord.calc.disclosure import Policy
from accord.calc.disclosure_attack import Published, Table, cell, exposed
from accord.calc.disclosure_file import Figures, age_span, protect_file, sums

GIRLS, BOYS, ALL = cell(SEX="F"), cell(SEX="M"), cell()


def test_the_other_part_is_hidden_with_a_small_one() -> None:
    found = protect_file(Figures({GIRLS: 10, BOYS: 90, ALL: 100}))
    assert (found.small, found.further, found.lost) == ({GIRLS}, {BOYS}, frozenset())


def test_nothing_further_is_hidden_where_no_total_gives_it_away() -> None:
    assert not protect_file(Figures({GIRLS: 10, BOYS: 90})).further
    assert not protect_file(Figures({GIRLS: 60, BOYS: 90, ALL: 150})).further


def test_a_sum_that_misses_its_total_by_little_is_a_sum() -> None:
    assert protect_file(Figures({GIRLS: 10, BOYS: 90, ALL: 107})).further == {BOYS}
    assert not protect_file(Figures({GIRLS: 10, BOYS: 90, ALL: 180})).further


def test_what_stands_in_an_earlier_release_is_not_hidden_in_vain() -> None:
    assert protect_file(Figures({GIRLS: 10, BOYS: 90, ALL: 100}, known=frozenset({BOYS}))).further == {ALL}
    assert protect_file(Figures({GIRLS: 10, ALL: 100}, known=frozenset({BOYS}))).further == {ALL}
    found = protect_file(Figures({GIRLS: 10}, known=frozenset({BOYS, ALL})))
    assert (found.small, found.further, found.lost) == ({GIRLS}, frozenset(), {GIRLS})
    assert protect_file(Figures({GIRLS: 10}, known=frozenset({GIRLS}))).told == {GIRLS}


def test_what_an_earlier_release_hid_is_not_given_away_by_a_later_one() -> None:
    found = protect_file(Figures({BOYS: 90}, known=frozenset({ALL}), gone=frozenset({GIRLS, BOYS})))
    assert found.further == {BOYS}
    found = protect_file(Figures({BOYS: 90, ALL: 100}, gone=frozenset({GIRLS})))
    assert len(found.further) == 1


def test_ages_within_ages_are_sums() -> None:
    counts = {cell(AGE="0-4"): 12, cell(AGE="5-17"): 200, cell(AGE="0-17"): 212, cell(AGE="18PLUS"): 300, ALL: 512}
    totals = {(line.total, line.parts) for line in sums(counts, 0)}
    assert (cell(AGE="0-17"), (cell(AGE="0-4"), cell(AGE="5-17"))) in totals
    assert (ALL, (cell(AGE="0-17"), cell(AGE="18PLUS"))) in totals
    assert protect_file(Figures(counts)).further == {cell(AGE="5-17")}


@pytest.mark.parametrize(
    ("text", "span"),
    [("0-4", (0, 4)), ("Y5T17", (5, 17)), ("0_17", (0, 17)), ("18PLUS", (18, 999)), ("Y_GE65", (65, 999)), ("Y_LT5", (0, 4)),
     ("LT5", (0, 4)), ("7", (7, 7)), ("adults", None), ("17-5", None)],
)  # fmt: skip
def test_age_groups(text: str, span: tuple[int, int] | None) -> None:
    assert age_span(text) == span


def test_whole_breakdowns_are_hidden_where_a_file_is_long() -> None:
    regions = [f"R{n}" for n in range(150)]
    counts = {cell(REGION=r, SEX=s): 5 if (r, s) == ("R3", "F") else 40 for r, s in product(regions, "FM")}
    counts |= {cell(REGION=r): counts[cell(REGION=r, SEX="F")] + 40 for r in regions}
    counts[ALL] = sum(n for key, n in counts.items() if len(key) == 2)
    found = protect_file(Figures(counts))
    assert ALL not in found.small | found.further
    assert len(found.further) == len(counts) - 2


def test_what_whole_breakdowns_cannot_cover_is_lost() -> None:
    found = protect_file(Figures({GIRLS: 10, BOYS: 90, ALL: 100}, known=frozenset({BOYS, ALL})), fine=False)
    assert (found.further, found.lost) == (frozenset(), {GIRLS})
    assert protect_file(Figures({GIRLS: 10, BOYS: 90, ALL: 100}), fine=False).further == {BOYS}


def test_an_attacker_on_whole_tables_finds_nothing() -> None:
    """The sums of whole tables are those that `disclosure_attack` knows: the attacker there is another one."""
    table = Table({"SEX": ("F", "M"), "AGE": ("0-4", "5-9", "10-14"), "REGION": ("N", "S")})
    numbers = iter([3, 80, 44, 130, 12, 61, 205, 77, 19, 33, 150, 98])
    inner = {cell(SEX=s, AGE=a, REGION=r): next(numbers) for s, a, r in product("FM", table.dimensions["AGE"], "NS")}
    from accord.calc.disclosure import tabulate

    counts = tabulate(inner, [table]).counts
    found = protect_file(Figures(counts))
    published = {k: None if k in found.small | found.further else n for k, n in counts.items()}
    assert exposed(Published((table,), published), 25) == []
    only_small = {k: None if k in found.small else n for k, n in counts.items()}
    assert exposed(Published((table,), only_small), 25)
    assert found.bracketed == {k for k, n in published.items() if n is not None and Policy().mark(n) == "bracketed"}


def test_what_was_hidden_once_stays_hidden_though_it_is_large_by_now() -> None:
    """Then 3 girls, 200 boys, 203 shown; now 60 girls: the boys of today, shown, would leave the 3 girls of then."""
    found = protect_file(Figures({GIRLS: 60, BOYS: 200, ALL: 260}, known=frozenset({ALL}), gone=frozenset({GIRLS, BOYS})))
    assert (found.small, found.further) == (frozenset(), {GIRLS, BOYS})
