"""Which of a source's many rows is shown for an area: said once, for what is written and what is read."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Protocol


class Row(Protocol):
    area_id: int
    indicator_id: int
    sex: str
    age: str
    end: int


def best_series[R: Row](rows: Iterable[R]) -> dict[tuple[int, int, str], list[R]]:
    """For each area, indicator and sex the age group with the newest row, then with most rows; rows oldest first."""
    series: dict[tuple[int, int, str, str], list[R]] = defaultdict(list)
    for row in rows:
        series[(row.area_id, row.indicator_id, row.sex, row.age)].append(row)
    best: dict[tuple[int, int, str], list[R]] = {}
    for (area, indicator, sex, _age), found in series.items():
        key = (area, indicator, sex)
        if key not in best or _rank(found) > _rank(best[key]):
            best[key] = found
    return {key: sorted(found, key=lambda row: row.end) for key, found in best.items()}


def _rank(found: list[Any]) -> tuple[int, int]:
    return max(row.end for row in found), len(found)


def mark_latest(rows: Iterable[Any]) -> None:
    """Set `latest` on the one row that a page shows for an area, indicator and sex."""
    for found in best_series(rows).values():
        found[-1].latest = True
