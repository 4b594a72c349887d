"""The two engines behind one shape: SQLite FTS5 with external content, PostgreSQL tsvector with GIN.

`find(field, groups, limit=..., up_to=...)` gives the newest entries and how many there are. Both engines answer from
the same normalised tokens, so that a query finds the same records on both.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from django.db import connection, transaction

from accord.kit import prepared
from accord.record.models import SearchDocument, SearchEntry
from accord.record.pouring import put_all
from accord.record.search import windows

TABLE = SearchDocument._meta.db_table
ENTRY = SearchEntry._meta.db_table
LAYOUTS = {"sqlite": "3", "postgresql": "4"}  # of the entries and indexes below: a change here needs `accord reindex`
BATCH = 1000
MOST_FACETS = 400  # beside words; SQLite takes expressions a thousand deep
SAMPLE = 4000  # rows of PostgreSQL's index that tell whether two things stand together


class Entry(NamedTuple):
    """The id is the document's."""

    pk: int
    title: str
    repeated: str
    facets: str


def layout() -> str:
    return LAYOUTS[connection.vendor]


def create() -> None:
    """Make the indexes where they are missing (after each migrate, since test databases skip migrations)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for field in FIELDS:
                _make_vectors(f"record_{field}_vectors")
                cursor.execute(f"CREATE INDEX IF NOT EXISTS record_{field}_gin ON record_{field}_vectors {_GIN}")
            return
        for statement in _SQLITE:
            cursor.execute(statement)


FIELDS = ("title", "body")
_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS record_title_fts USING fts5(title_tokens, content='{TABLE}', "
    "content_rowid='id', prefix='2 3', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS record_body_fts USING fts5(body_tokens, content='{TABLE}', "
    "content_rowid='id', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
)
_GIN = "USING gin (v) WITH (fastupdate=off)"


def _make_vectors(name: str) -> None:
    """Rows of an id and a vector: narrow and unpacked, since a common word is answered by walking the newest of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {name} (id bigint PRIMARY KEY, v tsvector NOT NULL) WITH (toast_tuple_target = 4080)"
        )
        cursor.execute(f"ALTER TABLE {name} ALTER COLUMN v SET STATISTICS 1000")


def add(documents: Sequence[SearchDocument]) -> None:
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        _add_entries(batch)
        if connection.vendor == "postgresql":
            for field in FIELDS:
                _add_vectors(f"record_{field}_vectors", field, batch)
            continue
        titles = [(d.id, d.title_tokens) for d in batch if d.title_tokens]
        put_all("INSERT INTO record_title_fts(rowid, title_tokens) VALUES (%s, %s)", titles)
        put_all("INSERT INTO record_body_fts(rowid, body_tokens) VALUES (%s, %s)", [(d.id, d.body_tokens) for d in batch])


def _add_entries(documents: Sequence[SearchDocument]) -> None:
    told = [(d.id, _spaced(d.title_tokens.split()), *_parted(d.body_tokens)) for d in documents]
    put_all(f"INSERT INTO {ENTRY} (document_id, title, repeated, facets) VALUES (%s, %s, %s, %s)", told)


def _add_vectors(name: str, field: str, documents: Sequence[SearchDocument]) -> None:
    told = [(d.id, _vector(tokens, d.id)) for d in documents if (tokens := getattr(d, f"{field}_tokens"))]
    if not told:  # a passage has no title
        return
    prepared.later(
        f"INSERT INTO {name}(id, v) SELECT id, v::tsvector FROM unnest(%s::bigint[], %s::text[]) AS given(id, v) "
        "ON CONFLICT (id) DO UPDATE SET v = excluded.v",
        [[pk for pk, _ in told], [vector for _, vector in told]],
    )


def _parted(body_tokens: str) -> tuple[str, str]:
    """What stands there more than once, and the facet tokens, which stand last."""
    tokens = body_tokens.split()
    end = next((n for n, token in enumerate(tokens) if token[0] == "_"), len(tokens))
    counts = Counter(tokens[:end])
    return _spaced([f"{token}={min(count, 3)}" for token, count in counts.items() if count > 1]), _spaced(tokens[end:])


def _spaced(tokens: Sequence[str]) -> str:
    return f" {' '.join(tokens)} " if tokens else ""


def remove(documents: Sequence[SearchDocument]) -> None:
    """FTS5 with external content deletes by the old text. Entries go with their documents."""
    if not documents:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for field in FIELDS:
                cursor.execute(f"DELETE FROM record_{field}_vectors WHERE id = ANY(%s)", [[d.id for d in documents]])
            return
        cursor.executemany(
            "INSERT INTO record_title_fts(record_title_fts, rowid, title_tokens) VALUES ('delete', %s, %s)",
            [(d.id, d.title_tokens) for d in documents if d.title_tokens],
        )
        cursor.executemany(
            "INSERT INTO record_body_fts(record_body_fts, rowid, body_tokens) VALUES ('delete', %s, %s)",
            [(d.id, d.body_tokens) for d in documents],
        )


