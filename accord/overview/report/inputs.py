"""What the report is built from: plain facts of one world, each with the source that says it.

Rooms are read in `gather.py`; a test or another site may fill these by hand.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from accord.kit.pages import plain

type Texts = dict[str, str]


@dataclass(frozen=True)
class CountryIn:
    iso3: str
    names: Texts
    url: str
    counted: bool = True  # Member States are counted; observer States are shown


@dataclass(frozen=True)
class ValueIn:
    """The newest value of a country, for one sex, no later than the report's year."""

    iso3: str
    value: Decimal
    start: int
    end: int
    sex: str
    age: str
    nature: str
    flags: str
    source: str


@dataclass(frozen=True)
class WorldIn:
    """An aggregate that the source itself publishes."""

    value: Decimal
    end: int
    sex: str
    age: str
    source: str


@dataclass(frozen=True)
class IndicatorIn:
    code: str
    names: Texts
    sdg: str
    population: str
    unit: str
    direction: str
    custodian: str
    note: str
    url: str
    values: list[ValueIn]
    world: list[WorldIn] = field(default_factory=list)


@dataclass(frozen=True)
class SourceIn:
    name: str
    licence: str
    dated: str
    url: str
    sha256: str


@dataclass(frozen=True)
class TreatyIn:
    code: str
    names: Texts
    source: str
    status: dict[str, str]  # iso3 -> party, signatory, none


@dataclass(frozen=True)
class ProhibitionIn:
    iso3: str
    year: int
    note: str
    source: str


@dataclass(frozen=True)
class RecommendationIn:
    """How many recommendations a country received in a session, by its response."""

    iso3: str
    response: str
    session: int
    count: int


@dataclass(frozen=True)
class RatedIn:
    """One commitment in one cycle, judged by the government and by an independent assessor (codes of `calc.ratings`, or "").

    Beside them reports of civil society (how many, how many give a level, the middle where its rule shows one) and peers'
    levels, the lowest first.
    """

    iso3: str
    title: Texts
    url: str
    own: str
    independent: str
    civil: int = 0
    civil_told: int = 0
    civil_middle: str = ""
    peers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CountryReportIn:
    iso3: str
    state: str  # final, published, submitted, drafting, late, not_submitted
    url: str


@dataclass(frozen=True)
class PromisesIn:
    cycle: Texts = field(default_factory=dict)
    commitments: dict[str, dict[str, int]] = field(default_factory=dict)  # iso3 -> kind -> count
    reports: list[CountryReportIn] = field(default_factory=list)
    rated: list[RatedIn] = field(default_factory=list)
    opens: date | None = None  # of the cycle
    due: date | None = None


@dataclass(frozen=True)
class AbsentIn:
    """A member that joined a cycle and has no published report after its end."""

    iso3: str
    state: str  # submitted, late, not_submitted
    joined_on: date


@dataclass(frozen=True)
class CycleIn:
    """A completed cycle: its day had come at the report's end. `levels`: scale -> iso3 -> level -> count, of those rated."""

    names: Texts
    url: str
    opens: date
    due: date
    joined: list[str]
    submitted: list[str]
    rated: list[str]
    absent: list[AbsentIn]
    levels: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckpointIn:
    """The newest of the journal when the report was built: whoever keeps the report keeps it. `root` in base64."""

    size: int
    root: str
    hour: str
    key: str


@dataclass(frozen=True)
class ReportInputs:
    year: int
    world: str
    countries: list[CountryIn]
    indicators: list[IndicatorIn]
    sources: list[SourceIn]
    flags: dict[str, str]
    treaties: list[TreatyIn]
    prohibitions: list[ProhibitionIn]
    recommendations: list[RecommendationIn] = field(default_factory=list)
    recommendations_source: str = ""
    promises: PromisesIn = field(default_factory=PromisesIn)
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # row, column
    checkpoint: CheckpointIn | None = None
    cycles: list[CycleIn] = field(default_factory=list)  # completed, the oldest first

    @property
    def text(self) -> str:
        """All of it, as an edition keeps it."""
        return json.dumps(plain(self), sort_keys=True, ensure_ascii=False)

    @property
    def digest(self) -> str:
        """Two reports with the same digest say the same."""
        return hashlib.sha256(self.text.encode()).hexdigest()
