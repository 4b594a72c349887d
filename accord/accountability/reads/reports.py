"""The page of a report: what the country says, what the assessor says, the gap, the reply; and what may be done next."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from accord.accountability.access import SIGNERS, access_report, acting_on, assessor_for, still_assesses
from accord.accountability.models import Commitment, Entry, Milestone, Report
from accord.accountability.reads.answers import AnswerCounts, SectionShown, counts_of, report_sections
from accord.accountability.reads.completeness import Point, points_for
from accord.accountability.reads.contributions import ContributionLine, contributions_of
from accord.accountability.reads.gaps import GapCount, count_gaps
from accord.accountability.reads.guards import report_facts, reported_commitments
from accord.accountability.reads.judged_rows import LEVELS, Row, judged_row, measured_in
from accord.accountability.reads.peers_said import peers_of
from accord.accountability.reads.shown import contradiction
from accord.accountability.reads.signatures import Signature, WaitingLetter, letters_of, signature_of
from accord.accountability.reads.stakeholders import stakeholders_of
from accord.accountability.reads.words import limits_said, words_in
from accord.accountability.states import COUNTRY, WRITERS, ReportFacts, Step, steps_from, unanswered_words
from accord.kit import clock
from accord.people.models import Capacity, Role
from accord.record.access import kept_rows
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, history

HTML_ONLY = {"html_only": True}
PUBLIC_ACTS = (
    "report_sign",
    "report_signed_by_letter",
    "report_submit",
)  # once it is public: who signed it and when, not what was said within the country


@dataclass(frozen=True)
class GuardLine:
    words: str
    holds: bool


@dataclass(frozen=True)
class Offer:
    """A step with what must be true first; `by` names who takes it where this reader may not."""

    code: str
    words: str
    guards: list[GuardLine]
    open: bool
    by: str = ""
    nobody: bool = False  # acts for the country in the capacity that the step asks for
    warning: str = ""
    back: bool = False  # leads back: offered after the step on, and not as loudly


@dataclass(frozen=True)
class Stage:
    words: str
    on: date | None
    done: bool


@dataclass(frozen=True)
class ReportPage:
    ref: str
    area: dict[str, str]
    area_url: str
    cycle: dict[str, str]
    cycle_url: str
    state: str
    state_words: str
    due: date
    late: bool
    language: str
    summary: str
    stages: list[Stage]
    rows: list[Row]
    gaps: GapCount | None
    assessor: str
    declaration: str
    declaration_language: str
    reply_until: date | None
    world: str
    history: list[HistoryLine]
    signature: Signature | None = None
    sections: list[SectionShown] = field(default_factory=list)
    answers: AnswerCounts | None = None
    points: list[Point] = field(default_factory=list, metadata=HTML_ONLY)
    returned: str = field(default="", metadata=HTML_ONLY)
    contributions: dict[str, list[ContributionLine]] = field(default_factory=dict, metadata=HTML_ONLY)
    letters: list[WaitingLetter] = field(default_factory=list, metadata=HTML_ONLY)
    may_send: bool = field(default=False, metadata=HTML_ONLY)
    may_send_letter: bool = field(default=False, metadata=HTML_ONLY)
    levels: list[str] = field(default_factory=list, metadata=HTML_ONLY)
    offers: list[Offer] = field(default_factory=list, metadata=HTML_ONLY)
    words: int = 0  # of the summary and of what is told of commitments
    limits: str = field(default="", metadata=HTML_ONLY)
    url: str = field(default="", metadata=HTML_ONLY)
    may_use: bool = field(default=False, metadata=HTML_ONLY)  # its text in what other bodies ask for: once all may read it
    may_write: bool = field(default=False, metadata=HTML_ONLY)
    may_take_up: bool = field(default=False, metadata=HTML_ONLY)
    may_rate: bool = field(default=False, metadata=HTML_ONLY)
    open_for_reply: bool = False
    may_reply: bool = field(default=False, metadata=HTML_ONLY)

    @property
    def untold(self) -> bool:
        """Whether a commitment is left of which the report says nothing."""
        return any(row.own is None for row in self.rows)

    @property
    def may_act(self) -> bool:
        """Whether anything is left to this reader, or only another's step to wait for."""
        mine = self.may_write, self.may_take_up, self.may_rate, self.may_reply, self.may_send_letter
        return any(mine) or any(not offer.by for offer in self.offers)


