"""INSPIRE's approaches under its strategies: names as facts in our short wording, each with the page on which it was read.

WHO's text stays out (its licence), and so does what no public page at hand tells: the list may be shorter than WHO's.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from accord.kit.texts import LANGUAGES

FACTS = Path(__file__).resolve().parent.parent / "facts" / "approaches.csv"


@dataclass(frozen=True)
class Approach:
    names: dict[str, str]
    source: str
    url: str


def approaches(strategy: str) -> list[Approach]:
    """In the order of the table; none for a strategy that it does not know."""
    return [one for code, one in _facts() if code == strategy]


@cache
def _facts() -> tuple[tuple[str, Approach], ...]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple((r["strategy"], Approach({code: r[f"name_{code}"] for code in LANGUAGES}, r["source"], r["url"])) for r in rows)
