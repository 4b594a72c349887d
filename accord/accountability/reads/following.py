"""The page of one recommendation, and of those of a country that ask for the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accord.accountability.access import access_recommendation, acting_for, assessing
from accord.accountability.models import Action, Cluster, ClusterMember, Commitment, FollowUp, Recommendation
from accord.accountability.models.following import ASSESSORS_VIEW
from accord.accountability.reads.lists import Line
from accord.accountability.reads.recommendations import recommendation_line
from accord.accountability.states import COUNTRY
from accord.kit.texts import Text
from accord.people.models import Area
from accord.record.editing import Part
from accord.record.models import Card, Reader, Relation, Topic
from accord.record.reads import HistoryLine, LinkedCard, history, linked_cards

SHOWN = 200  # clusters of a page


@dataclass(frozen=True)
class FollowUpLine:
    view: str  # government or assessor
    progress: str
    progress_words: str
    rationale: str
    evidence: str
    confidence_words: str
    language: str
    told_on: date
    by: str  # the capacity
    note: str = ""  # whose word it is, and whose not


@dataclass(frozen=True)
class AlikeLine:
    ref: str
    url: str
    text: str
    language: str
    source_words: str
    cycle: int | None
    response_words: str


@dataclass(frozen=True)
class ClusterLine:
    number: int
    state: str
    members: list[AlikeLine]
    decided_on: date | None
    decided_by: str
    method: str
    proposed_on: date


@dataclass(frozen=True)
class RecommendationPage:
    line: Line
    world: str
    reason: str
    reason_language: str
    responded_on: date | None
    links: list[LinkedCard]
    follow_ups: list[FollowUpLine] = field(default_factory=list)  # the government's first
    alike: list[AlikeLine] = field(default_factory=list)  # the others of its confirmed cluster
    history: list[HistoryLine] = field(default_factory=list)
    iso3: str = ""
    strategies: list[dict[str, str]] = field(default_factory=list)
    may_untie: list[str] = field(default_factory=list, metadata={"html_only": True})  # cards of what its country's people change
    may_answer: bool = field(default=False, metadata={"html_only": True})
    may_assess: bool = field(default=False, metadata={"html_only": True})


@dataclass(frozen=True)
class AlikePage:
    """Confirmed clusters for everyone; proposals for the country's own people alone."""

    iso3: str
    area: dict[str, str]
    area_url: str
    world: str
    clusters: list[ClusterLine]
    asked: int  # recommendations in confirmed clusters
    proposals: list[ClusterLine] = field(default_factory=list, metadata={"html_only": True})
    waiting: int = field(default=0, metadata={"html_only": True})
    may_decide: bool = field(default=False, metadata={"html_only": True})


def recommendation_page(ref: str, user: Reader) -> RecommendationPage:
    found: Recommendation = access_recommendation(user, ref)
    card = Card.objects.get(ref=f"recommendations/{ref}")
    alike = _others(found)
    links, answers = linked_cards(card, user), acting_for(user, found.area, COUNTRY) is not None
    told = found.follow_ups.select_related("by__area", "by__organisation").order_by("-view", "told_on", "pk")
    return RecommendationPage(
        recommendation_line(found, len(alike) + 1 if alike else 0),
        found.area.world,
        found.response_reason,
        found.response_language,
        found.responded_on,
        links,
        [_follow_up(one) for one in told],
        alike,
        history(card, user),
        found.area.iso3 or "",
        [t.names for t in Topic.objects.filter(code__in=found.strategies)] if found.strategies else [],
        _changeable(links) if answers else [],
        answers,
        assessing(user, found.area) is not None,
    )


def _changeable(links: Iterable[LinkedCard]) -> list[str]:
    """What answers it and is neither withdrawn nor closed (2 queries)."""
    refs = [one.own_ref for one in links if one.relation == Relation.RESPONDS_TO and not one.here_to_there]
    commitments = Commitment.objects.filter(ref__in=refs, state__in=Commitment.OPEN).values_list("ref", flat=True)
    acts = Action.objects.filter(ref__in=refs, state__in=Action.OPEN).values_list("ref", flat=True)
    return [f"commitments/{ref}" for ref in commitments] + [f"actions/{ref}" for ref in acts]


