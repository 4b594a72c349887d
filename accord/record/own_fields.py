"""The fields that each form has for itself: what Django copies of a class's for each request, in a tenth of the calls.

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


class _Pattern:
    """A field with its widget, or a widget, as each form gets one; what of it is to be copied is found out once."""

    def __init__(self, part: Field | Widget) -> None:
        kind: Any = type(part)
        self.part, self.held, self.new = part, vars(part), kind.__new__
        self.plain = kind.__deepcopy__ in _PLAIN
        self.lists = [name for name in _ITS_OWN if isinstance(self.held.get(name), list)]
        self.dicts = [name for name in _ITS_OWN if isinstance(self.held.get(name), dict)]
        self.widget = _Pattern(part.widget) if self.plain and isinstance(part, Field) else None

    def made(self, memo: dict[int, Any]) -> Any:
        if not self.plain:
            return copy.deepcopy(self.part, memo)
        own = {**self.held}
        for name in self.lists:
            own[name] = [*own[name]]
        for name in self.dicts:
            own[name] = {**own[name]}
        if self.widget:
            own["widget"] = self.widget.made(memo)
        made = self.new(type(self.part))
        made.__dict__ = own
        return made


class OwnFields(dict[str, Field]):
    """Takes the place of a class's `base_fields`, of which Django makes a deep copy for each form."""

    def __init__(self, fields: dict[str, Field]) -> None:
        super().__init__(fields)
        self.patterns = {name: _Pattern(field) for name, field in fields.items()}

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Field]:
        return {name: pattern.made(memo) for name, pattern in self.patterns.items()}
