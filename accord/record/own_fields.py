"""The fields that each form has for itself: what Django copies of a class's for each request, in a fifth of the calls.

A form may change its fields (choices, labels, what is required, a widget's attributes), never what a field's checks and choices
themselves hold. Kinds of fields and widgets that say how they are copied are copied so.
"""

import copy
from typing import Any

from django.forms import ChoiceField, Field, Widget
from django.forms.forms import DeclarativeFieldsMetaclass
from django.forms.widgets import ChoiceWidget

_PLAIN: set[Any] = {Field.__deepcopy__, ChoiceField.__deepcopy__, Widget.__deepcopy__, ChoiceWidget.__deepcopy__}


class WithOwnFields(DeclarativeFieldsMetaclass):
    base_fields: dict[str, Field]

    def __init__(cls, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        cls.base_fields = OwnFields(cls.base_fields)


class OwnFields(dict[str, Field]):
    """Takes the place of a class's `base_fields`, of which Django makes a deep copy for each form."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Field]:
        return {name: _copied(field, memo) for name, field in self.items()}


def _copied(field: Field, memo: dict[int, Any]) -> Field:
    kind: Any = type(field)
    if kind.__deepcopy__ not in _PLAIN:
        return copy.deepcopy(field, memo)
    made: Field = kind.__new__(kind)
    vars(made).update(vars(field))
    made.widget = _widget(field.widget, memo)
    made.error_messages, made.validators = dict(field.error_messages), list(field.validators)
    _choices_of_its_own(made)
    return made


def _widget(widget: Widget, memo: dict[int, Any]) -> Widget:
    kind: Any = type(widget)
    if kind.__deepcopy__ not in _PLAIN:
        return copy.deepcopy(widget, memo)
    made: Widget = kind.__new__(kind)
    vars(made).update(vars(widget))
    made.attrs = dict(widget.attrs)
    _choices_of_its_own(made)
    return made


def _choices_of_its_own(made: Field | Widget) -> None:
    held = vars(made)
    for name in ("_choices", "choices"):
        if type(held.get(name)) is list:
            held[name] = list(held[name])
