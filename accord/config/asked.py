"""Settings that may be typed wrong: each is told by its name and by what is expected (`accord/__main__.py` prints it)."""

import os
from datetime import datetime


def moment(name: str) -> str:
    given = os.environ.get(name, "")
    if given:
        try:
            datetime.fromisoformat(given)
        except ValueError:
            raise ValueError(f"{name} must be an ISO time, as 2026-03-01T10:00:00Z") from None
    return given


def number(name: str, default: int) -> int:
    given = os.environ.get(name, "") or str(default)
    if not (given.isascii() and given.isdecimal()):
        raise ValueError(f"{name} must be a whole number, as {default}")
    return int(given)
