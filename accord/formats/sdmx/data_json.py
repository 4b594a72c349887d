"""Data in SDMX-JSON 1.0 (and its forerunners without `data`) and 2.0: indexes resolved to codes.

After the field guides of the SDMX technical working group (github.com/sdmx-twg/sdmx-json): a key such as `0:3` holds for
each dimension of its level the place of its value; an observation lists its measures and then its attributes, as places
where the component lists values, else as the values themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accord.formats.messages import Unreadable, refuse, show
from accord.formats.result import Refusal
from accord.formats.sdmx.message import (
    ALL_DIMENSIONS,
    TIME,
    VALUE,
    DataMessage,
    DataSet,
    MessageHeader,
    Role,
    ref_of_urn,
    roles_of,
)  # fmt: skip
from accord.formats.sdmx.safe_json import top_level
from accord.formats.sdmx.safe_xml import Source
from accord.formats.sdmx.shape import Ref, Shape
from accord.formats.table import Row

_LEVELS = ("dataSet", "series", "observation")
_USES = {"dataflow", "datastructure", "provisionagreement"}


def read_json_data(source: Source, kind: str, shape: Shape | None = None) -> DataMessage:
    """A message of data in SDMX-JSON. Raises Unreadable: too_big, json_*, sdmx_no_data.

    Faults of single observations are told in each set's `refused`.
    """
    top = top_level(source)
    body = top["data"] if isinstance(top.get("data"), dict) else top
    head = top.get("meta") or top.get("header") or {}
    structures = _list(body.get("structures") or [body.get("structure") or top.get("structure") or {}])
    sets = [s for s in _list(body.get("dataSets")) if isinstance(s, dict)]
    if not sets or not structures or not all(isinstance(s, dict) for s in structures):
        raise Unreadable("sdmx_no_data", reason="an empty answer")
    sender = head.get("sender") or {}
    header = MessageHeader(str(head.get("id", "")), str(head.get("prepared", "")), str(_dict(sender).get("id", "")),
                           head.get("test") is True)  # fmt: skip
    layouts = [_Layout(s, shape) for s in structures]
    refs = tuple(dict.fromkeys(x.ref for x in layouts if x.ref))
    return DataMessage(kind, header, refs, _sets(sets, layouts), _notes(top.get("errors")))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _notes(errors: Any) -> list[str]:
    return [show(f"{_dict(e).get('code', '')} {_dict(e).get('title', '')}".strip(), 300) for e in _list(errors)]


def _sets(sets: list[dict[str, Any]], layouts: list["_Layout"]) -> Iterator[DataSet]:
    count = 0

    def counted(rows: Iterator[dict[str, str]]) -> Iterator[Row]:
        nonlocal count
        for values in rows:
            count += 1
            yield Row(count, values)

    for one in sets:
        place = one.get("structure", 0)
        layout = layouts[place] if isinstance(place, int) and 0 <= place < len(layouts) else layouts[0]
        reader = _SetReader(one, layout)
        yield DataSet(
            layout.ref or _ref_of(one), str(one.get("action") or "Information"), layout.at_observation, reader.attributes,
            counted(reader.rows()), dict(layout.roles), True, layout.names, str(one.get("validFrom") or ""),
            str(one.get("validTo") or ""), reader.refused,
        )  # fmt: skip


def _ref_of(thing: Mapping[str, Any]) -> Ref | None:
    """The structure that the links name, a data flow before a data structure."""
    found = [ref_of_urn(str(_dict(link).get("urn", ""))) or _from_address(_dict(link)) for link in _list(thing.get("links"))]
    used = [r for r in found if r and r.kind in _USES]
    return min(used, key=lambda r: sorted(_USES).index(r.kind), default=None)


def _from_address(link: Mapping[str, Any]) -> Ref | None:
    """`.../dataflow/ECB/EXR/1.0` of messages without URNs."""
    kind = str(link.get("rel", "")).lower()
    parts = str(link.get("href", "")).partition("?")[0].rstrip("/").split("/")
    if kind not in _USES or kind not in parts:
        return None
    rest = parts[parts.index(kind) + 1 :]
    return Ref(kind, rest[0], rest[1], rest[2] if len(rest) > 2 else "1.0") if len(rest) > 1 else None


class _Component:
    """A component with its values: what stands at a place."""

    __slots__ = ("coded", "id", "values")

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.id = str(told.get("id", ""))
        values = _list(told.get("values"))
        self.coded = bool(values)
        self.values = [_code(v) for v in values]


def _code(value: Any) -> str | None:
    """The text for a listed value: its id, else its value, else its name (uncoded in 1.0)."""
    if not isinstance(value, dict):
        return None if value is None else _text(value)
    for key in ("id", "value", "values", "name", "start"):
        if value.get(key) is not None:
            return _text(value[key])
    return None


def _text(value: Any) -> str:
    """A value as one text: several joined by `;`, languages led by their code."""
    if isinstance(value, dict):
        led = len(value) > 1
        return ";".join(f"{k}:{_text(v)}" if led else _text(v) for k, v in value.items())
    if isinstance(value, list):
        return ";".join(_text(v) for v in value if v is not None)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


class _Layout:
    """What a message's structure tells of dimensions, measures and attributes, by level."""

    def __init__(self, told: Mapping[str, Any], shape: Shape | None) -> None:
        dimensions, attributes = _dict(told.get("dimensions")), _dict(told.get("attributes"))
        self.ref = _ref_of(told)
        self.dimensions = {level: _components(dimensions.get(level)) for level in _LEVELS}
        self.attributes = {level: _components(attributes.get(level)) for level in (*_LEVELS, "dimensionGroup")}
        self.measures = _components(_dict(told.get("measures")).get("observation")) or [_Component({"id": VALUE})]
        self.in_order = [c for level in _LEVELS for c in self.dimensions[level]]
        last = self.dimensions["observation"]
        self.at_observation = last[0].id if len(last) == 1 and self.dimensions["series"] else ALL_DIMENSIONS
        self.roles = (roles_of(shape) if shape else {}) or self._roles(dimensions)
        self.names = {c: n for part in (dimensions, attributes) for c, n in _names(part)}

    def _roles(self, dimensions: Mapping[str, Any]) -> dict[str, Role]:
        told = [_dict(c) for level in _LEVELS for c in _list(dimensions.get(level))]
        told.sort(key=lambda c: c["keyPosition"] if isinstance(c.get("keyPosition"), int) else 999)
        roles: dict[str, Role] = {str(c.get("id")): "time" if c.get("id") == TIME else "dimension" for c in told}
        roles |= {c.id: "measure" for c in self.measures}
        return roles | {c.id: "attribute" for level in self.attributes.values() for c in level}


