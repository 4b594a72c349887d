"""What a reader asks the explorer for: the whole of a view, and the one address that it has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

MOST_INDICATORS = 12
MOST_PAIRS = 720  # of an indicator and a country: twelve by sixty
VIEWS = ("table", "line", "bars", "dots", "multiples", "map")
ONE_VALUE = ("bars", "dots", "map")  # views that show the newest figure of each series alone
TOTAL = "_T"
EVERY = "all"  # whatever a figure is broken down by


@dataclass(frozen=True)
class Asked:
    """Codes as the files have them, sorted; empty is all. `by` is the property of a further breakdown, EVERY, or none."""

    indicators: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    by: str = ""
    start: int | None = None
    end: int | None = None
    origin: str = ""
    newest: bool = False
    view: str = "table"

    @property
    def newest_only(self) -> bool:
        return self.newest or self.view in ONE_VALUE

    def pairs(self) -> list[tuple[str, str]]:
        """The parts of its address, always in this order."""
        return list(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        many = {
            "indicator": self.indicators, "area": self.areas, "group": self.groups, "sex": self.sexes, "age": self.ages,
        }  # fmt: skip
        for name, codes in many.items():
            yield from ((name, code) for code in codes)
        one = {"by": self.by, "from": self.start, "to": self.end, "origin": self.origin, "newest": "1" if self.newest else ""}
        yield from ((name, str(value)) for name, value in one.items() if value)
        yield "view", self.view

    def query(self) -> str:
        return urlencode(self.pairs())

    def seen_as(self, view: str) -> str:
        """The address of the same figures in another view."""
        return replace(self, view=view).query()


def sdmx_address(asked: Asked, areas: Sequence[str], breakdowns: Sequence[str], origins: Sequence[str]) -> str:
    """The same rows from the SDMX service (REST 2.x), in whatever format is added as `&format=`."""
    indicators = [code.replace(".", "_") for code in asked.indicators]
    dimensions = (areas, indicators, asked.sexes, asked.ages, breakdowns, origins)
    key = ".".join("+".join(quote(code, safe="") for code in codes) or "*" for codes in dimensions)
    limits = [f"ge:{asked.start}"] if asked.start else []
    limits += [f"le:{asked.end}"] if asked.end else []
    said = {"c[TIME_PERIOD]": "+".join(limits)} if limits else {}
    said |= {"lastNObservations": "1"} if asked.newest_only else {}
    return f"/sdmx/v2/data/dataflow/ACCORD/VAC/+/{key}?{urlencode(said, safe='[]:+')}"
