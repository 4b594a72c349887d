"""Forms of keys and seals. Shares and keys are checked by what they are, and kept in no draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.people.models import Capacity, Role
from accord.record.editing import KeptForm
from accord.record.fields import GatedText
from accord.record.sealing import box


class Line(GatedText):
    """One line of ours (a key, an opened share): nothing else passes, so there is no text to screen."""

    def __init__(self, what: str, **given: Any) -> None:
        super().__init__(
            max_length=120, contact=True, widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}), **given
        )
        self.what = what

    def clean(self, value: Any) -> str:
        text: str = super().clean(value).strip()
        if not text.startswith(f"{self.what}:"):
            raise forms.ValidationError(_("Paste the whole line as it was printed."), code="line")
        return text


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person} – {obj}"


class KeyForm(KeptForm):
    capacity = PersonChoice(Capacity.objects.none(), label=_("Custodian"))
    public = Line(box.PUBLIC, label=_("Public half of the key"), help_text=_("The line that begins with accord-public-1."))

    def __init__(self, *args: Any, world: str, **given: Any) -> None:
        super().__init__(*args, **given)
        there = Capacity.objects.active().filter(role=Role.CUSTODIAN, person__world=world).select_related("person")
        self.fields["capacity"].queryset = there  # type: ignore[attr-defined]


class ShareForm(KeptForm):
    share = Line(box.OPENED, label=_("The opened share"), help_text=_("The line that begins with accord-opened-1."))
    reason = GatedText(
        label=_("Why the name must be known"), long=3, limit=1000,
        help_text=_("It stands in the record for all who see the report. Write nothing that tells who it is."),
    )  # fmt: skip
