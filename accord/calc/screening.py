"""Rules of the gate: what in a text could identify a child or a person.

Rules find e-mail addresses, telephone numbers, identity numbers and coordinates. They do not find names: an officer's
eye stays necessary, and the pages say so.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`start` and `end` count characters of the text; `excerpt` is masked."""

    kind: str  # email, phone, id_number, coordinates
    start: int
    end: int
    excerpt: str


_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_COORDINATES = re.compile(r"[-+]?\d{1,2}\.\d{4,}\s*°?\s*[NS]?\s*[,;/ ]\s*[-+]?\d{1,3}\.\d{4,}\s*°?\s*[EWO]?")
_DEGREES = re.compile(r"\d{1,2}°\s*\d{1,2}['′]\s*(?:\d{1,2}(?:\.\d+)?[\"″])?\s*[NSns][,; ]+\d{1,3}°\s*\d{1,2}['′]")
_PLUS_PHONE = re.compile(r"(?<![\w/])(?:\+|00)\d{1,3}[\s.-]?(?:\(\d{1,4}\)[\s.-]?)?(?:\d{2,4}[\s.-]?){2,4}\d{2,4}\b")
_PHONE_WORD = re.compile(
    r"(?:tel|phone|mobile|call|whatsapp|tél|teléfono|тел|телефон|هاتف|جوال|电话|手机)\W{0,12}(\d[\d\s().-]{5,18}\d)", re.I
)
_ID_WORD = re.compile(
    r"(?:passport|identity (?:card|number)|id (?:no|number|card)|national id|social security|birth certificate"
    r"|pasaporte|cédula|passeport|паспорт|удостоверени\w*|جواز(?: السفر)?|رقم الهوية|护照|身份证)"
    r"\W{0,6}(?:no|number|nr|n°|№|号码|号)?\W{0,6}([A-Z]{0,3}\d[\dA-Z-]{5,20})",
    re.I,
)
_CHINESE_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_RULES = (
    ("email", _EMAIL), ("coordinates", _COORDINATES), ("coordinates", _DEGREES), ("phone", _PLUS_PHONE),
    ("phone", _PHONE_WORD), ("id_number", _ID_WORD), ("id_number", _CHINESE_ID),
)  # fmt: skip
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def screen(text: str) -> list[Finding]:
    """Findings in order of place, without overlaps; Arabic digits count as digits."""
    plain = text.translate(_DIGITS)
    found: list[Finding] = []
    for kind, rule in _RULES:
        for hit in rule.finditer(plain):
            start, end = hit.span()
            if not any(start < f.end and f.start < end for f in found):
                found.append(Finding(kind, start, end, _masked(text[start:end])))
    return sorted(found, key=lambda f: f.start)


def _masked(excerpt: str) -> str:
    return excerpt[:3] + "…" + excerpt[-2:] if len(excerpt) > 6 else "…"
