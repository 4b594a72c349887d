"""What a form changes of its fields stays its own, and each kind of field and widget is as Django's copy of it is."""

import copy
from typing import Any

import pytest
from django import forms
from django.core.validators import MaxLengthValidator

from accord.record.choices import LANGUAGE
from accord.record.editing import KeptForm
from accord.record.fields import GatedText
from accord.record.models import Topic
from accord.record.own_fields import OwnFields


class Asked(KeptForm):
    text = GatedText(label="Text", long=8, limit=100)
    language = forms.ChoiceField(choices=LANGUAGE)
    many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    topic = forms.ModelChoiceField(Topic.objects.all(), required=False)
    when = forms.SplitDateTimeField(required=False)
    file = forms.FileField(required=False)


def test_django_asks_for_the_copy_that_is_ours() -> None:
    assert type(Asked.base_fields) is OwnFields
    assert list(Asked().fields) == list(Asked.base_fields)


@pytest.mark.parametrize("name", list(Asked.base_fields))
def test_a_field_is_as_djangos_own_copy(name: str) -> None:
    def told(field: Any) -> Any:
        rest = {k: v for k, v in vars(field).items() if k not in ("widget", "widgets", "fields", "_queryset")}
        return type(field), {k: list(v) if k == "_choices" else v for k, v in rest.items() if k != "_choices" or name == "many"}

    made, plain = Asked().fields[name], copy.deepcopy(dict(Asked.base_fields))[name]
    assert told(made) == told(plain)
    assert told(made.widget) == told(plain.widget)


def test_a_change_is_of_one_form_alone() -> None:
    first = Asked()
    many: Any = first.fields["many"]
    many.choices = [("c", "C")]
    first.fields["language"].widget.attrs["lang"] = "fr"
    text: Any = first.fields["text"]
    text.validators.append(MaxLengthValidator(2))
    text.error_messages["required"] = "Write."
    text.required, text.label = False, "Else"
    other: Any = Asked().fields
    assert other["many"].choices == [("a", "A"), ("b", "B")]
    assert other["many"].widget.choices == [("a", "A"), ("b", "B")]
    assert "lang" not in other["language"].widget.attrs
    assert (other["text"].required, str(other["text"].label)) == (True, "Text")
    assert text.validators != other["text"].validators
    assert other["text"].error_messages["required"] != "Write."


def test_what_is_appended_to_choices_is_of_one_form_alone() -> None:
    first: Any = Asked().fields["many"]
    first.choices.append(("z", "Z"))
    first.widget.choices.append(("z", "Z"))
    assert ("z", "Z") not in Asked().fields["many"].choices  # type: ignore[attr-defined]
    assert ("z", "Z") not in Asked().fields["many"].widget.choices  # type: ignore[attr-defined]
