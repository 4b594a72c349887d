"""The query string of the SDMX REST API: each parameter once, only those that are known, each of its own type."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Literal
from urllib.parse import unquote

from accord.formats.sdmx.faults import Fault, RequestFault, quoted, syntax
from accord.formats.sdmx.filters import MAX_COMPARED, Filter, parse_filter
from accord.formats.sdmx.periods import period_days

Resource = Literal["data", "structure", "availability", "schema"]
REPRESENTATION = frozenset({"format", "formatVersion", "labels", "timeFormat", "keys", "lang", "compression"})
_DATA = {
    "startPeriod", "endPeriod", "updatedAfter", "firstNObservations", "lastNObservations", "dimensionAtObservation",
    "detail", "includeHistory", "attributes", "measures", "asOf", "offset", "limit", "sort", "reportingYearStartDay",
}  # fmt: skip
_KNOWN: Mapping[Resource, Collection[str]] = {
    "data": _DATA,
    "structure": {"detail", "references"},
    "availability": {"startPeriod", "endPeriod", "updatedAfter", "references", "mode", "reportingYearStartDay"},
    "schema": {"dimensionAtObservation", "explicitMeasure", "explicit", "deletion", "asOf"},  # pysdmx writes `explicit`
}
_COMPONENT = re.compile(r"c\[(.*)\]", re.DOTALL)
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_SORT = re.compile(r"([A-Za-z][A-Za-z0-9_-]*|\*)(?::(asc|desc))?")
MAX_NUMBER = 2**31 - 1


def read_parameters(query: str) -> "Parameters":
    """The parameters of a raw query string. Raises RequestFault (400, 413)."""
    values: dict[str, str] = {}
    filters: dict[str, Filter] = {}
    for pair in query.removeprefix("?").split("&"):
        if not pair:
            continue
        raw_name, _, raw_value = pair.partition("=")
        name, value = unquote(raw_name).strip(), unquote(raw_value).strip()
        component = _COMPONENT.fullmatch(name)
        if name in values or (component and component[1] in filters):
            raise syntax(f"{quoted(name)} is given twice.")
        if component:
            filters[component[1]] = parse_filter(component[1], value)
        else:
            values[name] = value
    if sum(f.compared for f in filters.values()) > MAX_COMPARED:
        raise RequestFault(
            Fault.TOO_LARGE, f"c[...] has more than {MAX_COMPARED} conditions. Codes alone may be more: c[DIM]=A,B."
        )
    representation = {n: values.pop(n) for n in sorted(REPRESENTATION & values.keys())}
    return Parameters(values, tuple(filters.values()), representation)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Values by name as texts; an empty value is as none. The methods read one each; all raise RequestFault (400)."""

    values: Mapping[str, str]
    filters: tuple[Filter, ...]
    representation: dict[str, str]

    def only(self, resource: Resource) -> None:
        """Refuse what a resource does not know, so that a misspelt filter never gives more data than were asked for."""
        names = _KNOWN[resource]
        for name in self.values:
            if name not in names:
                near = get_close_matches(name, [*names, *REPRESENTATION], 1)
                hint = f" Did you mean {near[0]}?" if near else ""
                raise syntax(f"There is no parameter {quoted(name)} here.{hint}")
        if self.filters and resource not in ("data", "availability"):
            raise syntax("c[...] filters data and availability only.")
        day = self.values.get("reportingYearStartDay", "")
        if day not in ("", "--01-01"):
            raise RequestFault(Fault.NOT_IMPLEMENTED, "Reporting years that do not start on --01-01 are not built.")

    def choice[T: str](self, name: str, options: Sequence[T]) -> T:
        """One of the options; the first where none is given."""
        value = self.values.get(name, "")
        for option in options:
            if option == value:
                return option
        if value:
            raise syntax(f"{name}={quoted(value)} is none of {', '.join(options)}.")
        return options[0]

    def count(self, name: str, least: int = 1) -> int | None:
        """A whole number."""
        value = self.values.get(name, "")
        if not value:
            return None
        if not (value.isascii() and value.isdigit()) or len(value) > 10 or not least <= int(value) <= MAX_NUMBER:
            raise syntax(f"{name}={quoted(value)} is not a whole number from {least}.")
        return int(value)

    def flag(self, name: str) -> bool:
        """true or false."""
        value = self.values.get(name, "").casefold()
        if value not in ("", "true", "false", "1", "0"):
            raise syntax(f"{name}={quoted(value)} is neither true nor false.")
        return value in ("true", "1")

    def moment(self, name: str) -> datetime | None:
        """A date or date-time; without a zone it is UTC, with a day alone its first moment."""
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError) as fault:
            raise syntax(f"{name}={quoted(value)} is not a date-time such as 2024-05-01T12:00:00Z.") from fault

    def days(self, name: str) -> tuple[date, date] | None:
        """First and last day of a period."""
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            return period_days(value)
        except (ValueError, OverflowError) as fault:
            raise syntax(f"{name}={quoted(value)} is not a period such as 2010, 2010-06 or 2010-Q1.") from fault

    def identifier(self, name: str) -> str:
        """The id of a component, or AllDimensions."""
        value = self.values.get(name, "")
        if value and not _IDENTIFIER.fullmatch(value):
            raise syntax(f"{name}={quoted(value)} is not the id of a dimension.")
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """A list, in lower case."""
        value = self.values.get(name, "").casefold()
        return tuple(dict.fromkeys(v for v in re.split(r"[,+]", value) if v))

    def ids(self, name: str, default: str) -> tuple[str, ...]:
        """A list of ids or keywords."""
        found = tuple(dict.fromkeys(v for v in self.values.get(name, "").split(",") if v)) or (default,)
        for one_id in found:
            if not _IDENTIFIER.fullmatch(one_id):
                raise syntax(f"{name}={quoted(one_id)} is not the id of a component.")
        return found

    def sort(self) -> tuple[tuple[str, bool], ...]:
        """`sort=series_key:asc+TIME_PERIOD:desc`: pairs of a component and whether it is descending."""
        value = self.values.get("sort", "")
        pairs = []
        for part in re.split(r"[+,]", value) if value else ():
            found = _SORT.fullmatch(part)
            if not found:
                raise syntax(f"sort={quoted(part)} is not a component with :asc or :desc.")
            pairs.append((found[1], found[2] == "desc"))
        return tuple(pairs)
