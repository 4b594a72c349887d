"""Gaps and overlaps: who does what, where and when."""

from datetime import date

import pytest

from accord.calc.overlaps import Cell, Row, matrix, meet


def row(key: str, who: str, *, provinces: str = "", starts: str = "", ends: str = "", areas: str = "XAA") -> Row:
    days = [date.fromisoformat(text) if text else None for text in (starts, ends)]
    places = frozenset(provinces.split()) if provinces else frozenset()
    return Row(key, who, tuple(areas.split()), ("justice",), ("inspire-i1",), places, *days)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (row("1", "a"), row("2", "b"), True),
        (row("1", "a"), row("2", "a"), False),  # one body, twice
        (row("1", "a", provinces="N"), row("2", "b", provinces="S"), False),
        (row("1", "a", provinces="N"), row("2", "b"), True),  # the whole country holds the province
        (row("1", "a", ends="2026-05-31"), row("2", "b", starts="2026-06-01"), False),
        (row("1", "a", ends="2026-06-01"), row("2", "b", starts="2026-06-01"), True),  # the same day
        (row("1", "a", starts="2026-06-02"), row("2", "b", ends="2026-06-01"), False),
    ],
)
def test_two_bodies_meet_at_one_place_on_one_day(one: Row, other: Row, expected: bool) -> None:
    assert meet(one, other) is expected
    assert meet(other, one) is expected


def test_every_combination_has_a_cell_and_empty_ones_are_gaps() -> None:
    found = matrix([row("1", "a", areas="XAA XAB")], ["XAA", "XAB"], ["justice", "health"], ["inspire-i1", "inspire-p"])
    assert len(found) == 8
    assert {place for place, cell in found.items() if cell.state == "single"} == {
        ("XAA", "justice", "inspire-i1"),
        ("XAB", "justice", "inspire-i1"),
    }
    assert found["XAA", "health", "inspire-p"] == Cell()
    assert Cell().state == "gap"


def test_several_bodies_apart_are_no_overlap() -> None:
    apart = [row("1", "a", provinces="N"), row("2", "b", provinces="S")]
    together = [*apart, row("3", "c", provinces="S")]
    place = ("XAA", "justice", "inspire-i1")
    assert matrix(apart, ["XAA"], ["justice"], ["inspire-i1"])[place].state == "several"
    cell = matrix(together, ["XAA"], ["justice"], ["inspire-i1"])[place]
    assert (cell.state, cell.bodies, cell.overlapping) == ("overlap", 3, ("2", "3"))


def test_a_row_elsewhere_or_without_a_sector_fills_no_cell() -> None:
    rows = [row("1", "a", areas="XAC"), Row("2", "a", ("XAA",), (), ("inspire-i1",))]
    assert matrix(rows, ["XAA"], ["justice"], ["inspire-i1"])["XAA", "justice", "inspire-i1"].state == "gap"
