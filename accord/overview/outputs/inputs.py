"""What an output is written from: facts of one country that everybody may read, without markup and without order of words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accord.accountability.reads.pathfinding import PathfindingPage


@dataclass(frozen=True)
class Told:
    """What somebody wrote, and in which language."""

    text: str
    lang: str = "en"


@dataclass(frozen=True)
class RecommendationIn:
    """`answers` are the refs of commitments and actions that answer it; `progress` is empty where the government has not told."""

    ref: str
    url: str
    body: str
    symbol: str
    paragraph: str
    given_on: str
    cycle: int | None
    session: int | None
    text: Told
    from_words: str
    themes: tuple[str, ...]
    persons: tuple[str, ...]
    goals: tuple[str, ...]
    strategies: tuple[str, ...]
    response: str
    response_words: str
    reason: Told | None
    progress: str = ""
    progress_words: str = ""
    rationale: Told | None = None
    evidence: Told | None = None
    told_on: date | None = None
    commitments: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """By which it is known: its paragraph, else its reference here."""
        return self.paragraph or self.ref


@dataclass(frozen=True)
class ValueIn:
    indicator: str
    value: str
    year: int | None
    unit: str = ""
    status_words: str = ""
    source: Told | None = None


@dataclass(frozen=True)
class EntryIn:
    """What the report says of a commitment."""

    completion: str
    words: str
    rationale: Told
    evidence: Told | None
    values: tuple[ValueIn, ...]


@dataclass(frozen=True)
class MilestoneIn:
    text: Told
    due: date
    done_on: date | None
    progress: int | None


@dataclass(frozen=True)
class CommitmentIn:
    ref: str
    url: str
    title: Told
    text: Told
    state: str
    state_words: str
    ends_on: date | None
    targets: tuple[str, ...]  # of the goals, as 16.2
    entry: EntryIn | None
    milestones: tuple[MilestoneIn, ...]


@dataclass(frozen=True)
class ActionIn:
    """`status_words` is empty where nobody has said how far it is."""

    ref: str
    url: str
    title: Told
    status: str
    status_words: str
    told_on: date | None
    ends_on: date | None
    evidence: Told | None
    serves: tuple[str, ...]  # refs of the commitments that it carries out
    targets: tuple[str, ...]  # of those commitments


@dataclass(frozen=True)
class PledgeIn:
    ref: str
    url: str
    text: Told
    session: int | None
    source: str


@dataclass(frozen=True)
class FigureIn:
    """The newest figure of a series, and the earliest of the same source where there is one."""

    indicator: str
    names: dict[str, str]
    target: str
    unit: str
    unit_names: dict[str, str]
    sex: str
    age: str
    value: Decimal
    period: str
    nature: str
    flags: str
    source: str
    release: int
    first: Decimal | None = None
    first_year: int | None = None


@dataclass(frozen=True)
class SourceIn:
    release: int
    name: str
    licence: str
    dated: str
    url: str
    lang: str = "en"


@dataclass(frozen=True)
class Inputs:
    """`cut` counts recommendations of the newest review that are left out of an output for their number, by body."""

    ref: str
    url: str
    world: str
    iso3: str
    names: dict[str, str]
    cycle: dict[str, str]
    published_on: date | None
    state: str
    summary: Told
    on: date
    recommendations: dict[str, list[RecommendationIn]]  # by body: of its newest review or document
    earlier: dict[str, int]  # by body: how many of earlier ones are held
    cut: dict[str, int]
    commitments: list[CommitmentIn]
    actions: list[ActionIn]
    pledges: list[PledgeIn]
    targets: dict[str, dict[str, str]]  # code of a target -> its name
    figures: list[FigureIn]
    sources: list[SourceIn]
    pathfinding: PathfindingPage
    rated: bool
