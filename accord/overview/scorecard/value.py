"""What a country's scorecard says. No mark, colour or number of ours rates a country: words of scales, and who said them."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Fact:
    """`letters` name the sources in the foot; empty where the fact is this site's own record."""

    words: str
    value: str
    letters: str = ""


@dataclass(frozen=True)
class FigureLine:
    indicator: str
    url: str
    who: str  # sex and age, as far as they are told
    value: str
    unit: str
    period: str
    letters: str


@dataclass(frozen=True)
class JudgedLine:
    """What was said last of one commitment; empty where nobody has."""

    ref: str
    url: str
    title: str
    lang: str
    own: str
    independent: str
    civil: str
    peers: str
    gap: str


@dataclass(frozen=True)
class SourceLine:
    letter: str
    name: str
    note: str  # licence and date


@dataclass(frozen=True)
class CheckpointShown:
    size: int
    root: str
    hour: str


@dataclass(frozen=True)
class Scorecard:
    iso3: str
    title: str
    world: str
    language: str
    direction: str
    dated: date
    law: list[Fact]
    figures: list[FigureLine]
    asked: list[Fact]
    promised: list[Fact]
    coverage: str  # before the judgements: of how many something is said
    judged: list[JudgedLine]
    more: int  # commitments that there is no room for
    history: list[Fact]
    sources: list[SourceLine]
    designations: str = ""
    checkpoint: CheckpointShown | None = None
    labels: dict[str, str] = field(default_factory=dict, metadata={"html_only": True})
