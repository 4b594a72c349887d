"""Nothing hidden can be found out: by hand, and by an attacker on random tables. All counts are made up."""

from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accord.calc.disclosure import Policy, Release, full_table, protect, round_to, tabulate
from accord.calc.disclosure_attack import Published, Table, cell, cells, exposed, lines, solve

SQUARE = {"row": ("a", "b"), "sex": ("F", "M")}
REGION, SEX, AGE = ("North", "South", "East"), ("F", "M"), ("0-4", "5-9", "10-17")
WIDE = ("0-9", "10-17")
NESTS = {"age": {"0-9": ("0-4", "5-9")}}


def hide(release: Release, *hidden: tuple[tuple[str, str], ...]) -> Published:
    return Published(release.tables, {k: None if k in hidden else n for k, n in release.counts.items()}, release.nests)


def square(*counts: int) -> Release:
    return tabulate(full_table(SQUARE, counts), [Table(SQUARE)])


@pytest.mark.parametrize(
    ("cases", "mark"), [(0, "hidden"), (24, "hidden"), (25, "bracketed"), (49, "bracketed"), (50, "shown"), (900, "shown")]
)
def test_the_rule_of_the_state_of_the_worlds_children(cases: int, mark: str) -> None:
    assert Policy().mark(cases) == mark


def test_a_nought_may_be_let_stand() -> None:
    assert Policy(show_nought=True).mark(0) == "shown"
    assert Policy(show_nought=True).mark(1) == "hidden"


def test_a_lone_gap_is_no_secret() -> None:
    attack = solve(hide(square(3, 40, 60, 80), cell(row="a", sex="F")))
    assert attack.solved == {cell(row="a", sex="F"): 3}
    assert attack.bounds[cell(row="a", sex="F")] == (3, 3)


def test_four_gaps_in_a_square() -> None:
    """By hand: rows 10 and 20, columns 12 and 18: the first cell is from 0 to 10, its neighbours follow."""
    attack = solve(hide(square(4, 6, 8, 12), *(cell(row=r, sex=s) for r, s in product("ab", "FM"))))
    assert attack.solved == {}
    assert list(attack.bounds.values()) == [(0, 10), (0, 10), (2, 12), (8, 18)]


def test_a_cell_that_no_single_sum_gives_away_is_found_from_all() -> None:
    """By hand: two gaps or more in every row and column; rows 1 and 2 less columns 1 and 2 leave the cell 2, 3 alone."""
    table = Table({"r": ("1", "2", "3", "4"), "c": ("1", "2", "3", "4")})
    release = tabulate(full_table(table.dimensions, range(30, 46)), [table])
    gaps = [cell(r=r, c=c) for r, c in ("11", "12", "21", "22", "23", "33", "34", "43", "44")]
    published = hide(release, *gaps)
    for line in lines(release.tables, {}):
        assert sum(published.figures[k] is None for k in (line.total, *line.parts)) != 1
    attack = solve(published)
    assert attack.solved == {cell(r="2", c="3"): release.counts[cell(r="2", c="3")]}


def test_nought_below_gives_a_small_total_away() -> None:
    attack = solve(hide(square(0, 0, 60, 80), cell(row="a", sex="F"), cell(row="a", sex="M")))
    assert {attack.width(k) for k in attack.bounds} == {0}


def test_the_square_of_the_docstring() -> None:
    found = protect(square(3, 40, 60, 80))
    inner = {cell(row=r, sex=s) for r, s in product("ab", "FM")}
    assert (found.small, found.complementary) == ({cell(row="a", sex="F")}, inner - {cell(row="a", sex="F")})
    assert found.marks[cell(row="a")] == "bracketed"
    assert found.published.figures[cell()] == 183
    assert min(w for k in inner if (w := solve(found.published).width(k)) is not None) == 43


def test_nothing_small_means_nothing_hidden() -> None:
    found = protect(square(25, 49, 50, 80))
    assert (found.small, found.complementary) == (set(), set())
    assert [found.marks[cell(row=r, sex=s)] for r, s in product("ab", "FM")] == ["bracketed", "bracketed", "shown", "shown"]


def test_where_all_is_small_all_is_hidden() -> None:
    found = protect(square(1, 2, 3, 4))
    assert set(found.marks.values()) == {"hidden"}
    assert {solve(found.published).width(k) for k in found.marks} == {None}


