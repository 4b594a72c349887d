"""What a query lets through: keys of dimensions and the component filters `c[DIM]=` of SDMX REST 2.x.

After sdmx-rest `doc/data.md`: a comma is OR, a plus is AND, an operator stands before its value and a colon.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

from accord.formats.sdmx.faults import Fault, RequestFault, quoted, syntax
from accord.formats.sdmx.periods import period_days

Operator = Literal["eq", "ne", "lt", "le", "gt", "ge", "co", "nc", "sw", "ew"]
Kind = Literal["text", "number", "time"]
Key = tuple[tuple[str, ...], ...]  # for each dimension the codes asked for; () is any
OPERATORS: tuple[Operator, ...] = get_args(Operator)
MAX_VALUES = 10_000
MAX_COMPARED = 200  # of a request: engines hold each condition against each other, and a thousand of them take ten seconds
_CONDITION = re.compile(rf"({'|'.join(OPERATORS)}):(.*)", re.DOTALL)
_AND = re.compile(r"\+(?!\d\d:\d\d(?:\Z|[,+]))")  # the plus of a time zone joins nothing
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_$@.-]*")
_YEARS = re.compile(r"^(\d{4})-(\d{4})$", re.ASCII)  # a figure of several years, as sources write it


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison."""

    operator: Operator
    value: str

    def holds(self, value: str | None, kind: Kind = "text") -> bool:
        """Whether a component's value fits. What has no value fits only `ne` and `nc`.

        kind time: `ge` means "begins on or after the first day of the period asked for", `gt` "after its last day", `le`
        "ends on or before its last day", `lt` "before its first day", `eq` "lies within it". kind number: by size, a value
        that is no number fits only `ne`. Texts are compared as they are, upper and lower case apart.
        """
        if self.operator in ("ne", "nc"):
            opposite = Condition("eq" if self.operator == "ne" else "co", self.value)
            return value is None or not opposite.holds(value, kind)
        if value is None:
            return False
        if self.operator in ("co", "sw", "ew"):
            texts = {"co": self.value in value, "sw": value.startswith(self.value), "ew": value.endswith(self.value)}
            return texts[self.operator]
        if kind == "time":
            return self._holds_in_time(value)
        if kind == "number":
            return _compare(self.operator, _number(value), _number(self.value))
        return _compare(self.operator, value, self.value)

    def _holds_in_time(self, value: str) -> bool:
        try:
            (first, last), (low, high) = period_days(_YEARS.sub(r"\1/\2", value)), period_days(self.value)
        except ValueError:
            return _compare(self.operator, value, self.value)
        within = {
            "eq": low <= first and last <= high,
            "ge": first >= low,
            "gt": first > high,
            "le": last <= high,
            "lt": last < low,
        }
        return within[self.operator]


def _compare[T: (str, Decimal)](operator: Operator, own: T | None, asked: T | None) -> bool:
    if own is None or asked is None:
        return False
    return {"eq": own == asked, "lt": own < asked, "le": own <= asked, "gt": own > asked, "ge": own >= asked}[operator]


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@dataclass(frozen=True, slots=True)
class Filter:
    """`groups` is an OR of ANDs: one group is enough, within it every condition must hold."""

    component: str
    groups: tuple[tuple[Condition, ...], ...]

    def lets_through(self, value: str | None, kind: Kind = "text") -> bool:
        """Whether a component's value fits; the meaning that a translation to SQL must keep to."""
        return any(all(c.holds(value, kind) for c in group) for group in self.groups)

    @property
    def codes(self) -> tuple[str, ...] | None:
        """The values where the filter only lists some (`A,B`), for an `IN`; else None."""
        listed = [g[0].value for g in self.groups if len(g) == 1 and g[0].operator == "eq"]
        return tuple(dict.fromkeys(listed)) if len(listed) == len(self.groups) else None

    @property
    def compared(self) -> int:
        """How many conditions are more than codes of a list."""
        return sum(len(g) for g in self.groups if len(g) > 1 or g[0].operator != "eq")


def parse_filter(component: str, text: str) -> Filter:
    """The filter of `c[component]=text`. Raises RequestFault (400, 413)."""
    if not _ID.fullmatch(component):
        raise syntax(f"c[{quoted(component)}] names no component.")
    groups = tuple(tuple(_condition(component, t) for t in _AND.split(part)) for part in text.split(","))
    if sum(map(len, groups)) > MAX_VALUES:
        raise RequestFault(Fault.TOO_LARGE, f"c[{component}] has more than {MAX_VALUES} values.")
    return Filter(component, groups)


def _condition(component: str, text: str) -> Condition:
    found = _CONDITION.fullmatch(text)
    operator, value = (found[1], found[2]) if found else ("eq", text)
    if not value or _CONTROL.search(value):
        raise syntax(f"c[{component}] has an empty value or one that is no text: {quoted(text)}.")
    for known in OPERATORS:
        if operator == known:
            return Condition(known, value)
    raise syntax(f"c[{component}]: no operator {quoted(operator)}.")


def parse_keys(text: str) -> tuple[Key, ...]:
    """Keys of a data query: `A+B..C` (2.1), `A.*.C,D.*.C` (2.x). Empty for all. Raises RequestFault (400, 413).

    A plus is read as OR in both versions, since clients of 2.x send it, too.
    """
    if text.casefold() in ("", "all", "*"):
        return ()
    if _CONTROL.search(text):
        raise syntax("The key holds a control character.")
    keys = tuple(tuple(_codes(part) for part in key.split(".")) for key in text.split(","))
    if sum(len(part) for key in keys for part in key) > MAX_VALUES:
        raise RequestFault(Fault.TOO_LARGE, f"The key has more than {MAX_VALUES} values.")
    return keys


def _codes(part: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(part.split("+"))) if part not in ("", "*") else ()
    if "" in codes or "*" in codes:
        raise syntax(f"{quoted(part)} is not a list of codes.")
    return codes


def fit_keys(keys: Sequence[Key], dimensions: Sequence[str]) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """For each key the codes of the dimensions that it limits: an OR of ANDs. Empty: all data.

    `dimensions` are those of the structure in its order, without time. Missing dimensions at the end of a key are
    wildcards. Raises RequestFault (400) where a key has more parts than there are dimensions.
    """
    fitted = []
    for key in keys:
        if len(key) > len(dimensions):
            order = ".".join(dimensions)
            raise syntax(f"The key has {len(key)} parts, the structure {len(dimensions)} dimensions: {order}.")
        limits = {d: codes for d, codes in zip(dimensions, key, strict=False) if codes}
        if not limits:
            return ()
        fitted.append(limits)
    return tuple(fitted)
