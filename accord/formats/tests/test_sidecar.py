"""The paper beside a file, and options that go before it."""

from datetime import date
from pathlib import Path

import pytest

from accord.formats.messages import Unreadable
from accord.formats.sidecar import Sidecar, parse_mapping, parse_sidecar, read_mapping, read_sidecar

WHOLE = """
source = "Survey"
license = "CC BY 4.0"
date = 2024-05-01
period = 2022
[mapping]
value = "Estimate"
[defaults]
unit = "percent"
"""


def test_the_paper_beside_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.csv.source.toml").write_text(WHOLE)
    paper = read_sidecar(tmp_path / "x.csv")
    assert (paper.source, paper.licence, paper.date, paper.says_where_from) == ("Survey", "CC BY 4.0", date(2024, 5, 1), True)
    assert (paper.mapping, paper.all_defaults()) == ({"value": "Estimate"}, {"unit": "percent", "period": "2022"})


def test_no_paper_is_an_empty_one(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / "x.csv") == Sidecar()
    assert not Sidecar(source="Survey").says_where_from


def test_what_is_given_goes_before_the_paper_and_tables_are_merged() -> None:
    paper = parse_sidecar(WHOLE).over(source="Census", period="", mapping={"unit": "Measure"})
    assert (paper.source, paper.period) == ("Census", "2022")
    assert paper.mapping == {"value": "Estimate", "unit": "Measure"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("source = ", "bad_toml"), ("sorce = 'x'", "unknown_setting"), ("source = 3", "bad_setting"),
     ("date = 'May'", "bad_setting"),
     ("mapping = 'x'", "bad_setting"), ("[defaults]\nunit = [1]", "bad_setting")],
)  # fmt: skip
def test_a_paper_with_a_fault_is_unreadable(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        parse_sidecar(text, "x.csv.source.toml")
    assert told.value.code == code
    assert "x.csv.source.toml" in told.value.message


def test_a_mapping_in_a_file_stands_by_itself_or_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    for text in ('value = "Estimate"', '[mapping]\nvalue = "Estimate"'):
        path.write_text(text)
        assert read_mapping(path) == {"value": "Estimate"}
    for broken in (b"value = ", b"value = [1]", b"value = 'Caf\xe9'", b"a = " + b"[" * 3_000):
        path.write_bytes(broken)
        with pytest.raises(Unreadable, match=r"m\.toml"):
            read_mapping(path)
    with pytest.raises(Unreadable, match=r"no m2\.toml"):
        read_mapping(tmp_path / "m2.toml")


def test_a_mapping_on_the_command_line_is_pairs() -> None:
    assert parse_mapping("value=Estimate, unit = Measure") == {"value": "Estimate", "unit": "Measure"}
    with pytest.raises(Unreadable, match="value=Estimate"):
        parse_mapping("value")
