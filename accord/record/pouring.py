"""Very many rows of one table at once, or one where thousands come one by one."""

import functools
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    AutoField,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKey,
    IntegerField,
    Model,
    PositiveIntegerField,
    SmallIntegerField,
    TextField,
)

from accord.kit import prepared

# What such a field stores as it is: nothing is to be asked of it.
_PLAIN: dict[type, type] = {
    CharField: str, TextField: str, BigAutoField: int, ForeignKey: int, BooleanField: bool,
    IntegerField: int, SmallIntegerField: int, PositiveIntegerField: int, BigIntegerField: int,
}  # fmt: skip


class _Column(NamedTuple):
    name: str
    plain: type | None
    field: Any


def put(row: Model) -> None:
    """One row, which has its id afterwards: a quarter of the time of `save`, without its signals and `pre_save`."""
    db = connections[DEFAULT_DB_ALIAS]  # not by its stand-in: each look through that costs as much as a column
    columns, statement = _statement(type(row), row.pk is not None)
    row.pk = prepared.rows(f"{statement} RETURNING {_key(type(row))}", _stored(columns, vars(row), db))[0][0]
    row._state.adding, row._state.db = False, db.alias


def insert(rows: Sequence[Model]) -> None:
    """A third of the time of `bulk_create`, which composes a part of a statement for each row. Ids they get stay unknown."""
    if not rows:
        return
    db = connections[DEFAULT_DB_ALIAS]
    columns, statement = _statement(type(rows[0]), not isinstance(type(rows[0])._meta.pk, AutoField))
    put_all(statement, [_stored(columns, vars(row), db) for row in rows])


def insert_values(model: type[Model], **values: Any) -> None:
    """One row of which all columns are named, but an id that the engine gives: no object is made of it."""
    db = connections[DEFAULT_DB_ALIAS]
    columns, statement = _statement(model, not isinstance(model._meta.pk, AutoField))
    prepared.later(statement, _stored(columns, values, db))


def put_all(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """One row, as each post brings it, without the ado that PostgreSQL's driver makes of many."""
    if len(rows) == 1:
        prepared.later(statement, rows[0])
    elif rows:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.executemany(statement, rows)


@functools.cache
def _statement(model: type[Model], with_id: bool) -> tuple[list[_Column], str]:
    """Both engines that the site knows write names and places alike."""
    fields: list[Any] = [field for field in model._meta.concrete_fields if with_id or not isinstance(field, AutoField)]
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    names, places = ", ".join(quote(str(f.column)) for f in fields), ", ".join(["%s"] * len(fields))
    columns = [_Column(f.attname, _PLAIN.get(type(f)), f) for f in fields]
    return columns, f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"


@functools.cache
def _key(model: type[Model]) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(str(model._meta.pk.column))


def _stored(columns: Sequence[_Column], held: Mapping[str, Any], db: Any) -> list[Any]:
    return [
        value if (value := held[name]) is None or type(value) is plain else _prepared(field, value, db)
        for name, plain, field in columns
    ]


def _prepared(field: Any, value: Any, db: Any) -> Any:
    if type(field) is DateTimeField and type(value) is datetime and value.tzinfo:
        return db.ops.adapt_datetimefield_value(value)
    return field.get_db_prep_save(value, db)