def report_page(ref: str, user: Reader) -> ReportPage:
    report = access_report(user, ref)
    rater = assessor_for(user, report) if report.state == Report.State.PUBLISHED else None
    may_rate = rater is not None and report.assessor_id == rater.pk
    rows = _rows(report, own_ratings=True) if may_rate else _rows_for(report, user)
    acts = PUBLIC_ACTS if report.state in Report.SEEN_BY_ALL else ()
    sections = report_sections(report)
    drafting = report.state == Report.State.DRAFTING
    ours = acting_on(user, report, (*COUNTRY, Role.VALIDATOR, Role.CONTRIBUTOR)) if drafting else None
    return ReportPage(
        ref=report.ref,
        area=report.area.names,
        area_url=report.area.url,
        cycle=report.cycle.names,
        cycle_url=report.cycle.url,
        state=report.state,
        state_words=str(report.get_state_display()),
        due=report.cycle.due,
        late=(report.submitted_on or clock.today()) > report.cycle.due,
        language=report.language,
        summary=report.summary,
        stages=_stages(report),
        rows=rows,
        gaps=_gaps(rows) if report.rated_on else None,
        assessor=str(report.assessor.area.name) if report.assessor and report.assessor.area else "",
        declaration=report.declaration,
        declaration_language=report.declaration_language,
        reply_until=report.reply_until,
        open_for_reply=report.open_for_reply,
        world=report.area.world,
        history=history(Card.objects.get(ref=f"reports/{ref}"), user, acts=acts),
        signature=signature_of(report),
        sections=sections,
        answers=counts_of(sections),
        **_work(report, user, ours),
        levels=[str(words) for words in LEVELS],
        offers=_offers(report, user),
        words=words_in([report.summary, *(text for r in rows if r.own for text in (r.own.rationale, r.own.evidence))]),
        limits=limits_said(),
        url=report.url,
        may_use=report.state in Report.SEEN_BY_ALL,
        may_write=report.state == Report.State.DRAFTING and acting_on(user, report, WRITERS) is not None,
        may_take_up=rater is not None and not may_rate and not still_assesses(report),
        may_rate=may_rate,
        may_reply=report.open_for_reply and acting_on(user, report, COUNTRY) is not None,
    )


def _work(report: Report, user: Reader, ours: Capacity | None) -> dict[str, Any]:
    """What the country's own people see of a draft; of a submitted one its officers see what it lacks, too."""
    if ours is None:
        checks = report.state == Report.State.SUBMITTED and acting_on(user, report, (Role.SECRETARIAT,)) is not None
        return {"points": points_for(report, Role.SECRETARIAT)} if checks else {}
    sends = ours.role in COUNTRY
    return {
        "points": points_for(report, ours.role), "returned": report.returned.get("reason", ""), "letters": letters_of(report),
        "contributions": contributions_of(report) if sends else {}, "may_send": sends,
        "may_send_letter": ours.role in SIGNERS,
    }  # fmt: skip


def _offers(report: Report, user: Reader) -> list[Offer]:
    """The reader's own steps, on before back; for the country's people also the next one that is another's."""
    steps = sorted(steps_from(report.state), key=lambda step: step.needs_reason)
    mine = {step.code for step in steps if acting_on(user, report, step.roles)}
    ours = acting_on(user, report, (*WRITERS, Role.VALIDATOR)) is not None
    shown = [s for s in steps if s.code in mine or (ours and s.guards and not s.needs_reason)]
    if not shown:
        return []
    facts = report_facts(report)
    return [step_offer(s, facts) if s.code in mine else _of_another(report, s, facts) for s in shown]


def _of_another(report: Report, step: Step, facts: ReportFacts) -> Offer:
    """What it waits for is told where the country can do something about it; how far an assessor is, is the assessor's alone."""
    told = replace(step_offer(step, facts), by=str(Role(step.roles[0]).label))
    if Role.VALIDATOR not in step.roles:
        return replace(told, guards=[])
    return replace(told, nobody=not Capacity.objects.active().for_area(report.area).filter(role=Role.VALIDATOR).exists())


def step_offer(step: Step, facts: ReportFacts) -> Offer:
    lines = [GuardLine(str(guard.words), guard.holds(facts)) for guard in step.guards if guard.applies(facts)]
    warning = unanswered_words(facts) if step.ends_replies else ""
    return Offer(step.code, str(step.words), lines, all(line.holds for line in lines), warning=warning, back=step.needs_reason)


def _stages(report: Report) -> list[Stage]:
    order = list(Report.State)
    at = order.index(Report.State(report.state))
    days = {
        Report.State.SUBMITTED: report.submitted_on, Report.State.PUBLISHED: report.published_on,
        Report.State.RATED: report.rated_on, Report.State.FINAL: report.final_on,
    }  # fmt: skip
    return [Stage(str(state.label), days.get(state), n <= at) for n, state in enumerate(order)]


def _rows_for(report: Report, user: Reader) -> list[Row]:
    """As they stand; once the report is public they are kept for all who see the same."""
    if report.state not in Report.SEEN_BY_ALL:
        return _rows(report, own_ratings=False)
    return kept_rows(user, f"rows {report.pk}", lambda: _rows(Report.objects.get(pk=report.pk), own_ratings=False))


def _rows(report: Report, *, own_ratings: bool) -> list[Row]:
    """Ratings that are not released are shown to their assessor alone."""
    entries = {e.commitment_id: e for e in report.entries.select_related("report")}
    found = report.ratings.all() if own_ratings else report.ratings.filter(released_at__isnull=False)
    rated = {r.commitment_id: r for r in found}
    asked, measured = reported_commitments(report), measured_in(entries.values())
    prefetch_related_objects(asked, Prefetch("milestones", Milestone.objects.standing()))
    said, peers = stakeholders_of(asked, report.cycle), peers_of(asked, report.cycle)
    return [
        judged_row(c, entry, rated.get(c.pk), said.get(c.pk), peers.get(c.pk), _against(c, entry), measured)
        for c, entry in ((c, entries.get(c.pk)) for c in asked)
    ]


def _against(c: Commitment, entry: Entry | None) -> str:
    """Where what the country tells does not go with its milestones; once a report is public these went on."""
    if entry is None or entry.report.state in Report.SEEN_BY_ALL:
        return ""
    return contradiction(entry.completion, c.milestones.all())


def _gaps(rows: list[Row]) -> GapCount:
    pairs = [(r.own.completion if r.own else None, r.independent.completion if r.independent else None) for r in rows]
    return count_gaps(pairs)
