"""Shadow reports: what their authors write, and what officers decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.accountability.choices import EMPTY, IndicatorChoices, NamedChoice
from accord.accountability.forms.planned import LANGUAGE, one_of
from accord.accountability.models import Cycle, ShadowReport
from accord.people.models import Area, Organisation
from accord.record.editing import KeptForm
from accord.record.fields import GatedText


class ShadowForm(KeptForm):
    title = GatedText(label=_("Title"), max_length=160, help_text=_("One line that says what you found."))
    text = GatedText(
        label=_("What you found"), long=12,
        help_text=_("In your own words. Name no child and no person who could come to harm. Markdown may be used."),
    )  # fmt: skip
    indicators = IndicatorChoices(label=_("Indicators it speaks of"))
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)

    def clean_indicators(self) -> list[str]:
        return sorted(one.code for one in self.cleaned_data["indicators"])


class NewShadowForm(ShadowForm):
    """Begins a report: the country and the cycle stand fast afterwards. `networks`: under a network's name."""

    field_order = ("country", "cycle", "name", "supported")

    def __init__(
        self, *args: Any, areas: list[Area], world: str, networks: bool, names: list[Organisation], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        cycles = [(c.slug, str(c.name)) for c in Cycle.objects.filter(world=world)]
        countries = [(a.code, str(a.name)) for a in areas]
        self.fields["country"] = forms.ChoiceField(label=_("Country"), choices=countries)
        self.fields["cycle"] = forms.ChoiceField(label=_("Reporting cycle"), choices=[("", _("None")), *cycles], required=False)
        label = _("Under the name of the network") if networks else _("Under the name of")
        self.fields["name"] = forms.ChoiceField(label=label, choices=[(o.slug, str(o.name)) for o in names])
        if not networks:
            groups = Organisation.objects.filter(kind=Organisation.Kind.YOUTH, world=world, verified_on__isnull=False)
            self.fields["supported"] = NamedChoice(
                groups, label=_("Written with a child-led group that you support"), to_field_name="slug", required=False
            )
        self.order_fields(self.field_order)


class ModerationForm(KeptForm):
    decision = one_of(
        [("publish", _("Nothing in it puts anybody in danger: publish it")), ("return", _("Return it to its author")),
         ("refuse", _("Do not publish it"))],
        _("Your decision"),
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("Ground"), choices=[("", EMPTY), *ShadowReport.Ground.choices], required=False)
    reason = GatedText(
        label=_("What is to be changed, and where"), long=4, required=False,
        help_text=_("Its author reads it. That you disagree is no ground."),
    )  # fmt: skip

    def __init__(self, *args: Any, sealed: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if sealed:
            self.fields["network_agrees"] = forms.BooleanField(
                label=_("I asked the network: it lends its name to this report."), required=False
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("decision") in ("return", "refuse"):
            for name in ("ground", "reason"):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("Name the ground and say what is to be changed."))
        return given
