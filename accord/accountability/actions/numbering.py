"""The next number of a country's commitments, plans and actions, and who of its lead is asked."""

from accord.accountability.models import Action, ActionPlan, Commitment
from accord.people.models import Area, Capacity, Organisation, Role


def next_ref(model: type[Commitment] | type[ActionPlan] | type[Action], area: Area, letter: str) -> str:
    """XAA-c7. The row of the country is locked, so that two things made at once get two numbers."""
    Area.objects.select_for_update().get(pk=area.pk)
    stem = f"{area.code}-{letter}"
    taken = model._default_manager.filter(area=area, ref__startswith=stem).values_list("ref", flat=True)
    return f"{stem}{max([int(ref.removeprefix(stem)) for ref in taken], default=0) + 1}"


def contact_of(lead: Organisation | None) -> Capacity | None:
    """A verified person of the lead organisation."""
    if lead is None:
        return None
    roles = (Role.ORG_MEMBER, Role.FOCAL_POINT, Role.ALTERNATE, Role.VALIDATOR, Role.CONTRIBUTOR)
    return Capacity.objects.active().filter(organisation=lead, role__in=roles).order_by("id").first()
