"""Forms of this room."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.calc import reminders
from accord.kit import clock
from accord.record.editing import KeptForm
from accord.record.fields import GatedText


class SnoozeForm(KeptForm):
    until = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Thirty days from today at most. A thing is put off twice at most."),
    )  # fmt: skip
    reason = GatedText(
        label=_("Reason"), long=3, max_length=500,
        help_text=_("Whoever is told beside you reads it, and so do your country’s people and the secretariat."),
    )  # fmt: skip

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], clock.today()
        if not today < until <= today + timedelta(reminders.SNOOZE_DAYS):
            raise forms.ValidationError(_("A day from tomorrow on, within thirty days."))
        return until


class LettersForm(KeptForm):
    wanted = forms.MultipleChoiceField(
        label=_("Write to me of"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("What is late with others and told to you beside them is written to you in any case."),
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: dict[str, str | Promise], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["wanted"].choices = list(kinds.items())  # type: ignore[attr-defined]


class ReadForm(KeptForm):
    """Only a button: the pack stands on the page before."""