def keep_tokens(documents: Sequence[SearchDocument]) -> None:
    """Write the documents' tokens; `rebuild` then makes what is searched."""
    with connection.cursor() as cursor:
        sql = f"UPDATE {TABLE} SET title_tokens = %s, body_tokens = %s WHERE id = %s"
        cursor.executemany(sql, [(d.title_tokens, d.body_tokens, d.id) for d in documents])


def hold_writers() -> None:
    """Until the transaction ends nobody else writes documents; reading goes on. (SQLite has one writer as it is.)"""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE")


@transaction.atomic
def rebuild() -> None:
    """Entries and indexes anew, from the tokens kept with the documents."""
    hold_writers()
    SearchEntry.objects.all().delete()
    if connection.vendor == "postgresql":
        _rebuild_vectors()
        return
    for batch in _batches():
        _add_entries(batch)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO record_title_fts(record_title_fts) VALUES ('rebuild')")
        cursor.execute("INSERT INTO record_body_fts(record_body_fts) VALUES ('rebuild')")


def _rebuild_vectors() -> None:
    """Beside the tables in use, which they then replace: an index is made far faster over all rows than row by row."""
    for field in FIELDS:
        _make_vectors(f"record_{field}_fresh")
    for batch in _batches():
        _add_entries(batch)
        for field in FIELDS:
            _add_vectors(f"record_{field}_fresh", field, batch)
    with connection.cursor() as cursor:
        for field in FIELDS:
            cursor.execute(f"CREATE INDEX record_{field}_fresh_gin ON record_{field}_fresh {_GIN}")
            cursor.execute(f"ANALYZE record_{field}_fresh")  # the planner chooses by how frequent a token is
        for field in FIELDS:
            cursor.execute(f"DROP TABLE record_{field}_vectors")
            cursor.execute(f"ALTER TABLE record_{field}_fresh RENAME TO record_{field}_vectors")
            cursor.execute(f"ALTER INDEX record_{field}_fresh_gin RENAME TO record_{field}_gin")


def _batches() -> Iterator[list[SearchDocument]]:
    found = SearchDocument.objects.only("id", "title_tokens", "body_tokens").order_by("id")
    last = -(2**63) + 1
    while batch := list(found.filter(id__gt=last)[:BATCH]):
        last = batch[-1].id
        yield batch


def find(
    field: str, groups: Sequence[Sequence[str]], *, limit: int, up_to: int = 0, phrase: bool = False, prefix: bool = False
) -> tuple[list[Entry], int]:
    """The newest entries in any order, and how many there are (counted as far as `up_to`).

    Each group must be met by one of its tokens; facet groups begin with `_`.
    """
    if not groups:
        return [], 0
    most = max(limit, up_to)
    if connection.vendor == "postgresql":
        return _postgres(field, _wanted(groups, phrase, prefix), limit, most)
    return _sqlite(field, groups, (phrase, prefix), limit, most)


def _sqlite(
    field: str, groups: Sequence[Sequence[str]], how: tuple[bool, bool], limit: int, most: int
) -> tuple[list[Entry], int]:
    """Facets and audiences stand in nearly all documents. Beside words that are in few the index would pass them all, since it is
    read from the newest on (a million: 30 ms for each): what has the words is looked at one by one there."""
    met = f"SELECT rowid AS id FROM record_{field}_fts WHERE record_{field}_fts MATCH %s"
    words = [group for group in groups if not group[0].startswith("_")]
    facets = [group for group in groups if group[0].startswith("_")]
    if field == "body" and words and facets and sum(map(len, facets)) <= MOST_FACETS:
        asked = _match(words, *how)
        if prepared.rows(f"SELECT count(*) FROM ({met} LIMIT %s)", [asked, most + 1])[0][0] <= most:
            fits = " AND ".join(f"({' OR '.join(['instr(f.facets, %s)'] * len(group))})" for group in facets)
            few = f"SELECT f.document_id AS id FROM ({met}) w JOIN {ENTRY} f ON f.document_id = w.id WHERE {fits}"
            return _entries(f"{few} ORDER BY id DESC LIMIT %s", [asked, *(f" {t} " for g in facets for t in g), most, limit])
    return _entries(f"{met} ORDER BY rowid DESC LIMIT %s", [_match(groups, *how), most, limit])


