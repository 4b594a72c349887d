"""Voluntary pledges of the Universal Periodic Review, in the columns of UPR Info's database."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.review_columns import ALIASES, action_of, check_filled, decoded, further_of, session_of, several
from accord.formats.table import LIMITS, Limits, Row, fold_name, read_table

COLUMNS = ("to", "from", "text", "response", "action", "issue", "session")
UNDER = {name: ALIASES[name] for name in COLUMNS}  # a further column of theirs is kept as it is named


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A voluntary pledge: what a State promised of its own accord in its review. `occurrence` counts rows that are
    alike in `key` but for it (1, 2, ...)."""

    row: int
    state: str
    text: str
    action: int | None
    issues: tuple[str, ...]
    session: int
    further: Mapping[str, str] = field(default_factory=dict)
    occurrence: int = 1

    @property
    def key(self) -> tuple[str, int, str, int]:
        return (self.state, self.session, self.text, self.occurrence)


@dataclass(frozen=True)
class Pledges:
    """Where `refused` is not empty, write nothing."""

    read: int
    rows: list[PledgeRow]
    refused: list[Refusal]


def read_pledges(source: Path | bytes, limits: Limits = LIMITS) -> Pledges:
    """Every voluntary pledge of a file. Raises Unreadable where the file as a whole cannot be read."""
    table = read_table(
        source, required=("to", "text", "response", "session"), known=("from", "action", "issue"), aliases=UNDER,
        limits=limits,
    )  # fmt: skip
    refused = list(table.refused)
    rows: list[PledgeRow] = []
    seen: Counter[tuple[str, int, str]] = Counter()
    for given in table.rows:
        row, faults = _pledge(decoded(given))
        refused += faults
        if row:
            seen[row.key[:3]] += 1
            rows.append(replace(row, occurrence=seen[row.key[:3]]))
    return Pledges(len(table.rows), rows, sorted(refused, key=lambda r: r.row))


def _pledge(row: Row) -> tuple[PledgeRow | None, list[Refusal]]:
    values = row.values
    refused = check_filled(row, ("to", "text", "response", "session"))
    if values["response"] and not re.search("pledge|voluntary", fold_name(values["response"])):
        refused.append(refuse("not_a_pledge", row.number, "response", values["response"]))
    session, action = session_of(row, refused), action_of(row, refused)
    if refused or session is None:
        return None, refused
    return PledgeRow(
        row=row.number, state=values["to"], text=values["text"], action=action,
        issues=several(values.get("issue", ""), ",;|"), session=session, further=further_of(row, COLUMNS),
    ), []  # fmt: skip
