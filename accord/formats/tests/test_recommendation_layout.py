"""The neutral layout in CSV, Excel and JSON; bodies, goals and strategies by their words."""

import io
import json

import pytest
from openpyxl import Workbook

from accord.formats.bodies import body_of, goal_of, strategy_of
from accord.formats.messages import Unreadable
from accord.formats.recommendations import RecommendationRow, Recommendations, read_recommendations

GIVEN = {
    "Country": "Aland", "Mechanism": "Committee on the Rights of the Child", "Symbol": "CRC/C/ALA/CO/2", "Paragraph": "23 (a)",
    "Date": "2024-05", "Text": "Ban it, soon.", "Themes": "Children: definition, protection; Justice",
    "Affected persons": "Children; girls", "SDGs": "16.2, SDG 4", "INSPIRE": "Norms and values; I1", "Language": "en",
}  # fmt: skip


def as_csv(*rows: dict[str, str]) -> bytes:
    lines = [",".join(f'"{v}"' for v in values) for values in (rows[0].keys(), *(r.values() for r in rows))]
    return "\n".join(lines).encode()


def as_json(*rows: dict[str, str]) -> bytes:
    return json.dumps({"recommendations": rows}).encode()


def as_xlsx(*rows: dict[str, str]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Recommendations, made up"])
    for values in (rows[0].keys(), *(r.values() for r in rows)):
        sheet.append(list(values))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("form", [as_csv, as_json, as_xlsx])
def test_one_row_is_the_same_in_each_form(form: object) -> None:
    assert callable(form)
    found: Recommendations = read_recommendations(form(GIVEN))
    one = found.rows[0]
    assert not found.refused
    assert (one.body, one.symbol, one.paragraph, one.given_on) == ("crc", "CRC/C/ALA/CO/2", "23 (a)", "2024-05")
    assert (one.to, one.text, one.response, one.session) == ("Aland", "Ban it, soon.", "not_asked", None)
    assert (one.persons, one.goals) == (("Children", "girls"), ("16.2", "4"))
    assert (one.issues, one.strategies) == (("Children: definition, protection", "Justice"), ("inspire-n", "inspire-i1"))


def test_json_lists_are_lists() -> None:
    rows = [{**GIVEN, "SDGs": ["16.2", 4], "Affected persons": ["Children"], "Language": None}]
    one = read_recommendations(json.dumps(rows).encode()).rows[0]
    assert (one.goals, one.persons, one.language) == (("16.2", "4"), ("Children",), "en")


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [({"Mechanism": "The moon"}, "body", "“The moon” is not a body"), ({"Symbol": ""}, "symbol", "“symbol” is empty"),
     ({"Date": "5.11.2019"}, "date", "2019-11-05"), ({"SDGs": "18.1"}, "goals", "“18.1” is not a goal"),
     ({"INSPIRE": "Magic"}, "strategies", "“Magic” is not an INSPIRE"), ({"Language": "tlh"}, "language", "ar, en, es"),
     ({"Text": ""}, "text", "“text” is empty"), ({"Mechanism": "UPR"}, "session", "number of the session")],
)  # fmt: skip
@pytest.mark.parametrize("form", [as_csv, as_json, as_xlsx])
def test_a_fault_names_row_column_value_and_what_was_expected(
    form: object, change: dict[str, str], column: str, words: str
) -> None:
    assert callable(form)
    found: Recommendations = read_recommendations(form(GIVEN, {**GIVEN, "Paragraph": "24", **change}))
    told = {(r.row, r.column) for r in found.refused if words in r.message}
    assert [(row - (form is as_xlsx), name) for row, name in told] == [(2, column)]


def test_a_paragraph_stands_once() -> None:
    found = read_recommendations(as_csv(GIVEN, {**GIVEN, "Text": "Another."}))
    assert [(r.row, r.value) for r in found.refused] == [(2, "23 (a)")]
    assert "in row 1, too" in found.refused[0].message


def test_a_key_holds_through_a_mended_text() -> None:
    def key(row: dict[str, str]) -> tuple[object, ...]:
        one: RecommendationRow = read_recommendations(as_csv(row)).rows[0]
        return one.key

    assert key(GIVEN) == key({**GIVEN, "Text": "Ban it now."}) != key({**GIVEN, "Paragraph": "24"})


def test_a_file_without_a_body_is_the_reviews() -> None:
    with_session = b"To,From,Text,Response,Session\nAland,Beland,Ban it.,Noted,3\n"
    assert read_recommendations(with_session).rows[0].body == "upr"
    found = read_recommendations(b"To,From,Text,Response\nAland,Beland,Ban it.,Noted\n")
    assert [(r.row, r.column) for r in found.refused] == [(0, "session")]


@pytest.mark.parametrize("text", ["[1]", "[]", '{"a": 1}', '[{"Text": "x"', "[[]]"])
def test_json_of_another_shape_is_refused_whole(text: str) -> None:
    with pytest.raises(Unreadable):
        read_recommendations(text.encode())


@pytest.mark.parametrize(
    ("word", "code"),
    [("CRC", "crc"), ("Committee against Torture", "cat"), ("Special Rapporteur on the sale of children", "sp"),
     ("Human Rights Committee", "ccpr"), ("Regional body", "regional"), ("Own review", "own"), ("", ""), ("UN", "")],
)  # fmt: skip
def test_bodies_by_their_words(word: str, code: str) -> None:
    assert body_of(word) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("16", "16"), ("16.2", "16.2"), ("SDG 4.a", "4.a"), ("4.A", "4.a"), ("16 - PEACE, JUSTICE", "16"), ("0", ""), ("18", ""),
     ("peace", ""), ("16.2.1", "")],
)  # fmt: skip
def test_goals_by_their_words(word: str, code: str) -> None:
    assert goal_of(word) == code


def test_strategies_by_their_words() -> None:
    assert [strategy_of(w) for w in ("I1", "inspire-e", "Safe environments", "i")] == ["inspire-i1", "inspire-e", "inspire-s", ""]
