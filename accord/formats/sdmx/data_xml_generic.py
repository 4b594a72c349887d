"""Generic data in SDMX-ML 2.1: components are elements Value with an id, so that their roles are known.

A value is told from a dimension by where it stands: in SeriesKey, ObsKey and GroupKey dimensions, in Attributes
attributes; ObsDimension is the dimension at the observation, ObsValue the primary measure.
"""

from accord.formats.sdmx.data_xml import DataTarget
from accord.formats.sdmx.message import TIME, VALUE, Role

_PLACES = {"SeriesKey": "dimension", "ObsKey": "dimension", "GroupKey": "dimension", "Attributes": "attribute"}


class GenericTarget(DataTarget):
    """Rows out of Series and Obs."""

    tells_roles = True

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.kinds: dict[str, str] = {}
        self.series: dict[str, str] = {}
        self.observation: dict[str, str] | None = None
        self.group: dict[str, str] | None = None
        self.place = ""
        self.in_series = self.has_rows = False
        self.value_id = VALUE

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        kind = self.kinds.get(tag)
        if kind is None:
            kind = self.kinds[tag] = tag.rpartition("}")[2]
        if kind == "Value":
            if self.place:
                self._keep(attrib.get("id", VALUE), attrib.get("value", ""), self.place)  # type: ignore[arg-type]
        elif kind == "Obs":
            self.begin_rows()
            self.observation, self.has_rows = {}, True
        elif kind in _PLACES:
            self.place = _PLACES[kind]
        elif kind == "ObsValue":
            self._keep(attrib.get("id", VALUE), attrib.get("value", ""), "measure")
        elif kind == "ObsDimension":
            self._keep(attrib.get("id", self.at_observation), attrib.get("value", ""), "dimension")
        elif kind == "Series":
            self.begin_rows()
            self.series, self.in_series, self.has_rows = {}, True, False
        elif kind == "Group":
            self.group = {}
        elif kind == "DataSet":
            self.open_set(attrib)

    def end(self, tag: str) -> None:
        kind = self.kinds[tag]
        if kind == "Obs" and self.observation is not None:
            values = {**self.series, **self.observation} if self.in_series else self.observation
            self.observation = None
            if not self.groups_only:
                self.emit(self.spreader.spread(values) if self.spreader else values)
        elif kind in _PLACES:
            self.place = ""
        elif kind == "Series":
            if not self.has_rows:
                self.empty_series[self.number] = self.empty_series.get(self.number, 0) + 1
            self.series, self.in_series = {}, False
        elif kind == "Group" and self.group is not None:
            self.groups.append(self.group)
            self.group = None
        elif kind == "DataSet":
            self.begin_rows()

    def _keep(self, name: str, value: str, role: Role) -> None:
        if self.observation is not None:
            self.observation[name] = value
        elif self.group is not None:
            self.group[name] = value
        elif self.in_series:
            self.series[name] = value
        elif self.pending:
            self.pending.attributes[name] = value
            return
        if name not in self.roles:
            self.learn((name,), "time" if name == TIME else role)
