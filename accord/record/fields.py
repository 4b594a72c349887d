"""Form fields whose text passes the gate. No form of any room takes text by another way (tests/test_house.py)."""

import re
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accord.kit.asked import web_address
from accord.kit.widgets import NumberText
from accord.record.actions.gate import TEXT_LIMIT, accept_text, as_shown
from accord.record.amounts import plain_amount, without_sign

_PARTS = re.compile(r"[/?&=#;]+")  # of an address: what stands between them is read as words
_PLAIN_FIGURE = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)\Z")


class GatedText(forms.CharField):
    """Text that a person typed. `long` gives a box of that many rows; `contact` is for an office's own address."""

    def __init__(self, *, long: int = 0, limit: int = TEXT_LIMIT, contact: bool = False, **given: Any) -> None:
        if long:
            given.setdefault("widget", forms.Textarea(attrs={"rows": long}))
        super().__init__(**given)
        self.limit, self.contact = limit, contact

    def to_python(self, value: Any) -> str:
        """Lengths are those of the text as it will stand; one of invisible characters alone is none."""
        return as_shown(super().to_python(value) or "").strip()

    def clean(self, value: Any) -> str:
        return accept_text(super().clean(value) or "", limit=self.limit, contact=self.contact)


class Hexadecimal(forms.Field):
    """A token or digest of ours that a form carries unseen; anything else is nothing."""

    widget = forms.HiddenInput

    def __init__(self, **given: Any) -> None:
        super().__init__(required=False, **given)

    def clean(self, value: Any) -> str:
        text = str(value or "")
        return text if re.fullmatch("[0-9a-f]{1,64}", text) else ""


class Day(forms.DateField):
    """A day; browsers show their own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"], **given)


class Moment(forms.DateTimeField):
    """A day and an hour of UTC; browsers show their own calendar and clock."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **given)


class Figure(forms.DecimalField):
    """A figure as people of the page's language write it, with no more digits than its column holds; powers of ten (1E+9) are
    not taken, they would hide how many."""

    grouped = False  # whether the language's own sign may part thousands

    def __init__(self, *, max_digits: int = 15, decimal_places: int = 6, per_cent: bool = False, **given: Any) -> None:
        """`per_cent`: of a share, whose sign may be typed with it."""
        given.setdefault("widget", NumberText(decimals=decimal_places > 0))
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **given)
        self.per_cent = per_cent

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = str(value).strip() if value is not None else ""
        text = without_sign(text) if self.per_cent else text
        text = plain_amount(text, translation.get_language() or "en", grouped=self.grouped)
        if text and not _PLAIN_FIGURE.match(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


class Amount(Figure):
    """Takes back what a page of the reader's language prints: thousands are parted."""

    grouped = True


class PerCent(forms.IntegerField):
    """A whole share of a hundred, with its sign or without: 40, 40%, 40 %, ٤٠٪."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("help_text", _("As 40 or 40%."))
        super().__init__(min_value=0, max_value=100, widget=NumberText(), **given)

    def to_python(self, value: Any) -> int | None:
        text = str(value).strip() if value is not None else ""
        return super().to_python(without_sign(text))


class GatedURL(forms.URLField):
    """An address on the web, held against the gate as it stands and as it reads once decoded."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=200, assume_scheme="https", **given)

    def clean(self, value: Any) -> str:
        address = accept_text(super().clean(value) or "")
        accept_text(_PARTS.sub(" ", unquote(address)))
        if address and not web_address(address):
            raise forms.ValidationError(_("An address on the web begins with https:// or http://."), code="scheme")
        return address
