"""A document as a Word file: real headings, header rows, the language and the direction of each text. Same value, same bytes.

Parts and their order after ECMA-376 (WordprocessingML, transitional). Nothing in it runs: no macro, no field but page numbers.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from accord.formats import docx_frame as frame
from accord.formats.document import Block, Document, Part, Run, Runs, Table, direction_of
from accord.formats.spreadsheet import CONTROL

WIDTH = 9_638  # of the text on A4 with margins of 2 cm, in twentieths of a point
_STYLES = {"paragraph": "", "point": "ListBullet", "note": "Note"}


def write_docx(document: Document) -> bytes:
    """The file. Addresses that do not lead to the web are written as text alone; characters that XML cannot hold are left out."""
    body = _Body(document)
    parts = {
        "[Content_Types].xml": frame.CONTENT_TYPES,
        "_rels/.rels": frame.PACKAGE_LINKS,
        "docProps/core.xml": frame.core(_safe(document.title), document.language, document.dated),
        "word/document.xml": body.xml(),
        "word/styles.xml": frame.styles(document.language),
        "word/numbering.xml": frame.NUMBERING,
        "word/settings.xml": frame.settings(document.language),
        "word/footer1.xml": frame.footer(_safe(document.footer), document.direction == "rtl"),
        "word/_rels/document.xml.rels": frame.document_links(body.addresses),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _safe(text: str) -> str:
    return escape(CONTROL.sub("", text))


class _Body:
    """Writes paragraphs and gathers the addresses they lead to."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.addresses: list[str] = []

    def xml(self) -> str:
        value = self.document
        top = [self._paragraph([Run(value.title)], "Title")]
        top += [self._paragraph([value.notice], "Notice")] if value.notice else []
        top += [self._paragraph([line], "Subtitle") for line in value.lines]
        return frame.document("".join([*top, *(self._part(part) for part in value.parts)]), value.direction == "rtl")

    def _part(self, part: Part) -> str:
        head = self._paragraph([part.title], "Heading1")
        return head + "".join(self._block(block) for block in part.blocks)

    def _block(self, block: Block | Table) -> str:
        if isinstance(block, Table):
            return self._table(block)
        style = f"Heading{block.level}" if block.kind == "heading" else _STYLES[block.kind]
        return self._paragraph(block.runs, style)

    def _paragraph(self, runs: Runs, style: str = "") -> str:
        about = f'<w:pStyle w:val="{style}"/>' if style else ""
        if direction_of(runs, self.document.language) == "rtl":
            about += "<w:bidi/>"
        said = "".join(self._run(run) for run in runs if run.text)
        return f"<w:p><w:pPr>{about}</w:pPr>{said}</w:p>" if about else f"<w:p>{said}</w:p>"

    def _run(self, run: Run) -> str:
        language = run.lang or self.document.language
        about = '<w:rStyle w:val="Hyperlink"/>' if run.url.startswith(("http://", "https://")) else ""
        about += "<w:b/><w:bCs/>" if run.strong else ""
        about += "<w:rtl/>" if language == "ar" else ""
        about += frame.language_tag(language)
        said = f"<w:r><w:rPr>{about}</w:rPr>{''.join(_lines(run.text))}</w:r>"
        if not run.url.startswith(("http://", "https://")):
            return said
        return f'<w:hyperlink r:id={quoteattr(self._link(run.url))} w:history="1">{said}</w:hyperlink>'

    def _link(self, url: str) -> str:
        if url not in self.addresses:
            self.addresses.append(url)
        return frame.link_name(self.addresses.index(url))

    def _table(self, table: Table) -> str:
        shares = sum(column.share for column in table.columns)
        widths = [WIDTH * column.share // shares for column in table.columns]
        head = frame.row(
            [self._cell([Run(c.name, strong=True)], w) for c, w in zip(table.columns, widths, strict=True)], head=True
        )
        rows = (frame.row(self._cells(row, table, widths)) for row in table.rows)
        caption = self._paragraph([Run(table.caption)], "Caption")
        rtl = self.document.direction == "rtl"
        return caption + frame.table(widths, _safe(table.caption), _safe(table.about), head + "".join(rows), rtl=rtl)

    def _cells(self, row: Sequence[Runs], table: Table, widths: Sequence[int]) -> list[str]:
        columns = zip(row, table.columns, widths, strict=True)
        return [self._cell(cell, width, "Number" if column.numeric else "Cell") for cell, column, width in columns]

    def _cell(self, runs: Runs, width: int, style: str = "Cell") -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._paragraph(runs, style)}</w:tc>'


def _lines(text: str) -> Iterator[str]:
    """A line end within a text is a break within its paragraph."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "<w:br/>"
        yield f'<w:t xml:space="preserve">{_safe(line)}</w:t>'
