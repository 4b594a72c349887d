"""PDFs are set in a process of their own: what it needs in memory ends with it, and what goes wrong there is told here."""

import sys
from datetime import date
from pathlib import Path

import pytest

from accord.overview import printing
from accord.overview.printing import MissingGlyph, print_pdf

DAY = date(2026, 1, 31)


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(printing, "ROOT", tmp_path)
    made = tmp_path / "page.typ"
    made.write_text(
        '#set text(font: ("Noto Sans", "DejaVu Sans"), fallback: false)\n#set document(title: "T")\n'
        "#json(bytes(sys.inputs.report)).words\n"
    )
    return made


def test_the_same_data_give_the_same_bytes_and_the_site_itself_loads_no_typst(template: Path) -> None:
    before = "typst" in sys.modules
    made = [print_pdf(template, {"words": "#panic() é"}, DAY) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")
    assert made[0] != print_pdf(template, {"words": "Other"}, DAY)
    assert ("typst" in sys.modules) == before


def test_a_text_that_no_font_draws_is_named(template: Path) -> None:
    with pytest.raises(MissingGlyph, match=r"U\+2603"):
        print_pdf(template, {"words": "A \u2603 man"}, DAY)


def test_a_template_that_is_wrong_says_what_typst_said(template: Path) -> None:
    template.write_text("#nothing-like-it()\n")
    with pytest.raises(RuntimeError, match="unknown variable"):
        print_pdf(template, {"words": ""}, DAY)
