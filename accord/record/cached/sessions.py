"""Sessions as Django keeps them, read with one written-out statement: each page of who signed in reads its own."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from accord.kit import prepared

_ASK = f"SELECT session_data FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        here = connections[DEFAULT_DB_ALIAS]
        told = prepared.rows(_ASK, [self.session_key, here.ops.adapt_datetimefield_value(timezone.now())])
        if not told:
            self._session_key = None
            return {}
        row = told[0]
        found: dict[str, Any] = _told.get(row[0]) or self.decode(row[0])
        if all(isinstance(value, str | int | float | None) for value in found.values()):  # no list that somebody could change
            if len(_told) >= MOST:
                _told.clear()
            _told[row[0]] = found
        return dict(found)


_told: dict[str, dict[str, Any]] = {}  # what rows say, checked and read once
MOST = 2000