def _components(told: Any) -> list[_Component]:
    return [_Component(c) for c in _list(told) if isinstance(c, dict)]


def _names(part: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Names of the listed codes of each component."""
    for level in part.values():
        for component in _list(level):
            values = [v for v in _list(_dict(component).get("values")) if isinstance(v, dict)]
            named = {str(v["id"]): str(v["name"]) for v in values if v.get("id") is not None and v.get("name") is not None}
            if named:
                yield str(component.get("id", "")), named


class _SetReader:
    """Rows of one data set."""

    def __init__(self, told: Mapping[str, Any], layout: _Layout) -> None:
        self.told, self.layout = told, layout
        self.refused: list[Refusal] = []
        self.read = 0
        self.attributes = self._values(layout.attributes["dataSet"], _list(told.get("attributes")))
        self.fixed = {c.id: c.values[0] or "" for c in layout.dimensions["dataSet"] if c.values}
        self.groups = self._groups(_dict(told.get("dimensionGroupAttributes")))

    def rows(self) -> Iterator[dict[str, str]]:
        """Every observation with its dimensions, attributes and measures."""
        layout = self.layout
        for key, series in _dict(self.told.get("series")).items():
            own = self._keys(layout.dimensions["series"], key)
            if own is None or not isinstance(series, dict):
                continue
            series_values = self._values(layout.attributes["series"], _list(series.get("attributes")))
            yield from self._observations(series.get("observations"), {**self.fixed, **own, **series_values})
        yield from self._observations(self.told.get("observations"), self.fixed)

    def _observations(self, told: Any, before: dict[str, str]) -> Iterator[dict[str, str]]:
        dimensions = self.layout.dimensions["observation"]
        flat = [*self.layout.dimensions["series"], *dimensions]  # a flat set may lean on a structure that has series
        components = [*self.layout.measures, *self.layout.attributes["observation"]]
        for key, listed in _dict(told).items():
            self.read += 1
            own = self._keys(flat if before is self.fixed and key.count(":") + 1 == len(flat) else dimensions, key)
            if own is None:
                continue
            row = {**before, **own, **self._values(components, _list(listed))}
            yield {**self._of_groups(row), **row} if self.groups else row

    def _keys(self, dimensions: Sequence[_Component], key: str) -> dict[str, str] | None:
        """The codes of a key; a place that is not there is refused."""
        places = key.split(":")
        if len(places) != len(dimensions):
            self._refuse("bad_key", value=key, found=len(places), expected=len(dimensions))
            return None
        found = {}
        for dimension, place in zip(dimensions, places, strict=True):
            values = dimension.values
            if not place.isdecimal() or len(place) > 9 or int(place) >= len(values):
                self._refuse("bad_index", dimension.id, place, count=len(values))
                return None
            found[dimension.id] = values[int(place)] or ""
        return found

    def _values(self, components: Sequence[_Component], listed: Sequence[Any]) -> dict[str, str]:
        """Texts for what is listed, in the components' order; what is null is left out."""
        found = {}
        for component, value in zip(components, listed, strict=False):
            if value is None:
                continue
            if component.coded and value.__class__ is int:
                if value >= len(component.values) or value < 0:
                    self._refuse("bad_index", component.id, str(value), count=len(component.values))
                    continue
                value = component.values[value]
                if value is None:
                    continue
            elif component.coded and isinstance(value, list):
                value = [self._coded(component, v) for v in value]
            found[component.id] = value if value.__class__ is str else _text(value)
        return found

    def _coded(self, component: _Component, value: Any) -> Any:
        """One of several values of a coded component."""
        if value.__class__ is int and 0 <= value < len(component.values):
            return component.values[value]
        return value

    def _groups(self, told: Mapping[str, Any]) -> list[tuple[tuple[str, ...], dict[tuple[str, ...], dict[str, str]]]]:
        """Attributes by the dimensions that their group's key names: `0::1` leaves the second dimension open."""
        by_keys: dict[tuple[str, ...], dict[tuple[str, ...], dict[str, str]]] = {}
        for key, listed in told.items():
            named = [(c, p) for c, p in zip(self.layout.in_order, key.split(":"), strict=False) if p != ""]
            places = [(c, int(p) if p.isdecimal() and len(p) < 10 else len(c.values)) for c, p in named]
            values = [c.values[p] if p < len(c.values) else None for c, p in places]
            if None in values:
                self._refuse("bad_index", named[values.index(None)][0].id, key, count=0)
                continue
            attributes = self._values(self.layout.attributes["dimensionGroup"], _list(listed))
            at = by_keys.setdefault(tuple(c.id for c, _ in named), {})
            at.setdefault(tuple(v or "" for v in values), {}).update(attributes)
        return list(by_keys.items())

    def _of_groups(self, row: Mapping[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for keys, index in self.groups:
            found |= index.get(tuple([row.get(k, "") for k in keys]), {})
        return found

    def _refuse(self, code: str, column: str = "", value: str = "", **params: str | int) -> None:
        if len(self.refused) < 1000:
            self.refused.append(refuse(code, self.read, column, value, **params))
