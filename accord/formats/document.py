"""A text document as plain data: parts with headings, paragraphs, points and tables. Writers give it as files (`docx.py`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Run:
    """Words in one language; `lang` is empty where that is the document's own. `url` is a whole address."""

    text: str
    lang: str = ""
    url: str = ""
    strong: bool = False


type Runs = Sequence[Run]


@dataclass(frozen=True)
class Block:
    """`kind`: heading (of `level` 2 or 3; a part's title is level 1), paragraph, point, note (small, under what it speaks of)."""

    kind: str
    runs: Runs
    level: int = 0


@dataclass(frozen=True)
class Column:
    name: str
    share: int = 1  # of the width
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """`caption` stands above it, `about` says what it shows to whoever does not see it. The first cell of a row names it."""

    caption: str
    about: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Runs]]
    kind: str = "table"


@dataclass(frozen=True)
class Part:
    """`counted`: whether its words are among those that a limit is put on; annexes are not."""

    code: str
    title: Run
    blocks: Sequence[Block | Table] = ()
    counted: bool = True


@dataclass(frozen=True)
class Document:
    """In one of the six languages; `dated` is the day it speaks of, never the clock's: the same document, the same bytes."""

    title: str
    language: str
    direction: str  # ltr or rtl
    dated: date
    lines: Sequence[Run]  # under the title: what this is, of which day
    parts: Sequence[Part]
    footer: str = ""
    notice: Run | None = None  # what must be known before anything is read


def texts_of(part: Part) -> Iterator[str]:
    """Title, headings, text, captions, heads and cells: one text for each paragraph, for runs side by side may be of one word."""
    yield part.title.text
    for block in part.blocks:
        if isinstance(block, Block):
            yield plain(block.runs)
            continue
        yield block.caption
        yield from (column.name for column in block.columns)
        yield from (plain(cell) for row in block.rows for cell in row)


def plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def direction_of(runs: Runs, document: str) -> str:
    """The way a paragraph runs: that of its language where it is all in one, else the document's (its language's code)."""
    languages = {run.lang or document for run in runs}
    return "rtl" if (languages.pop() if len(languages) == 1 else document) == "ar" else "ltr"
