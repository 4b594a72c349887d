"""What tests look through where a name is sealed: every row of every table, and every line of the log."""

import json
import logging

from django.contrib.sessions.models import Session
from django.db import connection

from accord.kit.quiet import QuietAddresses

SIGN_INS = {"django_session", "people_person", "axes_accesslog", "axes_accessattempt"}  # written by signing in, whatever is done
STAMPS = {"record_stamp"}  # names of tables and a number, folded once a minute: looked at for names as all others are


def rows() -> dict[str, set[str]]:
    """Every row of every table, as text. What a session holds is decoded."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = {repr(row) for row in cursor.fetchall()}
    found["django_session"] = {json.dumps(s.get_decoded(), default=str) for s in Session.objects.all()}
    return found


def changed(before: dict[str, set[str]]) -> dict[str, set[str]]:
    after = rows()
    return {t: fresh for t in after if "_fts" not in t and (fresh := after[t] - before.get(t, set()))}


class Kept(logging.Handler):
    """Every line that would reach the console."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.addFilter(QuietAddresses())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.exc_text or ''}")
