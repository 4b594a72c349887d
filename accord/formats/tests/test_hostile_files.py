"""Every hostile file is told in one clear message, or read where its meaning is plain."""

import pytest

from accord.formats.messages import MESSAGES, Unreadable
from accord.formats.observations import read_observations
from accord.formats.tests.hostile import HOSTILE, HostileFile

READ = [f for f in HOSTILE if not f.expect]
UNREADABLE = [f for f in HOSTILE if f.expect and f.row is None]
REFUSED = [f for f in HOSTILE if f.expect and f.row is not None]


CELLS = {  # where the fault is of one cell: its column, and what stands in it as a message may show it
    "missing_column.csv": ("value", ""), "duplicate_column.csv": ("value", "value"), "nul.csv": ("footnote", "a<U+0000>b"),
    "control.csv": ("footnote", "ring<U+0007>"), "word_for_figure.csv": ("value", "many"),
    "formula_for_figure.csv": ("value", "=1+1"), "ambiguous.csv": ("value", "1,234"), "huge_figure.csv": ("value", "1e99"),
    "percent_of_what.csv": ("value", "12%"), "no_period.csv": ("period", ""), "bad_period.csv": ("period", "last year"),
    "backward_period.csv": ("period", "2019-2015"), "far_period.csv": ("period", "3019"), "no_area.csv": ("iso3", ""),
    "half_bad.csv": ("value", "?"),
}  # fmt: skip


def _name(file: HostileFile) -> str:
    return file.name


@pytest.mark.parametrize("file", READ, ids=_name)
def test_an_odd_file_of_plain_meaning_is_read(file: HostileFile) -> None:
    found = read_observations(file.bytes)
    assert found.refused == []
    assert (len(found.rows), found.rows[0].area_code, str(found.rows[0].value)) == (file.rows, "XAA", "12.5")


@pytest.mark.parametrize("file", UNREADABLE, ids=_name)
def test_a_file_that_is_no_table_is_unreadable(file: HostileFile) -> None:
    with pytest.raises(Unreadable) as told:
        read_observations(file.bytes)
    assert file.expect in str(told.value)
    assert MESSAGES[told.value.code] % told.value.params == told.value.message


@pytest.mark.parametrize("file", REFUSED, ids=_name)
def test_a_fault_is_told_with_row_column_and_what_was_expected(file: HostileFile) -> None:
    found = read_observations(file.bytes)
    first = found.refused[0]
    assert (first.row, file.expect in first.message) == (file.row, True), first.message
    assert (first.column, first.value) == CELLS.get(file.name, (first.column, first.value))
    assert first.value or first.column, "one of the two leads to the place"
    assert first.message == MESSAGES[first.code] % first.params
    assert len(first.message) < 400
    assert "\n" not in first.message
    assert "\x00" not in first.value


@pytest.mark.parametrize("file", [f for f in REFUSED if f.row], ids=_name)
def test_one_fault_is_one_message(file: HostileFile) -> None:
    assert len(read_observations(file.bytes).refused) == (5 if file.name == "half_bad.csv" else 1)


def test_each_hostile_file_has_its_own_name() -> None:
    assert len({f.name for f in HOSTILE}) == len(HOSTILE) >= 20
