"""Facts for outputs, read from the rooms: a fixed number of queries, whatever a country has. Only what everybody may read.

A file for another body leaves the house: whoever takes it, a draft of their own country is not slipped into it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accord.accountability.models import Action, Commitment, Entry, FollowUp, Milestone, Recommendation, Report
from accord.accountability.reads import pathfinding_page
from accord.accountability.reads.judged_rows import measured_in, values_told
from accord.indicators.models import Indicator
from accord.kit import clock
from accord.overview.outputs.gather_figures import figures_of
from accord.overview.outputs.inputs import (
    ActionIn,
    CommitmentIn,
    EntryIn,
    Inputs,
    MilestoneIn,
    PledgeIn,
    RecommendationIn,
    Told,
    ValueIn,
)  # fmt: skip
from accord.people.models import Area
from accord.record.models import Card, Topic

MOST = 500  # recommendations of one output; a review gives some 250
PLEDGES = 100
BODIES = (Recommendation.Body.UPR, Recommendation.Body.CRC)
State = Commitment.State


def gather(report: Report) -> Inputs:
    """In the reader's language, as of today: what the rooms hold of the country of a report that is finished."""
    area = report.area
    given, earlier, cut = _recommendations(area)
    commitments = _commitments(report)
    targets = {c.ref: c.targets for c in commitments}
    actions = _actions(area, targets)
    named = {t.code.removeprefix("sdg-"): t.names for t in Topic.objects.filter(scheme="sdg")}
    figures, sources = figures_of(area)
    return Inputs(
        report.ref, report.url, area.world, area.iso3 or "", area.names, report.cycle.names, report.published_on,
        str(report.get_state_display()), Told(report.summary, report.language), clock.today(), given, earlier, cut, commitments,
        actions, _pledges(area), named, figures, sources, pathfinding_page(area.iso3 or "", AnonymousUser()),
        report.rated_on is not None,
    )  # fmt: skip


def _public(prefix: str, refs: Iterable[str]) -> set[str]:
    """Those that everybody may see: the record's one rule, for a reader who is nobody (1 query)."""
    cards = Card.objects.visible_to(AnonymousUser()).filter(ref__in=[f"{prefix}/{ref}" for ref in refs])
    return {ref.partition("/")[2] for ref in cards.values_list("ref", flat=True)}


def _told(text: str, lang: str) -> Told | None:
    return Told(text, lang) if text.strip() else None


def _recommendations(area: Area) -> tuple[dict[str, list[RecommendationIn]], dict[str, int], dict[str, int]]:
    """Of the newest review, and the newest document of the Committee, in the order of their paragraphs (6 queries)."""
    heads = Recommendation.objects.filter(area=area, body__in=BODIES)
    held: dict[str, dict[str, list[int]]] = {body: defaultdict(list) for body in BODIES}
    newest: dict[str, tuple[Any, ...]] = {}
    for pk, body, cycle, session, symbol, given_on in heads.values_list("pk", "body", "cycle", "session", "symbol", "given_on"):
        group = str(cycle or session or "") if body == Recommendation.Body.UPR else symbol
        held[body][group].append(pk)
        newest[body] = max(newest.get(body, ()), (cycle or 0, given_on, session or 0, group))
    chosen = {body: sorted(held[body][newest[body][-1]]) for body in newest}
    rows = _rows([pk for found in chosen.values() for pk in found[:MOST]])
    given = {str(body): [r for r in rows if r.body == body] for body in BODIES}
    earlier = {str(body): sum(map(len, held[body].values())) - len(chosen.get(body, ())) for body in BODIES}
    return given, earlier, {str(body): max(0, len(found) - MOST) for body, found in chosen.items()}


def _rows(pks: Sequence[int]) -> list[RecommendationIn]:
    found = list(Recommendation.objects.filter(pk__in=pks).prefetch_related("commitments", "actions"))
    public = _public("recommendations", (r.ref for r in found))
    follow_ups = {f.recommendation_id: f for f in FollowUp.objects.filter(recommendation__in=pks, view=FollowUp.View.GOVERNMENT)}
    made = [_recommendation(r, follow_ups.get(r.pk)) for r in found if r.ref in public]
    return sorted(made, key=lambda r: (_paragraph(r.mark), r.ref))


def _paragraph(text: str) -> list[tuple[int, str]]:
    """`121.9` before `121.10`."""
    return [(int(one), "") if one.isdecimal() else (10**9, one) for one in text.replace(" ", ".").split(".")]


