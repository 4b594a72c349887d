"""The two engines behind one shape: SQLite FTS5 with external content, PostgreSQL tsvector with GIN.

`find(table, must, any_of, limit)` gives ids newest first. Both engines answer from the same normalised tokens, so that a
query finds the same records on both.
"""

from collections.abc import Sequence

from django.db import connection

from accord.record.models import SearchDocument

TABLE = SearchDocument._meta.db_table


def create() -> None:
    """Make the indexes where they are missing (after each migrate, since test databases skip migrations)."""
    with connection.cursor() as cursor:
        for statement in _POSTGRES if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS record_title_fts USING fts5(title_tokens, content='{TABLE}', "
    "content_rowid='id', prefix='2 3', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS record_body_fts USING fts5(body_tokens, content='{TABLE}', "
    "content_rowid='id', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
)
_POSTGRES = (
    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS title_tsv tsvector",
    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS body_tsv tsvector",
    f"ALTER TABLE {TABLE} ALTER COLUMN body_tsv SET STATISTICS 1000",
    f"CREATE INDEX IF NOT EXISTS record_title_gin ON {TABLE} USING gin (title_tsv) WITH (fastupdate=off)",
    f"CREATE INDEX IF NOT EXISTS record_body_gin ON {TABLE} USING gin (body_tsv) WITH (fastupdate=off)",
)


def add(documents: Sequence[SearchDocument]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            rows = [(_vector(d.title_tokens), _vector(d.body_tokens), d.id) for d in documents]
            cursor.executemany(f"UPDATE {TABLE} SET title_tsv=%s::tsvector, body_tsv=%s::tsvector WHERE id=%s", rows)
            return
        titles = [(d.id, d.title_tokens) for d in documents if d.title_tokens]
        cursor.executemany("INSERT INTO record_title_fts(rowid, title_tokens) VALUES (%s, %s)", titles)
        bodies = [(d.id, d.body_tokens) for d in documents]
        cursor.executemany("INSERT INTO record_body_fts(rowid, body_tokens) VALUES (%s, %s)", bodies)


def remove(documents: Sequence[SearchDocument]) -> None:
    if connection.vendor == "postgresql" or not documents:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO record_title_fts(record_title_fts, rowid, title_tokens) VALUES ('delete', %s, %s)",
            [(d.id, d.title_tokens) for d in documents if d.title_tokens],
        )
        cursor.executemany(
            "INSERT INTO record_body_fts(record_body_fts, rowid, body_tokens) VALUES ('delete', %s, %s)",
            [(d.id, d.body_tokens) for d in documents],
        )


def rebuild() -> None:
    if connection.vendor == "postgresql":
        for document in SearchDocument.objects.iterator(chunk_size=1000):
            add([document])
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO record_title_fts(record_title_fts) VALUES ('rebuild')")
        cursor.execute("INSERT INTO record_body_fts(record_body_fts) VALUES ('rebuild')")


def find(field: str, groups: Sequence[Sequence[str]], *, limit: int, phrase: bool = False, prefix: bool = False) -> list[int]:
    """Ids, newest rank first. `groups`: every group must be met, by any one of its tokens."""
    if not groups:
        return []
    if connection.vendor == "postgresql":
        query = _tsquery(groups, phrase, prefix)
        sql = f"SELECT id FROM {TABLE} WHERE {field}_tsv @@ %s::tsquery ORDER BY id DESC LIMIT %s"
    else:
        query = _match(groups, phrase, prefix)
        sql = f"SELECT rowid FROM record_{field}_fts WHERE record_{field}_fts MATCH %s ORDER BY rowid DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, limit])
        return [row[0] for row in cursor.fetchall()]


def _vector(tokens: str) -> str:
    """A tsvector literal with positions, for phrases; PostgreSQL keeps positions up to 16,383."""
    return " ".join(f"{_quote(t)}:{min(n, 16_383)}" for n, t in enumerate(tokens.split(), start=1))


def _quote(token: str) -> str:
    return "'" + token.replace("'", "''").replace("\\", "\\\\") + "'"


def _tsquery(groups: Sequence[Sequence[str]], phrase: bool, prefix: bool) -> str:
    parts = []
    for number, group in enumerate(groups):
        tail = ":*" if prefix and number == len(groups) - 1 else ""
        parts.append("(" + " | ".join(_quote(t) + tail for t in group) + ")")
    plain = [p for p, g in zip(parts, groups, strict=True) if not g[0].startswith("_")]
    facets = [p for p, g in zip(parts, groups, strict=True) if g[0].startswith("_")]
    joined = ("(" + " <-> ".join(plain) + ")") if phrase and len(plain) > 1 else " & ".join(plain)
    return " & ".join(x for x in [joined, *facets] if x)


def _match(groups: Sequence[Sequence[str]], phrase: bool, prefix: bool) -> str:
    plain = [g for g in groups if not g[0].startswith("_")]
    facets = [g for g in groups if g[0].startswith("_")]
    parts = []
    if phrase and len(plain) > 1:
        parts.append('"' + " ".join(g[0] for g in plain) + '"')
    else:
        for number, group in enumerate(plain):
            tail = "*" if prefix and number == len(plain) - 1 else ""
            parts.append("(" + " OR ".join(f'"{t}"{tail}' for t in group) + ")")
    parts += ["(" + " OR ".join(f'"{t}"' for t in group) + ")" for group in facets]
    return " AND ".join(parts)
