"""What the global progress report says, as pure data in one language.

Addresses (`url`) are records of this site, without language and leading slash; `""` where a figure has no record.
A text's `lang` is set only where it is not in the report's own language.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Words:
    """A sentence, and the record that its figure stands in."""

    text: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Stat:
    """A number that may be read alone: with what it counts, when, and whose it is."""

    shown: str
    words: str
    note: str
    url: str = ""


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    mark: str = "1"  # a chart colour of the look
    said: str = ""  # the value in words where it is not the number itself


@dataclass(frozen=True)
class Chart:
    """`kind`: bars (across), columns, share (one bar cut in parts), steps (a count over years), scale (two marks)."""

    kind: str
    title: str
    subtitle: str
    label: str  # the whole picture as a sentence
    bars: list[Bar]
    source: Words
    second: list[Bar] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    name: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    text: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Table:
    caption: str
    columns: list[Column]
    rows: list[list[Cell]]
    source: Words


@dataclass(frozen=True)
class Chapter:
    """Coverage stands before everything else, so that no figure is read without it."""

    ref: str
    title: str
    finding: str
    coverage: list[Words] = field(default_factory=list)
    stats: list[Stat] = field(default_factory=list)
    paragraphs: list[Words] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(frozen=True)
class CountryValue:
    iso3: str
    country: Words
    value: Decimal
    shown: str
    period: str
    year: int
    who: str
    nature: str
    flags: str
    source: str  # letter of a line in the annex of sources
    url: str


@dataclass(frozen=True)
class IndicatorChapter:
    code: str
    title: str
    sdg: str
    population: str
    unit: str
    finding: str
    countries: int
    of: int
    coverage: list[Words]
    paragraphs: list[Words]
    charts: list[Chart]
    values: list[CountryValue]
    url: str


@dataclass(frozen=True)
class Tile:
    code: str
    column: int
    row: int
    on: bool
    label: str
    url: str


@dataclass(frozen=True)
class TileMap:
    title: str
    subtitle: str
    label: str
    on_words: str
    off_words: str
    tiles: list[Tile]
    source: Words


@dataclass(frozen=True)
class SourceLine:
    letter: str
    name: str
    licence: str
    dated: str
    figures: int
    url: str
    digest: str


@dataclass(frozen=True)
class Method:
    title: str
    text: str


@dataclass(frozen=True)
class CheckpointShown:
    """What the journal of this site held when the report was built."""

    size: int
    root: str
    hour: str
    key: str


@dataclass(frozen=True)
class ErratumShown:
    """`place` is the anchor of where it was wrong; `lang` the language of the words that were."""

    number: int
    on: str
    place: str
    place_words: str
    was: str
    now: str
    reason: str
    lang: str


@dataclass(frozen=True)
class Narrative:
    """What authors wrote: `text` is Markdown as it reads with its errata, `first` as it was first published where they differ."""

    ref: str
    heading: str
    text: str
    first: str
    lang: str
    authors: list[str]
    errata: list[ErratumShown]


@dataclass(frozen=True)
class CheckShown:
    """What a country said of its entry, and what an officer answered."""

    country: Words
    verdict: str  # code; "" where there was no answer
    verdict_words: str
    text: str
    lang: str
    source: str
    outcome: str
    reply: str
    reply_lang: str
    url: str


@dataclass(frozen=True)
class EditionShown:
    """`narrative` and `errata` by chapter; of `front` and `back` the sections that stand before and after all chapters."""

    ref: str
    url: str
    number: int
    state: str
    lines: list[str]  # when it was frozen, approved, published
    figures_digest: str
    errata: list[ErratumShown]
    narrative: dict[str, list[Narrative]]
    chapter_errata: dict[str, list[ErratumShown]]
    checks_title: str
    checks_lines: list[str]
    checks: list[CheckShown]


@dataclass(frozen=True)
class GlobalReport:
    title: str
    year: int
    world: str
    language: str
    direction: str
    dated: date  # a date of the report, never the clock's: same inputs, same bytes
    stamp: str
    stamp_words: str
    inputs_digest: str
    summary: Chapter
    indicators: list[IndicatorChapter]
    promises: Chapter
    trends: Chapter
    absent: Chapter
    recommendations: Chapter
    law: Chapter
    map: TileMap | None
    countries: Table
    methods: list[Method]
    flags: list[Method]
    sources: list[SourceLine]
    designations: str
    checkpoint: CheckpointShown | None = None
    edition: EditionShown | None = None
    title_lang: str = ""  # set where an edition has no title in the report's own language
