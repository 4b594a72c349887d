"""The report prints: tagged, stamped, the same twice, one world only."""

from pathlib import Path

import pytest
from django.core.management import call_command

from accord.overview.report.build import build_global_report
from accord.people.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lands() -> None:
    Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land", "ar": "أرض"})
    Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Madeupia"})


def test_a_tagged_pdf_comes_out_the_same_twice(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        call_command("report", "global", "--year", "2024", "--out", str(tmp_path / name))
    made = (tmp_path / "one.pdf").read_bytes()
    assert made == (tmp_path / "two.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made or b"/MarkInfo" in made


def test_it_is_stamped_and_counts_one_world() -> None:
    real, demo = build_global_report(2024, "real"), build_global_report(2024, "demo")
    assert real.stamp == "Unedited figures"
    assert [real.world, demo.world] == ["real", "demo"]
    assert "Madeupia" not in str(real)
    assert "Madeupia" in str(demo)


def test_arabic_runs_from_the_right() -> None:
    assert build_global_report(2024, "real", "ar").direction == "rtl"


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        call_command("report", "global", "--year", "2024", "--out", str(tmp_path / "x.docx"))
