"""Keys and component filters: what they let through."""

import pytest

from accord.formats.sdmx.faults import Fault, RequestFault
from accord.formats.sdmx.filters import Condition, fit_keys, parse_filter, parse_keys


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [  # the table of examples of the standard, with A < B < C < D
        ("A", "A", "B"),
        ("A,B", "AB", "C"),
        ("ge:B", "BCD", "A"),
        ("ge:B+le:C", "BC", "AD"),
        ("ge:A+le:A,ge:C+le:D", "ACD", "B"),
        ("ne:A,B", "BCD", "A"),
        ("ne:A+B", "B", "AC"),
        ("ne:A,ne:B", "ABC", ""),
        ("ne:A+ne:B", "CD", "AB"),
        ("A,B+C", "A", "BC"),
        ("eq:A", "A", "B"),
        ("lt:B", "A", "BC"),
        ("gt:B", "C", "AB"),
        ("le:B", "AB", "C"),
        ("nc:A", "BC", "A"),
        ("co:A", "A", "B"),
    ],
)
def test_the_examples_of_the_standard(text: str, yes: str, no: str) -> None:
    kept = parse_filter("X", text)
    assert all(kept.lets_through(v) for v in yes)
    assert not any(kept.lets_through(v) for v in no)


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("co:eur", "in euros", True),
        ("co:eur", "EURO", False),
        ("sw:Ken", "Kenya", True),
        ("sw:Ken", "A Ken", False),
        ("ew:ya", "Kenya", True),
        ("ew:Ke", "Kenya", False),
        ("nc:x", None, True),
        ("ne:x", None, True),
        ("x", None, False),
        ("ge:x", None, False),
        ("2010-01-01T10:00:00+01:00", "2010-01-01T10:00:00+01:00", True),
        ("a b", "a b", True),
        ("un:x", "un:x", True),
    ],
)
def test_texts(text: str, value: str | None, holds: bool) -> None:
    assert parse_filter("X", text).lets_through(value) is holds


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("ge:9", "10", True),
        ("ge:9", "9.0", True),
        ("gt:9", "9.0", False),
        ("9", "9.0", True),
        ("lt:-1", "-2.5", True),
        ("ge:9", "many", False),
        ("ne:9", "many", True),
        ("ge:0", "NaN", False),
        ("1e1", "10", True),
    ],
)
def test_figures_by_size(text: str, value: str, holds: bool) -> None:
    assert parse_filter("X", text).lets_through(value, "number") is holds


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("ge:2010", "2010", True),
        ("ge:2010", "2009", False),
        ("ge:2010-06", "2010", False),
        ("ge:2010-Q2", "2010-04", True),
        ("gt:2010", "2010-12", False),
        ("gt:2010", "2011-Q1", True),
        ("le:2010", "2010-Q4", True),
        ("le:2010-Q3", "2010", False),
        ("lt:2010", "2009-12-31", True),
        ("lt:2010", "2010-01", False),
        ("2010", "2010-Q3", True),
        ("2010", "2010", True),
        ("ne:2010", "2011", True),
        ("ne:2010", "2010-06", False),
        ("ge:2010+le:2012", "2012", True),
        ("ge:2010+le:2012", "2013", False),
        ("ge:x", "y", True),
        ("sw:2010", "2010-Q1", True),
    ],
)
def test_periods_by_their_days(text: str, value: str, holds: bool) -> None:
    assert parse_filter("TIME_PERIOD", text).lets_through(value, "time") is holds


def test_a_plain_list_of_codes_is_seen_as_one() -> None:
    assert parse_filter("X", "A,B,A").codes == ("A", "B")
    assert parse_filter("X", "A+B").codes is None
    assert parse_filter("X", "A,ne:B").codes is None
    assert parse_filter("X", "A,ge:2010-01-01T00:00:00+00:00").groups[1] == (Condition("ge", "2010-01-01T00:00:00+00:00"),)


@pytest.mark.parametrize(
    ("component", "text"), [("", "A"), ("1X", "A"), ("X", ""), ("X", "A,"), ("X", "A++B"), ("X", "ge:"), ("X", "a\x00")]
)
def test_bad_filters_are_refused(component: str, text: str) -> None:
    with pytest.raises(RequestFault) as told:
        parse_filter(component, text)
    assert told.value.kind == Fault.SYNTAX


def test_too_many_values_are_too_large() -> None:
    for attempt in (
        lambda: parse_filter("X", ",".join(map(str, range(10_001)))),
        lambda: parse_keys("+".join(map(str, range(10_001)))),
    ):
        with pytest.raises(RequestFault) as told:
            attempt()
        assert told.value.status("v2") == 413


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("KEN.F", [{"AREA": ("KEN",), "SEX": ("F",)}]),
        ("KEN+PER..", [{"AREA": ("KEN", "PER")}]),
        (".F", [{"SEX": ("F",)}]),
        ("KEN", [{"AREA": ("KEN",)}]),
        ("KEN.*", [{"AREA": ("KEN",)}]),
        ("all", []),
        ("*", []),
        ("", []),
        ("..", []),
        ("*.*.*", []),
        ("KEN.F,PER.M", [{"AREA": ("KEN",), "SEX": ("F",)}, {"AREA": ("PER",), "SEX": ("M",)}]),
        ("KEN.F,*", []),
        ("A+A.B", [{"AREA": ("A",), "SEX": ("B",)}]),
    ],
)
def test_keys_limit_dimensions(text: str, limits: list[dict[str, tuple[str, ...]]]) -> None:
    assert list(fit_keys(parse_keys(text), ("AREA", "SEX", "AGE"))) == limits


@pytest.mark.parametrize("text", ["A+.B", "+", "A+*.B", "a\nb"])
def test_bad_keys_are_refused(text: str) -> None:
    with pytest.raises(RequestFault):
        parse_keys(text)


def test_a_key_longer_than_the_structure_names_its_dimensions() -> None:
    with pytest.raises(RequestFault, match=r"4 parts, the structure 3 dimensions: AREA\.SEX\.AGE"):
        fit_keys(parse_keys("A.B.C.D"), ("AREA", "SEX", "AGE"))
