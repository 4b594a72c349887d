"""Four judgements of one commitment in one row: what a report, its assessor, civil society and peers say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from accord.accountability.models import Commitment, Entry, Rating
from accord.accountability.models.judging import COMPLETION
from accord.accountability.reads.gaps import further_gaps, gap_words
from accord.accountability.reads.peers_said import PeersSaid
from accord.accountability.reads.stakeholders import Stakeholders
from accord.calc import ratings
from accord.indicators.models import Indicator
from accord.indicators.words import amount
from accord.kit.charts.pen import ChartPicture
from accord.kit.charts.rating import Judgement
from accord.kit.charts.rating import rating as draw

HTML_ONLY = {"html_only": True}
LEVELS = [words for code, words in COMPLETION if code != "no_evidence"]


@dataclass(frozen=True)
class ValueTold:
    """A value that the report itself gives. `amount`: with its unit, for people."""

    indicator: str
    value: str
    year: int | None
    names: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    status: str = ""  # of Entry.Status; this and the source are empty where they were not told
    source: str = ""

    @property
    def amount(self) -> str:
        return amount(self.value, self.unit)

    @property
    def status_words(self) -> str:
        return str(dict(Entry.Status.choices).get(self.status, ""))


@dataclass(frozen=True)
class Own:
    completion: str
    words: str
    rationale: str
    evidence: str
    values: list[ValueTold]
    language: str = "en"
    ambition: str = ""  # in words; empty where the government did not tell it
    change: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Independent:
    completion: str
    words: str
    ambition: str
    change: str
    confidence: str
    rationale: str
    evidence: str
    released: bool
    reply: str
    replied_on: date | None
    language: str = "en"
    reply_language: str = "en"


@dataclass(frozen=True)
class Row:
    """One commitment: the judgements on one scale. `gap` in steps, negative where the country rates itself higher."""

    ref: str
    title: str
    url: str
    lang: str
    own: Own | None
    independent: Independent | None
    gap: int | None
    gap_words: str
    stakeholders: Stakeholders | None = None
    peers: PeersSaid | None = None
    further_gaps: list[str] = field(default_factory=list)
    milestones_say: str = ""  # where what the country tells does not go with its milestones
    picture: ChartPicture | None = field(default=None, metadata=HTML_ONLY)


def judged_row(
    c: Commitment,
    entry: Entry | None,
    rating: Rating | None,
    said: Stakeholders | None,
    peers: PeersSaid | None,
    against: str = "",
    measured: Mapping[str, Indicator] | None = None,
) -> Row:
    """`against`: where what the country tells does not go with its milestones; `measured`: of `measured_in`. No query."""
    own = _own(entry, measured or {}) if entry else None
    other = _independent(rating) if rating else None
    gap = ratings.gap(ratings.COMPLETION, own.completion, other.completion) if own and other else None
    picture = None
    if own:
        marks = [Judgement("government", _place(own.completion))]
        marks += [Judgement("assessor", _place(other.completion))] if other else []
        marks += [said.mark] if said and said.mark else []
        marks += [peers.mark] if peers and peers.mark else []
        picture = draw(marks, LEVELS, _("Completion of %(ref)s") % {"ref": c.ref})
    further = further_gaps(entry, rating)
    return Row(
        c.ref, c.heading, c.url, c.language, own, other, gap, _gap_words(gap, own, other), said, peers, further, against, picture
    )


def _place(code: str) -> int | None:
    return ratings.COMPLETION.place(code)


def measured_in(entries: Iterable[Entry]) -> dict[str, Indicator]:
    """The indicators of which they give values, by code. No query where there are none."""
    codes = {str(v.get("indicator")) for e in entries for v in e.values}
    return {i.code: i for i in Indicator.objects.filter(code__in=codes)} if codes else {}


def values_told(e: Entry, measured: Mapping[str, Indicator]) -> list[ValueTold]:
    found = []
    for v in e.values:
        further = {name: v.get(name, "") for name in ("status", "source")}
        told = ValueTold(v.get("indicator", ""), str(v.get("value", "")), v.get("year"), **further)
        known = measured.get(told.indicator)
        found.append(replace(told, names=known.names, unit=known.unit) if known else told)
    return found


def _own(e: Entry, measured: Mapping[str, Indicator]) -> Own:
    values = values_told(e, measured)
    further = (str(words) for words in (e.get_ambition_display(), e.get_change_display(), e.get_confidence_display()))
    return Own(e.completion, str(e.get_completion_display()), e.rationale, e.evidence, values, e.language, *further)


def _independent(r: Rating) -> Independent:
    return Independent(
        r.completion, str(r.get_completion_display()), str(r.get_ambition_display()), str(r.get_change_display()),
        str(r.get_confidence_display()), r.rationale, r.evidence, r.released_at is not None, r.reply, r.replied_on,
        r.language, r.reply_language,
    )  # fmt: skip


def _gap_words(gap: int | None, own: Own | None, other: Independent | None) -> str:
    if not own or not other:
        return ""
    return gap_words(gap)
