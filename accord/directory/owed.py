"""What this room says is owed: nominations and organisations to check, descriptions to confirm."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.directory.models import Partnership
from accord.people.models import Capacity, CapacityCheck, Organisation, Role
from accord.record.owing import Duty, Scope, Whose

KINDS = {
    "nomination": gettext_lazy("Nominations and organisations"),
    "partnership": gettext_lazy("Descriptions of partnerships"),
}
CHECKING, VERIFYING, CONFIRMING = 15, 20, 15  # minutes, as estimated by us


def duties(scope: Scope) -> Iterator[Duty]:
    """Four queries at most, one of a country; none for who is neither an officer nor of an organisation."""
    if Role.SECRETARIAT in scope.roles:
        yield from _nominations(scope)
        if scope.of is None:
            yield from _organisations(scope)
    if scope.organisations:
        yield from _descriptions(scope)


def _nominations(scope: Scope) -> Iterator[Duty]:
    """Two officers check each, neither the nominee nor who nominated. No name: the capacity alone."""
    states = (Capacity.State.NOMINATED, Capacity.State.CHECKED)
    waiting = Capacity.objects.filter(state__in=states, person__world=scope.world)
    if scope.of is not None:
        waiting = waiting.filter(Q(area=scope.of) | Q(organisation__area=scope.of))
    rows = list(waiting.select_related("area", "organisation", "nominated_by").order_by("id")[: scope.most])
    checks: dict[int, set[int]] = {}
    checked = CapacityCheck.objects.filter(capacity__in=[c.pk for c in rows if c.state == Capacity.State.CHECKED])
    for capacity, officer in checked.values_list("capacity_id", "officer_id") if rows and scope.of is None else ():
        checks.setdefault(capacity, set()).add(officer)
    for c in rows:
        but = {c.person_id, *checks.get(c.pk, ()), *([c.nominated_by.person_id] if c.nominated_by else [])}
        yield Duty(
            f"nominations/{c.pk}/{c.state}", "nomination", _("Check a nomination"), [str(c)], f"directory/nominations/{c.pk}/",
            Whose((Role.SECRETARIAT,), but=frozenset(but)), None, CHECKING,
            area=c.area_id or (c.organisation.area_id if c.organisation else None), contact=c.nominated_by_id,
        )  # fmt: skip


def _organisations(scope: Scope) -> Iterator[Duty]:
    rows = Organisation.objects.filter(world=scope.world, verified_on__isnull=True)
    for o in rows.order_by("slug")[: scope.most]:
        but = frozenset([o.registered_by_id] if o.registered_by_id else [])
        yield Duty(
            f"organisations/{o.slug}/verify", "nomination", _("Verify an organisation"), [o.name],
            f"directory/organisations/{o.slug}/verify/", Whose((Role.SECRETARIAT,), but=but), None, VERIFYING, area=o.area_id,
        )  # fmt: skip


def _descriptions(scope: Scope) -> Iterator[Duty]:
    rows = Partnership.objects.filter(organisation__in=scope.organisations, confirmed_on__isnull=True)
    for p in rows.order_by("slug")[: scope.most]:
        yield Duty(
            f"partnerships/{p.slug}/confirm", "partnership", _("Confirm the description"), [p.name],
            f"partnerships/{p.slug}/confirm/", Whose((Role.ORG_MEMBER,), organisation=p.organisation_id), None, CONFIRMING,
            f"partnerships/{p.slug}",
        )  # fmt: skip
