"""The workbook of a section's questions: one row for each field of an answer, out and back.

Columns: `question` and `field` (codes, not to be changed), `version` (of the answer as the workbook was taken), `asked` (words
for whoever fills it in), `answer`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.spreadsheet import write_workbook
from accord.formats.table import Limits, arrange
from accord.formats.workbook import open_workbook

COLUMNS = ("question", "field", "version", "asked", "answer")
LIMITS = Limits(size=2_000_000, rows=3_000, columns=20, cell=20_000, refusals=200)


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """`row` counts from 1 below the header: a spreadsheet's number less one. `version` 0 where no answer stood yet."""

    row: int
    question: str
    field: str
    version: int
    answer: str
    asked: str = ""


@dataclass(frozen=True)
class AnswerCells:
    """Where `refused` is not empty, write nothing."""

    cells: list[AnswerCell]
    refused: list[Refusal]


def write_answers(title: str, cells: Iterable[AnswerCell]) -> bytes:
    """An Excel workbook with one sheet."""
    rows: list[tuple[str | int, ...]] = [COLUMNS]
    rows += [(c.question, c.field, c.version, c.asked, c.answer) for c in cells]
    return write_workbook({_sheet_name(title): rows})


def _sheet_name(title: str) -> str:
    """Without what Excel forbids in the name of a sheet."""
    return "".join(" " if c in r"[]:*?/\'" else c for c in title).strip()[:31] or "1"


def read_answers(data: bytes) -> AnswerCells:
    """The cells of a workbook. Raises Unreadable where the file as a whole cannot be read."""
    sheet = open_workbook(data, known=frozenset(COLUMNS), limits=LIMITS)
    table = arrange(sheet, required=("question", "field", "answer"), known=COLUMNS, aliases={}, limits=LIMITS)
    refused = list(table.refused)
    cells: list[AnswerCell] = []
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        told = row.values
        key = (told["question"], told["field"])
        version = told.get("version", "") or "0"
        if not all(key):
            refused.append(refuse("missing_value", row.number, "field", "", expected="the codes that the workbook came with"))
        elif key in seen:
            refused.append(refuse("duplicate_key", row.number, "", " ".join(key), first=seen[key], key=" ".join(key)))
        elif not (version.isdecimal() and len(version) < 10):
            refused.append(refuse("missing_value", row.number, "version", version, expected="the number that stood there"))
        else:
            seen[key] = row.number
            cells.append(AnswerCell(row.number, *key, int(version), told["answer"], told.get("asked", "")))
    return AnswerCells(cells, refused)
