"""What civil society says of commitments: how many reports, their median on the scale, and their words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise

from accord.accountability.models import Commitment, Cycle, ShadowJudgement, ShadowReport
from accord.accountability.models.judging import COMPLETION
from accord.calc import ratings
from accord.calc.showing import REPORTS, middle_of
from accord.kit.charts.rating import Judgement
from accord.record.access import held_refs

WORDS: dict[str, str | Promise] = dict(COMPLETION)
HIDDEN = (ShadowReport.State.WITHDRAWN, ShadowReport.State.REFUSED)


def in_sight(path: str = "") -> Q:
    """Of shadow reports (or of what leads to one by `path`) those that everybody may read: published, neither taken back nor
    hidden. Their words stand on pages of commitments, countries and cycles, too."""
    found = Q(**{f"{path}shown__isnull": False}) & ~Q(**{f"{path}state__in": HIDDEN})
    return found & ~Q(**{f"{path}ref__in": held_refs("shadow_report")})


@dataclass(frozen=True)
class Quote:
    source: dict[str, str]
    is_network: bool
    supported: dict[str, str] | None
    url: str
    words: str
    rationale: str
    language: str
    ambition: str
    change: str
    confidence: str
    evidence: str


@dataclass(frozen=True)
class Stakeholders:
    """`told` of `count` reports give a level; no median below `least`. Quotes by the name they stand under."""

    count: int
    told: int
    least: int
    median: str
    median_words: str
    lowest_words: str
    highest_words: str
    quotes: list[Quote]
    mark: Judgement | None = field(default=None, metadata={"html_only": True})


def stakeholders_of(
    commitments: Iterable[Commitment], cycle: Cycle | None = None, until: date | None = None
) -> dict[int, Stakeholders]:
    """By the commitment's id; one query. With a cycle, of reports on that cycle alone; `until`: published by that day."""
    rows = ShadowJudgement.objects.filter(in_sight("report__"), commitment__in=list(commitments))
    rows = rows.select_related("report__organisation", "report__network", "report__supported")
    rows = rows.filter(report__published_on__lte=until) if until else rows
    found: dict[int, list[ShadowJudgement]] = defaultdict(list)
    for row in rows.filter(report__cycle=cycle) if cycle else rows:
        found[row.commitment_id].append(row)
    return {pk: _summed(told) for pk, told in found.items()}


def stakeholders_by_cycle(commitment: Commitment) -> dict[int | None, Stakeholders]:
    """By the cycle's id, None for reports outside cycles; one query."""
    rows = ShadowJudgement.objects.filter(in_sight("report__"), commitment=commitment)
    found: dict[int | None, list[ShadowJudgement]] = defaultdict(list)
    for row in rows.select_related("report__organisation", "report__network", "report__supported"):
        found[row.report.cycle_id].append(row)
    return {pk: _summed(told) for pk, told in found.items()}


def _summed(rows: list[ShadowJudgement]) -> Stakeholders:
    levels = [r.completion for r in rows]
    found = middle_of(ratings.COMPLETION, levels, len(levels), REPORTS)
    at = [ratings.COMPLETION.place(code) for code in (found.level, found.lowest, found.highest) if code]
    mark = Judgement("civil_society", *at) if at else None
    quotes = sorted((_quote(r) for r in rows), key=lambda q: (q.source.get("en", ""), q.url))
    middle, low, high = (str(WORDS.get(code, "")) for code in (found.level, found.lowest, found.highest))
    return Stakeholders(len(rows), found.told, REPORTS.least, found.level, middle, low, high, quotes, mark)


def _quote(row: ShadowJudgement) -> Quote:
    report = row.report
    supported = report.supported.names if report.supported else None
    words = str(row.get_completion_display())
    return Quote(
        report.source.names, report.is_sealed, supported, report.url, words, row.rationale, row.language,
        str(row.get_ambition_display()), str(row.get_change_display()), str(row.get_confidence_display()), row.evidence,
    )  # fmt: skip
