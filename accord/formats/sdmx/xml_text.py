"""Text as XML may hold it."""

import re

# Characters that XML 1.0 forbids, those with a meaning of their own, and white space that an attribute would lose.
_SPECIAL = re.compile('[&<>"\x00-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]')
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_KEPT = 20_000


def escape(text: str) -> str:
    """Text for an element or a quoted attribute; what XML 1.0 forbids is left out."""
    if _SPECIAL.search(text):
        return _FORBIDDEN.sub("", text).translate(_ESCAPES)
    return text


class Escaped(dict[str, str]):
    """Texts by their escaped form: most values of a message come again and again. Never holds more than some thousands."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        self[text] = safe = escape(text)
        return safe
