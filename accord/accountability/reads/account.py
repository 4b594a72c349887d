"""A country's accountability: what it was asked, what it promised, what was said of that, and the gap from cycle to cycle."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.accountability.models import Action, Commitment, Milestone, Recommendation, Report, ShadowJudgement
from accord.accountability.models.peers import PeerAssignment, PeerJudgement, PeerReview
from accord.accountability.reads.commitments import is_late, roll_of
from accord.accountability.reads.cycles import CountryReport, lines_of, reports_of
from accord.accountability.reads.filters import SessionsHeld, sessions_of_world
from accord.accountability.reads.gaps import SCALES, CycleGaps, Judged, Told, gap_history, gap_words, judged_of
from accord.accountability.reads.lists import Counted, HeldOfCountry, held_of, seen_by
from accord.accountability.reads.plan_lists import NO_WORD
from accord.accountability.reads.stakeholders import in_sight
from accord.calc import ratings
from accord.calc.normalise import fold
from accord.directory.reads.conferences import PledgeOfCountry, pledges_of
from accord.kit.sorting import NUMBER, RATING, Column, Sorting, in_order
from accord.people.models import Area, World
from accord.record.models import Reader

MOST = 200  # commitments in one table; the list has them all


@dataclass(frozen=True)
class PromiseRow:
    """A commitment made here, with what was said of it last. Judgements are words of the scale of completion, or empty."""

    ref: str
    url: str
    title: str
    language: str
    state_words: str
    ends_on: date | None
    milestones: int
    done: int | None  # per cent by weight, None where there is no milestone
    cycle: dict[str, str] | None
    report_url: str
    own: str
    independent: str
    gap: int | None
    gap_words: str
    replied: bool
    stakeholders: int  # shadow reports that speak of it
    peers: int  # reviewers of other countries who judged it
    draft: bool = False
    late: int = 0  # milestones whose day is over and of which nobody said that they are done


@dataclass(frozen=True)
class AccountHead:
    """What stands around the drawn parts of the page."""

    iso3: str
    names: dict[str, str]
    area_url: str
    world: str


@dataclass(frozen=True)
class AccountPage:
    iso3: str
    names: dict[str, str]
    area_url: str
    world: str
    recommendations: list[Counted]
    carried_out: list[Counted]  # as the government told; the untold are not among them
    sessions: list[SessionsHeld]
    held: HeldOfCountry
    conferences: list[PledgeOfCountry]
    commitments: list[PromiseRow]
    told: int  # of the published ones of these, of how many a public report speaks, and an assessment
    rated: int
    sorting: Sorting
    actions: list[Counted]
    reports: list[CountryReport]
    history: list[CycleGaps]
    shadows: int

    @property
    def drafts(self) -> int:
        """Of the commitments above: what its own people alone see."""
        return sum(one.draft for one in self.commitments)

    @property
    def published(self) -> int:
        return len(self.commitments) - self.drafts

    @property
    def asked(self) -> int:
        return sum(one.count for one in self.recommendations)

    @property
    def followed(self) -> int:
        return sum(one.count for one in self.carried_out)


COLUMNS: list[Column[PromiseRow]] = [
    Column("title", _("Commitment"), lambda r: fold(r.title)),
    Column("state", _("State"), lambda r: fold(r.state_words)),
    Column("ends", _("Ends on"), lambda r: r.ends_on),
    Column("done", _("Done by milestones"), lambda r: r.done, NUMBER),
    Column("own", _("Government"), lambda r: r.own, RATING),
    Column("independent", _("Independent assessor"), lambda r: r.independent, RATING),
    Column("civil", _("Civil society"), lambda r: r.stakeholders, NUMBER),
    Column("peers", _("Peers"), lambda r: r.peers, NUMBER),
    Column("gap", _("The gap"), lambda r: r.gap, RATING),
]


def account_page(area: Area, user: Reader, sort: str = "") -> AccountPage:
    """At most 13 queries, whatever the country did. A fictional country is spared what sources tell of real ones."""
    held, real = held_of(area, user), area.world == World.REAL
    asked, followed = _asked(area)
    reports = reports_of(area)
    judged = judged_of(reports)
    said = _shadow_counts(area)
    lines, sorting = in_order(_lines(_commitments(area, user), judged, said, _peer_counts(area)), COLUMNS, sort)
    steps = Action.objects.filter(area=area, state__in=(Action.State.PUBLIC, Action.State.REVISED))
    return AccountPage(
        area.iso3 or "", area.names, area.url, area.world, asked, followed,
        sessions_of_world(area.world) if asked else [], held, pledges_of(area) if real else [], lines,
        sum(bool(r.own) for r in lines), sum(bool(r.independent) for r in lines), sorting, _statuses(steps),
        lines_of(reports), gap_history(judged), len({report for found in said.values() for report in found}),
    )  # fmt: skip


def _asked(area: Area) -> tuple[list[Counted], list[Counted]]:
    """Recommendations by the government's answer, the most frequent first, and by how far it told that they are (1 query)."""
    rows = Recommendation.objects.filter(area=area).values_list("response", "progress").annotate(n=Count("pk")).order_by()
    answers: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for answer, progress, n in rows:
        answers[answer] += n
        told[progress] += n
    asked = [Counted(code, str(Recommendation.Response(code).label), n) for code, n in answers.most_common()]
    return asked, [Counted(one.value, str(one.label), told[one]) for one in Recommendation.Progress if told[one]]


