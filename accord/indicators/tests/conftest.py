"""What the floor above draws when a release is published is its own to test (`overview/tests/test_drawing.py`)."""

import pytest

from accord.indicators.drawing import stored


@pytest.fixture(autouse=True)
def _nothing_is_drawn_above(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "_after", [])