def _follow_up(f: FollowUp) -> FollowUpLine:
    return FollowUpLine(
        f.view, f.progress, str(f.get_progress_display()), f.rationale, f.evidence,
        str(f.get_confidence_display()) if f.confidence else "", f.language, f.told_on, str(f.by),
        str(ASSESSORS_VIEW) if f.view == FollowUp.View.ASSESSOR else "",
    )  # fmt: skip


def follow_up_part(told: FollowUp | None) -> Part:
    """What the government says, beside the form of an assessor."""
    title = _("What the government says")
    if told is None:
        return Part(title, [(_("Government"), _("Not told yet."))])
    facts: list[tuple[str | Promise, str | Text]] = [
        (_("Government"), str(told.get_progress_display())), (_("Reason"), Text(told.rationale, told.language)),
    ]  # fmt: skip
    return Part(title, facts + ([(_("Evidence"), Text(told.evidence, told.language))] if told.evidence else []))


def source_words(r: Recommendation) -> str:
    """UPR 34, para. 121.1 (France); CRC/C/KEN/CO/3-5, para. 23."""
    where = f"UPR {r.session}" if r.body == Recommendation.Body.UPR and r.session else r.symbol or str(r.get_body_display())
    where += f", {_('para. %(number)s') % {'number': r.paragraph}}" if r.paragraph else ""
    return f"{where} ({r.from_words})" if r.from_words else where


def _others(r: Recommendation) -> list[AlikeLine]:
    mine = ClusterMember.objects.filter(recommendation=r, kept=True).values("cluster")
    others = ClusterMember.objects.filter(cluster__in=mine, kept=True).exclude(recommendation=r)
    return [alike_line(m.recommendation) for m in others.select_related("recommendation").order_by("recommendation_id")]


def alike_line(r: Recommendation) -> AlikeLine:
    return AlikeLine(
        r.ref, f"recommendations/{r.ref}/", r.text, r.language, source_words(r), r.cycle,
        str(r.get_response_display()),
    )  # fmt: skip


def alike_page(iso3: str, user: Reader) -> AlikePage:
    """Six queries at most, however many there are. The largest groups first: they save the most work."""
    area = Area.objects.countries().filter(iso3=iso3.upper()).first()
    if area is None:
        raise Http404
    may = acting_for(user, area, COUNTRY) is not None
    states = [Cluster.State.CONFIRMED, *([Cluster.State.PROPOSED] if may else [])]
    found = list(Cluster.objects.filter(area=area, state__in=states).select_related("decided_by__area").order_by("pk"))
    lines = _lines(found)
    confirmed = [line for line in lines if line.state == Cluster.State.CONFIRMED]
    waiting = [line for line in lines if line.state == Cluster.State.PROPOSED]
    return AlikePage(
        area.iso3 or "", area.names, area.url, area.world, confirmed[:SHOWN], sum(len(line.members) for line in confirmed),
        waiting[:SHOWN], len(waiting), may,
    )  # fmt: skip


def _lines(clusters: Iterable[Cluster]) -> list[ClusterLine]:
    members: dict[int, list[AlikeLine]] = {}
    wanted = {c.pk: c for c in clusters}
    rows = ClusterMember.objects.filter(cluster__in=wanted).select_related("recommendation").order_by("recommendation_id")
    for m in rows:
        if m.kept or wanted[m.cluster_id].state == Cluster.State.PROPOSED:
            members.setdefault(m.cluster_id, []).append(alike_line(m.recommendation))
    lines = [
        ClusterLine(
            c.pk, c.state, members.get(c.pk, []), c.decided_on, str(c.decided_by) if c.decided_by else "", c.method,
            c.proposed_on,
        )
        for c in wanted.values()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (-len(line.members), line.number))
