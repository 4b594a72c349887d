"""What civil society says of commitments: how many reports, their median on the scale, and their words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from accord.accountability.models import Commitment, Cycle, ShadowJudgement, ShadowReport
from accord.accountability.models.cycles import COMPLETION
from accord.calc import ratings
from accord.kit.charts.rating import Judgement

LEAST = 3  # reports that tell a level, for a median to be shown
WORDS: dict[str, str | Promise] = dict(COMPLETION)
HIDDEN = (ShadowReport.State.WITHDRAWN, ShadowReport.State.REFUSED)


@dataclass(frozen=True)
class Quote:
    source: dict[str, str]
    is_network: bool
    supported: dict[str, str] | None
    url: str
    words: str
    rationale: str
    language: str


@dataclass(frozen=True)
class Stakeholders:
    """`told` of `count` reports give a level; no median below `LEAST`. Quotes by the name they stand under."""

    count: int
    told: int
    least: int
    median: str
    median_words: str
    lowest_words: str
    highest_words: str
    quotes: list[Quote]
    mark: Judgement | None = field(default=None, metadata={"html_only": True})


def stakeholders_of(commitments: Iterable[Commitment], cycle: Cycle | None = None) -> dict[int, Stakeholders]:
    """By the commitment's id; one query. With a cycle, of reports on that cycle alone."""
    rows = ShadowJudgement.objects.filter(commitment__in=list(commitments), report__shown__isnull=False)
    rows = rows.exclude(report__state__in=HIDDEN).select_related("report__organisation", "report__network", "report__supported")
    found: dict[int, list[ShadowJudgement]] = defaultdict(list)
    for row in rows.filter(report__cycle=cycle) if cycle else rows:
        found[row.commitment_id].append(row)
    return {pk: _summed(told) for pk, told in found.items()}


def _summed(rows: list[ShadowJudgement]) -> Stakeholders:
    levels = [r.completion for r in rows]
    places = sorted(place for code in levels if (place := ratings.COMPLETION.place(code)) is not None)
    enough = len(places) >= LEAST
    median = ratings.middle(ratings.COMPLETION, levels) if enough else ""
    lowest, highest = (ratings.COMPLETION.levels[places[at]] for at in (0, -1)) if enough else ("", "")
    mark = Judgement("civil_society", ratings.COMPLETION.place(median), places[0], places[-1]) if enough else None
    quotes = sorted((_quote(r) for r in rows), key=lambda q: (q.source.get("en", ""), q.url))
    middle, low, high = (str(WORDS.get(code, "")) for code in (median, lowest, highest))
    return Stakeholders(len(rows), len(places), LEAST, median, middle, low, high, quotes, mark)


def _quote(row: ShadowJudgement) -> Quote:
    report = row.report
    supported = report.supported.names if report.supported else None
    words = str(row.get_completion_display())
    return Quote(report.source.names, report.is_sealed, supported, report.url, words, row.rationale, row.language)
