"""`get_state_display` and its like, without translating each choice of the field to find one.

Django makes all labels hashable first, which turns every lazy translation into text: lists spent a tenth of their time on it.
"""

from typing import Any

from django.db.models import Field, Model
from django.utils.encoding import force_str


def display(row: Model, field: "Field[Any, Any]") -> Any:
    value = getattr(row, field.attname)
    return force_str(dict(field.flatchoices).get(value, value), strings_only=True)


def install() -> None:
    """No field of ours has choices that cannot be keys of a dictionary, for which Django takes the longer way."""
    Model._get_FIELD_display = display  # type: ignore[attr-defined]
