"""The paper beside a file and the options over it: read as documented, or refused in one sentence with exit code 2."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accord.indicators.models import Indicator, Latest, Release
from accord.people.models import Area

pytestmark = pytest.mark.django_db
SOURCED = ("--source", "Office", "--licence", "CC0")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land"})
    Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up")
    path = tmp_path / "figures.csv"
    path.write_text("indicator,iso3,Estimate\nt.1,XKA,4.5\n")
    return path


def imported(path: Path, *options: str) -> tuple[int, str]:
    told = StringIO()
    try:
        call_command("import", "indicators", str(path), *options, stdout=StringIO(), stderr=told)
    except SystemExit as stop:
        return int(stop.code or 0), told.getvalue()
    return 0, told.getvalue()


def beside(path: Path, text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    path.with_name(path.name + ".source.toml").write_bytes(data)


def test_a_whole_paper_is_read(file: Path) -> None:
    beside(file, 'source = "Office"\nlicense = "CC0"\nurl = "https://example.org/x"\ndate = 2024-05-01\nperiod = 2022\n'
           '[mapping]\nvalue = "Estimate"\n[defaults]\nunit = "percent"\n')  # fmt: skip
    assert imported(file)[0] == 0
    kept = Release.objects.get()
    assert (kept.source, kept.licence, kept.url, kept.dated, kept.state) == (
        "Office", "CC0", "https://example.org/x", "2024-05-01", "published",
    )  # fmt: skip
    assert [(row.start, row.unit) for row in Latest.objects.all()] == [(2022, "percent")]


def test_a_mapping_may_lie_in_a_file_and_options_go_before_the_paper(file: Path, tmp_path: Path) -> None:
    beside(file, 'source = "Other"\nlicence = "CC0"\nperiod = "2001"\n')
    (tmp_path / "m.toml").write_text('value = "Estimate"\n')
    assert imported(file, "--mapping", str(tmp_path / "m.toml"), "--source", "Office", "--period", "2022")[0] == 0
    assert (Release.objects.get().source, Latest.objects.get().start) == ("Office", 2022)


@pytest.mark.parametrize(
    "paper",
    ["source = ", b"source = 'Caf\xe9'", "sorce = 'x'", "date = 'May'", "mapping = 3", "url = 'javascript:alert(1)'",
     "url = 'ftp://example.org/x'", f"source = '{'x' * 301}'", f"licence = '{'x' * 301}'", "a = " + "[" * 3_000],
)  # fmt: skip
def test_a_paper_with_a_fault_is_told_in_one_sentence(file: Path, paper: str | bytes) -> None:
    beside(file, paper)
    code, told = imported(file, "--mapping", "value=Estimate", "--period", "2022")
    assert code == 2
    assert len(told.strip().splitlines()) == 1
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    "options",
    [("--date", "x" * 21), ("--url", "javascript:alert(1)"), ("--url", "file:///etc/passwd"),
     ("--url", "https://e.org/" + "x" * 200), ("--mapping", "value"), ("--mapping", "none.toml"), ("--source", "x" * 301)],
)  # fmt: skip
def test_an_option_that_does_not_fit_is_told_in_one_sentence(file: Path, options: tuple[str, str]) -> None:
    code, told = imported(file, *SOURCED, "--period", "2022", *options)
    assert code == 2
    assert len(told.strip().splitlines()) == 1
    assert not Release.objects.exists()


def test_a_figure_too_large_for_the_table_is_refused_with_its_row(file: Path) -> None:
    file.write_text("indicator,iso3,year,value,unit\nt.1,XKA,2020,10000000000000,number\n")
    code, told = imported(file, *SOURCED)
    assert (code, "Row 1" in told, "13 digits" in told) == (1, True, True)
    assert not Release.objects.exists()
