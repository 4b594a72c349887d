"""What a commitment lacks to be SMART."""

from datetime import date

import pytest

from accord.calc.smart import Measure, Promise, check_smart, is_smart

WHOLE = Promise(
    deliverables=1, measures=[Measure(True, True)], has_lead=True, lead_has_verified_person=True, strategies=1,
    starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31),
)  # fmt: skip


def _missing(**changed: object) -> dict[str, tuple[str, ...]]:
    return {c.letter: c.missing for c in check_smart(Promise(**{**WHOLE.__dict__, **changed})) if not c.met}


def test_a_whole_commitment_lacks_nothing() -> None:
    assert is_smart(WHOLE)
    assert [c.letter for c in check_smart(WHOLE)] == ["S", "M", "A", "R", "T"]


def test_an_empty_one_lacks_all_five() -> None:
    assert [c.missing for c in check_smart(Promise())] == [
        ("deliverable",),
        ("indicator",),
        ("lead",),
        ("reason",),
        ("start", "end"),
    ]


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"deliverables": 0}, {"S": ("deliverable",)}),
        ({"measures": [Measure(True, False)]}, {"M": ("target",)}),
        ({"measures": [Measure(False, True)]}, {"M": ("baseline",)}),
        ({"measures": [Measure(True, False), Measure(False, True)]}, {"M": ("target",)}),
        ({"measures": [Measure(False, False), Measure(True, True)]}, {}),
        ({"lead_has_verified_person": False}, {"A": ("verified_person",)}),
        ({"has_lead": False}, {"A": ("lead",)}),
        ({"strategies": 0}, {"R": ("reason",)}),
        ({"strategies": 0, "recommendations": 1}, {}),
        ({"ends_on": None}, {"T": ("end",)}),
        ({"ends_on": date(2023, 1, 1)}, {"T": ("end_after_start",)}),
        ({"measures": [Measure(True, True, 2024, 2026)]}, {}),
        ({"measures": [Measure(True, True, 2024, 2024)]}, {"M": ("target_after_baseline",)}),
        ({"measures": [Measure(True, True, 2025, 2020)]}, {"M": ("target_after_baseline",)}),
        ({"measures": [Measure(True, True, 2024, 2027)]}, {"M": ("target_by_end",)}),
        ({"measures": [Measure(True, True, in_scale=False)]}, {"M": ("scale",)}),
        ({"due": [date(2025, 1, 1)]}, {}),
        ({"due": [date(2025, 1, 1), date(2023, 12, 31)]}, {"T": ("due_within",)}),
        ({"due": [date(2027, 1, 1)]}, {"T": ("due_within",)}),
        ({"due": [date(2027, 1, 1)], "starts_on": None}, {"T": ("start", "due_within")}),
    ],
)
def test_what_is_missing_is_named(changed: dict[str, object], missing: dict[str, tuple[str, ...]]) -> None:
    assert _missing(**changed) == missing
