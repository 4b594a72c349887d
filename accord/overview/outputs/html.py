"""A document as the body of a page. Written here: a matrix of 250 rows took a template half a second."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from accord.formats.document import Block, Document, Part, Run, Runs, Table
from accord.kit.interface import direction


def parts_html(document: Document) -> SafeString:
    return _joined(_part(part) for part in document.parts)


def run_html(run: Run) -> SafeString:
    words = SafeString(escape(run.text).replace("\n", "<br>"))
    marks = format_html(' lang="{}" dir="{}"', run.lang, direction(run.lang)) if run.lang else SafeString()
    if run.strong:
        words = format_html("<strong>{}</strong>", words)
    if run.url:
        return format_html('<a href="{}"{}>{}</a>', run.url, marks, words)
    return format_html("<span{}>{}</span>", marks, words) if marks else words


def _runs(runs: Runs) -> SafeString:
    """Neighbours in one language share one span: each set apart by itself, they would follow the page's direction, not theirs."""
    return _joined(_stretch(lang, list(group)) for lang, group in groupby(runs, key=lambda run: run.lang))


def _stretch(lang: str, runs: Runs) -> SafeString:
    if not lang or len(runs) == 1:
        return _joined(run_html(run) for run in runs)
    words = _joined(run_html(replace(run, lang="")) for run in runs)
    return format_html('<span lang="{}" dir="{}">{}</span>', lang, direction(lang), words)


def _part(part: Part) -> SafeString:
    return format_html(
        '<section id="{0}" aria-labelledby="h-{0}"><h2 id="h-{0}">{1}</h2>{2}</section>\n',
        part.code, run_html(part.title), _joined(_blocks(part.blocks)),
    )  # fmt: skip


def _blocks(blocks: Iterable[Block | Table]) -> Iterator[SafeString]:
    """Points that follow one another are one list."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind == "point":
            yield format_html(
                "<ul>{}</ul>\n", _joined(format_html("<li>{}</li>", _runs(b.runs)) for b in group if isinstance(b, Block))
            )
        else:
            yield from (_table(block) if isinstance(block, Table) else _block(block) for block in group)


def _block(block: Block) -> SafeString:
    said = _runs(block.runs)
    if block.kind == "heading":
        return format_html("<h{0}>{1}</h{0}>\n", block.level + 1, said)
    return format_html('<p class="source">{}</p>\n' if block.kind == "note" else "<p>{}</p>\n", said)


def _table(table: Table) -> SafeString:
    head = _joined(format_html('<th scope="col"{}>{}</th>', _number(c.numeric), c.name) for c in table.columns)
    rows = _joined(format_html("<tr>{}</tr>\n", _joined(_cells(row, table))) for row in table.rows)
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{0}"><table class="stack"><caption>{0}</caption>'
        "<thead><tr>{1}</tr></thead><tbody>\n{2}</tbody></table></div>\n", table.caption, head, rows,
    )  # fmt: skip


def _cells(row: Iterable[Runs], table: Table) -> Iterator[SafeString]:
    for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
        if place == 0:
            yield format_html('<th scope="row">{}</th>', _runs(cell))
        else:
            yield format_html('<td data-label="{}"{}>{}</td>', column.name, _number(column.numeric), _runs(cell))


def _number(numeric: bool) -> SafeString:
    return SafeString(' class="n"') if numeric else SafeString()


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308  each piece is escaped where it is made
