"""JSON from strangers: bounded in size and depth, numbers kept as they were written."""

import json
from collections.abc import Mapping
from typing import Any

from accord.formats.encoding import read_utf8
from accord.formats.messages import Unreadable, show
from accord.formats.sdmx.safe_xml import Source, opening

SIZE = 200_000_000


def load(source: Source, limit: int = SIZE) -> Any:
    """The document; numbers with a point or exponent are texts as written. Raises Unreadable: too_big, json_*."""
    _, size = opening(source)
    if size > limit:
        raise Unreadable("too_big", size=size, limit=limit)
    text = read_utf8(source if isinstance(source, bytes) else source.read_bytes())
    try:
        return json.loads(text, parse_float=str, parse_int=_whole, parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        reason = f"{fault.msg} in line {fault.lineno}, column {fault.colno}"
        raise Unreadable("json_broken", reason=show(reason, 200)) from fault
    except RecursionError as fault:
        raise Unreadable("json_depth") from fault


def top_level(source: Source) -> Mapping[str, Any]:
    """The outermost object. Raises Unreadable, also where the outermost thing is no object."""
    found = load(source)
    if not isinstance(found, dict):
        raise Unreadable("json_broken", reason="expected an object in curly brackets")
    return found


def _whole(digits: str) -> int | str:
    """Indexes are short; a longer number is a figure and is kept as text."""
    return int(digits) if len(digits) < 10 else digits


def _no_constant(name: str) -> None:
    """NaN and Infinity are no JSON; they stand for a missing figure."""
