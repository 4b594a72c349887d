"""The page of one commitment."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.accountability.access import UNTIED, access_commitment, acting_for
from accord.accountability.measuring import in_scale
from accord.accountability.models import ActionPlan, Commitment, Entry, Measure, Milestone, Rating, public_reports
from accord.accountability.reads.changes import RevisionLine, revisions_of
from accord.accountability.reads.gaps import further_gaps, gap_words
from accord.accountability.reads.judged_rows import LEVELS, Row, judged_row, measured_in
from accord.accountability.reads.lists import Line, commitment_line
from accord.accountability.reads.peers_said import PeersSaid, peers_by_cycle, peers_of
from accord.accountability.reads.stakeholders import Stakeholders, stakeholders_by_cycle, stakeholders_of
from accord.accountability.states import COUNTRY
from accord.calc import ratings, rollup, smart
from accord.indicators.words import amount, unit
from accord.kit import clock
from accord.record.access import kept_rows
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, LinkedCard, history, linked_cards

LETTERS = {
    "S": _("Specific"), "M": _("Measurable"), "A": _("Assigned"), "R": _("Relevant"), "T": _("Time-bound"),
}  # fmt: skip
MISSING = {
    "deliverable": _("Add a milestone: what will be delivered."),
    "indicator": _("Tie an indicator."),
    "baseline": _("Give the indicator's baseline: where one starts from."),
    "target": _("Give the indicator's target: where one is to arrive."),
    "lead": _("Name the lead organisation."),
    "verified_person": _("The lead organisation has no verified person here yet."),
    "reason": _("Tie a strategy or a recommendation."),
    "start": _("Give the day it starts."),
    "end": _("Give the day it ends."),
    "end_after_start": _("Let the end come after the start."),
    "scale": _("A share lies between 0 and 100: mend the indicator's figures."),
    "target_after_baseline": _("Let the target's year come after the baseline's."),
    "target_by_end": _("Let the target's year lie within the commitment's time."),
    "due_within": _("Let each milestone be due between its start and its end."),
}


@dataclass(frozen=True)
class CheckLine:
    letter: str
    words: str
    met: bool
    missing: list[str]


@dataclass(frozen=True)
class GuardLine:
    words: str | Promise
    holds: bool


@dataclass(frozen=True)
class MilestoneLine:
    id: int
    text: str
    due: date
    weight: int
    progress: int | None
    done_on: date | None
    evidence: str
    late: bool
    withdrawn_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class MeasureLine:
    id: int
    indicator: str
    names: dict[str, str]
    unit: str
    baseline: Decimal | None
    baseline_year: int | None
    target: Decimal | None
    target_year: int | None
    withdrawn_on: date | None = None
    reason: str = ""
    population: str = ""
    breakdown: str = ""
    source: str = ""

    @property
    def from_where(self) -> str:
        return amount(self.baseline, self.unit)

    @property
    def to_where(self) -> str:
        return amount(self.target, self.unit)

    @property
    def unit_words(self) -> str:
        return unit(self.unit)


@dataclass(frozen=True)
class Roll:
    """Per cent of the whole weight; None where there is no milestone."""

    done: int | None
    open: int | None
    unknown: int | None
    finished: int
    milestones: int


@dataclass(frozen=True)
class JudgedLine:
    """What a published report says of it."""

    report_url: str
    cycle: dict[str, str]
    own: str
    independent: str
    stakeholders: Stakeholders | None = None
    peers: PeersSaid | None = None
    gap: int | None = None  # in steps of completion, negative where the government rates itself higher
    gap_words: str = ""
    further_gaps: list[str] = field(default_factory=list)
    reply: str = ""
    reply_language: str = "en"
    replied_on: date | None = None
    reply_until: date | None = None
    open_for_reply: bool = False


@dataclass(frozen=True)
class CommitmentPage:
    line: Line
    world: str
    version: int
    language: str
    details: dict[str, Any] = field(default_factory=dict)
    topics: list[dict[str, str]] = field(default_factory=list)
    sdg: list[dict[str, str]] = field(default_factory=list)
    sectors: list[dict[str, str]] = field(default_factory=list)
    checks: list[CheckLine] = field(default_factory=list)
    milestones: list[MilestoneLine] = field(default_factory=list)
    roll: Roll | None = None
    measures: list[MeasureLine] = field(default_factory=list)
    revisions: list[RevisionLine] = field(default_factory=list)
    judged: list[JudgedLine] = field(default_factory=list)
    newest: Row | None = None  # the judgements of the newest cycle whose report is public, with their reasons
    stakeholders: Stakeholders | None = None
    peers: PeersSaid | None = None
    links: list[LinkedCard] = field(default_factory=list)
    history: list[HistoryLine] = field(default_factory=list)
    may_change: bool = field(default=False, metadata={"html_only": True})

    @property
    def levels(self) -> list[str]:
        return [str(words) for words in LEVELS]

    @property
    def acts(self) -> list[LinkedCard]:
        """Actions that carry it out."""
        return [one for one in self.links if one.kind == "action"]

    @property
    def may_untie(self) -> list[str]:
        """What it answers and carries out, by card."""
        return [one.ref for one in self.links if self.may_change and one.here_to_there and one.relation in UNTIED]

    @property
    def other_links(self) -> list[LinkedCard]:
        """What the page does not show elsewhere."""
        return [one for one in self.links if one.kind not in ("action", "plan")]


def promise_of(c: Commitment, milestones: list[Milestone], measures: list[Measure]) -> smart.Promise:
    """What was withdrawn counts for nothing."""
    standing = [m for m in milestones if not m.withdrawn_on]
    return smart.Promise(
        deliverables=len(standing),
        due=[m.due for m in standing],
        measures=[_measured(m) for m in measures if not m.withdrawn_on],
        has_lead=c.lead_id is not None,
        lead_has_verified_person=c.contact_id is not None,
        strategies=sum(t.scheme == "inspire" for t in c.topics.all()),
        recommendations=c.recommendations.count(),
        starts_on=c.starts_on,
        ends_on=c.ends_on,
    )


def _measured(m: Measure) -> smart.Measure:
    fits = in_scale(m.indicator, m.baseline) and in_scale(m.indicator, m.target)
    return smart.Measure(m.baseline is not None, m.target is not None, m.baseline_year, m.target_year, fits)


def smart_lines(promise: smart.Promise) -> list[CheckLine]:
    return [
        CheckLine(one.letter, str(LETTERS[one.letter]), one.met, [str(MISSING[code]) for code in one.missing])
        for one in smart.check_smart(promise)
    ]


def checks_of(c: Commitment) -> list[CheckLine]:
    return smart_lines(promise_of(c, list(c.milestones.all()), list(c.measures.select_related("indicator"))))


def publishing_lines(c: Commitment) -> list[GuardLine]:
    """What has to be true before it is published; the checks of its wording only tell."""
    bare = c.measures.standing().filter(baseline__isnull=True, target__isnull=True)
    lines = [GuardLine(_("Each indicator has a baseline or a target."), False)] if bare.exists() else []
    if c.plan:
        lines.append(GuardLine(_("The plan that it belongs to is open."), c.plan.state != ActionPlan.State.DRAFTING))
    return lines


def rollup_of(milestones: Iterable[Milestone]) -> rollup.Rollup:
    """What was withdrawn counts for nothing."""
    standing = [m for m in milestones if not m.withdrawn_on]
    return rollup.roll_up(
        [rollup.Milestone(m.weight, None if m.progress is None else Fraction(m.progress, 100)) for m in standing]
    )


def roll_of(milestones: Iterable[Milestone]) -> Roll:
    return in_per_cent(rollup_of(milestones))


def in_per_cent(found: rollup.Rollup) -> Roll:
    if found.done is None or found.unknown is None:
        return Roll(None, None, None, found.finished, found.milestones)
    done, unknown = round(found.done * 100), round(found.unknown * 100)
    return Roll(done, 100 - done - unknown, unknown, found.finished, found.milestones)


def commitment_page(ref: str, user: Reader) -> CommitmentPage:
    c = access_commitment(user, ref)
    page = kept_rows(
        user, f"commitment {c.pk}", lambda: _page(access_commitment(user, ref), user)
    )  # read again: it is kept with it
    return replace(page, may_change=c.state in Commitment.OPEN and acting_for(user, c.area, COUNTRY) is not None)


def _page(c: Commitment, user: Reader) -> CommitmentPage:
    card = Card.objects.get(ref=f"commitments/{c.ref}")
    if c.kind == Commitment.Kind.PLEDGE:
        return CommitmentPage(commitment_line(c), c.world, c.version, c.language, links=linked_cards(card, user))
    topics = list(c.topics.all())
    milestones, measures = list(c.milestones.all()), list(c.measures.select_related("indicator"))
    judged, newest = _judged(c)
    return CommitmentPage(
        line=commitment_line(c),
        world=c.world,
        version=c.version,
        language=c.language,
        details=_details(c),
        topics=[t.names for t in topics if t.scheme not in ("sdg", "sector")],
        sdg=[t.called for t in topics if t.scheme == "sdg"],
        sectors=[t.names for t in topics if t.scheme == "sector"],
        checks=smart_lines(promise_of(c, milestones, measures)),
        milestones=[_milestone(m) for m in milestones],
        roll=roll_of(milestones),
        measures=[
            MeasureLine(
                m.pk,
                m.indicator.code,
                m.indicator.names,
                m.indicator.unit,
                m.baseline,
                m.baseline_year,
                m.target,
                m.target_year,
                m.withdrawn_on,
                m.reason,
                m.indicator.population,
                m.breakdown,
                m.source,
            )  # fmt: skip
            for m in measures
        ],
        revisions=revisions_of(c),
        judged=judged,
        newest=newest,
        stakeholders=stakeholders_of([c]).get(c.pk),
        peers=peers_of([c]).get(c.pk),
        links=linked_cards(card, user),
        history=history(card, user),
    )


def _details(c: Commitment) -> dict[str, Any]:
    return {
        "problem": c.problem,
        "how": c.how,
        "form": str(c.get_form_display()) if c.form else "",
        "level": str(c.get_level_display()) if c.level else "",
        "lead": c.lead.names if c.lead else None,
        "lead_slug": c.lead.slug if c.lead else "",
        "contact": str(c.contact.get_role_display()) if c.contact else "",
        "supporting": c.supporting,
        "provinces": c.provinces,
        "starts_on": c.starts_on,
        "ends_on": c.ends_on,
        "budget": c.budget,
        "currency": c.currency,
        "funded_share": c.funded_share,
        "reason": c.reason,
    }


def is_late(m: Milestone) -> bool:
    return m.done_on is None and m.progress != 100 and m.withdrawn_on is None and m.due < clock.today()


def _milestone(m: Milestone) -> MilestoneLine:
    return MilestoneLine(m.pk, m.text, m.due, m.weight, m.progress, m.done_on, m.evidence, is_late(m), m.withdrawn_on, m.reason)


def _judged(c: Commitment) -> tuple[list[JudgedLine], Row | None]:
    """What each public report says, the newest first, with the gap of each: its history; and the newest whole (4 queries)."""
    entries = c.entries.filter(public_reports("report__")).select_related("report__cycle")
    rated = {r.report_id: r for r in c.ratings.filter(released_at__isnull=False)}
    said, peers = stakeholders_by_cycle(c), peers_by_cycle(c)
    newest = entries.order_by("-report__cycle__opens")
    found = [(e, rated.get(e.report_id), said.get(e.report.cycle_id), peers.get(e.report.cycle_id)) for e in newest]
    return [_judged_line(*one) for one in found], judged_row(c, *found[0], measured=measured_in([found[0][0]])) if found else None


def _judged_line(e: Entry, r: Rating | None, said: Stakeholders | None, peers: PeersSaid | None) -> JudgedLine:
    told = (e.report.url, e.report.cycle.names, str(e.get_completion_display()))
    if r is None:
        return JudgedLine(*told, "", said, peers)
    gap = ratings.gap(ratings.COMPLETION, e.completion, r.completion)
    return JudgedLine(
        *told, str(r.get_completion_display()), said, peers, gap, gap_words(gap), further_gaps(e, r), r.reply, r.reply_language,
        r.replied_on, e.report.reply_until, e.report.open_for_reply,
    )  # fmt: skip
