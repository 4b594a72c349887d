"""Which days a peer review of a country must keep away from, who says so, and what the draw starts from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accord.accountability.models import BodyReview, PeerAbsence, PeerAssignment, PeerReview, PeerRound, Recommendation
from accord.accountability.models.peers import APART_MONTHS
from accord.calc.lots import Member, Rules
from accord.calc.spacing import Span, clear_spans, is_clear, span_of
from accord.calc.upr import year_of
from accord.indicators.explore.like import facts
from accord.kit.locale_format import partial_day
from accord.people.models import Area

BODIES = (Recommendation.Body.UPR, Recommendation.Body.CRC)


@dataclass(frozen=True)
class HeldBy:
    """A review of a State by another body. `told` as its source has it: a year, a month or a day. `number`: of an entered one."""

    body: str
    body_words: str
    told: str
    source: str
    url: str
    first: date
    last: date
    number: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.first, self.last)


def held_by_others(areas: Iterable[Area]) -> dict[int, list[HeldBy]]:
    """By the country's id, newest first; two queries. From recommendations held here, and from what officers entered."""
    asked = list(areas)
    found: dict[int, dict[tuple[str, str], HeldBy]] = defaultdict(dict)
    rows = Recommendation.objects.filter(area__in=asked, body__in=BODIES).order_by()
    for pk, body, session, given in rows.values_list("area_id", "body", "session", "given_on").distinct():
        told = given or (str(year_of(session)) if session else "")
        if told:
            url = f"recommendations/?country={next(a.code for a in asked if a.pk == pk)}&body={body}"
            words = _("Session %(n)s, as the recommendations held here say") % {"n": session} if session else ""
            found[pk][body, told] = _one(body, told, words or _("As the recommendations held here say"), url)
    for row in BodyReview.objects.filter(area__in=asked, withdrawn_on=None):
        found[row.area_id][row.body, row.held_on] = _one(row.body, row.held_on, row.document, row.document, row.pk)
    return {pk: sorted(told.values(), key=lambda one: (one.first, one.body), reverse=True) for pk, told in found.items()}


def _one(body: str, told: str, source: str, url: str, number: int | None = None) -> HeldBy:
    span = span_of(told)
    return HeldBy(body, str(Recommendation.Body(body).label), told, str(source), url, span.first, span.last, number)


def clear_days(found: PeerRound, held: Sequence[HeldBy]) -> list[Span]:
    """The parts of the round in which the country may be reviewed."""
    return clear_spans(Span(found.begins, found.ends), [one.span for one in held], APART_MONTHS)


def in_the_way(found: PeerRound, held: Sequence[HeldBy]) -> list[HeldBy]:
    """Of the reviews by others those that shut some day of the round."""
    window = Span(found.begins, found.ends)
    return [one for one in held if clear_spans(window, [one.span], APART_MONTHS) != [window]]


def day_is_clear(review: PeerReview, day: date, held: Sequence[HeldBy]) -> bool:
    """Within the round, away from other bodies' reviews, with all reviewers there. Two queries."""
    if not review.round.begins <= day <= review.round.ends or not all(is_clear(day, one.span, APART_MONTHS) for one in held):
        return False
    serving = review.assignments.filter(state__in=(PeerAssignment.State.OFFERED, PeerAssignment.State.ACCEPTED)).values("area")
    return not PeerAbsence.objects.filter(area__in=serving, first__lte=day, last__gte=day, ended_on=None).exists()