def _recommendation(r: Recommendation, told: FollowUp | None) -> RecommendationIn:
    return RecommendationIn(
        r.ref, f"recommendations/{r.ref}/", r.body, r.symbol, r.paragraph, r.given_on, r.cycle, r.session,
        Told(r.text, r.language), r.from_words, tuple(r.issues), tuple(r.persons), tuple(r.goals), tuple(r.strategies),
        r.response, str(r.get_response_display()),
        _told(r.response_reason, r.response_language),
        told.progress if told else "", str(told.get_progress_display()) if told else "",
        _told(told.rationale, told.language) if told else None, _told(told.evidence, told.language) if told else None,
        told.told_on if told else None,
        tuple(c.ref for c in r.commitments.all()), tuple(a.ref for a in r.actions.all()),
    )  # fmt: skip


def _commitments(report: Report) -> list[CommitmentIn]:
    """Those of the report, and those that stand or were closed: what was withdrawn is told only where the report speaks of it."""
    entries = {e.commitment_id: e for e in Entry.objects.filter(report=report)}
    rows = Commitment.objects.filter(area=report.area, kind=Commitment.Kind.COMMITMENT).exclude(state=State.DRAFT)
    found = [c for c in _with_parts(rows) if c.pk in entries or c.state != State.WITHDRAWN]
    public = _public("commitments", (c.ref for c in found))
    measured = measured_in(entries.values())
    said = {pk: _entry(e, measured) for pk, e in entries.items()}
    return [_commitment(c, said.get(c.pk)) for c in found if c.ref in public]


def _with_parts(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return rows.prefetch_related("topics", "milestones").order_by("pk")


def _commitment(c: Commitment, entry: EntryIn | None) -> CommitmentIn:
    milestones = [m for m in c.milestones.all() if not m.withdrawn_on]
    return CommitmentIn(
        c.ref, c.url, Told(c.heading, c.language), Told(c.text, c.language), c.state, str(c.get_state_display()), c.ends_on,
        tuple(t.code.removeprefix("sdg-") for t in c.topics.all() if t.scheme == "sdg"), entry,
        tuple(_milestone(m, c.language) for m in milestones),
    )  # fmt: skip


def _milestone(m: Milestone, language: str) -> MilestoneIn:
    return MilestoneIn(Told(m.text, language), m.due, m.done_on, m.progress)


def _entry(e: Entry, measured: Mapping[str, Indicator]) -> EntryIn:
    values = tuple(
        ValueIn(v.indicator, v.value, v.year, v.unit, v.status_words, _told(v.source, e.language))
        for v in values_told(e, measured)
    )
    return EntryIn(
        e.completion, str(e.get_completion_display()), Told(e.rationale, e.language), _told(e.evidence, e.language), values
    )


def _actions(area: Area, targets: dict[str, tuple[str, ...]]) -> list[ActionIn]:
    rows = Action.objects.filter(area=area).exclude(state__in=(State.DRAFT, State.WITHDRAWN)).prefetch_related("commitments")
    found = list(rows.order_by("pk"))
    public = _public("actions", (a.ref for a in found))
    return [_action(a, targets) for a in found if a.ref in public]


def _action(a: Action, targets: dict[str, tuple[str, ...]]) -> ActionIn:
    serves = tuple(c.ref for c in a.commitments.all() if c.ref in targets)
    aims = dict.fromkeys(target for ref in serves for target in targets[ref])
    return ActionIn(
        a.ref, a.url, Told(a.title, a.language), a.status, str(a.get_status_display()) if a.status else "", a.told_on, a.ends_on,
        _told(a.evidence, a.language), serves, tuple(aims),
    )  # fmt: skip


def _pledges(area: Area) -> list[PledgeIn]:
    """Voluntary pledges of the newest review that has any (2 queries)."""
    rows = Commitment.objects.filter(area=area, kind=Commitment.Kind.PLEDGE, session__isnull=False).exclude(state=State.WITHDRAWN)
    found = list(rows.order_by("-session", "pk")[:PLEDGES])
    public = _public("commitments", (p.ref for p in found))
    newest = [p for p in found if p.session == found[0].session and p.ref in public]
    return [PledgeIn(p.ref, p.url, Told(p.text, p.language), p.session, p.source) for p in newest]
