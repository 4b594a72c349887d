"""What stands in the rooms' tables, against what the newest event said would stand: a row changed round the actions is found.

An event carries `stands`: for each part that it wrote, a digest of its content. Rooms register what stands now.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from accord.calc.canonical import digest
from accord.kit.pages import plain


@dataclass(frozen=True)
class Standing:
    """`digest` is empty where the part is broken by itself; `card` is the one whose events tell of it, if one does.

    `waits`: it was written since the newest event that tells of it, and is told by the clock, so that its hour tells nothing.
    """

    part: str
    digest: str
    card: str = ""
    waits: bool = False


type Now = Callable[[], Iterator[Standing]]
type Told = Callable[[Mapping[str, Any]], Mapping[str, str]]

_now: list[Now] = []
_told: dict[str, Told] = {}


def register(now: Now, told: Mapping[str, Told] | None = None) -> None:
    """`told`: for verbs whose `after` says what stands without a `stands` of its own."""
    _now.append(now)
    _told.update(told or {})


def everything() -> Iterator[Standing]:
    for now in _now:
        yield from now()


def stated_by(body: Mapping[str, Any]) -> Mapping[str, str]:
    """Part -> digest, as an event's body tells."""
    stands = body.get("stands")
    if isinstance(stands, Mapping):
        return stands
    function, after = _told.get(str(body.get("verb"))), body.get("after")
    return function(after) if function and isinstance(after, Mapping) else {}


def fingerprint(value: Any) -> str:
    """Digest of a content. What is empty is left out, so that a field added later changes no digest of before.

    Empty for what no action of ours could have written.
    """
    try:
        return digest("", _without_empty(plain(value)))
    except (TypeError, ValueError, RecursionError):
        return ""


def each_of[M: Model](rows: QuerySet[M], name: str, content: Callable[[M], Any], path: str) -> Iterator[Standing]:
    """The standing of each row, named by its field `name`; a row that cannot be read is broken, and stops nothing."""
    known = list(rows.order_by("pk").values_list("pk", name))
    for at in range(0, len(known), 200):
        part = dict(known[at : at + 200])
        for pk, one in _digests(rows, list(part), content).items():
            yield Standing(f"{path}/{part[pk]}", one, f"{path}/{part[pk]}")


def _digests[M: Model](rows: QuerySet[M], pks: list[Any], content: Callable[[M], Any]) -> dict[Any, str]:
    try:
        found = {row.pk: fingerprint(content(row)) for row in rows.filter(pk__in=pks)}
    except Exception:  # a converter met what no action writes: which row is it?
        if len(pks) == 1:
            return {pks[0]: ""}
        found = {}
        for pk in pks:
            found |= _digests(rows, [pk], content)
    return found


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if v not in (None, "", [], {})}
        return {k: _without_empty(v) if isinstance(v, dict | list) else v for k, v in kept.items()}
    return [_without_empty(v) for v in value] if isinstance(value, list) else value