def test_a_total_shown_by_one_table_opens_another() -> None:
    """By hand: F 20 + M 300 = 320 hides F, and M with it; a second table that shows M = 300 gives F away."""
    persons = full_table({"sex": SEX, "town": ("x", "y")}, [10, 10, 150, 150])
    alone, more = Table({"sex": SEX}), Table({"sex": SEX, "town": ("x", "y")})
    first = protect(tabulate(persons, [alone]))
    assert first.published.figures == {cell(sex="F"): None, cell(sex="M"): None, cell(): 320}
    both = tabulate(persons, [alone, more])
    figures = {k: n for k, n in both.counts.items() if n >= 25} | {k: None for k, n in both.counts.items() if n < 25}
    assert solve(Published(both.tables, figures)).solved[cell(sex="F")] == 20
    assert exposed(protect(both).published, 25) == []


def test_wide_and_narrow_ages_are_one_system() -> None:
    """By hand: 0-4 and 5-9 hidden beside 10-17, and the wide table shows 0-9 = 30: each is known to within 30, not 130."""
    narrow, wide = Table({"age": AGE}), Table({"age": WIDE})
    release = tabulate(full_table({"age": AGE}, [10, 20, 100]), [narrow, wide], NESTS)
    assert release.counts[cell(age="0-9")] == 30
    attack = solve(hide(release, cell(age="0-4"), cell(age="5-9")))
    assert attack.bounds[cell(age="0-4")] == (0, 30)
    assert protect(release, Policy(width=40)).marks[cell(age="0-9")] == "hidden"
    assert exposed(protect(release, Policy(width=40)).published, 40) == []


PAIRS = [Table({"region": REGION, "sex": SEX}), Table({"age": AGE, "sex": SEX}), Table({"age": AGE, "region": REGION})]


def test_three_tables_of_pairs_are_tied_by_the_table_that_is_not_published() -> None:
    """All persons are of North and F or of the rest and M: what North has of an age, F has too, though no sum says it."""
    persons = dict.fromkeys(full_table({"region": REGION, "age": AGE, "sex": SEX}, [0] * 18), 0)
    for age, n in zip(AGE, (30, 40, 50), strict=True):
        persons[cell(region="North", age=age, sex="F")] = n
        persons[cell(region="South", age=age, sex="M")] = 2 * n
    release = tabulate(persons, PAIRS)
    gaps = [cell(region=r, age=a) for r, a in product(("North", "South"), AGE)]
    attack = solve(hide(release, *gaps))
    assert attack.joint
    assert attack.solved == {}
    assert attack.bounds[cell(region="North", age="0-4")] == (30, 30)  # from the ages of F alone


def test_rounding_leaves_the_reader_with_less() -> None:
    release = square(33, 41, 62, 87)
    published = hide(release, cell(row="a", sex="F"))
    rounded = round_to(published, 5)
    assert rounded.figures[cell(row="a", sex="M")] == 40
    assert rounded.figures[cell(row="b", sex="M")] == 85
    assert rounded.figures[cell()] == 225
    low, high = solve(rounded).bounds[cell(row="a", sex="F")]
    assert solve(rounded).solved == {}
    assert high is not None
    assert low <= 33 <= high
    assert low < high
    assert [round_to(Published((), {(): n}), 10).figures[()] for n in (4, 5, 14, 15)] == [0, 10, 10, 20]


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="three dimensions"):
        Table(dict.fromkeys("abcd", ("x",)))
    with pytest.raises(ValueError, match="each once"):
        Table({"sex": ("F", "F")})
    with pytest.raises(ValueError, match="not the sum"):
        Release((Table({"sex": SEX}),), {cell(): 4, cell(sex="F"): 1, cell(sex="M"): 1})
    with pytest.raises(ValueError, match="missing or negative"):
        Release((Table({"sex": SEX}),), {cell(): 4, cell(sex="F"): 1})
    with pytest.raises(ValueError, match="wrong order"):
        Policy(least=60)
    with pytest.raises(ValueError, match="not negative"):
        Policy().mark(-1)
    with pytest.raises(ValueError, match="as many"):
        full_table({"sex": SEX}, [1])
    with pytest.raises(ValueError, match="once"):
        round_to(round_to(hide(square(30, 30, 30, 30)), 5), 5)


