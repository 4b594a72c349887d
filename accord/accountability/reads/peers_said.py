"""What peers say of commitments: each reviewer by country, and where they stand together on the scale."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from accord.accountability.models import Commitment, Cycle, PeerAssignment, PeerJudgement, PeerReview
from accord.accountability.reads.stakeholders import WORDS
from accord.calc import ratings
from accord.calc.showing import REPORTS, middle_of
from accord.kit.charts.rating import Judgement
from accord.record.access import held_refs


@dataclass(frozen=True)
class PeerWord:
    """One reviewer's judgement, with what it declared and the country's reply."""

    number: int
    area: dict[str, str]
    area_url: str
    review_url: str
    completion: str
    words: str
    ambition: str
    change: str
    confidence: str
    rationale: str
    evidence: str
    language: str
    declaration: str
    declaration_language: str
    reply: str
    reply_language: str
    replied_on: date | None


@dataclass(frozen=True)
class PeersSaid:
    """`told` of `count` reviewers give a level. `median` is what all of them say, or their median from `least` on: else "".
    Reviewers by country."""

    count: int
    told: int
    least: int
    median: str
    median_words: str
    lowest_words: str
    highest_words: str
    judgements: list[PeerWord]
    mark: Judgement | None = field(default=None, metadata={"html_only": True})


def peers_of(commitments: Iterable[Commitment], cycle: Cycle | None = None, until: date | None = None) -> dict[int, PeersSaid]:
    """By the commitment's id; one query. What was given alone (`until`: by that day); with a cycle, in rounds of it alone."""
    rows = _given(commitments)
    rows = rows.filter(assignment__review__given_on__lte=until) if until else rows
    found: dict[int, list[PeerJudgement]] = defaultdict(list)
    for row in rows.filter(assignment__review__round__cycle=cycle) if cycle else rows:
        found[row.commitment_id].append(row)
    return {pk: summed(told) for pk, told in found.items()}


def peers_by_cycle(commitment: Commitment) -> dict[int | None, PeersSaid]:
    """By the id of the round's cycle, None for rounds of no cycle; one query."""
    found: dict[int | None, list[PeerJudgement]] = defaultdict(list)
    for row in _given([commitment]).select_related("assignment__review__round"):
        found[row.assignment.review.round.cycle_id].append(row)
    return {pk: summed(told) for pk, told in found.items()}


def _given(commitments: Iterable[Commitment]) -> QuerySet[PeerJudgement]:
    rows = PeerJudgement.objects.filter(
        commitment__in=list(commitments), assignment__review__state__in=PeerReview.GIVEN,
        assignment__state=PeerAssignment.State.ACCEPTED,
    )  # fmt: skip
    shown = rows.exclude(assignment__review__ref__in=held_refs("peer_review"))
    return shown.select_related("assignment__area", "assignment__review")


def summed(rows: Iterable[PeerJudgement]) -> PeersSaid:
    told = list(rows)
    levels = [row.completion for row in told]
    places = sorted(place for code in levels if (place := ratings.COMPLETION.place(code)) is not None)
    lowest, highest = (ratings.COMPLETION.levels[places[at]] for at in (0, -1)) if places else ("", "")
    median = lowest if lowest == highest else middle_of(ratings.COMPLETION, levels, len(levels), REPORTS).level
    place = ratings.COMPLETION.place(median) if median else None
    mark = Judgement("peers", place, places[0], places[-1]) if places else None
    words = sorted((_word(row) for row in told), key=lambda one: (one.area.get("en", ""), one.review_url))
    middle, low, high = (str(WORDS.get(code, "")) for code in (median, lowest, highest))
    return PeersSaid(len(told), len(places), REPORTS.least, median, middle, low, high, words, mark)


def _word(row: PeerJudgement) -> PeerWord:
    one = row.assignment
    return PeerWord(
        row.pk, one.area.names, one.area.url, one.review.url, row.completion, str(row.get_completion_display()),
        str(row.get_ambition_display()), str(row.get_change_display()), str(row.get_confidence_display()), row.rationale,
        row.evidence, row.language, one.declaration, one.language, row.reply, row.reply_language, row.replied_on,
    )  # fmt: skip