def pool_of(found: PeerRound) -> list[dict[str, Any]]:
    """The facts of all who joined, by code, as the draw and whoever runs it again take them. Some six queries."""
    joined = list(found.reviews.exclude(state=PeerReview.State.LEFT).select_related("area"))
    areas = sorted((one.area for one in joined), key=lambda a: a.code)
    held, served = held_by_others(areas), _served(found, areas)
    away = _away(found, areas)
    groups = {a.code: found.groups[a.code] for a in areas} if found.groups else groups_of(areas)
    return [
        {
            "code": a.code, **groups.get(a.code, {"region": "", "income": ""}), "served": served[a.code],
            "reviewed": bool(clear_days(found, held.get(a.pk, []))), "reviews": a.pk not in away,
            "held": [{"body": one.body, "on": one.told, "source": one.source} for one in in_the_way(found, held.get(a.pk, []))],
        }
        for a in areas
    ]  # fmt: skip


def groups_of(areas: Sequence[Area]) -> dict[str, dict[str, str]]:
    """The widest region below the world (M49) and the World Bank's income group; "" where none is held. One query."""
    regions = {a.pk: a for a in Area.objects.filter(kind=Area.Kind.REGION)}
    found = {}
    for area in areas:
        at, region = regions.get(area.parent_id or 0), ""
        while at is not None and at.parent_id:
            region, at = at.code, regions.get(at.parent_id)
        income = facts().get((area.code, "income"))
        found[area.code] = {"region": region, "income": income.value if income else ""}
    return found


def _served(found: PeerRound, areas: Sequence[Area]) -> dict[str, int]:
    """Reviews that each did in earlier rounds; who is in a round for the first time begins level with the lowest."""
    earlier = PeerRound.objects.filter(world=found.world, drawn_on__isnull=False).exclude(pk=found.pk)
    there = set(
        PeerReview.objects.filter(round__in=earlier).exclude(state=PeerReview.State.LEFT).values_list("area_id", flat=True)
    )
    gone = (PeerAssignment.State.DECLINED, PeerAssignment.State.REPLACED)
    done = list(
        PeerAssignment.objects.filter(review__round__in=earlier).exclude(state__in=gone).values_list("area_id", flat=True)
    )
    lowest = min((done.count(a.pk) for a in areas if a.pk in there), default=0)
    return {a.code: done.count(a.pk) if a.pk in there else lowest for a in areas}


def _away(found: PeerRound, areas: Sequence[Area]) -> set[int]:
    """Who is not to be had in the whole of the round."""
    rows = PeerAbsence.objects.filter(area__in=areas, first__lte=found.begins, last__gte=found.ends, ended_on=None)
    return set(rows.values_list("area_id", flat=True))


def members_of(pool: Iterable[Mapping[str, Any]]) -> list[Member]:
    names = ("code", "region", "income", "served", "reviewed", "reviews")
    return [Member(**{name: one[name] for name in names}) for one in pool]


def rules_of(found: PeerRound) -> Rules:
    apart = tuple(name for name in found.apart if name not in found.given_up)
    return Rules(team=found.team, apart=apart, rotation="rotation" not in found.given_up)


def inputs_of(found: PeerRound) -> dict[str, Any]:
    """All that the draw follows from but for the number; its digest is published when the list closes."""
    return {
        "round": found.slug, "pool": found.pool, "team": found.team, "apart": list(found.apart), "source": found.source,
        "number_on": found.number_on.isoformat(),
    }  # fmt: skip


def kept_aside_reason(one: Mapping[str, Any]) -> str:
    """Why the draw passed a country of the pool over, in English, as its review keeps it."""
    near = "; ".join(f"{held['body'].upper()} {held['on']}" for held in one["held"])
    return f"Within 12 months of another body's review: {near}" if near else "No clear day"


def aside_words(review: PeerReview) -> str:
    """The same in the reader's words; what somebody wrote as a reason stays as it was written."""
    one = next((one for one in review.round.pool or () if one["code"] == review.area.code), None)
    if one is None or review.reason != kept_aside_reason(one):
        return review.reason
    near = "; ".join(f"{held['body'].upper()} {partial_day(held['on'])}" for held in one["held"])
    return (
        _("Within 12 months of another body’s review: %(near)s") % {"near": near} if near else _("No day of the round is clear")
    )