def _postgres(field: str, wanted: "_Wanted", limit: int, most: int) -> tuple[list[Entry], int]:
    """Few are gathered from the whole index, many window by window; of titles, which are few, the planner knows best."""
    table = f"record_{field}_vectors"
    query = " & ".join([*wanted.narrow, *wanted.wide])
    whole = f"SELECT id FROM {table} WHERE v @@ %s::tsquery ORDER BY {{}} DESC LIMIT %s"
    if field == "title":
        return _entries(whole.format("id"), [" & ".join([query, *wanted.phrase]), most, limit])
    if _seldom(table, query, most) or (len(wanted.narrow) > 1 and _seldom_together(table, query, most)):
        return _entries(whole.format("id + 0"), [" & ".join([query, *wanted.phrase]), most, limit])
    looked_at = [*wanted.wide, *wanted.phrase]
    return _entries(windows.newest(table, len(wanted.narrow), len(looked_at)), [*wanted.narrow, *looked_at, most, limit])


def _seldom(table: str, query: str, most: int) -> bool:
    """As the planner guesses, which knows how frequent each word is."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {table} WHERE v @@ %s::tsquery", [query])
        return int(cursor.fetchone()[0][0]["Plan"]["Plan Rows"]) <= most


def _seldom_together(table: str, query: str, most: int) -> bool:
    """How often two things stand together the planner does not know; an English word in French records would be sought in each
    window. Some thousand rows from anywhere tell."""
    many = f"(SELECT greatest(reltuples, 1) FROM pg_class WHERE oid = '{table}'::regclass)"
    sample = f"{table} TABLESAMPLE SYSTEM (least(100, {100 * SAMPLE}.0 / {many}))"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) * greatest({many} / {SAMPLE}, 1) <= %s FROM {sample} WHERE v @@ %s::tsquery", [most, query]
        )
        return bool(cursor.fetchone()[0])


def _entries(met: str, values: list[str | int]) -> tuple[list[Entry], int]:
    """Ids, count and entries in one query."""
    sql = (
        f"WITH met AS MATERIALIZED ({met}) SELECT e.document_id, e.title, e.repeated, e.facets, (SELECT count(*) FROM met) "
        f"FROM (SELECT id FROM met ORDER BY id DESC LIMIT %s) newest JOIN {ENTRY} e ON e.document_id = newest.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return [Entry._make(row[:4]) for row in rows], rows[0][4] if rows else 0


def _vector(tokens: str, pk: int) -> str:
    """A tsvector literal with positions, for phrases; PostgreSQL keeps positions up to 16,383. Its window stands there, too."""
    told = [f"{_quote(t)}:{min(n, 16_383)}" for n, t in enumerate(tokens.split(), start=1)]
    return " ".join([*told, _quote(windows.token(pk))])


def _quote(token: str) -> str:
    return "'" + token.replace("'", "''").replace("\\", "\\\\") + "'"


def phrases(groups: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The words in a row, in each way they may be stemmed; beyond nine ways, the first alone."""
    plain = [group for group in groups if not group[0].startswith("_")]
    ways = prod(map(len, plain))
    return list(product(*plain)) if ways <= 9 else [tuple(group[0] for group in plain)]


class _Wanted(NamedTuple):
    """Queries of PostgreSQL, one of each group; `phrase` holds one where words must stand in a row."""

    narrow: list[str]
    wide: list[str]  # of the world, and of who may see it: nearly all meet these
    phrase: list[str]


def _wanted(groups: Sequence[Sequence[str]], phrase: bool, prefix: bool) -> _Wanted:
    plain = [g for g in groups if not g[0].startswith("_")]
    tails = [":*" if prefix and number == len(plain) - 1 else "" for number in range(len(plain))]
    words = ["(" + " | ".join(_quote(t) + tail for t in g) + ")" for g, tail in zip(plain, tails, strict=True)]
    facets = [g for g in groups if g[0].startswith("_")]
    wide, narrow = ([_any(g) for g in facets if g[0].startswith(("_w", "_v")) == is_wide] for is_wide in (True, False))
    if not words + narrow:
        wide, narrow = [], wide
    in_a_row = (
        [" | ".join("(" + " <-> ".join(map(_quote, way)) + ")" for way in phrases(plain))] if phrase and len(plain) > 1 else []
    )
    return _Wanted(words + narrow, wide, [f"({one})" for one in in_a_row])


def _any(group: Sequence[str]) -> str:
    return "(" + " | ".join(map(_quote, group)) + ")"


def _match(groups: Sequence[Sequence[str]], phrase: bool, prefix: bool) -> str:
    plain = [g for g in groups if not g[0].startswith("_")]
    if phrase and len(plain) > 1:
        parts = ["(" + " OR ".join('"' + " ".join(way) + '"' for way in phrases(plain)) + ")"]
    else:
        tails = ["*" if prefix and number == len(plain) - 1 else "" for number in range(len(plain))]
        parts = ["(" + " OR ".join(f'"{t}"{tail}' for t in g) + ")" for g, tail in zip(plain, tails, strict=True)]
    parts += ["(" + " OR ".join(f'"{t}"' for t in g) + ")" for g in groups if g[0].startswith("_")]
    return " AND ".join(parts)
