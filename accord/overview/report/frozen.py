"""The inputs of a report out of their text: what an edition froze says the same for ever."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.http import Http404

from accord.accountability.models import FrozenFigures
from accord.overview.report.inputs import ReportInputs


class Spoilt(Http404):
    """Kept figures that are not what their digest names: nothing is drawn from them; `accord verify` tells of it."""


def inputs_of(figures: FrozenFigures) -> ReportInputs:
    """Raises Spoilt where the text was altered in the database."""
    if not figures.is_whole:
        raise Spoilt(figures.digest)
    return restored(figures.text)


def restored(text: str) -> ReportInputs:
    """The inverse of `ReportInputs.text`. What a later version of the code added is at its default, what it dropped is left out.

    Raises KeyError, TypeError or ValueError for a text that holds something else.
    """
    found = _value(ReportInputs, json.loads(text))
    assert isinstance(found, ReportInputs)
    return found


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(kind: Any, told: Any) -> Any:
    if hasattr(kind, "__value__"):  # a name for another type
        return _value(kind.__value__, told)
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**{f.name: _value(_hints(kind)[f.name], told[f.name]) for f in fields(kind) if f.name in told})
    origin, of = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if told is None else _value(next(one for one in of if one is not type(None)), told)
    if origin is list:
        return [_value(of[0], one) for one in told]
    if origin is tuple:
        return tuple(_value(one, item) for one, item in zip(of, told, strict=True))
    if origin in (dict, Mapping):
        return {key: _value(of[1], item) for key, item in told.items()}
    if kind is Decimal:
        return Decimal(told)
    return date.fromisoformat(told) if kind is date else told
