"""An Excel workbook as openpyxl opens it, with what it reads whole counted first.

Sheets are streamed, a row at a time. Shared texts, styles, names and relations are made into objects before the first row is
read, and each element costs a hundred times what its packed bytes do: a file of 140 KB can keep a processor for minutes.
"""

import io
import zipfile
from typing import Any

from openpyxl.packaging.manifest import Override
from openpyxl.reader.excel import ExcelReader
from openpyxl.reader.strings import read_string_table
from openpyxl.xml.constants import SHARED_STRINGS

from accord.formats.messages import Unreadable


class _Archive(zipfile.ZipFile):
    def __init__(self, file: io.BytesIO, elements: int) -> None:
        super().__init__(file)
        self.most = self.left = elements

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        found = super().read(name, pwd)
        self.left -= found.count(b"<")
        if self.left < 0:
            raise Unreadable("workbook_heavy", limit=self.most)
        return found


class _Reader(ExcelReader):  # type: ignore[misc]
    def __init__(self, data: bytes, elements: int) -> None:
        super().__init__(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        self.archive = _Archive(io.BytesIO(data), elements)

    def read_strings(self) -> None:
        found: Override | None = self.package.find(SHARED_STRINGS)
        if found is not None:
            self.shared_strings = read_string_table(io.BytesIO(self.archive.read(found.PartName[1:])))

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """A sheet that is a chart holds no table; and what calls itself one would be read whole."""


def open_book(data: bytes, elements: int) -> Any:
    """`elements`: as many tags as may stand outside of sheets. Raises Unreadable (workbook_heavy), and what openpyxl raises."""
    reader = _Reader(data, elements)
    reader.read()
    return reader.wb
