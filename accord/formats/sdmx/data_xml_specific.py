"""Structure-specific data in SDMX-ML 2.1 and 3.0: components are attributes of Series, Obs, Group and Atts.

Without a structure nothing tells dimensions from attributes there; every component is kept. A component with several
values or languages is an element Comp (3.0). Where measures are explicit the measure dimension is the type of an Obs.
"""

from typing import Any

from accord.formats.sdmx.data_xml import XSI_TYPE, DataTarget
from accord.formats.sdmx.message import ALL_DIMENSIONS, TIME

_KINDS = {"Obs", "Series", "Group", "Atts", "DataSet", "Comp", "Value", "Text"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class SpecificTarget(DataTarget):
    """Rows out of Series and Obs. Called twice for every observation: what is usual comes first."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.kinds: dict[str, str] = {}  # tag -> what it is to us
        self.spaced: dict[tuple[str, ...], bool] = {}  # names of attributes -> whether some are in a namespace
        self.series: dict[str, str] = {}  # or the group that is open
        self.observation: dict[str, str] | None = None
        self.in_series = self.has_rows = False

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        kind = self.kinds.get(tag)
        if kind == "Obs":
            if self.pending:
                self.begin_rows()
            self.observation = attrib if self.spaced.get(tuple(attrib)) is False else self._plain(attrib)
        elif kind == "Series":
            self.begin_rows()
            self.in_series, self.has_rows = False, False
            self.series = self._plain(attrib)
            self.in_series = True
        elif kind is None:
            local = tag.rpartition("}")[2]
            self.kinds[tag] = local if local in _KINDS else ""
            self.start(tag, attrib)
        elif kind == "Group" or kind == "Atts":
            self.series = {n: v for n, v in self._plain(attrib).items() if n != "type"}  # its type names the group
        elif kind == "DataSet":
            self.open_set(attrib)
            self.series, self.observation, self.in_series = {}, None, False
        elif kind:
            self.component(kind, attrib)

    def end(self, tag: str) -> None:
        kind = self.kinds.get(tag)
        if kind == "Obs":
            own, self.observation, self.has_rows = self.observation or {}, None, True
            if not self.groups_only:
                values = {**self.series, **own} if self.in_series else own
                self.emit(self.spreader.spread(values) if self.spreader else values)
        elif kind == "Series":
            if not self.has_rows:
                self.empty_series[self.number] = self.empty_series.get(self.number, 0) + 1
            self.series, self.in_series = {}, False
        elif kind == "Group" or kind == "Atts":
            self.groups.append(self.series)
            self.learn(tuple(self.series))
            self.series = {}
        elif kind == "DataSet":
            self.begin_rows()
        elif kind:
            self.component_ends(kind)

    def component(self, kind: str, attrib: dict[str, str]) -> None:
        """An element of 3.0 opens that holds the values of a component."""

    def component_ends(self, kind: str) -> None:
        """It closes."""

    def _plain(self, attrib: dict[str, str]) -> dict[str, str]:
        """The components among an element's attributes; each combination of names is looked at once."""
        names = tuple(attrib)
        spaced = self.spaced.get(names)
        if spaced is None:
            missing = self.in_series and self.at_observation not in {TIME, ALL_DIMENSIONS, *names}
            spaced = self.spaced[names] = missing or any(n.startswith("{") for n in names)
            self.learn(tuple(n for n in names if not n.startswith("{")))
        if not spaced:
            return attrib
        plain = {n: v for n, v in attrib.items() if not n.startswith("{")}
        if self.in_series and self.at_observation not in {TIME, ALL_DIMENSIONS, *plain}:
            measure = attrib.get(XSI_TYPE, "").rpartition(":")[2] or plain.pop("type", "")  # explicit measures of 2.1
            if measure:
                plain[self.at_observation] = measure
                self.learn((self.at_observation,), "dimension")
        return plain


class ComponentTarget(SpecificTarget):
    """3.0, where components may also be elements."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.name = ""
        self.values: list[str] = []
        self.texts: list[tuple[str, str]] = []  # language and text of one value

    def component(self, kind: str, attrib: dict[str, str]) -> None:
        if kind == "Comp":
            self.name, self.values, self.texts = attrib.get("id", ""), [], []
        elif self.name and kind == "Value":
            self.texts = [("", "")]
        elif self.texts:
            one = (attrib.get(_LANGUAGE, "en"), "")
            self.texts = [one] if self.texts == [("", "")] else [*self.texts, one]

    def data(self, text: str) -> None:
        """Text; only that of values matters."""
        if self.texts and (text := text.strip()):
            language, before = self.texts[-1]
            self.texts[-1] = (language, f"{before} {text}".strip())

    def component_ends(self, kind: str) -> None:
        if kind == "Value":
            led = len(self.texts) > 1
            self.values.append(";".join(f"{k}:{v}" if led else v for k, v in self.texts))
            self.texts = []
        elif kind == "Comp" and self.name:
            self.learn((self.name,))
            more = {self.name: ";".join(self.values)}
            if self.observation is not None:
                self.observation = {**self.observation, **more}
            else:
                self.series = {**self.series, **more}
            self.name = ""
