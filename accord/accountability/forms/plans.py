"""Forms of action plans and actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.accountability.choices import NamedChoice, PlanChoice, TopicChoices, offer_plans
from accord.accountability.forms.planned import MONEY_AND_TIME, PROVINCES, PlacedForm, PlannedForm, one_of
from accord.accountability.models import Action, ActionPlan, Commitment, Recommendation
from accord.people.models import Area
from accord.record.editing import KeptForm
from accord.record.fields import GatedText, GatedURL


class PlanForm(PlannedForm):
    title = GatedText(label=_("Title"), max_length=160)
    text = GatedText(label=_("What the plan is for"), long=6)
    document = GatedURL(
        label=_("Where the plan is published"), required=False,
        help_text=_("An address on the web. It is asked for once the plan is in force."),
    )  # fmt: skip
    field_order = ("title", "text", "document", *MONEY_AND_TIME)


class ActionForm(PlacedForm):
    title = GatedText(label=_("Title"), max_length=160)
    text = GatedText(label=_("What is done"), long=5)
    plan = PlanChoice()
    topics = TopicChoices("inspire", label=_("INSPIRE strategies"))
    sectors = TopicChoices("sector", label=_("Sectors"))
    field_order = ("title", "text", "plan", "topics", "sectors", *PROVINCES, *MONEY_AND_TIME)

    def __init__(self, *args: Any, area: Area, revising: bool = False, held: ActionPlan | None = None, **given: Any) -> None:
        super().__init__(*args, area=area, revising=revising, **given)
        offer_plans(self, area, published=revising, held=held)


STATUSES = [(code, words) for code, words in Action.Status.choices if code]


class ActionToldForm(KeptForm):
    status = one_of(
        [*STATUSES, ("", _("Nobody knows"))],
        _("How far is it?"),
        required=False,
        help_text=_("Unknown is not the same as not begun."),
    )
    evidence = GatedText(
        label=_("Evidence"), required=False, max_length=500, help_text=_("A public document or address. Needed where it is done.")
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("status") == Action.Status.DONE and not given.get("evidence"):
            self.add_error("evidence", _("Name the evidence, or say that it is under way."))
        return given


class ActionTieForm(KeptForm):
    """One of the two: a recommendation that it answers or a commitment that it carries out."""

    recommendation = GatedText(
        label=_("Recommendation that it answers"), required=False, max_length=60,
        help_text=_("Its number, as it stands above the recommendation's text: a country may have thousands."),
    )  # fmt: skip
    commitment = NamedChoice(
        Commitment.objects.none(), label=_("Commitment that it carries out"), to_field_name="ref", required=False
    )
    note = GatedText(label=_("How"), max_length=300, long=2, help_text=_("One sentence: what of it the action does."))

    def __init__(self, *args: Any, action: Action, **given: Any) -> None:
        super().__init__(*args, **given)
        states = [Commitment.State.PUBLIC, Commitment.State.REVISED]
        if action.state == Commitment.State.DRAFT:
            states.append(Commitment.State.DRAFT)
        promised = Commitment.objects.filter(area=action.area, kind=Commitment.Kind.COMMITMENT, state__in=states)
        self.fields["commitment"].queryset = promised.order_by("id")  # type: ignore[attr-defined]
        self.area = action.area

    def clean_recommendation(self) -> Recommendation | None:
        ref = str(self.cleaned_data["recommendation"])
        found = Recommendation.objects.filter(area=self.area, ref=ref).first() if ref else None
        if ref and found is None:
            raise forms.ValidationError(_("No recommendation to your country has this number."))
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("recommendation")) == bool(given.get("commitment")) and not self.errors:
            raise forms.ValidationError(_("Choose one: a recommendation or a commitment."))
        return given
