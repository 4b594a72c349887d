"""What an import tells: how much was read and written, and what was refused and why."""

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Refusal:
    """One thing wrong. `row` counts lines of data from 1 (the header is row 0)."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class ImportResult:
    """Counts of rows. Where anything is refused, nothing was written."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list, metadata={"html_only": True})

    @property
    def exit_code(self) -> int:
        return 1 if self.refused else 0

    def as_json(self) -> str:
        """One line, as docs/contract.md fixes it."""
        told = {k: v for k, v in asdict(self).items() if k != "notes"}
        return json.dumps(told, ensure_ascii=False)
