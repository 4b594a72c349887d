"""Opening a cycle and joining it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accord.accountability.actions.telling import tell_of_report
from accord.accountability.models import Cycle, Participation, Report
from accord.kit import clock
from accord.people.models import Capacity, World
from accord.record.actions import CardText, append, publish_card


@transaction.atomic
def open_cycle(
    slug: str, names: Mapping[str, str], *, opens: date, due: date, by: Capacity | None = None, world: str = World.REAL
) -> Cycle:
    cycle = Cycle.objects.create(slug=slug, names=dict(names), opens=opens, due=due, world=world)
    card = publish_card(CardText(ref=f"cycles/{slug}", kind="cycle", url=cycle.url, title=names, world=world))
    append("cycle_opened", card, by=by, after={"opens": opens.isoformat(), "due": due.isoformat()})
    return cycle


@transaction.atomic
def join_cycle(cycle: Cycle, *, by: Capacity) -> Report:
    """The country's own act; its report begins as a draft. Joining twice changes nothing."""
    if by.area is None or by.world != cycle.world:
        raise ValueError("A country joins a cycle of its own world, by someone who acts for it")
    joined, made = Participation.objects.get_or_create(cycle=cycle, area=by.area, defaults={"joined_on": clock.today(), "by": by})
    report, _ = Report.objects.get_or_create(cycle=cycle, area=by.area, defaults={"ref": f"{by.area.code}-{cycle.slug}"})
    if made:
        tell_of_report("cycle_joined", report, by=by, anew=True, after={"cycle": cycle.slug, "on": joined.joined_on.isoformat()})
    return report
