"""Tables that a reader sorts: `?sort=due` upwards, `?sort=-due` downwards, any column but a rating, on the server.

A table stands in the order of its first column. By ratings none is sorted: it would be a ranking of countries.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _

RATING = "rating"
NUMBER = "number"


@dataclass(frozen=True)
class Column[Row]:
    """`key` gives what a row is sorted by, None where the row has nothing there (it stands last, upwards and downwards)."""

    code: str
    words: str | Promise
    key: Callable[[Row], Any] | None = None
    kind: str = ""

    @property
    def sorts(self) -> bool:
        return self.key is not None and self.kind != RATING


@dataclass(frozen=True)
class Head:
    """A column's heading: `href` sorts by it (empty where it does not sort), `order` is aria-sort's word."""

    code: str
    words: str
    href: str = ""
    order: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Sorting:
    """How a table stands: by which column, which way, and in a sentence why not as asked."""

    by: str
    down: bool = False
    refused: str = ""
    heads: list[Head] = field(default_factory=list, metadata={"html_only": True})


def in_order[Row](
    rows: Iterable[Row], columns: Sequence[Column[Row]], asked: str, also: Mapping[str, str] = MappingProxyType({})
) -> tuple[list[Row], Sorting]:
    """The rows in the order asked for, else by the first column upwards; of equals the first column decides.

    `also`: what else the links of the heads ask for.
    """
    down, code = asked.startswith("-"), asked.removeprefix("-")
    first = columns[0]
    wanted = next((c for c in columns if c.code == code), first)
    refused = _refusal(wanted, asked, code)
    column, down = (first, False) if refused or not asked else (wanted, down)
    assert first.key is not None
    assert column.key is not None
    found = sorted(rows, key=first.key)
    key = column.key
    told = sorted((row for row in found if key(row) is not None), key=key, reverse=down)
    untold = [row for row in found if key(row) is None]
    heads = [_head(c, column.code, also, down=down) for c in columns]
    return [*told, *untold], Sorting(column.code, down, refused, heads)


def _refusal(wanted: Column[Any], asked: str, code: str) -> str:
    if not asked or (wanted.code == code and wanted.sorts):
        return ""
    if wanted.code == code and wanted.kind == RATING:
        return _("Tables are not sorted by a rating: that would rank. The table stands in order of its first column.")
    return _("“%(column)s” is no column that this table is sorted by. It stands in order of its first column.") % {"column": code}


def is_sort(asked: str, columns: Sequence[Column[Any]]) -> bool:
    """Nothing, or a column by which the table is sorted: of these there are few."""
    return not asked or any(c.sorts and asked.removeprefix("-") == c.code for c in columns)


def _head(column: Column[Any], by: str, also: Mapping[str, str], *, down: bool) -> Head:
    here = column.code == by
    sort = f"-{column.code}" if here and not down else column.code
    order = ("descending" if down else "ascending") if here else ""
    href = f"?{urlencode({**also, 'sort': sort})}" if column.sorts else ""
    return Head(column.code, str(column.words), href, order, column.kind == NUMBER)