DIMENSIONS = {"region": REGION, "age": AGE, "sex": SEX}
SHAPES: dict[str, tuple[list[Table], dict[str, dict[str, tuple[str, ...]]]]] = {
    "one dimension": ([Table({"age": AGE})], {}),
    "two": (PAIRS[:1], {}),
    "three": ([Table(DIMENSIONS)], {}),
    "two tables with common totals": (PAIRS[:2], {}),
    "three tables of pairs": (PAIRS, {}),
    "a table within another": ([Table({"sex": SEX}), Table(DIMENSIONS)], {}),
    "wide and narrow ages": ([PAIRS[1], Table({"age": WIDE, "region": REGION})], NESTS),
}
COUNT = st.one_of(st.integers(0, 30), st.integers(20, 60), st.integers(0, 400))
COUNTS = st.lists(COUNT, min_size=18, max_size=18)


def release_of(shape: str, counts: list[int]) -> Release:
    tables, nests = SHAPES[shape]
    return tabulate(full_table(DIMENSIONS, counts), tables, nests)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None)
@example(counts=[0, 31] + [0] * 16, show_nought=False, width=25)  # nothing is left to hide
@example(counts=[0, 16, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 0, 1, 28], show_nought=True, width=40)
@given(counts=COUNTS, show_nought=st.booleans(), width=st.sampled_from([10, 25, 40]))
def test_after_protection_no_hidden_cell_is_known_to_less_than_the_width(
    shape: str, counts: list[int], show_nought: bool, width: int
) -> None:
    policy, release = Policy(show_nought=show_nought, width=width), release_of(shape, counts)
    found = protect(release, policy)
    attack = solve(found.published)
    assert attack.solved == {}
    hidden = {k for k, m in found.marks.items() if m == "hidden"}
    assert set(attack.bounds) == hidden == found.small | found.complementary
    for key, (low, high) in attack.bounds.items():
        assert low <= release.counts[key]
        assert high is None or (release.counts[key] <= high and high - low >= width)
    for key, count in release.counts.items():
        assert found.published.figures[key] == (None if key in hidden else count)
        assert (key in found.small) == (policy.mark(count) == "hidden")


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=10, deadline=None)
@given(counts=COUNTS)
def test_each_further_gap_is_needed(shape: str, counts: list[int]) -> None:
    release = release_of(shape, counts)
    found = protect(release)
    if found.complementary:
        assert exposed(hide(release, *found.small), 25)
    for key in found.complementary:
        assert exposed(hide(release, *(found.small | found.complementary) - {key}), 25), key


@pytest.mark.parametrize("shape", ["two", "wide and narrow ages"])
@settings(max_examples=15, deadline=None)
@given(counts=COUNTS, base=st.sampled_from([3, 5, 10]))
def test_rounding_never_narrows(shape: str, counts: list[int], base: int) -> None:
    published = protect(release_of(shape, counts)).published
    before, after = solve(published), solve(round_to(published, base))
    for key, (low, high) in after.bounds.items():
        first_low, first_high = before.bounds[key]
        assert low <= first_low
        assert high is None or (first_high is not None and high >= first_high)


SMALL = Table({"sex": SEX, "age": AGE[:2]})


@cache
def every() -> list[Release]:
    return [tabulate(full_table(SMALL.dimensions, guess), [SMALL]) for guess in product(range(7), repeat=4)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.sets(st.sampled_from(cells(SMALL)[:-1]), min_size=1))
def test_the_attacker_against_trying_every_table(counts: list[int], gaps: set[tuple[tuple[str, str], ...]]) -> None:
    """All tables of 2 by 2 with totals that agree with what is shown; where no count passes 6, whole bounds are his bounds."""
    release = tabulate(full_table(SMALL.dimensions, counts), [SMALL])
    published = hide(release, *gaps)
    attack = solve(published)
    fitting = [r.counts for r in every() if all(n in (None, r.counts[k]) for k, n in published.figures.items())]
    for key, (low, high) in attack.bounds.items():
        values = [c[key] for c in fitting]
        if release.counts[()] <= 6:
            assert (low, high) == (Fraction(min(values)), Fraction(max(values)))
        assert low <= min(values)
        assert high is None or high >= max(values)
    for key, value in attack.solved.items():
        assert value == release.counts[key]
