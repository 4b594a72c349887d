"""The page of countries like mine: weights as open fields of a plain form, kept in the address."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accord.calc.likeness import Weights
from accord.indicators.explore import like
from accord.indicators.models import Indicator
from accord.kit.access import public
from accord.kit.pages import show, wants_json
from accord.kit.templatetags import kit
from accord.kit.texts import pick
from accord.record.fields import Figure

HIGHEST = 100


class Weight(Figure):
    def __init__(self, **given: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=HIGHEST, max_digits=6, decimal_places=2, **given)
        for name in ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"):
            self.error_messages[name] = gettext_lazy("A weight is a number from 0 to 100.")
        for validator in self.validators:
            setattr(validator, "message", self.error_messages["invalid"])  # noqa: B010  validators are typed as functions


class LikeForm(forms.Form):
    """Weights of the four parts; a field left empty counts as nought, all empty as one each."""

    indicator = forms.ChoiceField(required=False, label=gettext_lazy("Starting level"))
    region = Weight(label=gettext_lazy("Weight of the region"))
    income = Weight(label=gettext_lazy("Weight of the income group"))
    population = Weight(label=gettext_lazy("Weight of the population"))
    baseline = Weight(label=gettext_lazy("Weight of the starting level"))

    def __init__(self, data: Any, indicators: Sequence[Indicator], usual: str) -> None:
        filled = data.copy()
        if not any(filled.get(name) for name in ("region", "income", "population", "baseline")):
            filled.update(dict.fromkeys(("region", "income", "population", "baseline"), "1"))
        if "indicator" not in filled:
            filled["indicator"] = usual
        super().__init__(filled)
        choices = [("", _("None")), *((i.code, pick(i.names).text) for i in indicators)]
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = _("“%(value)s” is not among the choices.")
        typed = filled.get("indicator", "")
        if typed not in {code for code, _words in choices}:
            field.widget.choices = [*choices, (typed, typed[:60])]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        given = [told.get(name) or Decimal(0) for name in ("region", "income", "population", "baseline")]
        if not self.errors and not any(given):
            self.add_error("region", _("One weight at least is above nought."))
        return told

    def weights(self) -> Weights:
        told = self.cleaned_data
        return Weights(*(float(told[name] or 0) for name in ("region", "income", "population", "baseline")))


@public
@require_safe
def alike(request: HttpRequest, iso3: str) -> HttpResponse:
    area = like.country(iso3)
    indicators = like.core_indicators()
    form = LikeForm(request.GET, indicators, "" if "indicator" in request.GET else like.first_level(area))
    right = form.is_valid()
    chosen = next((i for i in indicators if right and i.code == form.cleaned_data["indicator"]), None)
    page = like.like_page(area, indicators, chosen, form.weights() if right else Weights())
    status = 200 if right else 422
    if wants_json(request):
        faults = {name: [str(one) for one in told] for name, told in form.errors.items()}
        return show(request, "", page if right else {"errors": faults}, status=status)
    extra = {"form": form, "rows": [] if not right else page.near, "said": _said(), "right": right}
    return show(request, "indicators/like.html", page, status=status, extra=extra)


def _said() -> dict[str, str]:
    return {"region": _("Region"), "income": _("Income group"), "population": _("Population"), "baseline": _("Starting level")}


INCOMES = {
    "LIC": gettext_lazy("Low"), "LMC": gettext_lazy("Lower middle"), "UMC": gettext_lazy("Upper middle"),
    "HIC": gettext_lazy("High"),
}  # fmt: skip


def part_words(part: like.Part) -> str:
    """A property as words: its value, its year."""
    if not part.value:
        return _("not known")
    value = {"income": str(INCOMES.get(part.value, part.value)), "region": part.value}.get(part.name) or kit.number(part.value)
    return f"{value} ({part.year})" if part.year else value
