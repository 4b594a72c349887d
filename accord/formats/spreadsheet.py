"""Tables as an Excel workbook."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold
LONGEST_CELL = 32_767

type Cell = str | int | float | Decimal | None


def write_workbook(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """One sheet a name (at most 31 letters), first row bold. Numbers are numbers; every text is a text, never a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet)
                if isinstance(value, str):
                    cell.value = CONTROL.sub("", value)[:LONGEST_CELL]
                    cell.data_type = "s"  # a text that begins with = would else be a formula
                else:
                    cell.value = value
                if number == 0:
                    cell.font = Font(bold=True)
                cells.append(cell)
            sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
