"""Controls that keep what was typed."""

from typing import Any

from django import forms


class NumberText(forms.TextInput):
    """A number as plain text: `<input type="number">` throws "about 140" away, and the reader must see it to mend it."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, decimals: bool = False) -> None:
        super().__init__({"inputmode": "decimal" if decimals else "numeric", "autocomplete": "off", **(attrs or {})})
