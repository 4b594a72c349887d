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
_ITS_OWN = ("error_messages", "validators", "attrs", "choices", "_choices")


class WithOwnFields(DeclarativeFieldsMetaclass):
    base_fields: dict[str, Field]

    def __init__(cls, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        cls.base_fields = OwnFields(cls.base_fields)


class OwnFields(dict[str, Field]):
    """Takes the place of a class's `base_fields`, of which Django makes a deep copy for each form."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Field]:
        return {name: _copied(field, memo) for name, field in self.items()}


def _copied[Part: (Field, Widget)](part: Part, memo: dict[int, Any]) -> Part:
    """A field with its widget, or a widget."""
    kind: Any = type(part)
    if kind.__deepcopy__ not in _PLAIN:
        return copy.deepcopy(part, memo)
    made: Part = kind.__new__(kind)
    held = vars(made)
    held.update(vars(part))
    for name in _ITS_OWN:
        if isinstance(held.get(name), list | dict):
            held[name] = held[name].copy()
    if "widget" in held:
        held["widget"] = _copied(held["widget"], memo)
    return made
