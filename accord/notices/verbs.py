"""What the events of this room are called on a page."""

from django.utils.translation import gettext_lazy as _

WORDS = {"reminder_snoozed": _("Reminder put off")}
