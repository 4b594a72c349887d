"""What a record holds, in the words of the form that asks for it: a choice by its label, a day as the language writes it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accord.kit import locale_format


def in_words(form: forms.Form, name: str, value: Any) -> str:
    """A list one after another; what no field of the form knows stays as it is kept. A query for each choice of records."""
    field = form.fields.get(name)
    if isinstance(value, list | tuple):
        return ", ".join(in_words(form, name, one) for one in value)
    if isinstance(field, forms.ModelChoiceField):
        # Topics are kept together and asked for by scheme: another box of the same form may hold the one looked for.
        return next(filter(None, (_named(one, value) for one in _alike(form, field))), str(value))
    if isinstance(field, forms.ChoiceField):
        return str(_labels(field.choices).get(str(value), value))
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    return _day(value)


def _alike(form: forms.Form, field: forms.ModelChoiceField) -> Iterator[forms.ModelChoiceField]:  # type: ignore[type-arg]
    yield field
    yield from (one for one in form.fields.values() if one is not field and type(one) is type(field))


def _named(field: forms.ModelChoiceField, value: Any) -> str:  # type: ignore[type-arg]
    found = field.queryset.filter(**{field.to_field_name or "pk": value}).first() if field.queryset is not None else None
    return "" if found is None else str(getattr(found, "name", "") or field.label_from_instance(found))


def _labels(choices: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code, words in choices:
        found |= {str(c): w for c, w in words} if isinstance(words, list | tuple) else {str(code): words}
    return found


def _day(value: Any) -> str:
    try:
        return locale_format.day(date.fromisoformat(value)) if isinstance(value, str) and len(value) == 10 else str(value)
    except ValueError:
        return value if isinstance(value, str) else str(value)
