"""Numbers as people write and as pages print them: 1,200,000 or 1 200 000 or ١٬٢٠٠٬٠٠٠; 62.5 or 62,5 or ٦٢٫٥."""

import re
import unicodedata

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


def plain_amount(text: str, language: str, *, grouped: bool = True) -> str:
    """The number in digits with a point, where the text is a number as this language writes it; else the text as it came.

    Spaces (of any kind) and apostrophes part thousands everywhere; a comma or a point does so where the language says so and
    each group has three digits. Digits of other scripts are read. Not `grouped`: a comma and a point never part thousands, so
    that a share of 1.234 is not one thousand and more in Spanish.
    """
    said = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.strip())
    said = said.replace("٬", "\x1f").replace("٫", ".") if re.search("[٬٫]", said) else _local(said, language, grouped)
    said = SPACES.sub("\x1f", said)
    if "\x1f" in said and not GROUPED.fullmatch(said):
        return text
    return said.replace("\x1f", "")


def without_sign(text: str) -> str:
    """40%, 40 %, %40, ٤٠٪ and 40％ without the sign, as languages set it before or behind."""
    return text.strip().strip("%٪％").strip()


def _local(said: str, language: str, grouped: bool) -> str:
    group, point = SIGNS.get(language, SIGNS["en"])
    if grouped and group and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", said):
        said = said.replace(group, "\x1f")
    if point == "," and said.count(",") == 1 and "." not in said:
        said = said.replace(",", ".")
    return said
