"""Choices whose words come from the database: each says which language it is in."""

from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.accountability.models import ActionPlan, Commitment
from accord.indicators.models import Indicator
from accord.indicators.words import unit
from accord.people.models import Area
from accord.record import choices
from accord.record.choices import EMPTY, Labelled, TopicChoices, named

__all__ = ["EMPTY", "IndicatorChoices", "NamedChoice", "PlanChoice", "TopicChoices", "offer_plans"]


class NamedChoice(choices.NamedChoice):
    def label_from_instance(self, obj: Model) -> str:
        if isinstance(obj, Indicator):
            return Labelled.of(f"{obj.code} – {obj.name} ({unit(obj.unit)})", obj.name.lang)
        if isinstance(obj, Commitment):
            return Labelled.of(f"{obj.ref} – {obj.heading}", obj.language)
        if isinstance(obj, ActionPlan):
            return Labelled.of(f"{obj.ref} – {obj.title}", obj.language)
        return super().label_from_instance(obj)


class PlanChoice(NamedChoice):
    """The plan that something belongs to, if to any."""

    def __init__(self) -> None:
        super().__init__(
            ActionPlan.objects.none(), label=_("Action plan that it belongs to"), to_field_name="ref", required=False
        )


def offer_plans(form: forms.Form, area: Area, *, published: bool, held: ActionPlan | None = None) -> None:
    """As the choices of its field `plan`; where the country has none, nothing is asked."""
    found = plans_to_choose(area, published=published, held=held)
    if found.exists():
        form.fields["plan"].queryset = found  # type: ignore[attr-defined]
    else:
        del form.fields["plan"]


def plans_to_choose(area: Area, *, published: bool, held: ActionPlan | None = None) -> QuerySet[ActionPlan]:
    """Those of a country that may still be changed (for what is published, those that everyone sees), and the one `held` now."""
    states = [s for s in ActionPlan.OPEN if not (published and s == ActionPlan.State.DRAFTING)]
    return ActionPlan.objects.filter(Q(state__in=states) | Q(pk=held.pk if held else None), area=area)


class IndicatorChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The core indicators, to tick."""

    def __init__(self, **given: Any) -> None:
        found = Indicator.objects.filter(core=True)
        super().__init__(found, to_field_name="code", required=False, widget=forms.CheckboxSelectMultiple, **given)

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Indicator)
        return named(obj.name, f"{obj.code} – ")
