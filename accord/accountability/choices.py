"""Choices whose words come from the database: each says which language it is in."""

from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.accountability.models import ActionPlan, Commitment
from accord.indicators.models import Indicator
from accord.kit.interface import direction, spoken_language
from accord.kit.templatetags.kit import text
from accord.kit.texts import Text
from accord.people.models import Area, Organisation
from accord.record.models import Topic

EMPTY = _("- Choose one -")


class Labelled(str):
    """Words in a language."""

    lang = ""

    @classmethod
    def of(cls, words: str, lang: str) -> "Labelled":
        made = cls(words)
        made.lang = lang
        return made


class NamedSelect(forms.Select):
    """An option holds no markup: its language stands in its attributes."""

    def create_option(
        self, name: str, value: Any, label: Any, selected: bool, index: int, subindex: int | None = None, attrs: Any = None
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        reader = translation.get_language() or "en"
        lang = spoken_language(label, reader) if isinstance(label, Promise) else getattr(label, "lang", "")
        if lang and not lang == "en" == reader:
            option["attrs"] |= {"lang": lang, "dir": direction(lang)}
        return option


def named(words: Text, before: str = "") -> Labelled:
    return Labelled.of(f"{before}{words}", words.lang)


class NamedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    widget = NamedSelect

    def __init__(self, queryset: Any, **given: Any) -> None:
        super().__init__(queryset, empty_label=EMPTY, **given)

    def label_from_instance(self, obj: Model) -> str:
        if isinstance(obj, Indicator):
            return named(obj.name, f"{obj.code} – ")
        if isinstance(obj, Commitment):
            return Labelled.of(f"{obj.ref} – {obj.heading}", obj.language)
        if isinstance(obj, ActionPlan):
            return Labelled.of(f"{obj.ref} – {obj.title}", obj.language)
        assert isinstance(obj, Organisation)
        return named(obj.name)


class PlanChoice(NamedChoice):
    """The plan that something belongs to, if to any."""

    def __init__(self) -> None:
        super().__init__(
            ActionPlan.objects.none(), label=_("Action plan that it belongs to"), to_field_name="ref", required=False
        )


def plans_to_choose(area: Area, *, published: bool, held: ActionPlan | None = None) -> QuerySet[ActionPlan]:
    """Those of a country that may still be changed (for what is published, those that everyone sees), and the one `held` now."""
    states = [s for s in ActionPlan.OPEN if not (published and s == ActionPlan.State.DRAFTING)]
    return ActionPlan.objects.filter(Q(state__in=states) | Q(pk=held.pk if held else None), area=area)


class TopicChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Boxes to tick."""

    def __init__(self, scheme: str, **given: Any) -> None:
        found = Topic.objects.filter(scheme=scheme)
        super().__init__(found, to_field_name="code", required=False, widget=forms.CheckboxSelectMultiple, **given)

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Topic)
        return text(obj.name)


class IndicatorChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The core indicators, to tick."""

    def __init__(self, **given: Any) -> None:
        found = Indicator.objects.filter(core=True)
        super().__init__(found, to_field_name="code", required=False, widget=forms.CheckboxSelectMultiple, **given)

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Indicator)
        return named(obj.name, f"{obj.code} – ")
