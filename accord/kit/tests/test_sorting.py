"""Tables sorted by what the reader asks for, never by a rating."""

import pytest

from accord.kit.sorting import NUMBER, RATING, Column, in_order, is_sort

type Row = tuple[str, int | None, str]
COLUMNS: list[Column[Row]] = [
    Column("name", "Name", lambda r: r[0]),
    Column("due", "Due", lambda r: r[1], NUMBER),
    Column("own", "Government", lambda r: r[2], RATING),
    Column("note", "Note"),
]
ROWS: list[Row] = [("b", 2, "limited"), ("c", None, "complete"), ("a", 2, "complete"), ("d", 1, "limited")]


def names(asked: str) -> str:
    return "".join(r[0] for r in in_order(ROWS, COLUMNS, asked)[0])


@pytest.mark.parametrize(
    ("asked", "order"),
    [("", "abcd"), ("name", "abcd"), ("-name", "dcba"), ("due", "dabc"), ("-due", "abdc")],
)
def test_rows_stand_as_asked_and_what_is_untold_stands_last(asked: str, order: str) -> None:
    assert names(asked) == order
    assert in_order(ROWS, COLUMNS, asked)[1].refused == ""


@pytest.mark.parametrize(("asked", "words"), [("own", "rating"), ("-own", "rating"), ("note", "note"), ("<b>", "<b>")])
def test_a_rating_or_what_is_no_column_is_refused_in_a_sentence(asked: str, words: str) -> None:
    rows, told = in_order(ROWS, COLUMNS, asked)
    assert (told.by, told.down) == ("name", False)
    assert words in told.refused
    assert [r[0] for r in rows] == ["a", "b", "c", "d"]


def test_heads_say_how_the_table_stands_and_lead_the_other_way() -> None:
    heads = in_order(ROWS, COLUMNS, "due")[1].heads
    assert [(h.href, h.order) for h in heads] == [("?sort=name", ""), ("?sort=-due", "ascending"), ("", ""), ("", "")]
    assert in_order(ROWS, COLUMNS, "-due", {"world": "demo"})[1].heads[1].href == "?world=demo&sort=due"


def test_few_things_are_a_sort() -> None:
    assert [is_sort(asked, COLUMNS) for asked in ("", "due", "-due", "own", "note", "x")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
