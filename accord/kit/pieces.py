"""Markup that stands many times on a page: its template is drawn once for each shape, and filled with values after that.

`said = Piece("discussions/said.html")`, then `said(author="Ana", html=SafeString("<p>Yes</p>"), accepted=True)`. The template
says where its values stand and asks whether there are any; it may do no more with them (no filter, no part of them).
A value is a text, escaped as in a template unless it is marked safe, or a truth, which is asked for alone.
"""

from html import escape
from typing import Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

_MARK: Final = "\x1a"  # in no text that was cleaned


class Piece:
    def __init__(self, template: str) -> None:
        self.template = template
        self._drawn: dict[tuple[object, ...], list[str]] = {}

    def __call__(self, **values: str | bool) -> SafeString:
        language = translation.get_language() or "en"
        shape = (language, *values, *[value if isinstance(value, bool) else value != "" for value in values.values()])
        parts = self._drawn.get(shape)
        if parts is None:
            parts = self._drawn[shape] = self._draw(values, language)
        filled = parts[:]
        for at in range(1, len(parts), 2):
            value = values[parts[at]]
            filled[at] = value if isinstance(value, SafeString) else escape(str(value))
        return SafeString("".join(filled))

    def _draw(self, values: dict[str, str | bool], language: str) -> list[str]:
        """What stands between values, and at every second place the name of a value."""
        marks = {name: value if isinstance(value, bool) or value == "" else SafeString(f"{_MARK}{name}{_MARK}")
                 for name, value in values.items()}  # fmt: skip
        return render_to_string(self.template, {"language": language, **marks}).split(_MARK)
