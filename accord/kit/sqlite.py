"""Statements for SQLite get their marks (`%s` to `?`) once each: Django seeks them with every execution of a long SELECT."""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

LONG = 4000  # characters: lists of ids of any length are not kept


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is not None or len(query) >= LONG:
            return str(super().convert_query(query, param_names=param_names))
        return _marked(query)


@lru_cache(maxsize=2000)
def _marked(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


def know_json(connection: Any) -> None:
    """SQLite has JSON built in since 3.38. Django finds out by writing, and takes a lock for a lack of it. On the class, for its
    property would overwrite what stands on an object."""
    if connection.vendor == "sqlite" and connection.Database.sqlite_version_info >= (3, 38):
        type(connection.features).supports_json_field = True


def install(connection: Any, **kwargs: Any) -> None:
    """For Django's `connection_created`: an engine of our own would be no SQLite to tools that know it by its name."""
    if connection.vendor == "sqlite":
        connection.create_cursor = lambda name=None: connection.connection.cursor(factory=Cursor)
