"""Taking the demonstration out: tables emptied, journal lines kept with their bodies erased, and no trace of a log-in left."""

import json
from email import message_from_bytes, policy
from email.utils import getaddresses
from functools import reduce
from operator import or_
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction

from accord.accountability.models import (
    Action,
    ActionPlan,
    BodyReview,
    Cluster,
    Commitment,
    Cycle,
    Edition,
    FollowUp,
    FrozenFigures,
    Heading,
    Measure,
    Participation,
    Pathfinding,
    PeerAbsence,
    PeerReview,
    PeerRound,
    Rating,
    Recommendation,
    Report,
    ShadowReport,
    Template,
)  # fmt: skip
from accord.discussions.actions import remove_topics
from accord.indicators.actions import forget_world
from accord.learning.models import Adoption, Exchange, Offer, Practice
from accord.overview.demo import volume
from accord.overview.demo.shadows import forget_keys
from accord.people.invitations import DEMO_DOMAIN, is_demo_address
from accord.people.models import Area, Capacity, CapacityCheck, Organisation, Person, World
from accord.record.actions import remove_world
from accord.record.models import Mark
from accord.spaces.models import Platform, Registration, Solution, Threat


def clear() -> int:
    """Returns how many records went. Safe to run where nothing is loaded."""
    with transaction.atomic():
        gone = _sign_ins() + remove_topics(World.DEMO) + remove_world(World.DEMO) + forget_world(World.DEMO) + _tables()
        Mark.objects.filter(key__in=("demo", volume.MARK)).delete()
    _mail()
    forget_keys()
    return gone


def _tables() -> int:
    people, areas = Person.objects.filter(world=World.DEMO), Area.objects.in_world(World.DEMO)
    capacities, bodies = Capacity.objects.filter(person__in=people), Organisation.objects.filter(world=World.DEMO)
    commitments, reports = Commitment.objects.filter(world=World.DEMO), Report.objects.filter(area__in=areas)
    spoken: int = ShadowReport.objects.filter(area__in=areas).delete()[0]  # before its keys are emptied: they may not be
    spoken += _spaces()
    spoken += _peers(areas)
    spoken += _editions()
    spoken += _learning()
    for doomed in (capacities, people, bodies, areas):
        _let_go(doomed)
    tables: list[Any] = [
        Pathfinding.objects.filter(area__in=areas), Action.objects.filter(world=World.DEMO),
        Rating.objects.filter(report__in=reports), reports, Participation.objects.filter(area__in=areas),
        Cycle.objects.filter(world=World.DEMO),
        Template.objects.filter(world=World.DEMO), Measure.objects.filter(commitment__in=commitments), commitments,
        ActionPlan.objects.filter(world=World.DEMO),
        Cluster.objects.filter(area__in=areas), FollowUp.objects.filter(recommendation__area__in=areas),
        Recommendation.objects.filter(area__in=areas), Heading.objects.filter(world=World.DEMO),
        CapacityCheck.objects.filter(officer__in=people), capacities, people,
        bodies, areas,
    ]  # fmt: skip
    gone: int = sum(rows.delete()[0] for rows in tables)
    return spoken + gone


def _learning() -> int:
    """Before its keys are emptied: each of these is of a country or of a body."""
    adopted = Adoption.objects.filter(world=World.DEMO)
    adopted.update(source=None)
    tables: list[Any] = [
        Exchange.objects.filter(world=World.DEMO), Offer.objects.filter(world=World.DEMO), adopted,
        Practice.objects.filter(world=World.DEMO),
    ]  # fmt: skip
    return sum(rows.delete()[0] for rows in tables)


def _peers(areas: models.QuerySet[Area]) -> int:
    """Before its reviewers go: who accepted a review may not be empty."""
    tables: list[Any] = [
        PeerReview.objects.filter(area__in=areas), PeerRound.objects.filter(world=World.DEMO),
        PeerAbsence.objects.filter(area__in=areas), BodyReview.objects.filter(area__in=areas),
    ]  # fmt: skip
    return sum(rows.delete()[0] for rows in tables)


def _editions() -> int:
    """With the figures that they froze, where no real edition froze the same."""
    editions = Edition.objects.filter(world=World.DEMO)
    frozen = list(editions.exclude(figures=None).values_list("figures_id", flat=True))
    gone: int = editions.delete()[0]
    kept = Edition.objects.filter(figures__in=frozen).values("figures")
    return gone + FrozenFigures.objects.filter(digest__in=frozen).exclude(digest__in=kept).delete()[0]


def _spaces() -> int:
    """Platforms take all that stands on them along; who registered and who proposed a solution hold people and areas."""
    mine = Platform.objects.filter(world=World.DEMO)
    rows: list[Any] = [
        Registration.objects.filter(meeting__platform__in=mine),
        Solution.objects.filter(threat__platform__in=mine),
        Threat.objects.filter(platform__in=mine),
    ]
    gone: int = sum(one.delete()[0] for one in rows)
    mine.update(parent=None)
    return gone + int(mine.delete()[0])


def _let_go(doomed: models.QuerySet[Any]) -> None:
    """Whatever row of any room points at these by a key that may be empty: a real row must never hold the clearing up."""
    keys = [f for model in apps.get_models() for f in model._meta.fields if isinstance(f, models.ForeignKey) and f.null]
    for key in (k for k in keys if k.related_model is doomed.model):
        key.model._base_manager.filter(**{f"{key.name}__in": doomed}).update(**{key.name: None})


def _sign_ins() -> int:
    """Sessions of demonstration people, or that keep what was typed there; tries to sign in with its addresses."""
    people = {str(pk) for pk in Person.objects.filter(world=World.DEMO).values_list("pk", flat=True)}
    codes = [f"/{code}" for code in Area.objects.in_world(World.DEMO).values_list("code", flat=True)]
    doomed = []
    for session in Session.objects.iterator():
        kept = session.get_decoded()
        text = json.dumps(kept, default=str)
        if kept.get("_auth_user_id") in people or any(mark in text for mark in (DEMO_DOMAIN, *codes)):
            doomed.append(session.pk)
    gone: int = Session.objects.filter(pk__in=doomed).delete()[0]
    tried = models.Q(username__iendswith=DEMO_DOMAIN)
    wanted_to_go = [models.Q(get_data__contains=code) for code in codes]
    gone += AccessAttempt.objects.filter(reduce(or_, wanted_to_go, tried)).delete()[0]
    for log in (AccessFailureLog, AccessLog):
        gone += log.objects.filter(tried).delete()[0]
    return gone


def _mail() -> None:
    """Letters to its addresses, where the site writes mail into a folder."""
    for letter in (settings.HOME / "mail").glob("*.eml"):
        told = message_from_bytes(letter.read_bytes(), policy=policy.default)
        to = [address for _name, address in getaddresses([str(one) for one in told.get_all("To", [])])]
        if to and all(is_demo_address(address) for address in to):
            letter.unlink(missing_ok=True)
