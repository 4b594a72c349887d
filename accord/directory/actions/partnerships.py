"""Partnerships: described by us with a source, confirmed by the body that speaks for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.directory.actions.capacities import officer_hat
from accord.directory.actions.cards import publish_partnership
from accord.directory.models import Partnership
from accord.kit import clock
from accord.people.models import Area, Capacity, Organisation, Person, Role, World
from accord.record.actions import append
from accord.record.models import Topic

DESCRIBED = ("names", "mandate", "supplements", "host", "host_from", "host_until", "url", "countries_source")


@transaction.atomic
def describe_partnership(
    slug: str, given: Mapping[str, Any], *, countries: Sequence[Area] = (), topics: Sequence[Topic] = ()
) -> Partnership:
    """Our description, from its source. A changed one is ours again until the body confirms it anew. Facts leave no event."""
    old = Partnership.objects.select_for_update().filter(slug=slug).first()
    before = _description(old) if old else None
    made, _made = Partnership.objects.update_or_create(slug=slug, defaults=dict(given))
    made.countries.set(countries)
    made.topics.set(topics)
    if made.confirmed_on and before != _description(made):
        made.confirmed_on = None
        made.save(update_fields=["confirmed_on"])
    publish_partnership(made)
    return made


def _description(partnership: Partnership) -> dict[str, Any]:
    told = {name: getattr(partnership, name) for name in DESCRIBED}
    told["countries"] = sorted(partnership.countries.values_list("code", flat=True))
    return told | {"topics": sorted(partnership.topics.values_list("code", flat=True))}


@transaction.atomic
def tie_partnership(partnership: Partnership, organisation: Organisation, *, officer: Person) -> Partnership:
    """An officer says which verified organisation speaks for it. What another one confirmed is ours again."""
    hat = officer_hat(officer, World.REAL, _("Only an officer of the secretariat ties a partnership to an organisation."))
    row = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if organisation.world != World.REAL or organisation.verified_on is None:
        raise ValidationError(_("Only a verified organisation speaks for a partnership."))
    if row.organisation_id != organisation.pk:
        row.confirmed_on = None
    row.organisation = organisation
    row.save()
    append("partnership_tied", publish_partnership(row), by=hat, after={"organisation": organisation.slug})
    return row


@transaction.atomic
def confirm_partnership(partnership: Partnership, *, by: Capacity) -> Partnership:
    """That body's own word that the description is right as it stands; the event keeps what was confirmed."""
    row = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if by.role != Role.ORG_MEMBER or row.organisation_id is None or by.organisation_id != row.organisation_id:
        raise ValidationError(_("Only someone who acts for that organisation confirms the description."))
    row.confirmed_on = clock.today()
    row.save()
    append("partnership_confirmed", publish_partnership(row), by=by, after=_description(row))
    return row