def _commitments(area: Area, user: Reader) -> list[Commitment]:
    rows = Commitment.objects.filter(seen_by(user), area=area, kind=Commitment.Kind.COMMITMENT).order_by("pk")
    return list(rows.prefetch_related(Prefetch("milestones", Milestone.objects.standing()))[:MOST])


def _lines(rows: list[Commitment], judged: Judged, said: dict[int, list[int]], peers: dict[int, int]) -> list[PromiseRow]:
    newest = judged.newest_of()
    return [_line(c, newest.get(c.pk), (len(said.get(c.pk, ())), peers.get(c.pk, 0))) for c in rows]


def _line(c: Commitment, last: tuple[Report, Told] | None, others: tuple[int, int]) -> PromiseRow:
    """`others`: how many reports of civil society, and how many peers, speak of it."""
    roll = roll_of(c.milestones.all())
    head = (c.ref, c.url, c.heading, c.language, str(c.get_state_display()), c.ends_on, roll.milestones, roll.done)
    draft, stands = c.state == Commitment.State.DRAFT, c.state in (Commitment.State.PUBLIC, Commitment.State.REVISED)
    late = sum(is_late(m) for m in c.milestones.all()) if stands else 0
    if last is None:
        return PromiseRow(*head, None, "", "", "", None, "", False, *others, draft, late)
    report, told = last
    words = SCALES["completion"]
    where = (report.cycle.names, f"{report.url}#{c.ref}", str(words[told.own]))
    if not told.other:
        return PromiseRow(*head, *where, "", None, "", False, *others, draft, late)
    gap = ratings.gap(ratings.COMPLETION, told.own, told.other)
    return PromiseRow(*head, *where, str(words[told.other]), gap, gap_words(gap), told.replied, *others, draft, late)


def _shadow_counts(area: Area) -> dict[int, list[int]]:
    """By commitment, the shadow reports that everyone may read."""
    rows = ShadowJudgement.objects.filter(in_sight("report__"), commitment__area=area)
    found: dict[int, list[int]] = {}
    for commitment, report in rows.values_list("commitment_id", "report_id"):
        found.setdefault(commitment, []).append(report)
    return found


def _peer_counts(area: Area) -> dict[int, int]:
    """By commitment, the reviewers whose judgement was given (1 query)."""
    rows = PeerJudgement.objects.filter(
        commitment__area=area, assignment__review__state__in=PeerReview.GIVEN, assignment__state=PeerAssignment.State.ACCEPTED
    )
    return dict(rows.values_list("commitment_id").annotate(n=Count("pk")).order_by())


def _statuses(rows: QuerySet[Action]) -> list[Counted]:
    """How far published actions are; of which nobody has said anything comes last."""
    counted = dict(rows.values_list("status").annotate(n=Count("pk")).order_by())
    words = dict(Action.Status.choices)
    told = [code for code in words if code and counted.get(code)]
    found = [Counted(code, str(words[code]), counted[code]) for code in told]
    untold = counted.get("", 0)
    return found + ([Counted(NO_WORD, str(words[Action.Status.UNKNOWN]), untold)] if untold else [])
