"""Threats and joint solutions: described, revised, tied to indicators and to whoever owns operational cooperation."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.people.models import Capacity
from accord.record.actions import link, unlink, untie
from accord.record.models import Card, Link
from accord.spaces.actions.cards import threat_card
from accord.spaces.actions.numbering import next_ref
from accord.spaces.actions.telling import held, rewrite, tell, write
from accord.spaces.models import Platform, Solution, Threat
from accord.spaces.wording import wording_of

MOST_TIES = 20


@transaction.atomic
def describe_threat(platform: Platform, given: Mapping[str, Any], *, by: Capacity) -> Threat:
    made = Threat(platform=platform, ref=next_ref(Threat, platform, {"platform": platform}), by=by, form=given["form"])
    write(made, given)
    threat_card(made)
    _owned(made, given.get("owner_card"))
    tell("threat_described", made, by=by, after=wording_of(made))
    return made


@transaction.atomic
def revise_threat(threat: Threat, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str) -> Threat:
    return rewrite(
        threat, given, version=version, by=by, reason=reason, verb="threat_revised",
        after_writing=lambda row: _owned(row, given.get("owner_card")),
    )  # fmt: skip


def _owned(threat: Threat, owner: Card | None) -> None:
    """Operational cooperation is held by that body: a link, so that its own page tells of it."""
    card = Card.objects.get(ref=threat.card_ref)
    for tie in Link.objects.filter(card=card, relation="held_by").select_related("other"):
        if owner is None or tie.other_id != owner.pk:
            unlink(card, "held_by", tie.other)
    if owner is not None:
        link(card, "held_by", owner)


@transaction.atomic
def measure_threat(threat: Threat, indicator: Card, *, by: Capacity) -> None:
    """Raises ValidationError for what is no indicator, and beyond twenty of them."""
    row = held(threat)
    card = Card.objects.get(ref=row.card_ref)
    if indicator.kind != "indicator":
        raise ValidationError(_("Choose an indicator."))
    if Link.objects.filter(card=card, relation="measured_by").count() >= MOST_TIES:
        raise ValidationError(_("Twenty indicators are tied to it: take one out first."))
    link(card, "measured_by", indicator)
    tell("threat_linked", row, by=by, anew=False, after={"about": indicator.ref, "relation": "measured_by"})


@transaction.atomic
def unmeasure_threat(threat: Threat, indicator: Card, *, by: Capacity, reason: str, shown: str | None = None) -> None:
    """Takes the indicator out again; the journal keeps that it was tied, and why no longer. Raises Conflict as `untie` does."""
    row = held(threat)
    untie(Card.objects.get(ref=row.card_ref), "measured_by", indicator, shown=shown)
    told = {"about": indicator.ref, "relation": "measured_by"}
    tell("threat_unlinked", row, by=by, anew=False, reason=reason, before=told)


@transaction.atomic
def propose_solution(threat: Threat, given: Mapping[str, Any], *, by: Capacity) -> Solution:
    among = {"threat__platform": threat.platform}
    made = Solution(threat=threat, ref=next_ref(Solution, threat.platform, among), by=by)
    write(made, given)
    tell("solution_proposed", made, by=by, after=wording_of(made))
    return made


@transaction.atomic
def revise_solution(solution: Solution, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str) -> Solution:
    return rewrite(solution, given, version=version, by=by, reason=reason, verb="solution_revised")
