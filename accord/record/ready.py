"""Rows that hot paths read: their statement is composed once, where Django composes anew what differs in its values alone.

`rows = Ready(lambda ref, seen: Topic.objects.filter(ref=ref, audience_id__in=seen))`, then `rows(ref="a1", seen=[1, 2])`.
Values are whole numbers, texts, and lists of whole numbers; the rows are what the queryset gives (without `prefetch_related`).
Nothing but values may depend on what is given.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import FETCH_ONE, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.signals import post_init, pre_init

from accord.kit import prepared

type Maker = Callable[[str, Sequence[str], Sequence[Any]], Any]
type Value = int | str | Sequence[int]
_FIRST = 2**31 - 2**20  # numbers that stand in no row, within the bounds of every column: where they come out, values go


class _Composed[R]:
    """A statement with its places. It belongs to the connection of its thread, and Django makes objects of its rows."""

    def __init__(self, make: Callable[..., QuerySet[Any, R]], given: dict[str, Value]) -> None:
        numbers = iter(range(_FIRST, _FIRST + 2**20))
        marks = {name: _mark(value, numbers) for name, value in given.items()}
        self.found: Any = make(**marks)
        self.compiler: Any = self.found.query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        places = {mark: (name, None) for name, mark in marks.items() if not isinstance(mark, list)}
        places |= {one: (name, at) for name, mark in marks.items() if isinstance(mark, list) for at, one in enumerate(mark)}
        self.places = [places.get(one, ("", one)) if isinstance(one, int | str) else ("", one) for one in params]
        missing = set(places.values()) - set(self.places)
        if missing:
            raise ValueError(f"{sorted(name for name, _at in missing)} have no place in: {self.sql}")
        vars(self.found.query)["get_compiler"] = lambda *args, **more: self.compiler
        columns = [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        converters = self.compiler.get_converters(columns)
        self.compiler.get_converters = lambda columns: converters
        composite = self.compiler.has_composite_fields(columns)
        self.compiler.has_composite_fields = lambda columns: composite
        self.converters = converters
        self.objects = _Objects(self.found, self.compiler) if self._are_plain_objects() else None

    def _are_plain_objects(self) -> bool:
        plain = self.found._iterable_class is ModelIterable and self.found._fetch_mode is FETCH_ONE
        return plain and not self.compiler.annotation_col_map and not self.found._known_related_objects

    def rows(self, given: dict[str, Any]) -> list[R]:
        params = [value if not name else given[name] if value is None else given[name][value] for name, value in self.places]
        told = prepared.rows(self.sql, params)
        if self.objects:
            return self.objects.made(self.compiler.apply_converters(told, self.converters) if self.converters else told)
        self.compiler.execute_sql = lambda *args, **more: [told]
        return list(self.found._iterable_class(self.found))


class _Objects:
    """What Django makes of rows (`ModelIterable`): what is the same of each question is found out once."""

    def __init__(self, found: Any, compiler: Any) -> None:
        info, select, self.db = compiler.klass_info, compiler.select, found.db
        self.start, self.end = info["select_fields"][0], info["select_fields"][-1] + 1
        self.names = [column[0].target.attname for column in select[self.start : self.end]]
        self.make = _maker(info["model"])
        self.related = get_related_populators(info, select, self.db, FETCH_ONE)
        waiting: list[Any] = [*self.related]
        while waiting:
            one = waiting.pop()
            one.from_db = _maker(one.model_cls)
            waiting += one.related_populators

    def made(self, rows: Iterable[Sequence[Any]]) -> list[Any]:
        found = []
        for row in rows:
            one = self.make(self.db, self.names, row[self.start : self.end])
            for related in self.related:
                related.populate(row, one)
            found.append(one)
        return found


def _maker(model: Any) -> Maker:
    """As `from_db` in a fifth of the time: columns are taken as they are. Not where somebody listens, or a model has its own."""
    own = model.from_db.__func__ is not vars(Model)["from_db"].__func__ or model.__init__ is not Model.__init__
    if own or pre_init.has_listeners(model) or post_init.has_listeners(model):
        return model.from_db  # type: ignore[no-any-return]

    def made(db: str, names: Sequence[str], values: Sequence[Any]) -> Any:
        one, state = model.__new__(model), ModelState()
        state.adding, state.db = False, db
        vars(one).update(zip(names, values, strict=True), _state=state)
        return one

    return made


def _mark(value: Value, numbers: Any) -> Any:
    if isinstance(value, str):
        return f"\x1a{next(numbers)}"
    return next(numbers) if isinstance(value, int) else list(islice(numbers, len(value)))


class Ready[R]:
    def __init__(self, make: Callable[..., QuerySet[Any, R]]) -> None:
        self.make, self.local = make, threading.local()

    def __call__(self, **given: Value) -> list[R]:
        key = tuple(None if isinstance(value, int | str) else len(value) for value in given.values())
        if 0 in key:  # nothing can be found, which is another statement
            return list(self.make(**given))
        held: dict[Any, _Composed[R]] = vars(self.local)
        name = str(key)
        if name not in held:
            held[name] = _Composed(self.make, given)
        return held[name].rows(given)
