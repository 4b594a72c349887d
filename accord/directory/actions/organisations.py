"""Organisations: registered by anyone with an account, verified by an officer."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accord.directory.actions.capacities import officer_hat
from accord.kit import clock
from accord.people.models import Area, Organisation, Person, World
from accord.record.actions import CardText, append, audience, publish_card
from accord.record.models import Card


def organisation_card(organisation: Organisation) -> Card:
    """Seen by officers until it is verified."""
    return publish_card(
        CardText(
            ref=f"organisations/{organisation.slug}", kind="organisation", url=f"directory/organisations/{organisation.slug}/",
            title=organisation.names, world=organisation.world, areas=[organisation.area] if organisation.area else [],
            audience=audience("public" if organisation.verified_on else "officers", organisation.world),
        )
    )  # fmt: skip


def _free_slug(names: Mapping[str, str]) -> str:
    stem = slugify(names.get("en") or next(iter(names.values()), ""))[:40] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(s for s in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if s not in taken)


@transaction.atomic
def register_organisation(
    names: Mapping[str, str], kind: str, *, area: Area | None, url: str = "", world: str = World.REAL, source: str = "",
    by: Person | None = None,
) -> Organisation:  # fmt: skip
    """Raises ValidationError where one of that name is there already. Who registered it is kept, and does not verify it."""
    if (by is not None and by.world != world) or (area is not None and area.world != world):
        raise ValidationError(_("Nobody of one world acts in the other."))
    said = [n.strip().lower() for n in names.values()]
    for other in Organisation.objects.filter(world=world, area=area):
        if any(n.lower() in said for n in other.names.values()):
            raise ValidationError(_("An organisation of this name is in the directory already."))
    made = Organisation.objects.create(
        slug=_free_slug(names), names=dict(names), kind=kind, area=area, url=url, world=world, source=source, registered_by=by
    )
    append("organisation_registered", organisation_card(made), after={"slug": made.slug, "kind": kind})
    return made


@transaction.atomic
def verify_organisation(organisation: Organisation, *, officer: Person, how: str) -> Organisation:
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    hat = officer_hat(officer, row.world, _("Only an officer of the secretariat verifies an organisation."))
    if row.registered_by_id == officer.pk:
        raise ValidationError(_("You registered this organisation; another officer verifies it."))
    if row.verified_on is not None:
        raise ValidationError(_("This organisation has been verified already."))
    row.verified_on = clock.today()
    row.save()
    append("organisation_verified", organisation_card(row), by=hat, reason=how, after={"slug": row.slug})
    return row
