"""Taking the demonstration out: tables emptied, journal lines kept with their bodies erased."""

from typing import Any

from django.db import transaction

from accord.accountability.models import Commitment, Cycle, Measure, Participation, Rating, Recommendation, Report
from accord.people.models import Area, Capacity, Organisation, Person, World
from accord.record.actions import remove_world
from accord.record.models import Mark


@transaction.atomic
def clear() -> int:
    """Returns how many records went. Safe to run where nothing is loaded."""
    gone = remove_world(World.DEMO)
    people, areas = Person.objects.filter(world=World.DEMO), Area.objects.in_world(World.DEMO)
    capacities = Capacity.objects.filter(person__in=people)
    capacities.update(nominated_by=None, succeeded_by=None)
    commitments = Commitment.objects.filter(world=World.DEMO)
    reports = Report.objects.filter(area__in=areas)
    tables: list[Any] = [
        Rating.objects.filter(report__in=reports), reports, Participation.objects.filter(area__in=areas),
        Cycle.objects.filter(world=World.DEMO), Measure.objects.filter(commitment__in=commitments), commitments,
        Recommendation.objects.filter(area__in=areas), capacities, people, Organisation.objects.filter(world=World.DEMO), areas,
    ]  # fmt: skip
    for rows in tables:
        gone += rows.delete()[0]
    Mark.objects.filter(key="demo").delete()
    return gone
