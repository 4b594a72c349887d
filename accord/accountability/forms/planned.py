"""What forms of a country's promises and plans have in common: who leads, when, with what money, where."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.accountability.choices import NamedChoice
from accord.accountability.places import LONGEST, MOST, provinces_used
from accord.calc.names import same_names, split_names
from accord.people.models import Area, Organisation
from accord.record.choices import LANGUAGE, one_of
from accord.record.editing import KeptForm
from accord.record.fields import Amount, Day, GatedText, PerCent

__all__ = ["LANGUAGE", "MONEY_AND_TIME", "PROVINCES", "PlacedForm", "PlannedForm", "ask_why", "one_of"]
MONEY_AND_TIME = ["lead", "supporting", "starts_on", "ends_on", "budget", "currency", "funded_share", "language"]
PROVINCES = ["provinces", "more_provinces"]


def ask_why(form: KeptForm, label: Any) -> None:
    """On what is published, a change says why."""
    form.fields["reason"] = GatedText(label=label, long=2, help_text=_("The old wording stays readable beside the new one."))


class PlannedForm(KeptForm):
    """Who leads and supports something, from when to when, with what money, in which language it is written."""

    lead = NamedChoice(
        Organisation.objects.none(), label=_("Lead organisation"), to_field_name="slug", required=False,
        help_text=_("Only verified organisations of your country are listed."),
    )  # fmt: skip
    supporting = GatedText(
        label=_("Supporting organisations"), required=False, max_length=500, help_text=_("Who else takes part, by name.")
    )
    starts_on = Day(label=_("Starts on"), required=False)
    ends_on = Day(label=_("Ends on"), required=False)
    budget = Amount(label=_("Budget"), required=False, min_value=Decimal(0), max_digits=14, decimal_places=2)
    currency = GatedText(label=_("Currency"), required=False, max_length=3, help_text=_("Three letters, as EUR."))
    funded_share = PerCent(label=_("Share that is funded, in per cent"), required=False)
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)

    def __init__(self, *args: Any, area: Area, revising: bool = False, why: Any = "", **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["lead"].queryset = Organisation.objects.filter(area=area, verified_on__isnull=False)  # type: ignore[attr-defined]
        if revising:
            ask_why(self, why or _("Why the wording changes"))

    def clean_currency(self) -> str:
        value = str(self.cleaned_data["currency"]).upper()
        if value and not (len(value) == 3 and value.isascii() and value.isalpha()):
            raise forms.ValidationError(_("A currency has three letters, as EUR or XOF."))
        return value

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        start, end = given.get("starts_on"), given.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("It must end after it starts."))
        if given.get("budget") is not None and not given.get("currency"):
            self.add_error("currency", _("Name the currency of the budget."))
        return given


class PlacedForm(PlannedForm):
    """Adds where it is done: `provinces` (ticked) and `more_provinces` (typed), which become one list."""

    provinces = forms.MultipleChoiceField(
        label=_("Provinces already named in your country"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_provinces = GatedText(
        label=_("Other provinces or districts"), required=False, long=2,
        help_text=_("As your country names them, one a line. Leave it empty where it holds for the whole country."),
    )  # fmt: skip

    def __init__(self, *args: Any, area: Area, **given: Any) -> None:
        super().__init__(*args, area=area, **given)
        self.used = provinces_used(area)
        if self.used:
            self.fields["provinces"].choices = [(name, name) for name in self.used]  # type: ignore[attr-defined]
        else:
            del self.fields["provinces"]

    def clean_more_provinces(self) -> str:
        typed = str(self.cleaned_data["more_provinces"])
        if any(len(name) > LONGEST for name in split_names(typed)):
            raise forms.ValidationError(_("The name of a province has %(n)s letters at most.") % {"n": LONGEST})
        return typed

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        ticked = list(given.get("provinces") or [])
        given["provinces"] = same_names([*ticked, *split_names(given.get("more_provinces") or "")], self.used)
        if len(given["provinces"]) > MOST:
            self.add_error("more_provinces", _("Name %(n)s provinces at most, or none for the whole country.") % {"n": MOST})
        return given
