"""What the events of this room are called on a page."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "officer_appointed": _("Officer appointed"),
    "capacity_nominated": _("Capacity nominated"),
    "capacity_checked": _("Nomination checked by one officer"),
    "capacity_active": _("Capacity verified by two officers"),
    "capacity_refused": _("Nomination refused"),
    "capacity_ended": _("Capacity ended"),
    "organisation_registered": _("Organisation registered"),
    "organisation_verified": _("Organisation verified"),
    "partnership_tied": _("Tied to the organisation that speaks for it"),
    "partnership_confirmed": _("Description confirmed by that body"),
}
