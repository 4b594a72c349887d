"""Form fields whose text passes the gate. No form of any room takes text by another way (tests/test_house.py)."""

from typing import Any

from django import forms

from accord.record.actions.gate import TEXT_LIMIT, accept_text


class GatedText(forms.CharField):
    """Text that a person typed. `long` gives a box of that many rows; `contact` is for an office's own address."""

    def __init__(self, *, long: int = 0, limit: int = TEXT_LIMIT, contact: bool = False, **given: Any) -> None:
        if long:
            given.setdefault("widget", forms.Textarea(attrs={"rows": long}))
        super().__init__(**given)
        self.limit, self.contact = limit, contact

    def clean(self, value: Any) -> str:
        return accept_text(super().clean(value) or "", limit=self.limit, contact=self.contact)


class Day(forms.DateField):
    """A day; browsers show their own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"], **given)
