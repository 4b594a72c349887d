"""Choices of forms whose words come from the database: each says which language it is in."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.kit.interface import direction, spoken_language
from accord.kit.templatetags.kit import OWN_NAMES, text
from accord.kit.texts import LANGUAGES, Text
from accord.people.models import Area, Organisation
from accord.record.models import Card, Topic

LANGUAGE = [(code, OWN_NAMES[code]) for code in LANGUAGES]
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
    """Organisations, areas, topics and cards by name; a room adds what it names otherwise."""

    widget = NamedSelect

    def __init__(self, queryset: Any, **given: Any) -> None:
        super().__init__(queryset, empty_label=EMPTY, **given)

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Organisation | Area | Topic | Card)
        return named(obj.name)


def one_of(choices: Any, label: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, label=label, widget=forms.RadioSelect, required=required, help_text=help_text)


class TopicChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Boxes to tick."""

    def __init__(self, scheme: str, **given: Any) -> None:
        found = Topic.objects.filter(scheme=scheme)
        super().__init__(found, to_field_name="code", required=False, widget=forms.CheckboxSelectMultiple, **given)

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Topic)
        return text(obj.name)
