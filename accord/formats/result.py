"""What an import tells: how much was read and written, and what was refused and why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusal:
    """One thing wrong. `row` counts rows of data from 1 (the header is row 0, the file as a whole too).

    `message` is the English sentence; by `code` and `params` (formats/messages.py) a page says it in another language.
    """

    row: int
    column: str
    value: str
    message: str
    code: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


TOLD = 1_000  # faults of figures that are told one by one
MORE = "more_faults"  # the code of the one that says how many further ones there are


def in_all(refused: Sequence[Refusal]) -> int:
    """How many faults there are, those with them that are counted only."""
    return sum(int(r.params["count"]) if r.code == MORE else 1 for r in refused)


@dataclass(frozen=True)
class ImportResult:
    """Counts of rows. Where anything is refused, nothing was written. Of very many faults the first: `messages.told`."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0, or 1 where anything was refused."""
        return 1 if self.refused else 0

    def as_json(self) -> str:
        """One line, as docs/contract.md fixes it: these keys, in this order, and no others."""
        told = {
            "read": self.read,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": [{"row": r.row, "column": r.column, "value": r.value, "message": r.message} for r in self.refused],
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
