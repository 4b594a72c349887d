"""A work plan as a table, in and out."""

import pytest

from accord.formats.spreadsheet import write_workbook
from accord.formats.work_plan import COLUMNS, PlanTable, open_plan, read_plan

STATUSES = ("planned", "under_way", "done", "stopped")
SECTORS = {"justice": "justice", "social_welfare": "social-welfare"}


def read(text: str) -> PlanTable:
    return read_plan(open_plan(text.encode()), statuses=STATUSES, sectors=SECTORS)


def faults(text: str) -> list[tuple[int, str, str]]:
    return [(r.row, r.column, r.code) for r in read(text).refused]


def test_a_workbook_of_ours_is_read_back() -> None:
    row = ["river-a1", 3, "=Train", "More", "forum", "", "inspire-i1; P", "Justice; social welfare", "XAA; XAB", "North",
           "2027-01-01", "2027-06-30", "under_way", 1200, "Cars", "Trainers", "en"]  # fmt: skip
    found = read_plan(open_plan(write_workbook({"p": [COLUMNS, row]})), statuses=STATUSES, sectors=SECTORS)
    assert found.refused == []
    one = found.rows[0]
    assert (one.number, one.version, one.title, one.people_reached) == ("river-a1", 3, "=Train", 1200)
    assert (one.strategies, one.sectors, one.countries) == (
        ("inspire-i1", "inspire-p"),
        ("justice", "social-welfare"),
        ("XAA", "XAB"),
    )
    assert str(one.starts_on) == "2027-01-01"


def test_other_words_for_columns_are_known() -> None:
    one = read("What,Who,Where,Start,Reached\nTrain,Forum,XAA,2027-01-01,\n").rows[0]
    assert (one.title, one.organisation, one.countries, one.people_reached) == ("Train", "Forum", ("XAA",), None)


@pytest.mark.parametrize(
    ("cell", "column", "code"),
    [
        ("01.02.2027", "starts_on", "bad_day"), ("2027-02-30", "starts_on", "bad_day"), ("finished", "status", "bad_status"),
        ("Fishing", "sectors", "bad_sector"), ("Magic", "strategies", "bad_strategy"), ("many", "people_reached", "bad_people"),
        ("-5", "people_reached", "bad_people"), ("1e9", "people_reached", "bad_people"), ("xx", "language", "bad_language"),
        ("x" * 161, "title", "long_value"),
    ],
)  # fmt: skip
def test_each_fault_is_told_by_row_and_column(cell: str, column: str, code: str) -> None:
    cells = {"title": "Train", "countries": "XAA"} | {column: cell}
    text = f"{','.join(cells)}\n{','.join(cells.values())}\n"
    assert faults(text) == [(1, column, code)]


def test_days_that_go_backward_and_numbers_that_come_twice_are_told() -> None:
    assert faults("title,countries,starts_on,ends_on\nT,XAA,2027-02-01,2027-01-01\n") == [(1, "ends_on", "backward_days")]
    twice = faults("number,title,countries\nr-a1,T,XAA\nR-A1,T,XAA\n")
    assert twice == [(2, "", "duplicate_key")]


def test_a_row_without_title_or_country_is_told() -> None:
    assert faults("title,countries,needs\n,XAA,x\nT,,x\n") == [(1, "title", "missing_value"), (2, "countries", "missing_value")]
