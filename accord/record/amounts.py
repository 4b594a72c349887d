"""A sum of money as people write and as pages print it: 1,200,000 or 1 200 000 or ١٬٢٠٠٬٠٠٠."""

import re
import unicodedata
from typing import Any

from django.utils import translation

from accord.record.fields import Figure

SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
SIGNS = {
    "ar": (",", "."),
    "en": (",", "."),
    "es": (".", ","),
    "fr": ("", ","),
    "ru": ("", ","),
    "zh": (",", "."),
}  # group, decimal
GROUPED = re.compile(r"\d{1,3}(?:\x1f\d{3})+(?:\.\d+)?")


def plain_amount(text: str, language: str) -> str:
    """The number in digits with a point, where the text is a number as this language writes it; else the text as it came.

    Spaces (of any kind) and apostrophes part thousands everywhere; a comma or a point does so where the language says so and
    each group has three digits. Digits of other scripts are read.
    """
    said = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.strip())
    said = said.replace("٬", "\x1f").replace("٫", ".") if re.search("[٬٫]", said) else _local(said, language)
    said = SPACES.sub("\x1f", said)
    if "\x1f" in said and not GROUPED.fullmatch(said):
        return text
    return said.replace("\x1f", "")


def _local(said: str, language: str) -> str:
    group, point = SIGNS.get(language, SIGNS["en"])
    if group and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", said):
        said = said.replace(group, "\x1f")
    if point == "," and said.count(",") == 1 and "." not in said:
        said = said.replace(",", ".")
    return said


class Amount(Figure):
    """Takes back what a page of the reader's language prints."""

    def to_python(self, value: Any) -> Any:
        text = "" if value is None else str(value)
        return super().to_python(plain_amount(text, translation.get_language() or "en"))
