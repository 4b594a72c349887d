"""Marks of a statement are found once; what Django says of percent signs holds."""

import pytest
from django.db import connection

from accord.kit import sqlite

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite alone")
def test_statements_keep_their_meaning() -> None:
    with connection.cursor() as cursor:
        assert type(cursor.cursor) is sqlite.Cursor
        cursor.execute("SELECT %s, '%%s', 7 %% 4", ["a"])
        assert cursor.fetchone() == ("a", "%s", 3)
        cursor.execute("SELECT %(b)s, %(a)s", {"a": 1, "b": 2})
        assert cursor.fetchone() == (2, 1)
        cursor.execute("SELECT '%s'")
        assert cursor.fetchone() == ("%s",)
